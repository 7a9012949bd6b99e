#!/usr/bin/env node
// `npm run bench`: what the pack costs, as ratios to a pack with one empty policy, taken in turn in one run, so that a slow machine slows
// both. `-- --json` prints the figures alone on stdout; progress goes to stderr.
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { bootPack } from "./analyzer.mjs";
import { STACKS } from "./bench-stacks.mjs";
import { findNode, NODE_MAJORS } from "./nodes.mjs";
import { installEmptyPack, installPack, sizeOf } from "./packed.mjs";

const { values: options } = parseArgs({
    options: {
        json: { type: "boolean", default: false },
        boots: { type: "string", default: "7" },
        calls: { type: "string", default: "200" },
    },
});
const BOOTS = Number(options.boots);
const CALLS = Number(options.calls);
if (!(BOOTS >= 1 && CALLS >= 1)) {
    console.error("bench: --boots and --calls take a number from 1");
    process.exit(2);
}

const progress = (text) => console.error(`bench: ${text}`);
const sorted = (values) => [...values].sort((a, b) => a - b);
const quantile = (values, q) => sorted(values)[Math.min(values.length - 1, Math.floor(values.length * q))];
const median = (values) => quantile(values, 0.5);
const round = (value, digits = 2) => Number(value.toFixed(digits));

/** Resources of the kinds that stacks are made of. */
const SUBJECTS = {
    "irrelevant resource": { type: "aws:sqs/queue:Queue", name: "q", props: { name: "q", tags: { team: "a" } } },
    "security group": {
        type: "aws:ec2/securityGroup:SecurityGroup",
        name: "sg",
        props: {
            vpcId: "vpc-1",
            tags: { "kubernetes.io/cluster/prod": "owned" },
            ingress: [443, 10250, 1025].map((port) => ({
                protocol: "tcp",
                fromPort: port,
                toPort: port,
                securityGroups: ["sg-2"],
            })),
        },
    },
    "Deployment of 3 kB": { type: "kubernetes:apps/v1:Deployment", name: "d", props: deployment() },
    "LaunchTemplate with 16 kB of user data": {
        type: "aws:ec2/launchTemplate:LaunchTemplate",
        name: "lt",
        props: { userData: Buffer.from(userData()).toString("base64") },
    },
};

function deployment() {
    const env = Array.from({ length: 40 }, (_, i) => ({ name: `SETTING_${i}`, value: `value-${i}-${"x".repeat(20)}` }));
    const container = { name: "web", image: "example/web:1", env, volumeMounts: [{ name: "data", mountPath: "/data" }] };
    const spec = { containers: [container], volumes: [{ name: "data", emptyDir: {} }] };
    return { apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "web" }, spec: { replicas: 2, template: { spec } } };
}

/** MIME with a NodeConfig and a long shell part, 16 kB in all. */
function userData() {
    const nodeConfig =
        "apiVersion: node.eks.aws/v1alpha1\nkind: NodeConfig\nspec:\n  kubelet:\n    config:\n      maxPods: 110\n";
    const script = ["#!/bin/bash", "set -euo pipefail"];
    while (script.join("\n").length < 15_400) script.push(`echo "step ${script.length}" >> /var/log/bootstrap.log`);
    const part = (type, body) => `--B\r\nContent-Type: ${type}\r\n\r\n${body}\r\n`;
    return `MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="B"\r\n\r\n${part("application/node.eks.aws", nodeConfig)}${part("text/x-shellscript", script.join("\n"))}--B--\r\n`;
}

/** Boots both packs in turn; the ratio is taken pair by pair. */
async function boots(node, packs) {
    const pairs = [];
    for (let i = 0; i <= BOOTS; i++) {
        const pair = {};
        for (const [name, dir] of Object.entries(packs)) {
            const pack = await bootPack({ dir, node });
            pair[name] = { wallMs: pack.bootMs, ...pack.usage };
            pack.close();
            await pack.stop();
        }
        if (i > 0) pairs.push(pair); // the first pair warms the caches
    }
    const figure = (key) => ({
        guard: round(median(pairs.map(({ guard }) => guard[key])), 0),
        empty: round(median(pairs.map(({ empty }) => empty[key])), 0),
        ratio: round(median(pairs.map(({ guard, empty }) => guard[key] / empty[key]))),
    });
    const measured = pairs[0].guard.cpuMs !== undefined;
    return { wallMs: figure("wallMs"), ...(measured && { cpuMs: figure("cpuMs"), peakMb: figure("peakMb") }) };
}

/** What the engine sends to a pack: each policy's level, and its settings, which nobody sets but for the `given`. */
function configuration(dir, given = {}) {
    const { policies } = createRequire(import.meta.url)(join(dir, "bin/policies/index.js"));
    const defaults = ({ settings }) => Object.entries(settings).map(([key, { schema }]) => [key, given[key] ?? schema.default]);
    return Object.fromEntries(
        policies.map((policy) => [
            policy.name,
            { enforcementLevel: policy.enforcementLevel, ...Object.fromEntries(defaults(policy)) },
        ]),
    );
}

