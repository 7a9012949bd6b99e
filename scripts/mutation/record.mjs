// What was found of each mutant, kept outside the tree, so that a run that was ended goes on where it was.
import { appendFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { hashOf, HOME, ROOT } from "./mutants.mjs";

const PLACE = join(HOME, "fates.jsonl");

const hashes = new Map();
const hashOfFile = (file) => {
    if (!hashes.has(file)) hashes.set(file, existsSync(join(ROOT, file)) ? hashOf(readFileSync(join(ROOT, file), "utf8")) : "");
    return hashes.get(file);
};
/** A mutant of a file as it is now. */
const nameOf = ({ id, file }) => `${id}@${hashOfFile(file)}`;

export class Record {
    #isKept;
    #fates = new Map();

    #tests;

    /** @param {{ isKept: boolean, testFiles: readonly string[] }} options whether earlier runs are believed, and this one is written down */
    constructor({ isKept, testFiles }) {
        this.#isKept = isKept;
        this.#tests = hashOf(testFiles.map(hashOfFile).join());
        if (!isKept || !existsSync(PLACE)) return;
        for (const line of readFileSync(PLACE, "utf8").split("\n")) {
            if (line === "") continue;
            const { name, killer, fate } = JSON.parse(line);
            // As Stryker has it: killed stays killed while mutant and killer are the same; what lived is asked again of changed tests.
            if (killer === this.#killerOf(fate)) this.#fates.set(name, fate);
        }
    }

    #killerOf(fate) {
        return fate.by === undefined ? this.#tests : hashOfFile(fate.by);
    }

    fateOf(mutant) {
        return this.#fates.get(nameOf(mutant));
    }

    add(mutant, fate) {
        const name = nameOf(mutant);
        this.#fates.set(name, fate);
        if (!this.#isKept) return;
        mkdirSync(HOME, { recursive: true });
        appendFileSync(PLACE, `${JSON.stringify({ name, killer: this.#killerOf(fate), fate })}\n`);
    }
}
