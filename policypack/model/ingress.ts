import type { AddressSet } from "./address-set";
import type { NodeEvidence } from "./node-evidence";

/**
 * Who may come in: an address range (perhaps one that stands in a prefix list of the stack), a prefix list whose ranges are kept elsewhere, or
 * a security group. A group of the same account is taken for the cluster's; `123456789012/sg-…` is another account's.
 */
export type Source =
    | { readonly kind: "addresses"; readonly written: string; readonly addresses: AddressSet; readonly list?: PrefixList }
    | { readonly kind: "prefix list"; readonly written: string }
    | { readonly kind: "security group"; readonly written: string };

/** A prefix list that the stack declares. */
export interface PrefixList {
    /** Unknown until it is created. */
    readonly id: string | undefined;
    readonly name: string;
}

/** One source property of one rule that lets traffic in to a guarded port. */
export interface Ingress {
    /** The property: `ingress[0].cidrBlocks`. */
    readonly at: string;
    /** The service's ports among those that the rule opens, at least one. */
    readonly opens: readonly number[];
    /** Whether the rule was written for these ports, rather than for a wide range around them. */
    readonly isNarrow: boolean;
    /** Whether the rule opens nothing but the service's ports, so that who comes in by it wants nothing else. */
    readonly isExact?: boolean;
    readonly sources: readonly Source[];
    /** The property of this form of rule that takes a security group instead. */
    readonly instead: string;
    /** Whether the service runs behind the rule's security group. */
    readonly evidence: NodeEvidence;
    /** The things that the traffic passes after the source, as far as the stack shows them: `security group "nodes"`, `launch template "workers"`. */
    readonly path: readonly string[];
    /** The id of the rule's security group, where it is known. */
    readonly group: string | undefined;
    /** The rule's group is one that the stack does not have, so that the configuration may say what is behind it. */
    readonly isElsewhere?: boolean;
    /** What keeps all of these sources out today, or those on the internet, though the rule lets them in: `network ACL "closed" denies`. */
    readonly barrier?: string;
}

/** Everything that the rules of one security group let in to the same ports, wherever they are written: what no rule shows by itself. */
export interface TogetherIngress extends Pick<Ingress, "opens" | "evidence" | "path" | "group"> {
    /** The sources of each property, at least two. */
    readonly parts: readonly (readonly Source[])[];
}
