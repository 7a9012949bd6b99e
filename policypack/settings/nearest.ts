import { closest, distance } from "fastest-levenshtein";

/** The candidate that somebody who wrote `name` most likely meant; undefined when none is near (a third of its letters may differ). */
export function nearest(name: string, candidates: readonly string[]): string | undefined {
    if (candidates.length === 0) return undefined;
    const best = closest(name, candidates);
    return distance(name, best) <= Math.max(2, Math.ceil(best.length / 3)) ? best : undefined;
}
