import { basename } from "node:path/posix";
import type { NodeBoot } from "../model/node-boot";
import { isWithin, nodePath } from "../model/node-path";

/** What an access list gives beside the mode (setfacl(1), acl(5)). */
export interface AccessList {
    readonly at: string;
    /** As `nodePath` gives it. */
    readonly path: string;
    readonly isRecursive: boolean;
    /** One list for all paths of a command: hundreds of entries for each of hundreds of paths are one list and the paths. */
    readonly entries: readonly AccessEntry[];
}

export interface AccessEntry {
    /** `user "deploy"`. */
    readonly whom: string;
    readonly permissions: string;
}

/** The lists that the boot's commands leave, with what they give others than root. */
export function accessLists({ commands }: NodeBoot): AccessList[] {
    let lists: AccessList[] = [];
    for (const { argv, at } of commands) {
        if (basename(argv[0]!.text) !== "setfacl") continue;
        const { isRecursive, isCleared, given: texts, paths } = setfacl(argv.slice(1).map(({ text }) => text));
        if (isCleared)
            lists = lists.filter(({ path }) => !paths.some((one) => one === path || (isRecursive && isWithin(path, one))));
        const entries = texts.flatMap((entry) => entryOf(entry) ?? []);
        lists.push(...paths.map((path) => ({ at, path, isRecursive, entries })));
    }
    return lists;
}

/** What setfacl is told (setfacl(1)): the entries that it gives, as they are written, and the paths as `nodePath` gives them, each once. */
export function setfacl(words: readonly string[]): {
    readonly given: readonly string[];
    readonly paths: readonly string[];
    readonly isRecursive: boolean;
    readonly isCleared: boolean;
} {
    const lists: string[] = [];
    const paths: string[] = [];
    let isRecursive = false;
    let isCleared = false;
    for (let i = 0; i < words.length; i++) {
        const text = words[i]!;
        const inWord = /^(?:--(?:modify|set)=|-[A-Za-z]*m(?=[ugod]\w*:))(.*)$/.exec(text)?.[1];
        if (inWord !== undefined) lists.push(inWord);
        else if (/^--(?:modify|set)$/.test(text) || /^-[A-Za-z]*m$/.test(text)) lists.push(words[++i] ?? "");
        else if (/^--remove(?:=|$)|^-[A-Za-z]*x$/.test(text)) i += text.includes("=") ? 0 : 1;
        else if (/^--remove-(?:all|default)$|^-[A-Za-z]*b/.test(text)) isCleared = true;
        else if (!text.startsWith("-")) paths.push(nodePath(text));
        if (/^-[A-Za-z]*R|^--recursive$/.test(text)) isRecursive = true;
    }
    const given = lists.flatMap((list) => list.split(",")).map((entry) => entry.trim());
    return { given: [...new Set(given)], paths: [...new Set(paths)], isRecursive, isCleared };
}

/** `u:deploy:rwx`, `d:g:ops:r`, `o::r`; undefined for one that gives root or nobody anything. */
function entryOf(text: string): AccessEntry | undefined {
    const match = /^(?:d(?:efault)?:)?(u(?:ser)?|g(?:roup)?|o(?:ther)?):([^:]*)(?::([rwxX-]*))?$/.exec(text);
    if (match === null) return undefined;
    const [, kind, name = "", permissions = ""] = match;
    if (kind!.startsWith("o")) {
        const own = permissions === "" ? name : permissions;
        return { whom: "every user of the node", permissions: own };
    }
    if (name === "" || name === "root" || name === "0") return undefined;
    return { whom: `${kind!.startsWith("u") ? "user" : "group"} ${JSON.stringify(name)}`, permissions };
}
