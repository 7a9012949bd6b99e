// Which tests reach which mutants, kept by the text of the test file and of all that it loads.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { HOME, keep } from "./mutants.mjs";

const KEPT = join(HOME, "coverage");
/** Tests that were slow before, which need not be run to know it. */
const SLOW = join(HOME, "slow.json");

/** A test that takes longer is left out: no mutant is said to live for that, it is only said sooner. In ms of the processor. */
export const SLOW_MS = 4_000;

/**
 * `reaching`: the tests that reach a mutant. `loading`: where loading modules reaches it, the tests that can see it, by file; without
 * `titles` all of that file's.
 * @typedef {{ file: string, index: number, title: string, ms: number }} Reach
 * @typedef {{ file: string, titles?: string[], ms: number }} Seeing
 * @typedef {import("./mutants.mjs").Mutant} Mutant
 * @typedef {{ reaching: (mutant: Mutant) => Reach[], loading: (mutant: Mutant) => Seeing[], leftOut: Map<string, string[]>,
 *   failing: string[], unloadable: Record<string, string> }} Coverage
 */

/**
 * @param {readonly import("./crew.mjs").Worker[]} workers
 * @param {string[]} testFiles
 * @param {(text: string) => void} progress
 * @returns {Promise<Coverage>}
 */
export async function coverageOf(workers, testFiles, progress) {
    const known = existsSync(KEPT) ? readdirSync(KEPT).map((name) => name.replace(/\.json$/, "")) : [];
    const slow = new Set(existsSync(SLOW) ? JSON.parse(readFileSync(SLOW, "utf8")) : []);
    const ofFile = new Map();
    let done = 0;
    const statics = new Map();
    const takers = new Map();
    const unloadable = {};
    const onNews = ({ kind, file, key, found }) => {
        if (kind === "covered") keep(join(KEPT, `${key}.json`), JSON.stringify(found));
        ofFile.set(file, kind === "covered" ? found : JSON.parse(readFileSync(join(KEPT, `${key}.json`), "utf8")));
        if (++done % 40 === 0) progress(`${done} of ${testFiles.length} test files have been run without a mutant`);
    };
    const take = (module, taker) => takers.set(module, (takers.get(module) ?? new Set()).add(taker));
    await Promise.all(
        workers.map(async (worker, i) => {
            const files = testFiles.filter((_, n) => n % workers.length === i);
            const { answer, fault, silent } = await worker.ask({ kind: "cover", files, known, slow: [...slow] }, onNews);
            if (answer === undefined) throw new Error(fault ?? (silent && "the tests never end"));
            Object.assign(unloadable, answer.unloadable);
            for (const [module, sets] of Object.entries(answer.statics)) {
                if (!statics.has(module)) statics.set(module, new Map());
                for (const [file, bits] of sets) {
                    merge(statics.get(module), file, Buffer.from(bits, "base64"));
                    take(file, module);
                }
            }
            // By module: those that run its code, or read what it exports, while they are loaded.
            for (const [module, from] of Object.entries(answer.reads)) for (const file of from) take(file, module);
        }),
    );

    /** By mutated file: the different sets of its mutants that tests reach, with these tests. */
    const reached = new Map();
    const leftOut = new Map();
    const failing = [];
    /** By module: the tests that run its code, or read what it exports. */
    const users = new Map();
    const use = (module, file, test) => {
        if (!users.has(module)) users.set(module, new Map());
        const own = users.get(module);
        if (!own.has(file)) own.set(file, new Set());
        own.get(file).add(test);
    };
    const cost = new Map();
    for (const [file, { tests, interned, reads }] of ofFile) {
        const sets = interned.map(([mutated, bits]) => ({ bits: Buffer.from(bits, "base64"), tests: [], mutated }));
        for (const test of tests) {
            const { index, title, ms, covers, error } = test;
            if (error !== undefined) failing.push(`${file}: ${title}: ${error.split("\n")[0]}`);
            if (ms > SLOW_MS) slow.add(`${file}\0${title}`);
            if (error !== undefined || ms > SLOW_MS) {
                leftOut.set(file, [...(leftOut.get(file) ?? []), title]);
                continue;
            }
            cost.set(file, (cost.get(file) ?? 0) + ms);
            for (const one of covers) {
                sets[one].tests.push({ file, index, title, ms });
                use(sets[one].mutated, file, test);
            }
            for (const module of reads[test.reads]) use(module, file, test);
        }
        for (const set of sets) reached.set(set.mutated, [...(reached.get(set.mutated) ?? []), set]);
    }
    keep(SLOW, JSON.stringify([...slow]));
    return {
        reaching: ({ file, index }) =>
            (reached.get(file) ?? []).filter(({ bits }) => has(bits, index)).flatMap(({ tests }) => tests),
        loading: ({ file, index }) => {
            const modules = [...statics].filter(([, sets]) => has(sets.get(file) ?? [], index)).map(([module]) => module);
            const tainted = reachable(modules, takers);
            const seeing = new Map();
            for (const module of tainted) {
                if (ofFile.has(module)) seeing.set(module, { file: module, ms: cost.get(module) ?? 0 });
                for (const [testFile, tests] of users.get(module) ?? []) {
                    if (tainted.has(testFile)) continue;
                    const known = seeing.get(testFile) ?? { file: testFile, tests: new Set() };
                    for (const test of tests) known.tests.add(test);
                    seeing.set(testFile, known);
                }
            }
            return [...seeing.values()].map(({ file: testFile, tests, ms }) =>
                tests === undefined
                    ? { file: testFile, ms }
                    : {
                          file: testFile,
                          titles: [...tests].map(({ title }) => title),
                          ms: [...tests].reduce((sum, one) => sum + one.ms, 0),
                      },
            );
        },
        leftOut,
        failing,
        unloadable,
    };
}

const has = (bits, index) => ((bits[index >> 3] ?? 0) & (1 << (index & 7))) !== 0;

function merge(sets, file, bits) {
    const before = sets.get(file);
    sets.set(file, before === undefined ? bits : before.map((byte, i) => byte | bits[i]));
}

/** All that can be come to from some. */
function reachable(from, edges) {
    const done = new Set();
    const todo = [...from];
    for (let one = todo.pop(); one !== undefined; one = todo.pop()) {
        if (done.has(one)) continue;
        done.add(one);
        todo.push(...(edges.get(one) ?? []));
    }
    return done;
}
