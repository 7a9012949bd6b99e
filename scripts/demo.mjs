#!/usr/bin/env node
// `npm run demo`: the real Pulumi engine previews every stack with the pack. Needs nothing but a clone: it installs, builds and finds the CLI.
//
// Exit 0: every mandatory policy blocked an insecure stack, and none a hardened one. Exit 1: not so, and which. Exit 2: there is no engine; the
// same pack was asked about the resources that each stack registers.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { findPulumi } from "./tools.mjs";

const ROOT = resolve(import.meta.dirname, "..");
const PACK = join(ROOT, "policypack");
/** Each that is to be blocked, and what is to pass. */
const INSECURE = ["insecure-eks", "insecure-self-managed", "insecure-workloads"];
const HARDENED = ["hardened-eks", "hardened-self-managed", "workloads"];
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
    execFileSync(process.execPath, [join(ROOT, "scripts/build.mjs")], { stdio: "inherit" });
}

/** A stack on the real engine, with the engine's own output. */
async function onEngine(cli, dir, print) {
    require("../test/engine/register.cjs");
    const { Project } = require("../test/engine/project.ts");
    const project = await Project.open(cli, dir);
    try {
        return await project.preview({
            packs: [packOf(dir)],
            onOutput: print,
            color: process.stdout.isTTY ? "always" : "never",
        });
    } finally {
        project.stop();
    }
}

/** The pack, with the stack's own settings of it. */
function packOf(dir) {
    const settings = join(dir, "guard.json");
    return existsSync(settings) ? { dir: PACK, config: JSON.parse(readFileSync(settings, "utf8")) } : PACK;
}

/** The same without an engine. */
async function withoutEngine(dir, print) {
    const { judge } = await import("./without-engine.mjs");
    const { resources, violations } = await judge(PACK, dir);
    for (const { level, policy, urn, message } of violations) {
        const [, , types, ...name] = urn.split("::");
        print(`  [${level}] ${policy}  (${types?.split("$").at(-1) ?? ""}: ${name.join("::")})\n`);
        print(`    ${message.split("\n").join("\n    ")}\n`);
    }
    print(`  ${resources} resources, ${violations.length} findings\n`);
    return { exitCode: violations.some(({ level }) => level === "mandatory") ? 1 : 0, violations };
}

const blocking = ({ violations }) => new Set(violations.filter(({ level }) => level === "mandatory").map(({ policy }) => policy));

/**
 * Does the work of each stack, two at a time, and prints one after the other.
 *
 * @param work what is done with a stack's folder and a printer
 * @returns {Promise<Record<string, unknown>>} what came of it, by the stacks' names
 */
async function forEach(names, work) {
    const waiting = names.map((name) => ({ name, texts: [`\n${"─".repeat(20)} ${name}\n`], isDone: false }));
    const print = () => {
        while (waiting[0] !== undefined) {
            process.stdout.write(waiting[0].texts.splice(0).join(""));
            if (!waiting[0].isDone) return;
            waiting.shift();
        }
    };
    const results = {};
    const todo = [...waiting];
    const worker = async () => {
        for (let next = todo.shift(); next !== undefined; next = todo.shift()) {
            const one = next;
            const add = (text) => {
                one.texts.push(text);
                print();
            };
            add("");
            results[one.name] = await work(join(ROOT, "stacks", one.name), add);
            one.isDone = true;
            print();
        }
    };
    await Promise.all([worker(), worker()]);
    return Object.fromEntries(names.map((name) => [name, results[name]]));
}

/** What is not as it should be, a line each. */
function faults(mandatory, results) {
    const fired = new Set(INSECURE.flatMap((name) => [...blocking(results[name])]));
    const silent = mandatory.filter((policy) => !fired.has(policy));
    const passing = INSECURE.filter((name) => results[name].exitCode === 0);
    return [
        ...silent.map((policy) => `${policy} is mandatory and blocked no insecure stack`),
        ...passing.map((name) => `the preview of ${name} passed`),
        ...HARDENED.flatMap((name) => {
            const strict = [...blocking(results[name])];
            const failed = results[name].exitCode !== 0 && strict.length === 0;
            return [
                ...strict.map((policy) => `${policy} blocked ${name}`),
                ...(failed ? [`the preview of ${name} failed, but not because of a policy`] : []),
            ];
        }),
    ];
}

/** One line: which stacks were blocked, by how many policies, and which passed. */
function verdictOf(results) {
    const blocked = Object.keys(results).filter((name) => results[name].exitCode !== 0);
    const passed = Object.keys(results).filter((name) => results[name].exitCode === 0);
    const counts = blocked.map((name) => `${name} by ${blocking(results[name]).size}`).join(", ");
    return `blocked: ${counts || "none"} policies; passed: ${passed.join(", ") || "none"}`;
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

    const run = cli.ok ? (dir, print) => onEngine(cli.value, dir, print) : withoutEngine;
    const results = await forEach([...INSECURE, ...HARDENED], run);
    console.log("─".repeat(20));

    const wrong = faults(mandatory, results);
    for (const line of wrong) say(line);
    const verdict = verdictOf(results);
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
