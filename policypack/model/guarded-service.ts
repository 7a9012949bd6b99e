import type { NodeEvidence, Role, RoleHint } from "./node-evidence";

/** A daemon (or several of a kind) whose ports only the cluster itself may reach. */
export interface GuardedService {
    readonly name: "kubelet" | "node health" | "etcd" | "etcd metrics" | "container runtime" | "login";
    /** The TCP ports that it serves on. */
    readonly ports: readonly number[];
    /** What serves on a port, where people know it by another name than the service's. */
    readonly portNames?: Readonly<Record<number, string>>;
    /** What is asked of a thing in its path: `is a Kubernetes node`. */
    readonly runsOn: string;
    /** Whose security group a rule should name: `the control plane's security group`. */
    readonly client: string;
    /** What is opened to it: `the kubelet's` ports. */
    readonly possessive: string;
    /** Whether a rule that was written for its ports shows that it runs there. SSH's shows nothing. */
    readonly isShownByPorts: boolean;
    /** Hints that show that it runs there, strongest claim first. */
    readonly shownBy: readonly Role[];
    /** Hints that put a mere `kubernetes` in doubt: people tag everything around a cluster as the cluster's. */
    readonly doubtedBy?: readonly Role[];
    /** Hints that leave it open, even beside others that speak against it. */
    readonly leftOpenBy: readonly Role[];
    /** Hints that show that it does not run there. */
    readonly excludedBy: readonly Role[];
    /** A rule that opens a port of this service as well is that service's finding, and this one adds no second one. */
    readonly beside?: GuardedService;
    /** What a rule for a wide range of ports comes to: as every rule; told of known nodes alone; nothing, as nobody meant these ports. */
    readonly wideRanges: "told" | "told of nodes" | "silent";
    /** What addresses off the internet come to: advice, or nothing, as they are ordinary here. */
    readonly privateSources: "advise" | "silent";
    /** A few public addresses are an office's or a bastion's: they advise on a known node, and elsewhere nothing is said. */
    readonly admitsFew: boolean;
}

const ON_NODES = {
    runsOn: "is a Kubernetes node",
    leftOpenBy: ["etcd", "machine"],
    excludedBy: ["service"],
} as const satisfies Partial<GuardedService>;

/** Serves its API on 10250, and without authentication on 10255 where the read-only port is on. */
export const KUBELET: GuardedService = {
    ...ON_NODES,
    name: "kubelet",
    ports: [10250, 10255],
    client: "the control plane's security group",
    possessive: "the kubelet's",
    isShownByPorts: true,
    shownBy: ["worker", "control plane", "kubernetes", "kubelet"],
    wideRanges: "told",
    privateSources: "advise",
    admitsFew: false,
};

/**
 * Health and metrics of the kubelet and kube-proxy, which ask nobody who they are. Load balancers probe 10256 from inside the VPC, and
 * monitoring scrapes 10249 there.
 */
export const NODE_HEALTH: GuardedService = {
    ...ON_NODES,
    name: "node health",
    ports: [10248, 10249, 10256],
    portNames: { 10248: "kubelet health", 10249: "kube-proxy metrics", 10256: "kube-proxy health" },
    client: "the load balancer's or the monitoring's security group",
    possessive: "the health",
    isShownByPorts: true,
    shownBy: [...KUBELET.shownBy, "node health"],
    beside: KUBELET,
    wideRanges: "silent",
    privateSources: "silent",
    admitsFew: false,
};

/**
 * Docker's API, without TLS on 2375, and the streams of containerd's `exec` and `attach`. Docker listens on TCP for others than Kubernetes
 * too, so a rule for its port shows no node.
 */
export const CONTAINER_RUNTIME: GuardedService = {
    ...ON_NODES,
    name: "container runtime",
    ports: [2375, 2376, 10010],
    portNames: { 2375: "Docker", 2376: "Docker", 10010: "containerd streaming" },
    client: "its one client's security group",
    possessive: "the runtime's",
    isShownByPorts: false,
    shownBy: KUBELET.shownBy,
    beside: KUBELET,
    wideRanges: "told of nodes",
    privateSources: "advise",
    admitsFew: false,
};

/** SSH and remote desktop: every machine may have them, and inside the network they are ordinary. */
export const LOGIN: GuardedService = {
    ...ON_NODES,
    name: "login",
    ports: [22, 3389],
    portNames: { 22: "SSH", 3389: "RDP" },
    client: "a bastion's security group",
    possessive: "those for logins",
    isShownByPorts: false,
    shownBy: KUBELET.shownBy,
    doubtedBy: ["bastion by name"],
    beside: KUBELET,
    wideRanges: "told",
    privateSources: "silent",
    admitsFew: true,
};

/**
 * Clients on 2379, peers on 2380. It runs on control planes, not on workers, and AWS runs EKS's own: a wide rule on a group that is known
 * as a worker's, or only as a cluster's, is the kubelet policy's finding, and this service adds no second one.
 */
export const ETCD: GuardedService = {
    name: "etcd",
    ports: [2379, 2380],
    runsOn: "runs etcd",
    client: "the control plane's own security group",
    possessive: "etcd's",
    isShownByPorts: true,
    shownBy: ["etcd", "control plane"],
    leftOpenBy: ["control plane by name"],
    excludedBy: ["worker", "kubernetes", "kubelet", "service"],
    wideRanges: "told",
    privateSources: "advise",
    admitsFew: false,
};

/** Metrics and health on 2381, where kubeadm has them: no key of the store, and nobody is asked who they are. Monitoring scrapes it inside the VPC. */
export const ETCD_METRICS: GuardedService = {
    ...ETCD,
    name: "etcd metrics",
    ports: [2381],
    client: "the monitoring's security group",
    possessive: "etcd's metrics",
    shownBy: [...ETCD.shownBy, "etcd metrics"],
    beside: ETCD,
    wideRanges: "silent",
    privateSources: "silent",
};

/** What the hints together say about a service, and the hint that decided (undefined when none did). */
export function evidenceFor(
    service: GuardedService,
    hints: readonly RoleHint[],
): { readonly evidence: NodeEvidence; readonly decider: RoleHint | undefined } {
    const byRoles = (roles: readonly Role[]) => hints.find(({ role }) => roles.includes(role));
    const answer = (verdict: NodeEvidence["verdict"], decider: RoleHint | undefined) => ({
        evidence: { verdict, why: decider?.why ?? "" },
        decider,
    });

    const doubt = byRoles(service.doubtedBy ?? []);
    const shown = byRoles(doubt === undefined ? service.shownBy : service.shownBy.filter((role) => role !== "kubernetes"));
    if (shown !== undefined) return answer("node", shown);
    if (doubt !== undefined) return answer("unsure", doubt);
    const open = byRoles(service.leftOpenBy);
    if (open !== undefined) return answer("unsure", open);
    const excluded = byRoles(service.excludedBy);
    // A machine of unknown use beside a load balancer may still be a node; beside a known worker it is that group's machine.
    const machine = byRoles(["machine"]);
    if (excluded === undefined || (excluded.role === "service" && machine !== undefined)) return answer("unsure", machine);
    return answer("other", excluded);
}
