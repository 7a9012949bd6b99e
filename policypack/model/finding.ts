import type { Write } from "./repair";

/** How bad it is when the mistake is made; without configuration, `critical` and `high` block and the rest advise. */
export type Severity = "low" | "medium" | "high" | "critical";
/** From the least to the worst. */
export const SEVERITIES: readonly Severity[] = ["low", "medium", "high", "critical"];

/** The mitigations of "Kubernetes API Server Bypass Risks", numbered in the order in which that page lists them. */
export type Mitigation =
    | "M1" // enable static Pods only where a node needs them
    | "M2" // restrict access to the static Pod manifest directory or URL
    | "M3" // restrict kubelet configuration parameters and files
    | "M4" // audit and centrally report access to those locations
    | "M5" // restrict the sub-resources of `nodes`
    | "M6" // restrict the kubelet port to trusted addresses
    | "M7" // authenticate kubelet clients by webhook or certificate
    | "M8" // no read-only kubelet port
    | "M9" // a certificate authority for etcd alone
    | "M10" // guard etcd's server key and the API server's client key
    | "M11" // restrict the etcd port to trusted addresses
    | "M12" // runtime sockets for root only
    | "M13" // isolate the kubelet from other components
    | "M14" // no hostPath that reaches a runtime socket; other hostPath mounts read-only
    | "M15"; // restrict users, above all superusers, on nodes

/** One thing that a policy found: the new fact, not the policy's description again. */
export interface Finding {
    /** Where: the property path (`ingress[0].cidrBlocks`) or the line of a carrier (`userData › NodeConfig › spec.kubelet.flags[1]`); "" for the resource itself. */
    readonly at: string;
    /** What it does, in the third person, without a full stop: `opens kubelet port 10250 to 0.0.0.0/0`. */
    readonly message: string;
    /** How to mend this one, a sentence without its full stop, where the policy's `remediationSteps` can be said more precisely. */
    readonly fix?: string;
    /** Worse or milder than the policy's own severity. */
    readonly severity?: Severity;
    /**
     * `unsure`: the fact is certain, but not that it concerns a Kubernetes node (or an allowance admits it with a warning).
     * Shown as advisory whatever level the policy has, so that it never blocks.
     */
    readonly certainty?: "known" | "unsure";
    /** What a repair writes here instead of what the policy's repair does; with it an unsure finding is repaired too. */
    readonly repair?: Write;
}
