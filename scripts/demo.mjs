#!/usr/bin/env node
// `npm run demo`: the real Pulumi engine previews both stacks with the pack. Needs nothing but a clone: it installs, builds and finds the CLI.
//
// Exit 0: every mandatory policy blocked insecure-eks, and none hardened-eks. Exit 1: not so, and which. Exit 2: there is no engine; the same
// pack was asked about the resources that both stacks register.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { findPulumi } from "./tools.mjs";

const ROOT = resolve(import.meta.dirname, "..");
const PACK = join(ROOT, "policypack");
const STACKS = { insecure: join(ROOT, "stacks/insecure-eks"), hardened: join(ROOT, "stacks/hardened-eks") };
const require = createRequire(import.meta.url);

const say = (line) => console.log(`demo: ${line}`);

function setUp() {
    // The stacks are made of the components, which an older installation has not linked.
    const needed = ["@swc/core", "@kube-bypass-guard/kube-bypass-guard"];
    if (needed.some((name) => !existsSync(join(ROOT, "node_modules", name)))) {
        say("installing (npm ci)");
        execFileSync("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"], { cwd: ROOT, stdio: "inherit" });
    }
    say("building the pack");
    execFileSync(process.execPath, [join(ROOT, "node_modules/typescript/bin/tsc"), "-p", "policypack"], {
        cwd: ROOT,
        stdio: "inherit",
    });
}

/** A stack on the real engine, with the engine's own output. */
async function onEngine(cli, dir) {
    require("../test/engine/register.cjs");
    const { Project } = require("../test/engine/project.ts");
    const project = await Project.open(cli, dir);
    try {
        return await project.preview({
            packs: [PACK],
            onOutput: (text) => process.stdout.write(text),
            color: process.stdout.isTTY ? "always" : "never",
        });
    } finally {
        project.stop();
    }
}

/** The same without an engine. */
async function withoutEngine(dir) {
    const { judge } = await import("./without-engine.mjs");
    const { resources, violations } = await judge(PACK, dir);
    for (const { level, policy, urn, message } of violations) {
        const [, , types, ...name] = urn.split("::");
        console.log(`  [${level}] ${policy}  (${types?.split("$").at(-1) ?? ""}: ${name.join("::")})`);
        console.log(`    ${message.split("\n").join("\n    ")}`);
    }
    console.log(`  ${resources} resources, ${violations.length} findings`);
    return { exitCode: violations.some(({ level }) => level === "mandatory") ? 1 : 0, violations };
}

const blocking = ({ violations }) => new Set(violations.filter(({ level }) => level === "mandatory").map(({ policy }) => policy));

/** What is not as it should be, a line each. */
function faults(mandatory, insecure, hardened) {
    const fired = blocking(insecure);
    const silent = mandatory.filter((name) => !fired.has(name));
    const strict = [...blocking(hardened)];
    return [
        ...silent.map((name) => `${name} is mandatory and did not block insecure-eks`),
        ...(insecure.exitCode === 0 ? ["the preview of insecure-eks passed"] : []),
        ...strict.map((name) => `${name} blocked hardened-eks`),
        ...(hardened.exitCode !== 0 && strict.length === 0
            ? ["the preview of hardened-eks failed, but not because of a policy"]
            : []),
    ];
}

async function main() {
    // For the tests, which boot the same build at the same time.
    if (!process.argv.includes("--built")) setUp();
    const { policies } = require(join(PACK, "bin/policies"));
    const mandatory = policies.filter(({ enforcementLevel }) => enforcementLevel === "mandatory").map(({ name }) => name);

    say("looking for the Pulumi CLI");
    const cli = await findPulumi({ progress: say });
    if (cli.ok) say(`${cli.value.path} (${cli.value.version})`);
    else say(`no engine (${cli.reason}); asking the pack about the resources that each stack registers`);

    const run = cli.ok ? (dir) => onEngine(cli.value, dir) : withoutEngine;
    const results = {};
    for (const [name, dir] of Object.entries(STACKS)) {
        console.log(`\n${"─".repeat(20)} ${name}-eks`);
        results[name] = await run(dir);
    }
    console.log("─".repeat(20));

    const wrong = faults(mandatory, results.insecure, results.hardened);
    for (const line of wrong) say(line);
    const verdict = `insecure-eks blocked by ${blocking(results.insecure).size} policies, hardened-eks ${blocking(results.hardened).size === 0 && results.hardened.exitCode === 0 ? "passed" : "did not pass"}`;
    if (!cli.ok) {
        say(verdict);
        say(`the engine was missing, so this was the pack alone: ${cli.reason}`);
        return 2;
    }
    if (wrong.length > 0) say(`FAILED: ${wrong.length} things are not as they should be`);
    else say(verdict);
    return wrong.length > 0 ? 1 : 0;
}

process.exitCode = await main().catch((error) => {
    console.error(error);
    say("FAILED: it could not be run");
    return 1;
});
