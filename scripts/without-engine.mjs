// What can be shown where no Pulumi CLI can be had: the program runs without an engine, and the pack is asked, by the engine's own analyzer
// protocol, about every resource that it registers.
import { execFile } from "node:child_process";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { bootPack } from "./analyzer.mjs";

const ENGINE = resolve(import.meta.dirname, "../test/engine");
const LIMIT_MS = 120_000;

/** Runs the program in `dir` and says what it registers. @returns {Promise<(import("./analyzer.mjs").Resource & { outputs: object })[]>} */
export async function record(dir) {
    const { stdout } = await promisify(execFile)(
        process.execPath,
        ["-r", join(ENGINE, "register.cjs"), join(ENGINE, "record.ts"), dir],
        { maxBuffer: 1 << 28, timeout: LIMIT_MS },
    );
    return JSON.parse(stdout);
}

/**
 * What the pack says of the program: each resource by itself, as before its creation, and the whole stack once.
 *
 * @param {string} pack the pack's folder
 * @param {string} dir the program's folder
 * @returns {Promise<{ resources: number, violations: import("./analyzer.mjs").Diagnostic[] }>}
 */
export async function judge(pack, dir) {
    const resources = await record(dir);
    const guard = await bootPack({ dir: pack });
    try {
        const violations = [];
        for (const resource of resources)
            violations.push(...(await guard.analyze(resource)).map((one) => ({ ...one, urn: resource.urn })));
        violations.push(...(await guard.analyzeStack(resources.map((resource) => ({ ...resource, props: resource.outputs })))));
        return { resources: resources.length, violations };
    } finally {
        guard.close();
        await guard.stop();
    }
}
