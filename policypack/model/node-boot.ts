import type { NodeEvidence } from "./node-evidence";

/** What installs the kubelet and gives it its first configuration. */
export type Distribution = "eks-al2023" | "eks-al2" | "unknown";

/** A text of which a part may not be known. */
export interface BootText {
    /** With U+FFF9 for each part that only the machine knows. */
    readonly text: string;
    readonly isLiteral: boolean;
}

/** A file that the boot writes. */
export interface BootFile {
    readonly path: string;
    readonly content: BootText;
    readonly isAppended: boolean;
    /** Undefined where the machine's own default holds. */
    readonly mode?: number;
    readonly owner?: string;
    /** Where it is written: `userData › write_files[0].content`. */
    readonly at: string;
}

/** A command that the boot runs. */
export interface BootCommand {
    /** The program and its arguments. */
    readonly argv: readonly BootText[];
    /** It runs only if something else does. */
    readonly isConditional: boolean;
    /** `userData › line 4`. */
    readonly at: string;
}

/** A document for nodeadm: NodeConfig of node.eks.aws. */
export interface NodeConfigDocument {
    readonly value: unknown;
    /** `userData › part 2 (application/node.eks.aws)`. */
    readonly at: string;
}

/** A part of a node's configuration that could not be read. */
export interface UnreadPart {
    readonly at: string;
    /** Third person, no full stop: `fetches its content from elsewhere`. */
    readonly reason: string;
}

/** What a machine does when it first starts, as data. Everything stands in the order in which it happens. */
export interface NodeBoot {
    readonly files: readonly BootFile[];
    readonly commands: readonly BootCommand[];
    readonly nodeConfigs: readonly NodeConfigDocument[];
    readonly unread: readonly UnreadPart[];
    readonly distribution: Distribution;
    readonly evidence: NodeEvidence;
}
