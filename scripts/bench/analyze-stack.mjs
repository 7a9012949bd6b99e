// AnalyzeStack over stacks that grow. What counts is how the time grows, of the server's own work and of the policies' together.
import { bootPack } from "../analyzer.mjs";
import { timed } from "./analyze.mjs";
import { configurationOf } from "./packs.mjs";
import { median, round } from "./statistics.mjs";
import { STACKS } from "./stacks.mjs";

export const SIZES = [100, 1_000, 10_000];

/**
 * @param {{ packs: Record<string, string>, rounds: number }} of the folders of the packs, and how often each size is asked
 * @returns {Promise<Record<string, { ms: Record<string, Record<number, number>>, growth: Record<string, number> }>>} by stack; `growth` is how many
 *   times as long 10,000 resources take as 1,000 do
 */
export async function stacks({ packs, rounds }) {
    const figures = {};
    for (const [what, make] of Object.entries(STACKS)) {
        const ofStack = { ms: {}, growth: {} };
        for (const [name, dir] of Object.entries(packs)) {
            const growths = [];
            const all = Object.fromEntries(SIZES.map((size) => [size, []]));
            for (let i = 0; i < rounds; i++) {
                for (const size of SIZES) all[size].push(await oneStack({ dir, isOurs: name === "guard" }, make, size));
                growths.push(all[10_000].at(-1) / all[1_000].at(-1));
            }
            ofStack.ms[name] = Object.fromEntries(SIZES.map((size) => [size, round(median(all[size]), 0)]));
            ofStack.growth[name] = round(median(growths), 1);
        }
        figures[what] = ofStack;
    }
    return figures;
}

/** Milliseconds. A process serves one operation, whose stack it is asked of once: a second one would find what is remembered of the first. */
async function oneStack({ dir, isOurs }, make, size) {
    const pack = await bootPack({ dir });
    try {
        // The first call of a process compiles what the others use.
        const first = make(SIZES[0], 1_000);
        if (isOurs) await pack.configure(configurationOf(first.settings));
        await pack.analyzeStack(first.resources);
        const { resources, settings } = make(size);
        if (isOurs) await pack.configure(configurationOf(settings));
        return await timed(() => pack.analyzeStack(resources));
    } finally {
        pack.close();
        await pack.stop();
    }
}