/** Analyze calls to both packs in turn. */
async function analyses(node, packs) {
    const running = {};
    for (const [name, dir] of Object.entries(packs)) running[name] = await bootPack({ dir, node });
    await running.guard.configure(configuration(packs.guard));
    const figures = {};
    for (const [what, resource] of Object.entries(SUBJECTS)) {
        const times = { guard: [], empty: [] };
        for (let i = 0; i < CALLS + 20; i++) {
            for (const name of ["guard", "empty"]) {
                const start = process.hrtime.bigint();
                await running[name].analyze(resource);
                if (i >= 20) times[name].push(Number(process.hrtime.bigint() - start) / 1e6);
            }
        }
        figures[what] = {
            p50Ms: {
                guard: round(median(times.guard)),
                empty: round(median(times.empty)),
                ratio: round(median(times.guard) / median(times.empty)),
            },
            p99Ms: { guard: round(quantile(times.guard, 0.99)), empty: round(quantile(times.empty, 0.99)) },
        };
    }
    for (const pack of Object.values(running)) {
        pack.close();
        await pack.stop();
    }
    return figures;
}

const SIZES = [100, 1_000, 10_000];

/** One third of each kind. */
const everything = (n) => ({
    resources: Array.from({ length: n }, (_, i) => ({ ...Object.values(SUBJECTS)[i % 3], name: `r${i}` })),
});

/** AnalyzeStack over stacks that grow; what counts is how the time grows. */
async function stacks(node, packs) {
    const figures = {};
    for (const [what, make] of Object.entries({ "of everything": everything, ...STACKS })) {
        const ofStack = { guardMs: {}, emptyMs: {} };
        for (const [name, dir] of Object.entries(packs)) {
            const pack = await bootPack({ dir, node });
            for (const size of SIZES) {
                const { resources, settings = {} } = make(size);
                if (name === "guard") await pack.configure(configuration(dir, settings));
                const times = [];
                for (let i = 0; i < (size > 1_000 ? 1 : 4); i++) {
                    const start = process.hrtime.bigint();
                    await pack.analyzeStack(resources);
                    times.push(Number(process.hrtime.bigint() - start) / 1e6);
                }
                // The first call of a process compiles what the others use.
                ofStack[`${name}Ms`][size] = round(Math.min(...times), 0);
            }
            pack.close();
            await pack.stop();
        }
        figures[what] = { ...ofStack, growth: round(ofStack.guardMs[10_000] / ofStack.guardMs[1_000]) };
    }
    return figures;
}

const temp = mkdtempSync(join(tmpdir(), "kbg-bench-"));
process.on("exit", () => rmSync(temp, { recursive: true, force: true }));

progress("installing the packed pack and an empty one");
const guard = installPack(join(temp, "guard"));
const empty = installEmptyPack(join(temp, "empty"), guard);
const packs = { guard, empty };
const megabytes = (dir) => round(sizeOf(dir) / 1e6, 1);
const size = { guardMb: megabytes(guard), emptyMb: megabytes(empty) };
size.differenceMb = round(size.guardMb - size.emptyMb, 1);

const results = { installedSize: size, nodes: {} };
for (const major of NODE_MAJORS) {
    const found = findNode(major);
    if (!found.ok) {
        results.nodes[major] = { notMeasured: found.reason };
        progress(`Node ${major} left out: ${found.reason}`);
        continue;
    }
    progress(`Node ${major}: ${BOOTS} pairs of boots`);
    const boot = await boots(found.node, packs);
    progress(`Node ${major}: ${CALLS} calls for each kind of resource`);
    results.nodes[major] = { boot, analyze: await analyses(found.node, packs) };
}
progress(`stacks of ${SIZES.join(", ")} resources`);
results.analyzeStack = await stacks(process.execPath, packs);

if (options.json) console.log(JSON.stringify(results, null, 4));
else {
    console.log(`installed size: ${size.guardMb} MB, an empty pack ${size.emptyMb} MB (+${size.differenceMb} MB)`);
    for (const [major, { boot, analyze, notMeasured }] of Object.entries(results.nodes)) {
        if (notMeasured) {
            console.log(`Node ${major}: not measured, ${notMeasured}`);
            continue;
        }
        for (const [what, { guard: ours, empty: other, ratio }] of Object.entries(boot)) {
            console.log(`Node ${major}  boot ${what.padEnd(7)} ${ours} / ${other} = ${ratio} ×`);
        }
        for (const [what, { p50Ms, p99Ms }] of Object.entries(analyze)) {
            console.log(
                `Node ${major}  Analyze ${what}: p50 ${p50Ms.guard} / ${p50Ms.empty} ms = ${p50Ms.ratio} ×, p99 ${p99Ms.guard} / ${p99Ms.empty} ms`,
            );
        }
    }
    for (const [what, { guardMs, emptyMs, growth }] of Object.entries(results.analyzeStack)) {
        const both = SIZES.map((size) => `${size}: ${guardMs[size]} / ${emptyMs[size]} ms`).join(", ");
        console.log(`AnalyzeStack ${what}: ${both}; 10,000 take ${growth} × as long as 1,000`);
    }
}
