import { once } from "../parse/once";
import type { KeyMaterial } from "../model/key-material";
import type { NodeBoot } from "../model/node-boot";
import { nodePath } from "../model/node-path";
import { Cursor } from "../parse/cursor";
import { holdsPrivateKey } from "../parse/private-keys";
import { certificateKeysOf } from "./certificate-keys";
import { isClusterPath } from "./key-files";
import { liesOnMachine } from "./units";

const MAX_TEXTS = 5_000;
const MAX_DEPTH = 24;

/** Every private key that a boot carries in the clear: in files, in commands, their environment and what they read, in documents; once for each place. */
export const keyMaterialOf = once((boot: NodeBoot): readonly KeyMaterial[] => {
    const found = new Map<string, KeyMaterial>();
    for (const { at, text, path } of textsOf(boot)) {
        // A machine that is no node has keys of its own; those of the cluster are told by their place.
        if (boot.evidence.verdict !== "node" && !isClusterPath(path)) continue;
        if (!found.has(at) && holdsPrivateKey(text))
            found.set(at, { at, carrier: "node configuration", file: path, evidence: boot.evidence });
    }
    for (const at of certificateKeysOf(boot)) {
        const key = { at, carrier: "node configuration", file: "", evidence: boot.evidence, isCertificateKey: true } as const;
        if (!found.has(at)) found.set(at, key);
    }
    return [...found.values()];
});

interface Text {
    readonly at: string;
    readonly text: string;
    /** The file that it goes to; "" where it goes to none. */
    readonly path: string;
}

function* textsOf({ files, commands, documents }: NodeBoot): Generator<Text> {
    // Where a key lies on a machine is where it belongs; who may read it there is judged apart.
    for (const { at, content, path, isBase } of files)
        if (!isBase && !liesOnMachine({ at, path })) yield { at, text: content.text, path: nodePath(path) };
    const exported = new Set<string>();
    for (const { at, argv, environment, stdin } of commands) {
        for (const { text } of argv) yield { at, text, path: "" };
        // What a script exports each later command has: the first is told.
        for (const { text } of environment.values()) {
            if (!exported.has(text)) yield { at, text, path: "" };
            exported.add(text);
        }
        if (stdin !== undefined) yield { at, text: stdin.text, path: "" };
    }
    for (const { value, at } of documents) yield* stringsIn(value, at);
}

/** Every text of a document, with its path. Bounded in depth and number. */
function* stringsIn(document: unknown, at: string): Generator<Text> {
    const queue: { readonly place: Cursor<unknown>; readonly depth: number }[] = [
        { place: Cursor.of(document, `${at} › `), depth: 0 },
    ];
    for (let count = 0; queue.length > 0 && count < MAX_TEXTS; count++) {
        const { place, depth } = queue.shift()!;
        const value = place.raw();
        if (typeof value === "string") yield { at: place.path, text: value, path: "" };
        else if (Array.isArray(value) && depth < MAX_DEPTH)
            for (const item of place.items()) queue.push({ place: item, depth: depth + 1 });
        else if (typeof value === "object" && value !== null && depth < MAX_DEPTH)
            for (const [, item] of place.entries()) queue.push({ place: item, depth: depth + 1 });
    }
}
