#!/usr/bin/env node
// `npm run bench`: what the pack costs, as ratios to a pack with one empty policy, taken in turn in one run, so that what slows the machine
// slows both; and whether the targets are met. It is a report: whatever it says, it exits with 0. Progress goes to stderr.
//   npm run bench -- --json                  the figures and the targets, machine-readable
//   npm run bench -- --only boot,preview     some figures: size, boot, analyze, user-data, stack, preview, audit
//   npm run bench -- --rounds 15 --calls 500 how often starts are measured, previews half as often again, and how many Analyze calls of each kind
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { argumentsOf } from "./arguments.mjs";
import { linesOf } from "./bench/report.mjs";
import { stopAll } from "./bench/stop.mjs";
import { judged } from "./bench/targets.mjs";

const FIGURES = ["size", "boot", "analyze", "user-data", "stack", "preview", "audit"];
const { values: options } = argumentsOf("bench", {
    options: {
        json: { type: "boolean", default: false },
        only: { type: "string", default: FIGURES.join(",") },
        rounds: { type: "string", default: "7" },
        calls: { type: "string", default: "200" },
    },
});
const [rounds, calls] = [Number(options.rounds), Number(options.calls)];
const figures = options.only.split(",");
const strange = figures.find((name) => !FIGURES.includes(name));
if (!(rounds >= 1 && calls >= 1)) fail("--rounds and --calls take a number from 1");
if (strange !== undefined) fail(`there is no figure "${strange}". Write some of ${FIGURES.join(", ")}`);

function fail(reason) {
    console.error(`bench: ${reason}`);
    process.exit(2);
}

// What measures has everything that it starts and writes below itself, so that Ctrl-C leaves nothing behind.
const temp = mkdtempSync(join(tmpdir(), "kbg-bench-"));
process.on("exit", () => rmSync(temp, { recursive: true, force: true }));
const asked = JSON.stringify({ temp: join(temp, "packs"), figures, rounds, calls });
const child = spawn(process.execPath, [join(import.meta.dirname, "bench/measure.mjs"), asked], {
    detached: true,
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, TMPDIR: temp },
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.once(signal, () => {
        stopAll(child.pid);
        process.exit(130);
    });
}
let output = "";
child.stdout.on("data", (chunk) => (output += chunk));
child.on("close", (code) => {
    if (code !== 0) process.exit(1); // what it was stands on stderr
    const results = JSON.parse(output);
    const report = { ...results, targets: judged(results) };
    console.log(options.json ? JSON.stringify(report, null, 4) : linesOf(report).join("\n"));
});
