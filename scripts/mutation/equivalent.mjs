// Mutants that no test can tell, each with its reason, by what they change and not by where it stands.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./mutants.mjs";

const LIST = join(ROOT, "test/mutation/equivalent.json");

/**
 * With a file: the texts are those of one place, `line` how its line begins without the blanks in front. Without one: patterns, of a way of
 * writing that has the reason wherever it stands. Without a replacement it is about each one that the mutator has for the original.
 * @typedef {{ file?: string, mutator: string, line: string, original: string, replacement?: string, reason: string }} Equivalent
 */

function isAbout(one, mutant) {
    if (one.mutator !== mutant.mutator) return false;
    const { file, replacement } = one;
    if (file === undefined) {
        const asPattern = (pattern, text) => new RegExp(pattern).test(text);
        return (
            asPattern(one.line, mutant.context) &&
            // A text that is no more than itself is the whole of it.
            (one.original === mutant.original || (/[\\^]/.test(one.original) && asPattern(one.original, mutant.original))) &&
            (replacement === undefined || asPattern(replacement, mutant.replacement))
        );
    }
    return (
        file === mutant.file &&
        mutant.context.startsWith(one.line) &&
        one.original === mutant.original &&
        (replacement === undefined || replacement === mutant.replacement)
    );
}

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
