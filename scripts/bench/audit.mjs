// `audit` of 10,000 manifests beside kube-linter: `npm run bench:audit`, which can be run alone, and beside others, of which trivy takes minutes.
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

/** @returns {Promise<object>} what `bench-audit.mjs --json` tells, or why not: `{ notMeasured }` */
export async function audits({ rounds }) {
    try {
        const script = join(import.meta.dirname, "../bench-audit.mjs");
        const args = [script, "--json", "--rounds", String(rounds), "--beside", "kube-linter"];
        const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 1 << 26 });
        return JSON.parse(stdout);
    } catch (error) {
        return { notMeasured: String(error.message).split("\n")[0] };
    }
}
