/** JSON of which every part knows where it stands. */
export type Tree = Branch | Leaf;
interface Place {
    readonly at: string;
    /** What last changed it. */
    readonly source: unknown;
}
interface Branch extends Place {
    readonly kind: "object";
    readonly members: ReadonlyMap<string, Tree>;
}
interface Leaf extends Place {
    readonly kind: "leaf";
    /** Undefined where something else stands in place of an object on the way. */
    readonly value: unknown;
}

interface Origin {
    /** Where the value below these keys stands. */
    readonly at: (keys: readonly string[]) => string;
    readonly source: unknown;
}

/** A document as a tree, as far as the path leads, whatever the case of its keys. */
export function treeOf(value: unknown, path: readonly string[], { at, source }: Origin, keys: readonly string[] = []): Tree {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return { kind: "leaf", at: at(keys), value, source };
    const next = path[keys.length];
    const members = Object.entries(value)
        .filter(([key]) => next === undefined || folded(key) === folded(next))
        .map(([key, inner]): [string, Tree] => [key, treeOf(inner, path, { at, source }, [...keys, key])]);
    return { kind: "object", at: at(keys), source, members: new Map(members) };
}

/** RFC 7396: objects are merged, everything else is replaced, null deletes. */
export function merged(current: Tree | undefined, patch: Tree): Tree {
    if (patch.kind === "leaf") return patch;
    const members = new Map(current?.kind === "object" ? current.members : []);
    for (const [key, value] of patch.members) {
        if (value.kind === "leaf" && value.value === null) members.delete(key);
        else members.set(key, merged(members.get(key), value));
    }
    return { ...patch, members };
}

/**
 * What Go's encoding/json finds at a path of struct fields: the names in any case, in the order of their bytes, the last one counts, and
 * objects add up.
 *
 * @returns undefined where nothing stands there
 */
export function decoded(tree: Tree, path: readonly string[]): Leaf | undefined {
    const [key, ...rest] = path;
    if (tree.kind === "leaf") return key === undefined ? tree : { ...tree, value: undefined };
    if (key === undefined) return leafOf(tree);
    let last: Leaf | undefined;
    const names = [...tree.members.keys()].filter((name) => folded(name) === folded(key)).sort(byBytes);
    for (const name of names) {
        const found = decoded(tree.members.get(name)!, rest);
        if (found === undefined) continue;
        if (found.value === undefined) return found;
        const isMap = isObject(last?.value) && isObject(found.value);
        last = isMap ? { ...found, value: { ...(last!.value as object), ...(found.value as object) } } : found;
    }
    return last;
}

/** An object as plain data. */
function leafOf({ at, source, members }: Branch): Leaf {
    const entries = [...members].map(([key, member]) => [key, (member.kind === "leaf" ? member : leafOf(member)).value]);
    return { kind: "leaf", at, source, value: Object.fromEntries(entries) as unknown };
}

const isObject = (value: unknown): boolean => typeof value === "object" && value !== null && !Array.isArray(value);
/** As encoding/json compares names: the long s and the Kelvin sign are letters too. */
const folded = (key: string): string => key.replaceAll("\u017f", "s").toLowerCase();
const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
