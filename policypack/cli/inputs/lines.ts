import type * as Yaml from "yaml";
import { lazy } from "../../parse/lazy";
import { type Place, quickPlaces } from "../../parse/quick-places";
import { parsedDocuments, refusedAtOnce } from "../../parse/yaml";

// eslint-disable-next-line @typescript-eslint/no-require-imports -- when it is first needed
const library = lazy(() => require("yaml") as typeof Yaml);

/** Where paths of a document stand in its file. */
export interface Lines {
    /** The line, from 1, of the place or of the nearest one above it. */
    lineOf(path: string): number;
}

/** @param start the line of its file on which the document starts */
export function linesOf(text: string, start: number): Lines {
    const quick = quickPlaces(text);
    return quick === undefined ? linesByTree(text, start) : { lineOf: (path) => start + placeOf(path, quick).line };
}

/** The place, or the nearest one above it. */
function placeOf(path: string, root: Place): Place {
    let place = root;
    for (const step of stepsOf(path)) {
        const member = place.members.get(step);
        if (member === undefined) break;
        place = member;
    }
    return place;
}

/** The same of any document, ten times as slow: the library keeps the place of every letter. */
export function linesByTree(text: string, start: number): Lines {
    // Nothing was found in what was not read.
    const [document] = refusedAtOnce(text, text.length) === undefined ? parsedDocuments(text, (tags) => tags) : [];
    if (document?.ok !== true) return { lineOf: () => start };
    const { isMap, isSeq, isScalar, isPair } = library();
    return {
        lineOf(path) {
            let node: unknown = document.value.contents;
            let offset = (node as Yaml.Node | null)?.range?.[0];
            for (const step of stepsOf(path)) {
                if (isMap(node)) {
                    const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === step);
                    if (!isPair(pair)) break;
                    offset = (pair.key as Yaml.Scalar).range?.[0] ?? offset;
                    node = pair.value;
                } else if (isSeq(node)) {
                    node = node.items[Number(step)];
                    if (node === undefined) break;
                    offset = (node as Yaml.Node).range?.[0] ?? offset;
                } else break;
            }
            return start + text.slice(0, offset ?? 0).split("\n").length - 1;
        },
    };
}

/** `spec.volumes[2]["a.b"]` → spec, volumes, 2, a.b. What stands behind ` › ` is in a text, and no longer in the document. */
function stepsOf(path: string): string[] {
    const steps: string[] = [];
    for (const [, word, index, quoted] of path.matchAll(/\.?([\w$-]+)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]|.+/gsy)) {
        const step = word ?? index ?? (quoted === undefined ? undefined : plainOf(quoted));
        if (step === undefined) break;
        steps.push(step);
    }
    return steps;
}

/** A name as a path quotes it, in which what would not be seen stands as its number (`visible`); undefined where it is no such name. */
function plainOf(quoted: string): string | undefined {
    try {
        return JSON.parse(
            quoted.replace(/(?<!\\)\\u\{([0-9a-f]{1,4})\}/g, (_, hex: string) => `\\u${hex.padStart(4, "0")}`),
        ) as string;
    } catch {
        return undefined;
    }
}
