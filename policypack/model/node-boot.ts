import type { NodeEvidence } from "./node-evidence";
import type { Sourced } from "./sourced";

/** Whether the node runs workloads or a control plane, as far as its configuration says. */
export type NodeRole = "worker" | "control-plane" | "unknown";

/** What installs the kubelet and gives it its first configuration. */
export type Distribution =
    "eks-al2023" | "eks-al2" | "eks-windows" | "bottlerocket" | "k3s" | "talos" | "kops" | "kubeadm" | "unknown";

/** A text of which a part may not be known. */
export interface BootText {
    /** With U+FFF9 for each part that only the machine knows. */
    readonly text: string;
    readonly isLiteral: boolean;
}

/**
 * A file or folder as the boot leaves it. Where something happens only on a condition there may be several for one path: each is a state
 * in which the boot may leave it.
 */
export interface BootFile {
    readonly path: string;
    readonly kind: "file" | "folder";
    readonly content: BootText;
    /** It is added to a file of the image that is not here. */
    readonly isAppended: boolean;
    /** The image brings the content: nobody's line sets it. */
    readonly isBase: boolean;
    /** Permission bits; undefined where the machine's own hold. `isDefault` where they follow from what writes it and the umask. */
    readonly mode?: Sourced<number>;
    /** A user, by name or number; undefined where the machine's own holds. */
    readonly owner?: Sourced<string>;
    readonly group?: Sourced<string>;
    /** Where its content is written: `userData › write_files[0].content`. */
    readonly at: string;
    /** What it held before `at` changed it, for a setting that an edit leaves as it was. */
    readonly before?: BootFile;
    /** The path of the file that it is a copy of. */
    readonly copyOf?: string;
    /** Why its content is not known, third person: `is changed by a command that is not followed`. */
    readonly unread?: string;
}

/** A command that the boot runs. */
export interface BootCommand {
    /** The program and its arguments. */
    readonly argv: readonly BootText[];
    /** Variables that its script exports, or sets for this command alone. */
    readonly environment: ReadonlyMap<string, BootText>;
    /** What it reads, as far as the text tells: a heredoc, or the output of the command before it in its pipeline. */
    readonly stdin?: BootText;
    /** It runs only if something else does. */
    readonly isConditional: boolean;
    /** `userData › line 4`. */
    readonly at: string;
}

/** Whose language a document is in that configures a whole node. */
export type Installer = "nodeadm" | "bottlerocket" | "kubeadm" | "k3s" | "talos" | "kops";

/** A document for a program that installs nodes: nodeadm's NodeConfig, Bottlerocket's settings, kubeadm's ClusterConfiguration. */
export interface BootDocument {
    readonly installer: Installer;
    /** Of kubeadm as Cluster API writes it: an object with `clusterConfiguration`, `initConfiguration` and `joinConfiguration`. */
    readonly value: unknown;
    /** `userData › part 2 (application/node.eks.aws)`. */
    readonly at: string;
    /** Where the kubelet's configuration in it was taken from, if it stands elsewhere. */
    readonly kubeletAt?: string;
}

/** Somebody who may log in on the node, or become root there. What is not said is the image's own. */
export interface BootUser {
    readonly name: string;
    /** `userData › users[0]`. */
    readonly at: string;
    /** A key or a password lets them in from elsewhere. */
    readonly logsInBy: readonly Sourced<"ssh key" | "password">[];
    readonly sudo?: Sourced<string>;
    readonly groups: readonly Sourced<string>[];
    /** Its number is root's. */
    readonly isRootByNumber?: boolean;
}

/** A container with a shell and root's rights on the node, beside the Pods. */
export interface HostContainer {
    /** `the admin container` */
    readonly name: string;
    /** The line that starts it. */
    readonly at: string;
}

/** A part of a node's configuration that could not be read. */
export interface UnreadPart {
    readonly at: string;
    /** Third person, no full stop: `fetches its content from elsewhere`. */
    readonly reason: string;
    /** From where the boot takes it, where it says so, and what for: the path of a file, or `cloud-init` and `Ignition`, which run it. */
    readonly from?: { readonly urls: readonly string[]; readonly to: string };
}

/** What a machine does when it first starts, as data. Everything stands in the order in which it happens. */
export interface NodeBoot {
    readonly files: readonly BootFile[];
    readonly commands: readonly BootCommand[];
    /** Commands within `$(…)`: what they read comes into the boot, and what they start is none of its daemons. */
    readonly substitutions?: readonly BootCommand[];
    readonly documents: readonly BootDocument[];
    readonly users: readonly BootUser[];
    readonly hostContainers?: readonly HostContainer[];
    readonly unread: readonly UnreadPart[];
    readonly distribution: Distribution;
    readonly evidence: NodeEvidence;
    /** What the carrier itself says of it. */
    readonly role?: NodeRole;
}
