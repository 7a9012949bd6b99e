#!/usr/bin/env node
// `npm test`: everything, in the order in which a fault is cheapest to find. What cannot run here is named at the end; with CI=true that
// is a failure, since a check that nobody runs holds nothing.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { argumentsOf } from "./arguments.mjs";
import { findBrowser } from "./debian.mjs";
import { findPulumi } from "./tools.mjs";

const ROOT = resolve(import.meta.dirname, "..");
const CI = process.env.CI === "true";
const { values: options } = argumentsOf("test", {
    options: { fast: { type: "boolean", default: false }, help: { type: "boolean", default: false } },
});
if (options.help) {
    console.log("npm test            everything\nnpm test -- --fast  without the engine and the browser (minutes)");
    process.exit(0);
}

const temp = mkdtempSync(join(tmpdir(), "kbg-test-"));
process.on("exit", () => rmSync(temp, { recursive: true, force: true }));

const totals = { passed: 0, failed: 0, skipped: 0 };
const missing = [];
const notes = [];
const failures = [];

/** Runs a command with its output shown; resolves to whether it succeeded. */
function run(command, args, env = {}) {
    return new Promise((done) => {
        const child = spawn(command, args, { cwd: ROOT, stdio: "inherit", env: { ...process.env, ...env } });
        child.on("error", () => done(false));
        child.on("exit", (code) => done(code === 0));
    });
}

const tool = (name) => join(ROOT, "node_modules", ".bin", name);

async function step(title, work) {
    const start = Date.now();
    console.log(`\n── ${title}`);
    const ok = await work();
    console.log(`── ${title}: ${ok ? "ok" : "FAILED"} (${((Date.now() - start) / 1000).toFixed(1)} s)`);
    if (!ok) failures.push(title);
    return ok;
}

/** One jest project; its figures go into the totals. */
const jest = (project) => async () => {
    const report = join(temp, `${project}.json`);
    const ok = await run(tool("jest"), [
        "--selectProjects",
        project,
        "--maxWorkers=100%",
        "--json",
        `--outputFile=${report}`,
        "--silent=false",
    ]);
    const figures = existsSync(report) ? JSON.parse(readFileSync(report, "utf8")) : undefined;
    totals.passed += figures?.numPassedTests ?? 0;
    totals.failed += figures === undefined ? 1 : figures.numFailedTests + figures.numRuntimeErrorTestSuites;
    totals.skipped += figures?.numPendingTests ?? 0;
    return ok && figures !== undefined && figures.numPendingTests === 0;
};

if (!existsSync(tool("jest"))) {
    console.log("── installing (npm ci)");
    if (!(await run("npm", ["ci", "--no-audit", "--no-fund"]))) process.exit(1);
}

const built = await step("build the pack", () => run(process.execPath, ["scripts/build.mjs"]));
await step("type-check everything", () => run(tool("tsc"), ["-p", "."]));
await step(
    "lint and format",
    async () => (await run(tool("eslint"), ["."])) & (await run(tool("prettier"), ["--check", "--log-level", "warn", "."])),
);
if (built) await step("the reference is up to date", () => run(process.execPath, ["scripts/docs.mjs", "--check"]));
if (built) await step("the pack on each Node", () => run(process.execPath, ["scripts/check-nodes.mjs"]));
await step("unit tests", jest("unit"));
await step("labelled cases", jest("corpora"));
const corpora = process.env.KUBE_BYPASS_GUARD_CORPORA ?? resolve(ROOT, "../shared/corpora");
if (!existsSync(corpora))
    notes.push(`no corpora of others at hand (set KUBE_BYPASS_GUARD_CORPORA to their folder); our own labelled cases ran`);

if (options.fast) missing.push("browser and engine tests: left out by --fast");
else {
    const browser = findBrowser();
    if (browser.ok) await step("the report in a real browser", jest("browser"));
    else missing.push(`browser tests: ${browser.reason}`);
}
if (!options.fast && built) {
    const engine = await findPulumi();
    if (engine.ok) await step("the real Pulumi engine", jest("engine"));
    else missing.push(`engine tests: ${engine.reason}`);
}

console.log("\n── summary");
for (const note of notes) console.log(`   note: ${note}`);
for (const what of missing) console.log(`   not run: ${what}`);
for (const title of failures) console.log(`   failed: ${title}`);
console.log(`tests: ${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
process.exit(failures.length > 0 || (CI && missing.length > 0) ? 1 : 0);
