#!/usr/bin/env node
// `npm run bench:audit -- [FOLDER]`: how long `kube-bypass-guard audit` takes for a folder (10,000 manifests of a seed without one), and how much
// memory, beside kube-linter, trivy and checkov with their checks about the same mistakes, where they are on the PATH (`--beside kube-linter` for that
// alone): with all its policies, and with those of the same mistakes, to which the others are compared. Each is run in turn, and its own
// figures are printed as they are: a ratio of one run, no timed test.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { argumentsOf } from "./arguments.mjs";
import { manifests, writeFiles } from "./bench-manifests.mjs";

const { values: options, positionals } = argumentsOf("bench:audit", {
    options: {
        json: { type: "boolean", default: false },
        rounds: { type: "string", default: "3" },
        beside: { type: "string", default: "kube-linter,trivy,checkov" },
        manifests: { type: "string", default: "10000" },
    },
    allowPositionals: true,
});
const ROUNDS = Number(options.rounds);
const COUNT = Number(options.manifests);
if (!(ROUNDS >= 1 && COUNT >= 1)) {
    console.error("bench:audit: --rounds and --manifests take a number from 1");
    process.exit(2);
}

const temp = mkdtempSync(join(tmpdir(), "kbg-bench-audit-"));
process.on("exit", () => rmSync(temp, { recursive: true, force: true }));
let folder = positionals[0] && resolve(positionals[0]);
if (folder === undefined) {
    folder = join(temp, "manifests");
    mkdirSync(folder);
    writeFiles(folder, manifests(COUNT));
} else if (!existsSync(folder)) {
    console.error(`bench:audit: ${folder} does not exist. Name a folder`);
    process.exit(2);
}

/** The checks of each about what this pack judges in manifests: the node's paths, sockets, namespaces and privileges, and wide roles. */
const KUBE_LINTER = [
    "docker-sock,host-ipc,host-network,host-pid,privileged-container,sensitive-host-mounts,writable-host-mount",
    "cluster-admin-role-binding,access-to-create-pods,wildcard-in-rules",
].join(",");
const CHECKOV = "CKV_K8S_16,CKV_K8S_17,CKV_K8S_18,CKV_K8S_19,CKV_K8S_26,CKV_K8S_27,CKV_K8S_49,CKV_K8S_155";
/** The policies about the same. */
const POLICIES = [
    ...["runtime-socket-not-mounted", "host-path-mounts-read-only", "pods-isolated-from-node", "static-pods-restricted"],
    ...["kubelet-folders-not-mounted", "static-pod-folders-not-mounted", "private-key-folders-not-mounted"],
    ...["cluster-administrators-named", "node-subresources-restricted", "node-subresources-wildcard-intent"],
];
const config = join(temp, "same-checks.json");
writeFileSync(config, JSON.stringify({ all: "disabled", ...Object.fromEntries(POLICIES.map((name) => [name, "mandatory"])) }));
const AUDIT = [resolve(import.meta.dirname, "../policypack/bin/cli/main.js"), "audit"];
const OURS = "kube-bypass-guard, the same checks";
const TOOLS = {
    "kube-bypass-guard": [process.execPath, [...AUDIT, folder]],
    [OURS]: [process.execPath, [...AUDIT, "--config", config, folder]],
    "kube-linter": ["kube-linter", ["lint", "--do-not-auto-add-defaults", "--include", KUBE_LINTER, folder]],
    trivy: [
        "trivy",
        ["config", "--skip-check-update", "--skip-version-check", "--quiet", "--misconfig-scanners", "kubernetes", folder],
    ],
    checkov: ["checkov", ["--framework", "kubernetes", "--compact", "--quiet", "--check", CHECKOV, "--directory", folder]],
};

const isThere = (program) => spawnSync(program, ["--help"], { stdio: "ignore" }).error === undefined;

/** Runs a tool to its end: seconds, peak memory in MB (Linux) with what it started, and its exit code. */
function measured([program, args]) {
    return new Promise((done) => {
        const start = process.hrtime.bigint();
        const child = spawn(program, args, { stdio: ["ignore", "ignore", "ignore"] });
        let peakMb;
        const look = setInterval(() => {
            try {
                peakMb = Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))[1]) / 1024;
            } catch {
                // It has ended, or this is no Linux.
            }
        }, 20);
        child.on("close", (exitCode) => {
            clearInterval(look);
            done({ seconds: Number(process.hrtime.bigint() - start) / 1e9, peakMb, exitCode });
        });
    });
}

const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];
const round = (value) => Number(value.toFixed(2));
const runs = {};
const absent = [];
const beside = options.beside.split(",");
for (const [name, command] of Object.entries(TOOLS)) {
    if (!name.startsWith("kube-bypass-guard") && !beside.includes(name)) continue;
    if (isThere(command[0])) runs[name] = [];
    else absent.push(name);
}
for (let i = 0; i < ROUNDS; i++) {
    for (const name of Object.keys(runs)) {
        console.error(`bench:audit: round ${i + 1} of ${ROUNDS}: ${name}`);
        runs[name].push(await measured(TOOLS[name]));
    }
}
const own = median(runs[OURS].map(({ seconds }) => seconds));
const results = Object.fromEntries(
    Object.entries(runs).map(([name, all]) => {
        const seconds = median(all.map((one) => one.seconds));
        const peaks = all.flatMap(({ peakMb }) => (peakMb === undefined ? [] : [peakMb]));
        const figures = { seconds: round(seconds), asOurs: round(seconds / own), exitCode: all[0].exitCode };
        return [name, { ...figures, ...(peaks.length > 0 && { peakMb: Math.round(Math.max(...peaks)) }) }];
    }),
);
const what = positionals[0] ?? `${COUNT} manifests`;
if (options.json) console.log(JSON.stringify({ of: what, results, absent }, null, 4));
else {
    for (const [name, { seconds, asOurs, peakMb, exitCode }] of Object.entries(results))
        console.log(
            `audit of ${what}: ${name.padEnd(34)} ${seconds} s = ${asOurs} × ours, peak ${peakMb ?? "?"} MB, exit ${exitCode}`,
        );
    for (const name of absent) console.log(`audit of ${what}: ${name} is not installed`);
}
