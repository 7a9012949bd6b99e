#!/usr/bin/env node
// `npm run fuzz`: gives every parser, and the whole way from a resource or a file to what is said of it, inputs that nobody would write. What
// an input must never do is in `test/fuzz/oracle.ts`.
import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { argumentsOf } from "./arguments.mjs";

const HELP = `npm run fuzz                       1,000,000 inputs
npm run fuzz -- --inputs N         so many
                --minutes M        no part begins after so many minutes
                --seed S           other inputs (1)
                --target NAME      one parser alone
                --jobs J           processes (one for each processor)
                --out FOLDER       where inputs that fail are written (fuzz-failures)
                --target NAME --input FILE   that input once more`;

const { values: options } = argumentsOf("fuzz", {
    options: {
        inputs: { type: "string", default: "1000000" },
        minutes: { type: "string" },
        seed: { type: "string", default: "1" },
        target: { type: "string" },
        jobs: { type: "string", default: String(Math.min(8, availableParallelism())) },
        out: { type: "string", default: "fuzz-failures" },
        input: { type: "string" },
        help: { type: "boolean", default: false },
    },
});
if (options.help) {
    console.log(HELP);
    process.exit(0);
}

const require = createRequire(import.meta.url);
require("./fuzz-register.cjs");
const { fuzz, reproduce } = require("../test/fuzz/main.ts");

function number(name) {
    const value = Number(options[name]);
    if (value > 0) return value;
    console.error(`fuzz: --${name} takes a number from 1`);
    process.exit(2);
}

try {
    const failures =
        options.input === undefined
            ? await fuzz({
                  inputs: Math.floor(number("inputs")),
                  seed: options.seed,
                  target: options.target,
                  minutes: options.minutes === undefined ? undefined : number("minutes"),
                  jobs: Math.floor(number("jobs")),
                  out: resolve(options.out),
              })
            : await reproduce(options.target ?? "", resolve(options.input));
    process.exitCode = failures === 0 ? 0 : 1;
} catch (error) {
    console.error(`fuzz: ${error.message}`);
    process.exitCode = 2;
}
