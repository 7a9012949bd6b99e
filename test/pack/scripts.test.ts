import { spawnSync } from "node:child_process";
import { join } from "node:path";

const SCRIPTS = ["bench", "bench-audit", "docs", "fuzz", "mutation", "test"];

test.each(SCRIPTS)("scripts/%s.mjs says in one line what it does not know, and what it takes", (script) => {
    const args = [join(__dirname, "../../scripts", `${script}.mjs`), "--nonsense"];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
    expect(stderr.trim().split("\n")).toEqual([
        expect.stringMatching(
            `^${script.replace("bench-", "bench:")}: Unknown option '--nonsense'\\. .*It takes (--[a-z]+( VALUE)?(, |$))+$`,
        ),
    ]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
});
