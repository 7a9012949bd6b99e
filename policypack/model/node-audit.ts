import type { NodeEvidence } from "./node-evidence";

/** A place from which a node takes static Pods or its kubelet's configuration, and what its audit records of it. */
export interface AuditedPlace {
    readonly path: string;
    readonly holds: "static Pods" | "the kubelet's configuration";
    /** Of reads, writes and changes of attributes, those that nothing records. */
    readonly missed: readonly ("reads" | "writes" | "changes of attributes")[];
    /** The rule that covers a part of it; the place that should have one where none does. */
    readonly at: string;
}

/** A node's own side of audit. */
export interface NodeAudit {
    /** Where the node is configured. */
    readonly at: string;
    readonly places: readonly AuditedPlace[];
    /** Whether it brings audit rules about Kubernetes, or has the kernel watch anything of it. */
    readonly hasRules: boolean;
    /** Whether it takes static Pods from somewhere, a control plane's own among them. */
    readonly runsStaticPods: boolean;
    /** What sends the record away: `the CloudWatch agent`; undefined where nothing does. */
    readonly shippedBy: string | undefined;
    readonly evidence: NodeEvidence;
}
