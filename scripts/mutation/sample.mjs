// A sample that is the same for the same seed and the same code.
import { numbers } from "../random.mjs";
import { ROOMS } from "./mutants.mjs";

export const roomOf = ({ file }) => file.split("/")[1];

/**
 * Mutants drawn without choice; each room has as many of them as its part of all mutants, so that the sample's score is that of the whole.
 * @template {{ file: string }} M
 * @param {readonly M[]} mutants
 * @param {number} size
 * @param {number} seed
 * @returns {M[]} by file, so that what is loaded for one serves the next
 */
export function sampled(mutants, size, seed) {
    const next = numbers(seed);
    const drawn = [];
    let [seen, taken] = [0, 0];
    for (const room of ROOMS) {
        const own = mutants.filter((mutant) => roomOf(mutant) === room);
        seen += own.length;
        const share = Math.min(own.length, Math.round((seen / mutants.length) * size) - taken);
        taken += share;
        for (let i = 0; i < share; i++) {
            const other = i + Math.floor(next() * (own.length - i));
            [own[i], own[other]] = [own[other], own[i]];
        }
        drawn.push(...own.slice(0, share));
    }
    const place = new Map(mutants.map((mutant, i) => [mutant, i]));
    return drawn.sort((a, b) => place.get(a) - place.get(b));
}

/** Wilson's interval of 95 % for a share, in per cent. @returns {[number, number]} */
export function interval(killed, all) {
    const z = 1.96;
    const share = killed / all;
    const middle = (share + (z * z) / (2 * all)) / (1 + (z * z) / all);
    const half = (z / (1 + (z * z) / all)) * Math.sqrt((share * (1 - share)) / all + (z * z) / (4 * all * all));
    return [100 * (middle - half), 100 * Math.min(1, middle + half)];
}
