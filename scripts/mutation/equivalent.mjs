// Mutants that no test can tell, each with its reason, by what they change and not by where it stands.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./mutants.mjs";

const LIST = join(ROOT, "test/mutation/equivalent.json");

/**
 * @typedef {{ file: string, mutator: string, line: string, original: string, replacement?: string, reason: string }} Equivalent `line` is the
 *   line of code, without the blanks around it; without a replacement it is about each one that the mutator has for the original
 */

const isAbout = (one, mutant) =>
    one.file === mutant.file &&
    one.mutator === mutant.mutator &&
    one.line === mutant.context &&
    one.original === mutant.original &&
    (one.replacement === undefined || one.replacement === mutant.replacement);

/**
 * @param {readonly import("./mutants.mjs").Mutant[]} mutants all there are
 * @returns {{ reasonOf: (mutant: object) => string | undefined, stale: Equivalent[] }} `stale`: entries about nothing
 */
export function reasonsOf(mutants) {
    const listed = existsSync(LIST) ? JSON.parse(readFileSync(LIST, "utf8")) : [];
    return {
        reasonOf: (mutant) => listed.find((one) => isAbout(one, mutant))?.reason,
        stale: listed.filter((one) => !mutants.some((mutant) => isAbout(one, mutant))),
    };
}
