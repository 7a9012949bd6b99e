import type { AddressSet } from "./address-set";
import type { NodeEvidence } from "./node-evidence";

/** Who may come in: an address range, or a prefix list whose ranges are kept elsewhere. Security groups are not here: they are the cluster. */
export type Source =
    | { readonly kind: "addresses"; readonly written: string; readonly addresses: AddressSet }
    | { readonly kind: "prefix list"; readonly written: string };

/** One source property of one rule that lets traffic in to a guarded port. */
export interface Ingress {
    /** The property: `ingress[0].cidrBlocks`. */
    readonly at: string;
    /** The service's ports among those that the rule opens, at least one. */
    readonly opens: readonly number[];
    /** Whether the rule was written for these ports, rather than for a wide range around them. */
    readonly isNarrow: boolean;
    readonly sources: readonly Source[];
    /** The property of this form of rule that takes a security group instead. */
    readonly instead: string;
    /** Whether the service runs behind the rule's security group. */
    readonly evidence: NodeEvidence;
    /** The things that the traffic passes after the source, as far as the stack shows them: `security group "nodes"`, `launch template "workers"`. */
    readonly path: readonly string[];
}
