/**
 * Whether a thing belongs to a Kubernetes node. An organisation turns the pack on for every stack it has, and most instances and
 * security groups are no Kubernetes at all, so a finding needs evidence before it blocks.
 *
 * `node`: known; findings have the policy's own level. `unsure`: cannot be told; findings advise. `other`: known to be something
 * else; there are no findings.
 */
export interface NodeEvidence {
    readonly verdict: "node" | "unsure" | "other";
    /** What told, in a few words: `tag kubernetes.io/cluster/prod`. "" when nothing did. */
    readonly why: string;
}
