// What was found of each mutant, kept outside the tree, so that a run that was ended goes on where it was.
import { appendFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { hashOf, HOME, ROOT } from "./mutants.mjs";

/** What is known of all mutants. */
const ALL = join(HOME, "fates.jsonl");

const hashes = new Map();
const hashOfFile = (file) => {
    if (!hashes.has(file)) hashes.set(file, existsSync(join(ROOT, file)) ? hashOf(readFileSync(join(ROOT, file), "utf8")) : "");
    return hashes.get(file);
};
/** A mutant of a file as it is now. */
const nameOf = ({ id, file }) => `${id}@${hashOfFile(file)}`;

export class Record {
    #place;
    #fates = new Map();

    #tests;

    /**
     * @param {{ run?: string, sources: readonly string[], testFiles: readonly string[] }} options `run` names a run that believes none but
     *   itself: what it found of these very sources and tests, before somebody ended it
     */
    constructor({ run, sources, testFiles }) {
        this.#tests = hashOf(testFiles.map(hashOfFile).join());
        const same = hashOf(`${run}\0${sources.map(hashOfFile).join()}\0${this.#tests}`);
        this.#place = run === undefined ? ALL : join(HOME, "runs", `${same}.jsonl`);
        if (!existsSync(this.#place)) return;
        for (const line of readFileSync(this.#place, "utf8").split("\n")) {
            // The last line may be half a line, where a run was ended.
            if (!line.endsWith("}")) continue;
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
        mkdirSync(dirname(this.#place), { recursive: true });
        appendFileSync(this.#place, `${JSON.stringify({ name, killer: this.#killerOf(fate), fate })}\n`);
    }
}
