import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = join(__dirname, "../..");
const INPUTS = 3_000;

test("a short run of the fuzzing, and every input that failed once", () => {
    const out = mkdtempSync(join(tmpdir(), "kbg-fuzz-test-"));
    try {
        const args = ["--inputs", String(INPUTS), "--jobs", "1", "--seed", "ordinary", "--out", out];
        const said = execFileSync(process.execPath, [join(ROOT, "scripts/fuzz.mjs"), ...args], {
            encoding: "utf8",
            stdio: ["ignore", "pipe", "inherit"],
        });
        expect(said.trim().split("\n").at(-1)).toBe(`fuzz: ${INPUTS} inputs, 0 failures`);
    } finally {
        rmSync(out, { recursive: true, force: true });
    }
}, 300_000);
