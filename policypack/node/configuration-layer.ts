import type { BootFile, NodeBoot, UnreadPart } from "../model/node-boot";
import type { ConfigLayer } from "./effective-kubelet";
import { type DocumentUse, kubeletDocument } from "./kubelet-document";
import { dropInOrder } from "./kubelet-drop-ins";
import { liesOnMachine } from "./units";

/** Edits of one file one after another; nobody makes more. */
const MAX_EDITS = 50;

/** Stands for the path of a file of which only the content is known. */
export const UNPLACED = "/unplaced";

/** A file as a layer of the kubelet's configuration; undefined, and noted, when it cannot be read. */
export function layerOf(file: BootFile, unread: UnreadPart[], use: DocumentUse = "file"): ConfigLayer | undefined {
    const { content, at, isAppended } = file;
    const note = (reason: string) => void unread.push({ at, reason });
    if (isAppended) return void note("adds to a kubelet configuration that is not here");
    if (!content.isLiteral) return void note(file.unread ?? "writes a kubelet configuration of which the machine knows a part");
    const value = kubeletDocument(content.text, use);
    if (!value.ok) return void note(value.reason);
    return layerWith(file, value.value, use);
}

/** With what the file held before an edit, in the order from the last state to the first. */
function layerWith(file: BootFile, value: unknown, use: DocumentUse): ConfigLayer {
    const states: { readonly file: BootFile; readonly value: unknown }[] = [{ file, value }];
    for (let before = file.before; before !== undefined && states.length < MAX_EDITS; before = before.before) {
        if (!before.content.isLiteral || before.isAppended) break;
        const document = kubeletDocument(before.content.text, use);
        if (!document.ok) break;
        states.push({ file: before, value: document.value });
    }
    return states.reduceRight<ConfigLayer | undefined>(
        (before, { file: { at, isBase, path }, value: own }) => ({
            value: own,
            at: isBase ? "" : at,
            isBase,
            path,
            ...(before !== undefined && { before }),
        }),
        undefined,
    )!;
}

/**
 * The state of a file that counts: the last, as what changes it on a condition comes after what stood there. One of the image of which only
 * the mode or owner was changed is not here.
 */
export const lastStateOf = ({ files }: NodeBoot, path: string): BootFile | undefined =>
    files.findLast((file) => file.path === path && file.kind === "file" && (!file.isBase || file.content.isLiteral));

/** The files of a `--config-dir` that the boot writes, in the kubelet's own order. */
export function dropInsOf(boot: NodeBoot, folder: string): readonly BootFile[] {
    const byPath = new Map(boot.files.filter(({ kind }) => kind === "file").map((file) => [file.path, file]));
    return dropInOrder([...byPath.keys()], folder).map((path) => byPath.get(path)!);
}

/** A folder on a machine's disk has what was found in it, and nothing else. */
const isEmptyOnMachine = ({ files }: NodeBoot, folder: string): boolean =>
    files.some((file) => file.kind === "folder" && file.path === folder.replace(/(?<=.)\/$/, "") && liesOnMachine(file));

/** Where a kubelet of this boot finds its files. */
export const filesFor = (boot: NodeBoot) => ({
    fileAt(path: string, unread: UnreadPart[]): ConfigLayer | undefined {
        const file = lastStateOf(boot, path);
        return file && layerOf(file, unread);
    },
    dropInsIn(folder: string, unread: UnreadPart[]): readonly ConfigLayer[] | undefined {
        const files = dropInsOf(boot, folder);
        return files.length === 0 && !isEmptyOnMachine(boot, folder)
            ? undefined
            : files.flatMap((file) => layerOf(file, unread, "drop-in") ?? []);
    },
});
