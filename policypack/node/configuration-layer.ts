import type { BootFile, NodeBoot, UnreadPart } from "../model/node-boot";
import { yaml } from "../parse/yaml";
import type { ConfigLayer } from "./effective-kubelet";
import { isKubeletConfiguration } from "./kubelet-configuration";

/** A file as a layer of the kubelet's configuration; undefined, and noted, when it cannot be read. */
export function layerOf(file: BootFile, unread: UnreadPart[]): ConfigLayer | undefined {
    const { content, at, isAppended, isBase } = file;
    const note = (reason: string) => void unread.push({ at, reason });
    if (isAppended) return void note("adds to a kubelet configuration that is not here");
    if (!content.isLiteral) return void note(file.unread ?? "writes a kubelet configuration of which the machine knows a part");
    const value = yaml(content.text);
    if (!value.ok) return void note(value.reason);
    if (!isKubeletConfiguration(value.value)) return void note("is no KubeletConfiguration");
    return { value: value.value, at: isBase ? "" : at, isBase };
}

/** The state of a file that counts: the last, as what changes it on a condition comes after what stood there. */
export const lastStateOf = ({ files }: NodeBoot, path: string): BootFile | undefined =>
    files.findLast((file) => file.path === path && file.kind === "file");

/** The files of a folder by name, each in its last state. */
export function filesIn(boot: NodeBoot, folder: string, suffix: string): readonly BootFile[] {
    const inside = boot.files.filter(
        ({ path, kind }) => kind === "file" && path.startsWith(`${folder}/`) && path.endsWith(suffix),
    );
    const byPath = new Map(inside.map((file) => [file.path, file]));
    return [...byPath.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}
