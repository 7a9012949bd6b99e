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

/**
 * What one hint says that a machine, or the security group in front of it, is.
 *
 * `worker`, `control plane`: a node of that kind. `kubernetes`: belongs to a cluster, either kind. `kubelet`, `node health`, `etcd`,
 * `etcd metrics`: somebody opens that service's own port on it. `control plane by name`, `bastion by name`: only its name says so. `machine`: a virtual machine of unknown use.
 * `service`: a managed service (a load balancer, a database), which runs neither.
 */
export type Role =
    | "worker"
    | "control plane"
    | "kubernetes"
    | "kubelet"
    | "node health"
    | "etcd"
    | "etcd metrics"
    | "control plane by name"
    | "bastion by name"
    | "machine"
    | "service";

/** One hint, and where it comes from. */
export interface RoleHint {
    readonly role: Role;
    /** As in `NodeEvidence.why`. */
    readonly why: string;
    /** The things between a security group and what the hint is about: `launch template "workers"`, `node group "workers"`. */
    readonly through: readonly string[];
}
