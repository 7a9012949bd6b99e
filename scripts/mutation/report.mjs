// What is printed at the end: the survivors, the rooms, and the score.
import { writeFileSync } from "node:fs";
import { ROOMS } from "./mutants.mjs";
import { interval, roomOf } from "./sample.mjs";

const isKilled = ({ status }) => status === "killed" || status === "timeout";
const percent = (part, all) => (all === 0 ? "–" : `${((100 * part) / all).toFixed(1)} %`);
const short = (text) => (text.length > 100 ? `${text.slice(0, 60)} … ${text.slice(-35)}` : text).replace(/\s*\n\s*/g, " ⏎ ");

/**
 * Stryker's rules: a mutant that makes the tests run for ever is killed, one that no test reaches has survived. One that is listed as
 * equivalent counts as a survivor too.
 */
export function report({ fates, size, seed, reasons: { reasonOf, stale }, json }) {
    const alive = fates.filter((fate) => !isKilled(fate));
    for (const fate of alive) {
        const reason = reasonOf(fate);
        console.log(`${fate.file}:${fate.line} ${fate.mutator}: ${short(fate.original)} → ${short(fate.replacement)}`);
        console.log(
            `    ${reason === undefined ? fate.status : `equivalent: ${reason}`}${fate.isStatic ? " (while loading)" : ""}`,
        );
    }
    for (const fate of fates.filter((one) => isKilled(one) && reasonOf(one) !== undefined))
        console.log(
            `${fate.file}:${fate.line} is listed as equivalent, and ${fate.by} tells it: ${short(fate.original)} → ${short(fate.replacement)}`,
        );
    for (const one of stale) console.log(`test/mutation/equivalent.json is about nothing: ${one.file}: ${one.line}`);
    const row = (name, own) => {
        const killed = own.filter(isKilled).length;
        const counted = (status) => own.filter((fate) => fate.status === status).length;
        const equivalent = own.filter((fate) => !isKilled(fate) && reasonOf(fate) !== undefined).length;
        const [low, high] = own.length === 0 ? [0, 0] : interval(killed, own.length);
        const within = size === undefined ? "" : `, 95 %: ${low.toFixed(1)} to ${high.toFixed(1)}`;
        console.log(
            `${name}: ${percent(killed, own.length)} (${killed} of ${own.length}${within}); ${counted("timeout")} run too long, ${counted("survived")} survived, ` +
                `${counted("no coverage")} reached by no test; without ${equivalent} equivalent ones ${percent(killed, own.length - equivalent)}`,
        );
    };
    for (const room of ROOMS)
        row(
            room,
            fates.filter((fate) => roomOf(fate) === room),
        );
    row(
        "while loading (tables, patterns, texts)",
        fates.filter(({ isStatic }) => isStatic),
    );
    row(
        "while running",
        fates.filter(({ isStatic }) => !isStatic),
    );
    row("all", fates);
    if (json !== undefined) writeFileSync(json, JSON.stringify(fates, undefined, 1));
    const killed = fates.filter(isKilled).length;
    const [low, high] = interval(killed, fates.length);
    const how =
        size === undefined
            ? "all there are"
            : `sample of ${fates.length}, seed ${seed}, 95 %: ${low.toFixed(1)} to ${high.toFixed(1)}`;
    console.log(`mutation: ${percent(killed, fates.length)} (killed ${killed} of ${fates.length}; ${how})`);
}
