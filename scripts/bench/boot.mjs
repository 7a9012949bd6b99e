// Boot to port: what a start costs before the engine can ask anything.
import { bootPack } from "../analyzer.mjs";
import { besideEmptyBy, oneRound } from "./statistics.mjs";

/**
 * @param {{ node: string, packs: Record<string, string>, rounds: number }} of the Node to run on, the folders of the packs by their names, the empty
 *   pack's under `empty`; and how many rounds are counted, after one that warms the caches
 * @returns {Promise<Record<"wallMs" | "cpuMs" | "peakMb", ReturnType<typeof besideEmptyBy>>>} CPU and memory on Linux alone
 */
export async function boots({ node, packs, rounds }) {
    const all = [];
    for (let i = 0; i <= rounds; i++) {
        const round = await oneRound(packs, i, async (dir) => {
            const pack = await bootPack({ dir, node });
            pack.close();
            await pack.stop();
            return { wallMs: pack.bootMs, ...pack.usage };
        });
        if (i > 0) all.push(round);
    }
    return Object.fromEntries(Object.keys(all[0].empty).map((key) => [key, besideEmptyBy(all, key)]));
}
