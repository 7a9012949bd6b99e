import { statSync } from "node:fs";
import { type Read, read, unread } from "../../model/read";
import { isOfNode } from "../../node/machine-places";
import { NODE_FILES } from "../../subjects/node-files";
import type { Unreadable } from "../verdict";
import { MachineReader } from "./machine-reader";
import type { AuditedResource } from "./resource";
import { RootFolder } from "./root-folder";

/** A node's own files as a resource, and what of them could not be read. */
export interface NodeRoot {
    readonly resource: AuditedResource;
    readonly unreadable: readonly Unreadable[];
}

/**
 * Reads a folder that is the root of a node's file system: a mounted disk, a copy of its /etc and /var/lib/kubelet, or `/` itself. Nothing
 * outside of it is read, whatever links in it lead to.
 *
 * @param given as it was named; the resource is named after it
 */
export function nodeRootOf(given: string): Read<NodeRoot> {
    const folder = given.replace(/(?<=.)\/+$/, "");
    let stats;
    try {
        stats = statSync(folder, { throwIfNoEntry: false });
    } catch (error) {
        return unread(`cannot be read (${(error as NodeJS.ErrnoException).code ?? "error"})`);
    }
    if (stats === undefined) return unread("does not exist. Name the folder that has the node's /etc");
    if (!stats.isDirectory())
        return unread("is no folder. Name the one that has the node's /etc, or leave --node-root out to judge a file");
    const root = new RootFolder(folder);
    const reader = new MachineReader(root);
    const machine = reader.read();
    const { unreadable } = reader;
    if (!machine.files.some(({ path }) => isOfNode(path))) {
        const [first] = unreadable;
        return unread(
            first === undefined
                ? "has nothing of a node's: neither /etc/kubernetes nor /var/lib/kubelet, nor any other place of a kubelet or etcd. Name the folder that has the node's /etc"
                : `has nothing of a node's that can be read: ${first.file} ${first.reason}`,
        );
    }
    const props = { machine: JSON.stringify(machine) };
    const urn = `urn:pulumi:files::nodes::${NODE_FILES}::${folder}`;
    const fileOf = (at: string) => {
        const [, path, line] = /^(\/.*?)(?: › (?:line (\d+)\b)?.*)?$/s.exec(at) ?? [];
        if (path === undefined) return undefined;
        return { file: root.placeOf(path), ...(line !== undefined && { line: Number(line) }) };
    };
    return read({
        resource: { type: NODE_FILES, name: folder, urn, inputs: props, outputs: props, file: folder, fileOf },
        unreadable,
    });
}
