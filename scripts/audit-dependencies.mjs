#!/usr/bin/env node
// `npm run audit`: asks the registry whether it knows of faults in what comes with the pack (policypack/npm-shrinkwrap.json) and in what the
// repository is built and tested with. Exit 0 none, 1 some, 2 the registry does not answer. Not a part of `npm test`: what it says
// changes without a change here.
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const ROOT = resolve(import.meta.dirname, "..");

/** A lock alone in a folder, since npm would audit the whole workspace from within it. */
function alone(packageJson, lock) {
    const folder = mkdtempSync(join(tmpdir(), "kbg-audit-"));
    process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
    copyFileSync(join(ROOT, packageJson), join(folder, "package.json"));
    copyFileSync(join(ROOT, lock), join(folder, "package-lock.json"));
    return folder;
}

/** @returns {{ total: number, text: string } | { reason: string }} */
function audit(folder, options) {
    const { stdout, error } = spawnSync("npm", ["audit", "--json", "--package-lock-only", ...options], {
        cwd: folder,
        encoding: "utf8",
    });
    if (error) return { reason: error.message };
    let answer;
    try {
        answer = JSON.parse(stdout);
    } catch {
        return { reason: "npm audit printed no JSON" };
    }
    if (answer.metadata === undefined) return { reason: answer.message ?? answer.error?.summary ?? "no figures in the answer" };
    const lines = Object.values(answer.vulnerabilities).map(({ name, severity, range }) => `   ${severity}: ${name} ${range}`);
    return { total: answer.metadata.vulnerabilities.total, text: lines.join("\n") };
}

let code = 0;
for (const [what, folder, options] of [
    ["what comes with the pack", alone("policypack/package.json", "policypack/npm-shrinkwrap.json"), ["--omit=dev"]],
    ["what the repository needs", ROOT, []],
]) {
    const found = audit(folder, options);
    if ("reason" in found) {
        console.error(`audit: ${what}: the registry does not answer: ${found.reason}`);
        code = Math.max(code, 2);
        continue;
    }
    console.log(`audit: ${what}: ${found.total} known faults`);
    if (found.total > 0) {
        console.log(found.text);
        code = Math.max(code, 1);
    }
}
process.exit(code);
