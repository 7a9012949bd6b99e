#!/usr/bin/env node
// `npm run mutation`: whether the tests notice when the code is changed. The changes are Stryker's, all 43,000 of them, placed by its own
// instrumenter; running them is ours, because Stryker's runner starts jest anew for each one, which is seconds, and here most take
// milliseconds.
//
//   npm run mutation                                    everything; what a run has judged, the next one does not judge again
//   npm run mutation -- --sample 1000 --seed 1          a sample, drawn by the seed
//   npm run mutation -- --files policypack/parse/mime.ts,policypack/node
//   npm run mutation -- --files policypack/parse --tests test/policypack/parse       by some of the tests alone, which is soon done
import { cpus } from "node:os";
import { argumentsOf } from "./arguments.mjs";
import { coverageOf, SLOW_MS } from "./mutation/coverage.mjs";
import { Worker } from "./mutation/crew.mjs";
import { reasonsOf } from "./mutation/equivalent.mjs";
import { Judge } from "./mutation/judge.mjs";
import { filesBelow, mutantsOf, ROOMS } from "./mutation/mutants.mjs";
import { Record } from "./mutation/record.mjs";
import { report } from "./mutation/report.mjs";
import { sampled } from "./mutation/sample.mjs";

/** Tests that are about other rooms, and change what is everybody's: the working directory, the SDK. */
const ELSEWHERE = /^test\/policypack\/(?:cli\/|lib\/sdk\/)/;

const { values: options } = argumentsOf("mutation", {
    options: {
        sample: { type: "string" },
        seed: { type: "string", default: "1" },
        files: { type: "string" },
        tests: { type: "string" },
        workers: { type: "string", default: String(Math.max(1, Math.floor(cpus().length / 2))) },
        fresh: { type: "boolean", default: false },
        json: { type: "string" },
        quiet: { type: "boolean", default: false },
    },
});
const whole = (name) => {
    const number = Number(options[name]);
    if (Number.isInteger(number) && number >= 1) return number;
    console.error(`mutation: --${name} takes a whole number from 1`);
    process.exit(2);
};
const size = options.sample === undefined ? undefined : whole("sample");
const seed = whole("seed");
const count = whole("workers");
/** Whether a file is one of those named, or in one of the folders. */
const isAsked = (file, list) =>
    list === undefined || list.split(",").some((one) => file === one || file.startsWith(`${one.replace(/\/$/, "")}/`));
const start = Date.now();
const progress = (text) => options.quiet || console.error(`mutation: ${text}`);

const files = ROOMS.flatMap((room) => filesBelow(`policypack/${room}`));
const mutants = [];
for (const file of files) mutants.push(...(await mutantsOf(file)).mutants);
const chosenFiles = files.filter((file) => isAsked(file, options.files));
if (chosenFiles.length === 0) {
    console.error(`mutation: no file of ${ROOMS.join(", ")} is at ${options.files}`);
    process.exit(2);
}
const within = mutants.filter(({ file }) => chosenFiles.includes(file));
const chosen = size === undefined ? within : sampled(within, size, seed);
progress(`${mutants.length} mutants in ${files.length} files, ${chosen.length} to judge`);

const workers = Array.from({ length: count }, () => new Worker(files));
const testFiles = filesBelow("test/policypack").filter(
    (file) => file.endsWith(".test.ts") && !ELSEWHERE.test(file) && isAsked(file, options.tests),
);
const coverage = await coverageOf(workers, testFiles, progress);
for (const [file, reason] of Object.entries(coverage.unloadable))
    progress(`${file} is left out, as it cannot be loaded: ${reason}`);
for (const failing of coverage.failing) progress(`left out, as it fails without a mutant: ${failing}`);
for (const [file, titles] of coverage.leftOut)
    progress(`left out of ${file}: ${titles.length} tests that fail or take more than ${SLOW_MS} ms`);

// A sample is judged anew, so that its figure depends on nothing that was said before.
const isWhole = size === undefined && options.tests === undefined && !options.fresh;
const run = isWhole ? undefined : JSON.stringify([size, seed, options.files, options.tests, options.fresh && start]);
const record = new Record({ run, sources: files, testFiles: filesBelow("test") });
const judge = new Judge(coverage);
const queue = chosen.filter((mutant) => record.fateOf(mutant) === undefined);
if (queue.length < chosen.length) progress(`${chosen.length - queue.length} were judged before`);
let judged = 0;
let said = Date.now();
const began = said;
await Promise.all(
    workers.map(async (worker) => {
        for (let mutant = queue.shift(); mutant !== undefined; mutant = queue.shift()) {
            record.add(mutant, await judge.fateOf(worker, mutant));
            judged++;
            if (Date.now() - said > 60_000) {
                said = Date.now();
                progress(`${judged} judged, ${queue.length} left, ${Math.round((said - began) / judged)} ms each`);
            }
        }
        worker.close();
    }),
);

const fates = chosen.map((mutant) => ({ ...mutant, ...record.fateOf(mutant) }));
report({ fates, size, seed, reasons: reasonsOf(mutants), json: options.json });
