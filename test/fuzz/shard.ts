import { performance } from "node:perf_hooks";
import { setImmediate } from "node:timers/promises";
import { forgetAll } from "../../policypack/parse/remembered";
import { slowness as slowNow } from "./calibrate";
import { words } from "./material";
import { mutated } from "./mutators";
import { asText, differenceOf, type Failure, failureOf } from "./oracle";
import { Random } from "./random";
import type { Outcome, Target } from "./target";

/** One part of a run: what it is told is all that it goes by, so that it finds the same each time. */
export interface Shard {
    readonly target: Target;
    readonly seed: string;
    readonly inputs: number;
    /** How many times as long as on the machine that budgets are for it takes here. */
    readonly slowness: number;
}

export interface ShardEvents {
    /** Before each input: whoever watches knows what hangs. */
    onInput(input: Buffer): void;
    onFailure(input: Buffer, failure: Failure): void;
    /** From time to time. */
    onProgress(done: number): void;
}

/** What of the pack's branches ran for the first time; without the instrumentation nothing is known of it. */
const instrumentation = globalThis as { __fuzzFresh?: number[]; __fuzzForget?: () => void; gc?: () => void };

const MAX_CORPUS = 4_000;
const BATCH = 128;
/** What may stay behind of a whole shard, in MiB, with what it keeps to go on from. */
const MAX_GROWTH = 96;

/** Fuzzes one target. Resolves to how many branches of the pack it came through, and how many inputs it keeps. */
export async function runShard(
    { target, seed, inputs, slowness }: Shard,
    events: ShardEvents,
): Promise<{ branches: number; kept: number }> {
    const random = new Random(`${seed}/${target.name}`);
    const seeds = target.seeds();
    const corpus: Buffer[] = [];
    const outcomes = new Set<string>();
    const remembered: { readonly input: Buffer; readonly value: string }[] = [];
    const material = { words: words(), other: () => (corpus.length > 0 ? random.pick(corpus) : Buffer.alloc(0)) };
    let branches = 0;
    let told = performance.now();
    instrumentation.__fuzzForget?.();
    const heapBefore = heap();

    // A shard takes a part of the seeds that is its own, so that short runs see some and long ones all of them.
    const share = Math.min(seeds.length, Math.ceil(inputs / 4));
    const first = seeds.length > share ? random.below(seeds.length) : 0;
    const next = (i: number): Buffer => {
        if (i < share) return seeds[(first + i) % seeds.length]!;
        if (corpus.length === 0 || random.once(4)) return target.generate(random);
        const input = random.pick(corpus);
        return target.mutate?.(input, random, material) ?? mutated(input, random, material);
    };

    for (let i = 0; i < inputs; i++) {
        const input = next(i);
        events.onInput(input);
        const start = performance.now();
        const { outcome, failure } = await failureOf(target, input);
        const took = performance.now() - start;
        if (failure !== undefined) events.onFailure(input, failure);
        const fresh = instrumentation.__fuzzFresh?.length ?? 0;
        if (outcome !== undefined) {
            const isNew = fresh > 0 || isNewOutcome(outcome, outcomes);
            if (isNew && corpus.length < MAX_CORPUS) corpus.push(input);
            else if (isNew) corpus[random.below(MAX_CORPUS)] = input;
            if (failure === undefined && (isNew || random.once(4))) {
                const difference = await differenceOf(target, input, outcome);
                if (difference !== undefined) events.onFailure(input, difference);
            }
            remember(remembered, input, outcome, random);
        }
        branches += fresh;
        if (fresh > 0) instrumentation.__fuzzFresh!.length = 0;
        const budget = budgetOf(target, input, slowness);
        const slow = took > budget ? await slownessOf(target, input) : undefined;
        if (slow !== undefined) events.onFailure(input, slow);
        const now = performance.now();
        if (i % BATCH === BATCH - 1 || now > told + 2_000) {
            told = now;
            // What the pack keeps for one turn of the event loop goes.
            await setImmediate();
            const again = await changedSince(target, remembered);
            if (again !== undefined) events.onFailure(again.input, again.failure);
            events.onProgress(i + 1);
        }
    }
    await setImmediate();
    const growth = heap() - heapBefore - corpus.reduce((sum, { length }) => sum + length, 0) / (1 << 20);
    if (growth > MAX_GROWTH) {
        events.onFailure(Buffer.from(seed), {
            kind: "memory",
            detail: `${growth.toFixed(0)} MiB stay behind after ${inputs} inputs`,
            cause: "growth",
        });
    }
    events.onProgress(inputs);
    return { branches, kept: corpus.length };
}

/** How long an input may take, in ms of CPU. */
export const budgetOf = (target: Target, input: Buffer, slowness: number): number =>
    slowness * (target.ms + (target.msPerKib * input.length) / 1_024);

/**
 * Whether an input takes longer than it may, by the least of three times: a collector or another process makes any time longer, and none shorter. What
 * else the machine does makes all of it slower, so that each time goes by how slow it is just then.
 */
export async function slownessOf(target: Target, input: Buffer): Promise<Failure | undefined> {
    const budget = budgetOf(target, input, 1);
    let least = Infinity;
    for (let i = 0; i < 3 && least > budget; i++) {
        const slow = slowNow();
        least = Math.min(least, (await cpuOf(target, input)) / slow);
    }
    if (least <= budget) return undefined;
    const detail = `takes ${least.toFixed(0)} ms of CPU for ${input.length} bytes, of which ${budget.toFixed(0)} are allowed`;
    return { kind: "hangs", detail, cause: "time" };
}

/** What an input takes, in ms of CPU. */
export async function cpuOf(target: Target, input: Buffer): Promise<number> {
    const before = process.cpuUsage();
    await failureOf(target, input);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000;
}

/** The memory that is in use, in MiB; 0 where it cannot be told. */
function heap(): number {
    if (instrumentation.gc === undefined) return 0;
    forgetAll();
    instrumentation.gc();
    const { heapUsed, external } = process.memoryUsage();
    return (heapUsed + external) / (1 << 20);
}

/** Messages that nobody has said yet, whatever names and numbers stand in them. */
function isNewOutcome({ messages }: Outcome, outcomes: Set<string>): boolean {
    let isNew = false;
    for (const message of messages) {
        const shape = message.replace(/"(?:[^"\\]|\\.)*"|\d+|[^\x20-\x7e]+/g, "…").slice(0, 160);
        if (outcomes.has(shape) || outcomes.size > 20_000) continue;
        outcomes.add(shape);
        isNew = true;
    }
    return isNew;
}

const MAX_REMEMBERED = 64;

function remember(remembered: { input: Buffer; value: string }[], input: Buffer, { value }: Outcome, random: Random): void {
    if (!random.once(BATCH / 4) || input.length > 8_192) return;
    const one = { input, value: asText(value) };
    if (remembered.length < MAX_REMEMBERED) remembered.push(one);
    else remembered[random.below(MAX_REMEMBERED)] = one;
}

/** Whether what others left behind changes what is said of an input. */
async function changedSince(target: Target, remembered: readonly { input: Buffer; value: string }[]) {
    const one = remembered[0];
    if (one === undefined) return undefined;
    const { outcome } = await failureOf(target, one.input);
    if (outcome === undefined || asText(outcome.value) === one.value) return undefined;
    return { input: one.input, failure: { kind: "differs", detail: "differs once others were judged", cause: "later" } as const };
}
