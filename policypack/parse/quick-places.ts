import { quickYaml, type ReaderState } from "./quick-yaml";

/** Where a name of a map or an item of a list begins, and what stands in it: by name, or by number. */
export interface Place {
    /** From 0. */
    readonly line: number;
    readonly members: ReadonlyMap<string, Place>;
}

/**
 * Where everything of a document begins.
 *
 * @returns undefined for what `quickYaml` does not read, and for a document that is no map with a line for each name
 */
export function quickPlaces(text: string): Place | undefined {
    if (!BLOCK_MAP.test(text)) return undefined;
    const open: Node[] = [{ line: 0, inner: [] }];
    const read = quickYaml(text, (event, state) => {
        if (event === "open") return void open.push({ line: state.line, inner: [] });
        const node = open.pop()!;
        node.state = { kind: state.kind, result: state.result };
        open.at(-1)!.inner.push(node);
    });
    const root = open[0]?.inner[0];
    if (read === undefined || root === undefined) return undefined;
    const members = membersOf(root);
    return members && { line: [...members.values()][0]?.line ?? 0, members };
}

/** A text that begins with a name, behind comments. */
const BLOCK_MAP = /^(?:---\n)?(?:[ \t]*(?:#.*)?\n)*["'\w]/;

/** A node as the library comes upon it. */
interface Node {
    readonly line: number;
    readonly inner: Node[];
    state?: Pick<ReaderState, "kind" | "result">;
}

const NONE: ReadonlyMap<string, Place> = new Map();

/**
 * What stands in a node; undefined where the library came upon it in another order than it stands in the value: numbers as names, names
 * without a value, items that are empty.
 */
function membersOf({ inner, state }: Node): ReadonlyMap<string, Place> | undefined {
    const { kind, result } = state!;
    if (typeof result !== "object" || result === null) return NONE;
    // What might have been the first name of a map, and was the node itself.
    const [first] = inner;
    if (first?.state?.result === result) return membersOf(first);
    const members = new Map<string, Place>();
    const add = (name: string, line: number, node: Node): boolean => {
        const own = membersOf(node);
        if (own !== undefined) members.set(name, { line, members: own });
        return own !== undefined;
    };
    if (kind === "sequence") {
        const items = result as readonly unknown[];
        const isInOrder = items.every((item, i) => {
            const node = inner[i];
            return node !== undefined && node.state?.result === item && add(String(i), node.line, node);
        });
        return isInOrder ? members : undefined;
    }
    const isInOrder = Object.entries(result).every(([name, value], i) => {
        const [key, node] = [inner[2 * i], inner[2 * i + 1]];
        const isIt = key !== undefined && String(key.state?.result) === name;
        return isIt && node !== undefined && node.state?.result === value && add(name, key.line, node);
    });
    return isInOrder ? members : undefined;
}
