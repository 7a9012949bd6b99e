import type { FileAccess } from "../model/file-access";
import type { BootFile, NodeBoot } from "../model/node-boot";
import { isWithin, nodePath } from "../model/node-path";
import type { Sourced } from "../model/sourced";
import { accessLists } from "./access-lists";
import { laterAttributes } from "./later-attributes";

/** What is guarded. */
export interface Guard {
    /** Whether a file or folder itself is. Its path is as `nodePath` gives it. */
    guards(file: BootFile): boolean;
    /** Places of the node in which such files lie: whoever may write in a folder above one puts another in its place. */
    readonly places: readonly string[];
    /** Whether others may not even read it; where absent, every guarded file is told that others may read. */
    hides?(file: BootFile): boolean;
    /** Whether a user or group beside root may have a file. */
    mayHave?(name: string, path: string): boolean;
}

type Access = Omit<FileAccess, "more" | "evidence">;

const EVERYBODY = "every user of the node";
const isRoot = (name: string | undefined): boolean => name === undefined || name === "root" || name === "0";

/** What others than root may do with guarded files, as the boot leaves their modes, owners and access lists; once for each line and user. */
export function accessesOf(boot: NodeBoot, guard: Guard): FileAccess[] {
    const found = new Map<string, FileAccess>();
    const paths = new Set<string>();
    for (const access of everyAccess(boot, guard)) {
        const key = [access.at, access.right, access.whom].join("\0");
        const before = found.get(key);
        const isAgain = paths.has(`${key}\0${access.path}`) || access.path.includes("*");
        paths.add(`${key}\0${access.path}`);
        if (before === undefined) found.set(key, { ...access, more: 0, evidence: boot.evidence });
        // A folder stands for what is in it.
        else if (isWithin(before.path, access.path))
            found.set(key, { ...before, ...access, more: before.more + (isAgain ? 0 : 1) });
        else if (!isAgain) found.set(key, { ...before, more: before.more + 1 });
    }
    return [...found.values()];
}

function* everyAccess(boot: NodeBoot, guard: Guard): Generator<Access> {
    const states = [...boot.files, ...laterAttributes(boot)].map((file) => ({ ...file, path: nodePath(file.path) }));
    const isAbove = (path: string) => guard.places.some((place) => place !== path && isWithin(place, path));
    for (const file of states) {
        const isItself = guard.guards(file);
        // Above a guarded place only a known node's folders tell anything.
        if (!isItself && !(boot.evidence.verdict === "node" && isAbove(file.path))) continue;
        const isHidden = isItself && !isFolder(file, guard) && (guard.hides?.(file) ?? true);
        yield* byModeAndOwner(file, { isItself, isHidden, isReached: !isClosed(states, file.path) }, guard);
    }
    const unwritten = (path: string): BootFile => ({
        path,
        kind: "file",
        content: { text: "\ufff9", isLiteral: false },
        isAppended: false,
        isBase: true,
        at: "",
    });
    for (const { at, path, isRecursive, entries } of accessLists(boot)) {
        const file = states.findLast((state) => state.path === path) ?? unwritten(path);
        const isOf = guard.guards(file) || (isRecursive && guard.places.some((place) => isWithin(place, path)));
        if (!isOf && !isAbove(path)) continue;
        const isHidden = isOf && (guard.hides?.(file) ?? true);
        for (const { whom, permissions } of entries) {
            if (permissions.includes("w")) yield { at, path, right: "access list", whom, isDefault: false };
            else if (isHidden && permissions.includes("r")) yield { at, path, right: "read", whom, isDefault: false };
        }
    }
}

interface Seen {
    readonly isItself: boolean;
    readonly isHidden: boolean;
    readonly isReached: boolean;
}

function* byModeAndOwner(file: BootFile, { isItself, isHidden, isReached }: Seen, { mayHave }: Guard): Generator<Access> {
    const { path, mode, owner, group } = file;
    const isForeign = (name: Sourced<string> | undefined): name is Sourced<string> =>
        name !== undefined && !isRoot(name.value) && mayHave?.(name.value, path) !== true;
    const bits = mode?.value ?? 0;
    const by = (right: "read" | "write", whom: string, at: string): Access => ({
        at,
        path,
        right,
        whom,
        mode: bits,
        isDefault: mode?.isDefault === true,
    });
    // In a folder above with the sticky bit, others may add but neither rename nor remove what is there.
    const isSticky = !isItself && (bits & 0o1000) !== 0;
    const opens = mode !== undefined && !isSticky;
    const isOwned = isForeign(owner);
    const latest = (own: Sourced<unknown>) => own.at;

    if (opens && isReached && (bits & 0o002) !== 0) yield by("write", EVERYBODY, latest(mode));
    else if (opens && isReached && isHidden && (bits & 0o004) !== 0) yield by("read", EVERYBODY, latest(mode));
    if (isOwned) yield { at: owner.at, path, right: "own", whom: `user ${JSON.stringify(owner.value)}`, isDefault: false };
    else if (opens && isForeign(group)) {
        const whom = `group ${JSON.stringify(group.value)}`;
        if ((bits & 0o022) === 0o020) yield by("write", whom, mode.isDefault ? group.at : mode.at);
        else if (isHidden && (bits & 0o044) === 0o040) yield by("read", whom, mode.isDefault ? group.at : mode.at);
    }
}

/** What the image brings may be either; a guarded place, or what lies above one, is a folder unless the boot writes a file there. */
const isFolder = ({ kind, isBase, path }: BootFile, { places }: Guard): boolean =>
    kind === "folder" || (isBase && places.some((place) => isWithin(place, path)));

/** A folder above lets nobody but its owner and group in. */
const isClosed = (states: readonly BootFile[], path: string): boolean =>
    [...new Set(states.filter((state) => state.path !== path && isWithin(path, state.path)).map((state) => state.path))].some(
        (above) => {
            const last = states.findLast((state) => state.path === above)!;
            return last.mode !== undefined && (last.mode.value & 0o007) === 0;
        },
    );
