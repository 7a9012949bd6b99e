import type { NodeEvidence } from "./node-evidence";

/** What somebody else than root may do with files of a node. */
export interface FileAccess {
    /** Where it is given. */
    readonly at: string;
    /** As it is on the node. */
    readonly path: string;
    readonly right: "read" | "write" | "own" | "access list";
    /** `every user of the node`, `group "ops"`, `user "deploy"`. */
    readonly whom: string;
    /** Permission bits, where they give it. */
    readonly mode?: number;
    /** Nobody chose that mode: it follows from the umask, or from what writes the file. */
    readonly isDefault: boolean;
    /** How many more files of the same kind the same line gives to the same user. */
    readonly more: number;
    readonly evidence: NodeEvidence;
}

/** Third person, no full stop: `lets every user of the node write "/etc/kubernetes/manifests" (mode 0777)`. */
export function accessFact({ path, right, whom, mode, more }: FileAccess): string {
    const what = `${JSON.stringify(path)}${more === 0 ? "" : ` and ${more} more`}`;
    const how = mode === undefined ? "" : ` (mode ${mode.toString(8).padStart(4, "0")})`;
    switch (right) {
        case "read":
        case "write":
            return `lets ${whom} ${right} ${what}${how}`;
        case "own":
            return `makes ${whom} the owner of ${what}`;
        case "access list":
            return `gives ${whom} ${what} in an access list`;
        default:
            return right satisfies never;
    }
}
