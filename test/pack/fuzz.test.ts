import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = join(__dirname, "../..");
const INPUTS = 3_000;

test("a short run of the fuzzing, and every input that failed once", () => {
    const out = mkdtempSync(join(tmpdir(), "kbg-fuzz-test-"));
    try {
        const args = ["--inputs", String(INPUTS), "--jobs", "1", "--seed", "ordinary", "--out", out];
        const { stdout, stderr } = spawnSync(process.execPath, [join(ROOT, "scripts/fuzz.mjs"), ...args], { encoding: "utf8" });
        const kept = readdirSync(join(ROOT, "test/fuzz/regressions"));
        expect(kept.length).toBeGreaterThan(5);
        expect(stderr).toContain(`fuzz: ${kept.length} inputs that failed once, 0 failures`);
        expect(stdout.trim().split("\n").at(-1)).toBe(`fuzz: ${INPUTS} inputs, 0 failures`);
    } finally {
        rmSync(out, { recursive: true, force: true });
    }
}, 300_000);
