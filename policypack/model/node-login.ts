import type { NodeEvidence } from "./node-evidence";

/** How a boot lets somebody into its node, or lets somebody on it become root. */
export type LoginDoor =
    | { readonly kind: "ssh key"; readonly user: string }
    | { readonly kind: "password"; readonly user: string }
    /** Root's rights without root's password: `NOPASSWD:ALL`, or a group that has them. */
    | { readonly kind: "superuser"; readonly user: string; readonly by: string }
    /** A setting of sshd that lets in whom its defaults do not. */
    | { readonly kind: "sshd"; readonly setting: string }
    /** A container with a shell on the node, as Bottlerocket's admin container. */
    | { readonly kind: "container"; readonly name: string };

export interface NodeLogin {
    /** The line that opens it. */
    readonly at: string;
    readonly door: LoginDoor;
    readonly evidence: NodeEvidence;
}
