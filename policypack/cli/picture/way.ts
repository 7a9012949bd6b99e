import { type BypassName, type Population, WORKLOAD_POLICIES } from "./bypasses";

/** Who may come: on the left of the picture. `anyone` is whoever came so far, before the lock of the thing itself. */
export type Actor = "internet" | "network" | "pod" | "subject" | "cloud" | "login" | "anyone";

/** The actors with the words for them, in the order in which they are drawn. */
export const ACTORS: Readonly<Record<Exclude<Actor, "anyone">, { readonly title: string; readonly what: string }>> = {
    internet: { title: "The internet", what: "anybody with an address" },
    network: { title: "Networks", what: "VPC, peers, ranges" },
    pod: { title: "Pods", what: "whatever they run" },
    subject: { title: "Cluster accounts", what: "users, groups, services" },
    cloud: { title: "Cloud accounts", what: "IAM users and roles" },
    login: { title: "On the node", what: "logins and other services" },
};

/** One way to one of the four. Every policy watches exactly one. */
export interface Way {
    readonly id: string;
    readonly bypass: BypassName;
    /** Those who may take it; `internet` and `network` together are told apart by what was found. */
    readonly who: readonly Actor[];
    /** What it leads over, in as few words as the picture has room for. */
    readonly short: string;
    /** The same in a line, to be read after "over". */
    readonly over: string;
    /** What keeps it closed, in words that follow "Closed by". */
    readonly closedBy: string;
    readonly policies: readonly string[];
    /** What is counted to say how much was looked at. */
    readonly population: Population;
    /** Policies that judge something where there is a thing of this kind at all; without, the population says so. */
    readonly only?: readonly string[];
}

// What is counted, where several ways count the same.
export const KUBELETS = {
    judged: ["kubelet-static-pods-disabled", "kubelet-anonymous-auth-disabled"],
    one: "kubelet configuration",
    many: "kubelet configurations",
} as const;
export const NODES = {
    judged: ["node-audit-covers-kubernetes-files", "kubelet-anonymous-auth-disabled"],
    one: "node configuration",
    many: "node configurations",
} as const;
export const WORKLOADS = { read: WORKLOAD_POLICIES, one: "workload", many: "workloads" } as const;
export const RULES = { read: "own", one: "firewall rule or Service", many: "firewall rules and Services" } as const;
export const ROLES = {
    read: ["node-subresources-restricted", "node-impersonation-restricted"],
    one: "role",
    many: "roles",
} as const;
export const ETCDS = {
    judged: ["etcd-client-certificates-required"],
    one: "etcd configuration",
    many: "etcd configurations",
} as const;
/** They tell that there is an etcd, or a disk or backup of one. */
export const ETCD = ["etcd-client-certificates-required", "etcd-volumes-encrypted", "etcd-buckets-not-public"] as const;

/** Makes a way, named after its bypass. */
export const way = (bypass: BypassName, id: string, rest: Omit<Way, "id" | "bypass">): Way => ({
    id: `${bypass}/${id}`,
    bypass,
    ...rest,
});
