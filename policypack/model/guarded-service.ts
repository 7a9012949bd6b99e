import type { NodeEvidence, Role, RoleHint } from "./node-evidence";

/** A daemon whose port only the cluster itself may reach. */
export interface GuardedService {
    readonly name: "kubelet" | "etcd";
    /** The TCP ports that it serves on. */
    readonly ports: readonly number[];
    /** Hints that show that it runs there, strongest claim first. */
    readonly shownBy: readonly Role[];
    /** Hints that leave it open, even beside others that speak against it. */
    readonly leftOpenBy: readonly Role[];
    /** Hints that show that it does not run there. */
    readonly excludedBy: readonly Role[];
}

/** Serves its API on 10250, and without authentication on 10255 where the read-only port is on. */
export const KUBELET: GuardedService = {
    name: "kubelet",
    ports: [10250, 10255],
    shownBy: ["worker", "control plane", "kubernetes", "kubelet"],
    leftOpenBy: ["etcd", "machine"],
    excludedBy: ["service"],
};

/**
 * Clients on 2379, peers on 2380. It runs on control planes, not on workers, and AWS runs EKS's own: a wide rule on a group that is known
 * as a worker's, or only as a cluster's, is the kubelet policy's finding, and this service adds no second one.
 */
export const ETCD: GuardedService = {
    name: "etcd",
    ports: [2379, 2380],
    shownBy: ["etcd", "control plane"],
    leftOpenBy: ["control plane by name"],
    excludedBy: ["worker", "kubernetes", "kubelet", "service"],
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

    const shown = byRoles(service.shownBy);
    if (shown !== undefined) return answer("node", shown);
    const open = byRoles(service.leftOpenBy);
    if (open !== undefined) return answer("unsure", open);
    const excluded = byRoles(service.excludedBy);
    // A machine of unknown use beside a load balancer may still be a node; beside a known worker it is that group's machine.
    const machine = byRoles(["machine"]);
    if (excluded === undefined || (excluded.role === "service" && machine !== undefined)) return answer("unsure", machine);
    return answer("other", excluded);
}
