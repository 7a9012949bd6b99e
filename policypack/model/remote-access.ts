import type { NodeEvidence } from "./node-evidence";

/** A node group that gives its machines an SSH key. EKS then makes a security group that lets somebody in. */
export interface RemoteAccess {
    /** The key. */
    readonly at: string;
    /** The name of the key pair. @throws what reading it throws: a key that is made in the same program has no name yet */
    key(): string;
    /** Where the security groups that may come in stand, or belong. */
    readonly sources: string;
    /** Whether no group is named, and EKS opens the port to 0.0.0.0/0. */
    readonly isOpen: boolean;
    /** On Windows RDP, everywhere else SSH. */
    readonly port: 22 | 3389;
    readonly evidence: NodeEvidence;
}
