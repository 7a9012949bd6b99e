// What figures are made of: medians, and ratios that are taken pair by pair, so that what slows a machine for a while slows both of a pair.

const sorted = (values) => [...values].sort((a, b) => a - b);
export const quantile = (values, q) => sorted(values)[Math.min(values.length - 1, Math.floor(values.length * q))];
export const median = (values) => quantile(values, 0.5);
export const round = (value, digits = 2) => Number(value.toFixed(digits));

/**
 * One quantity of several packs, each run of them beside one of the empty pack.
 *
 * @param {readonly Record<string, number>[]} pairs of each round what each pack took, the empty pack's under `empty`
 * @returns {{ pairs: number, median: Record<string, number>, ratio: Record<string, number> }} medians, and the medians of the ratios to the empty pack
 */
export function besideEmpty(pairs, digits = 0) {
    const names = Object.keys(pairs[0]);
    const of = (some, read) => Object.fromEntries(some.map((name) => [name, read(name)]));
    const others = names.filter((name) => name !== "empty");
    return {
        pairs: pairs.length,
        median: of(names, (name) => round(median(pairs.map((pair) => pair[name])), digits)),
        ratio: of(others, (name) => round(median(pairs.map((pair) => pair[name] / pair.empty)), 3)),
    };
}

/** As `besideEmpty`, of one key of what each run of `oneRound` came to. */
export const besideEmptyBy = (rounds, key) =>
    besideEmpty(rounds.map((round) => Object.fromEntries(Object.entries(round).map(([name, figures]) => [name, figures[key]]))));

/** Runs all of some packs once, in an order that alternates from round to round. @returns what each run came to, by the name of the pack */
export async function oneRound(packs, i, run) {
    const entries = Object.entries(packs);
    const made = {};
    for (const [name, dir] of i % 2 === 0 ? entries : entries.reverse()) made[name] = await run(dir, name);
    return made;
}
