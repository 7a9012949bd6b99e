import { slowness } from "../fuzz/calibrate";

/** What is done beside it makes a piece of work slower for a while: it is tried so often. */
const ATTEMPTS = 3;

/**
 * Does a piece of work that must end soon.
 *
 * @param limitMs of the processor's time, on the machine that budgets are for: how busy this one is counts for nothing
 * @throws Error with what it takes
 */
export function inTime<T>(limitMs: number, work: () => T): T {
    let least = Infinity;
    for (let i = 0; i < ATTEMPTS; i++) {
        const start = process.cpuUsage();
        const value = work();
        const { user, system } = process.cpuUsage(start);
        const ms = (user + system) / 1_000;
        if (ms <= limitMs || ms / slowness() <= limitMs) return value;
        least = Math.min(least, ms / slowness());
    }
    throw new Error(`takes ${Math.round(least)} ms of the processor, of ${limitMs} that it may take`);
}
