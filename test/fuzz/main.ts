import { type ChildProcess, fork } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { slowness } from "./calibrate";
import { differenceOf, type Failure, failureOf } from "./oracle";
import { type Regression, regressions, slugOf } from "./regressions";
import { cpuOf, slownessOf } from "./shard";
import type { Target } from "./target";
import type { FromWorker, ToWorker } from "./protocol";
import { targetNamed, TARGETS } from "./targets";

export interface Options {
    readonly inputs: number;
    readonly seed: string;
    readonly target: string | undefined;
    readonly minutes: number | undefined;
    readonly jobs: number;
    /** Where inputs that fail are written. */
    readonly out: string;
}

interface Total {
    inputs: number;
    failures: number;
    branches: number;
    kept: number;
    ms: number;
}

/** No more inputs than that to a shard: what it keeps to go on from is forgotten with it, and its memory is looked at. */
const MAX_SHARD = 10_000;
const MAX_SILENCE_MS = 120_000;

/** The parts of a run. What is dear comes first, so that all processes end together. */
function shardsOf({ inputs, seed, target }: Options, slow: number): ToWorker[] {
    const targets = target === undefined ? TARGETS : [targetNamed(target)];
    const shares = targets.reduce((sum, { share }) => sum + share, 0);
    let left = inputs;
    const counts = targets.map((one) => {
        const count = Math.min(left, Math.floor((inputs * one.share) / shares));
        left -= count;
        return { one, count };
    });
    counts[0]!.count += left;
    return counts
        .sort((a, b) => b.one.ms - a.one.ms)
        .flatMap(({ one, count }) => {
            const parts = Math.ceil(count / MAX_SHARD);
            return Array.from({ length: parts }, (_, i) => ({
                target: one.name,
                seed: `${seed}/${i}`,
                inputs: Math.floor(count / parts) + (i < count % parts ? 1 : 0),
                slowness: slow,
            }));
        });
}

/** Fuzzes, tells how it goes, and resolves to the number of failures. */
export async function fuzz(options: Options): Promise<number> {
    const folder = mkdtempSync(join(tmpdir(), "kbg-fuzz-run-"));
    process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
    const slow = slowness();
    const shards = shardsOf(options, slow);
    const totals = new Map<string, Total>(
        shards.map(({ target }) => [target, { inputs: 0, failures: 0, branches: 0, kept: 0, ms: 0 }]),
    );
    const start = Date.now();
    const end = options.minutes === undefined ? Infinity : start + options.minutes * 60_000;
    const told = new Set<string>();
    console.error(
        `fuzz: ${options.inputs} inputs, seed ${options.seed}, ${options.jobs} processes, ${slow.toFixed(1)} × as slow as budgets are for`,
    );

    const fail = (target: string, input: Buffer, failure: Failure): void => {
        const key = `${target} ${failure.kind} ${failure.cause}`;
        if (told.has(key)) return;
        told.add(key);
        const file = written(options.out, target, input, failure);
        console.error(
            `\nfuzz: FAILURE ${target}: ${failure.kind}: ${failure.detail}\n  again: npm run fuzz -- --target ${JSON.stringify(target)} --input ${file}`,
        );
    };

    const known = regressions().filter(({ target }) => options.target === undefined || target.name === options.target);
    const regressed: Regression[] = [];
    for (const one of known) {
        const failure = await faultOf(one.target, one.input);
        if (failure === undefined) continue;
        regressed.push(one);
        fail(one.target.name, one.input, failure);
    }
    console.error(`fuzz: ${known.length} inputs that failed once, ${regressed.length} failures`);

    const worker = async (number: number): Promise<void> => {
        let child: ChildProcess | undefined;
        const file = join(folder, `input-${number}`);
        for (let shard = shards.shift(); shard !== undefined && Date.now() < end; shard = shards.shift()) {
            const total = totals.get(shard.target)!;
            const began = Date.now();
            child ??= await started(file);
            const ended = await shardDone(child, shard, (target, input, failure) => fail(target, input, failure));
            total.ms += Date.now() - began;
            total.inputs += ended.done;
            total.failures += ended.failures;
            total.branches = Math.max(total.branches, ended.branches);
            total.kept += ended.kept;
            if (ended.died !== undefined) {
                total.failures++;
                fail(shard.target, readFileSync(file), { kind: ended.died === "hangs" ? "hangs" : "dies", detail: `the process ${ended.died}`, cause: ended.died }); // prettier-ignore
                child = undefined;
            }
            const all = [...totals.values()].reduce((sum, { inputs }) => sum + inputs, 0);
            console.error(
                `fuzz: ${all} inputs after ${((Date.now() - start) / 1_000).toFixed(0)} s; ${shard.target}: ${ended.done}, ${ended.branches} branches, ${ended.kept} kept`,
            );
        }
        child?.disconnect();
    };
    await Promise.all(Array.from({ length: options.jobs }, (_, i) => worker(i)));
    return summary(totals, regressed.length);
}

