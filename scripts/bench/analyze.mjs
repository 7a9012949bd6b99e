// Analyze: what one resource costs while the engine waits.
import { bootPack } from "../analyzer.mjs";
import { configurationOf } from "./packs.mjs";
import { RESOURCES } from "./resources.mjs";
import { besideEmpty, oneRound, quantile, round } from "./statistics.mjs";

/** Calls that are not counted: the first of a process compile what the others use. */
const WARM_UP = 20;

/**
 * @param {{ node: string, packs: Record<string, string>, calls: number }} of how many calls of each kind are counted
 * @returns for each kind of resource p50 and p99 in milliseconds, the SDK's own share (that of the empty pack) included
 */
export async function analyses({ node, packs, calls }) {
    const running = {};
    try {
        for (const [name, dir] of Object.entries(packs)) running[name] = await bootPack({ dir, node });
        await running.guard.configure(configurationOf());
        const figures = {};
        for (const [what, resource] of Object.entries(RESOURCES)) {
            const all = [];
            for (let i = 0; i < calls + WARM_UP; i++) {
                const times = await oneRound(running, i, (pack) => timed(() => pack.analyze(resource)));
                if (i >= WARM_UP) all.push(times);
            }
            const p99 = Object.keys(packs).map((name) => [
                name,
                round(
                    quantile(
                        all.map((times) => times[name]),
                        0.99,
                    ),
                ),
            ]);
            figures[what] = { p50Ms: besideEmpty(all, 2), p99Ms: Object.fromEntries(p99) };
        }
        return figures;
    } finally {
        for (const pack of Object.values(running)) {
            pack.close();
            await pack.stop();
        }
    }
}

/** Milliseconds. */
export async function timed(work) {
    const start = process.hrtime.bigint();
    await work();
    return Number(process.hrtime.bigint() - start) / 1e6;
}
