// The size of what a client installs.
import { sizeOf } from "../packed.mjs";
import { round } from "./statistics.mjs";

/** @param {Record<string, string>} packs the folders of installed packs by their names. @returns megabytes, and what ours has more than the empty one */
export function installedSize(packs) {
    const mb = Object.fromEntries(Object.entries(packs).map(([name, dir]) => [name, round(sizeOf(dir) / 1e6, 1)]));
    return { mb, moreThanEmptyMb: round(mb.guard - mb.empty, 1) };
}
