import type { Mitigation } from "../../model/finding";

/** The four ways around the API server, the chapters of the source. */
export type BypassName = "static-pods" | "kubelet-api" | "etcd-api" | "runtime-socket";

/** What stands at the end of a way. */
export interface Bypass {
    readonly name: BypassName;
    readonly title: string;
    /** What it is, for whoever has never met it. */
    readonly what: string;
    /** Where it is met: a port, a path. */
    readonly where: string;
    /** What somebody has who came through. */
    readonly prize: string;
    /** What is counted to say that there is one here at all. */
    readonly counted: Population;
}

/** What is counted, by the policies that tell it: the resources that they had something to judge of, and those of the types that they read. */
export interface Population {
    /** `own`: those of the way itself. */
    readonly judged?: readonly string[] | "own";
    readonly read?: readonly string[] | "own";
    readonly one: string;
    readonly many: string;
}

/** They read every workload, whatever it mounts. */
export const WORKLOAD_POLICIES = [
    "runtime-socket-not-mounted",
    "static-pod-folders-not-mounted",
    "kubelet-folders-not-mounted",
    "private-key-folders-not-mounted",
] as const;

export const BYPASSES: readonly Bypass[] = [
    {
        name: "static-pods",
        title: "Static Pods",
        what: "The kubelet runs every manifest in a folder of its node, or at a URL. The API server is never asked.",
        where: "/etc/kubernetes/manifests",
        prize: "Any Pod on the node, privileged, past admission",
        counted: {
            judged: ["kubelet-static-pods-disabled", "static-pods-restricted", "static-pods-visible"],
            one: "kubelet configuration",
            many: "kubelet configurations",
        },
    },
    {
        name: "kubelet-api",
        title: "Kubelet API",
        what: "Every node's kubelet lists Pods and runs commands in their containers for whoever it lets in.",
        where: "port 10250, 10255",
        prize: "A command in every container of the node, unaudited",
        counted: {
            judged: ["kubelet-anonymous-auth-disabled", "kubelet-authorization-required"],
            one: "kubelet configuration",
            many: "kubelet configurations",
        },
    },
    {
        name: "etcd-api",
        title: "etcd API",
        what: "etcd holds every object of the cluster. It obeys its clients, and knows nothing of RBAC.",
        where: "port 2379, 2380",
        prize: "Every Secret, and every object rewritten",
        counted: { judged: ["etcd-client-certificates-required"], one: "etcd configuration", many: "etcd configurations" },
    },
    {
        name: "runtime-socket",
        title: "Runtime socket and node",
        what: "Whoever opens the container runtime's socket, or is root on the node, starts any container there.",
        where: "/run/containerd/containerd.sock",
        prize: "Root on the node, and the Secrets of its Pods",
        counted: {
            judged: [
                "kubelet-anonymous-auth-disabled",
                "node-audit-covers-kubernetes-files",
                "node-metadata-hops-limited",
                "pods-isolated-from-node",
            ],
            read: WORKLOAD_POLICIES,
            one: "node or workload",
            many: "nodes and workloads",
        },
    },
];

/** The mitigations in the order of the source: four for static Pods, four for the kubelet, three for etcd and four for the runtime. */
export function bypassOf(mitigation: Mitigation): BypassName {
    const number = Number(mitigation.slice(1));
    if (number <= 4) return "static-pods";
    if (number <= 8) return "kubelet-api";
    return number <= 11 ? "etcd-api" : "runtime-socket";
}
