// How often the texts of one resource are parsed while every policy judges it, by count.
import { join } from "node:path";
import { bootPack } from "../analyzer.mjs";
import { configurationOf } from "./packs.mjs";
import { launchTemplate } from "./resources.mjs";

const COUNTING = join(import.meta.dirname, "counting.cjs");

/**
 * @param {string} dir the folder of our pack
 * @returns {Promise<{ policies: number, calls: Record<string, number> }>} how many policies were asked about one launch template, and how often each
 *   parser was called, whose user data has one part for each of them
 */
export async function readsOfUserData(dir) {
    const pack = await bootPack({ dir, preload: COUNTING });
    const counted = async () => {
        const before = pack.stderr().length;
        process.kill(pack.pid, "SIGUSR2");
        for (let waited = 0; waited < 5_000; waited += 10) {
            const told = /^counted (.*)$/m.exec(pack.stderr().slice(before));
            if (told !== null) return JSON.parse(told[1]);
            await new Promise((done) => setTimeout(done, 10));
        }
        throw new Error("the pack does not tell how often it parsed");
    };
    try {
        const configuration = configurationOf();
        await pack.configure(configuration);
        const before = await counted();
        await pack.analyze(launchTemplate(1));
        const after = await counted();
        const calls = Object.fromEntries(Object.entries(after).map(([name, count]) => [name, count - before[name]]));
        return { policies: Object.keys(configuration).length, calls };
    } finally {
        pack.close();
        await pack.stop();
    }
}
