import { execFileSync } from "node:child_process";
import { join } from "node:path";

interface Outcome {
    /** Calls to the pack in each round, and findings and repairs that they had. */
    readonly calls: number;
    readonly answers: number;
    readonly differences: readonly unknown[];
}

test("resources that are repaired and judged all at once, in any order, have the answers that each has in its turn", () => {
    const output = execFileSync(process.execPath, [join(__dirname, "interleaved.mjs")], {
        encoding: "utf8",
        maxBuffer: 1 << 28,
        env: { ...process.env, NODE_OPTIONS: "" },
    });
    const { calls, answers, differences } = JSON.parse(output) as Outcome;
    expect(calls).toBeGreaterThan(500);
    expect(answers).toBeGreaterThan(400);
    expect(differences.slice(0, 3)).toEqual([]);
}, 300_000);