/** What one input does that none may: but for hanging, everything, and taking longer than it may. */
async function faultOf(target: Target, input: Buffer): Promise<Failure | undefined> {
    const { outcome, failure } = await failureOf(target, input);
    const found = failure ?? (outcome && (await differenceOf(target, input, outcome)));
    return found ?? (await slownessOf(target, input));
}

function summary(totals: ReadonlyMap<string, Total>, regressed: number): number {
    const sum = { inputs: 0, failures: regressed };
    for (const [target, { inputs, failures, branches, ms }] of totals) {
        sum.inputs += inputs;
        sum.failures += failures;
        console.log(`${target.padEnd(26)} ${String(inputs).padStart(8)} inputs ${String(Math.round((inputs / Math.max(ms, 1)) * 1_000)).padStart(7)}/s ${String(branches).padStart(6)} branches ${failures} failures`); // prettier-ignore
    }
    console.log(`fuzz: ${sum.inputs} inputs, ${sum.failures} failures`);
    return sum.failures;
}

async function started(file: string): Promise<ChildProcess> {
    const child = fork(join(__dirname, "worker.ts"), [file], {
        execArgv: ["--expose-gc", "--max-old-space-size=1024", "-r", join(__dirname, "../../scripts/fuzz-register.cjs")],
    });
    await new Promise<void>((done, fail) => {
        child.once("message", () => done());
        child.once("exit", (code) => fail(new Error(`a process ended at once (${code})`)));
    });
    child.removeAllListeners("exit");
    return child;
}

interface Ended {
    readonly done: number;
    readonly failures: number;
    readonly branches: number;
    readonly kept: number;
    readonly died?: string;
}

function shardDone(
    child: ChildProcess,
    shard: ToWorker,
    fail: (target: string, input: Buffer, failure: Failure) => void,
): Promise<Ended> {
    return new Promise((resolve) => {
        let done = 0;
        const none = { failures: 0, branches: 0, kept: 0 };
        const silence = setTimeout(() => {
            child.removeAllListeners();
            child.kill("SIGKILL");
            resolve({ done, ...none, died: "hangs" });
        }, MAX_SILENCE_MS);
        const finish = (ended: Ended): void => {
            clearTimeout(silence);
            child.removeAllListeners();
            resolve(ended);
        };
        child.on("message", (message: FromWorker) => {
            silence.refresh();
            if (message.type === "progress") done = message.done;
            else if (message.type === "failure") fail(message.target, Buffer.from(message.input, "base64"), message.failure);
            else if (message.type === "done") finish({ ...message, done: shard.inputs });
        });
        child.on("exit", (code, signal) => finish({ done, ...none, died: `ended (${signal ?? code})` }));
        child.send(shard);
    });
}

function written(folder: string, target: string, input: Buffer, failure: Failure): string {
    mkdirSync(folder, { recursive: true });
    const name = `${slugOf(target)}--${createHash("sha256").update(input).digest("hex").slice(0, 12)}`;
    const file = join(folder, `${name}.bin`);
    writeFileSync(file, input);
    writeFileSync(join(folder, `${name}.txt`), `${target}\n${failure.kind}: ${failure.detail}\n`);
    return file;
}

/** Runs one input once more and tells what came of it. Resolves to the number of failures. */
export async function reproduce(name: string, file: string): Promise<number> {
    const target = targetNamed(name);
    const input = readFileSync(file);
    const { outcome } = await failureOf(target, input);
    const found = await faultOf(target, input);
    for (const message of outcome?.messages ?? []) console.log(JSON.stringify(message));
    console.log(
        `fuzz: ${name}: ${(await cpuOf(target, input)).toFixed(0)} ms of CPU; ${found === undefined ? "no failure" : `${found.kind}: ${found.detail}`}`,
    );
    return found === undefined ? 0 : 1;
}
