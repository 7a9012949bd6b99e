import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";

const PACK = resolve(__dirname, "../../policypack");

/** What reads a text, in the built pack, and what it says of it. */
export interface Reader {
    /** A file of the built pack, which `call` knows as `m`. */
    readonly module: string;
    /** A function of the text, as source: `(t) => m.toml(t).reason`. */
    readonly call: string;
    /** Texts that are read before, so that what is loaded then counts for nothing. */
    readonly before?: readonly string[];
    /** How often it is read; what is measured is the median of the times. */
    readonly times?: number;
}

export interface Measured {
    readonly reason: string;
    readonly ms: number;
    /** What the memory grew by at its peak. */
    readonly mib: number;
}

/** To be called before all tests of a file that measures. */
export function thePackIsBuilt(): void {
    if (!existsSync(join(PACK, "bin/index.js"))) throw new Error("the pack is not built: npm run build");
}

/** Reads the text in a process of its own: the median of five times in ms, and what the memory grew by in MiB. */
export function measured({ module, call, before = [], times = 5 }: Reader, text: string): Measured {
    const script = `
        const m = require(${JSON.stringify(module)});
        const read = ${call};
        const text = require("node:fs").readFileSync(0, "utf8");
        for (const small of ${JSON.stringify(before)}) read(small);
        // What the process has, without garbage and what its heap keeps free. Linux counts the peak from here on; the one that
        // resourceUsage gives counts from before the process was its own, and never moves.
        for (let i = 0; i < 5; i++) gc();
        const { total_physical_size, used_heap_size } = require("node:v8").getHeapStatistics();
        const before = process.memoryUsage().rss - (total_physical_size - used_heap_size);
        const fs = require("node:fs");
        const isLinux = process.platform === "linux";
        if (isLinux) fs.writeFileSync("/proc/self/clear_refs", "5");
        const peak = () => (isLinux ? Number(/VmHWM:\\s+(\\d+)/.exec(fs.readFileSync("/proc/self/status", "utf8"))[1]) * 1024 : before);
        const times = [];
        let reason;
        for (let i = 0; i < ${times}; i++) {
            // What was read is remembered, so that each text is another one.
            const own = text + " ".repeat(i);
            const start = process.cpuUsage();
            reason = read(own);
            const { user, system } = process.cpuUsage(start);
            times.push((user + system) / 1000);
        }
        times.sort((a, b) => a - b);
        const polluted = Reflect.ownKeys(Object.prototype).length + Object.keys(Object.prototype).length;
        console.log(JSON.stringify({ reason, ms: times[${times} >> 1], mib: (peak() - before) / (1 << 20), polluted }));
    `;
    const args = ["--expose-gc", "--max-semi-space-size=1", "-e", script];
    const found = JSON.parse(
        execFileSync(process.execPath, args, { cwd: PACK, encoding: "utf8", input: text, timeout: 60_000, maxBuffer: 1 << 26 }),
    ) as Measured & { readonly polluted: number };
    if (found.polluted !== Reflect.ownKeys(Object.prototype).length) throw new Error("Object.prototype is another than it was");
    return found;
}
