/** A range of ports of one protocol. */
export interface Ports {
    protocol: string;
    /** Absent where the protocol has no ports. */
    from?: number;
    to?: number;
}

/** The three groups of machines that the firewall stands between. */
export type Machines = "control-plane" | "nodes" | "etcd";

/** One thing that may talk to another. */
export interface Opening {
    /** What the rule's resource is named after; unique. */
    name: string;
    from: Machines;
    to: Machines;
    ports: Ports;
    /** Why, as the rule's description in AWS has it. */
    why: string;
}

/** What decides about the openings. */
export interface Wishes {
    /** Whether nodes reach one another's kubelets. */
    metricsFromNodes: boolean;
    /** Whether etcd runs on machines of this network. */
    etcd: boolean;
    /** The port of the API server. */
    apiServerPort: number;
}

export const KUBELET_PORT = 10250;
/** Serves without authentication wherever somebody turns it on; no rule opens it. */
export const READ_ONLY_PORT = 10255;
export const ETCD_CLIENT_PORT = 2379;
export const ETCD_PEER_PORT = 2380;
const LAST_PORT = 65535;
/** The ports that a process without privileges may listen on. */
const FIRST_UNPRIVILEGED_PORT = 1025;

/**
 * Who reaches whom. The API server reaches kubelets and, for webhooks and extension API servers, Pods, which have addresses of their nodes'
 * interfaces; so do Pods one another, DNS among them. Of these wide ranges the ports that are nobody else's business are left out.
 *
 * Sources: EKS "View Amazon EKS security group requirements"; kubernetes.io "Ports and Protocols".
 */
export function openings({ metricsFromNodes, etcd, apiServerPort }: Wishes): Opening[] {
    const kubelet = { protocol: "tcp", from: KUBELET_PORT, to: KUBELET_PORT };
    const shut = [KUBELET_PORT, READ_ONLY_PORT];
    const toPods = [{ from: 443, to: 443 }, ...rangesWithout(shut, FIRST_UNPRIVILEGED_PORT)];
    return [
        {
            name: "nodes-to-api-server",
            from: "nodes",
            to: "control-plane",
            ports: { protocol: "tcp", from: apiServerPort, to: apiServerPort },
            why: "The API server, for kubelets and Pods",
        },
        {
            name: "control-plane-to-kubelets",
            from: "control-plane",
            to: "nodes",
            ports: kubelet,
            why: "The kubelet API, for the API server: logs, exec, metrics",
        },
        ...toPods.map(({ from, to }): Opening => ({
            name: `control-plane-to-pods-${from}`,
            from: "control-plane",
            to: "nodes",
            ports: { protocol: "tcp", from, to },
            why: "Webhooks and extension API servers in Pods",
        })),
        ...(metricsFromNodes
            ? [
                  {
                      name: "nodes-to-kubelets",
                      from: "nodes",
                      to: "nodes",
                      ports: kubelet,
                      why: "The kubelet API, for metrics-server and monitoring on nodes",
                  } as const,
              ]
            : []),
        ...rangesWithout(shut, 0).map(({ from, to }): Opening => ({
            name: `nodes-to-pods-${from}`,
            from: "nodes",
            to: "nodes",
            ports: { protocol: "tcp", from, to },
            why: "Pods to Pods and to services of nodes, DNS over TCP among them",
        })),
        {
            name: "nodes-to-pods-udp",
            from: "nodes",
            to: "nodes",
            ports: { protocol: "udp", from: 0, to: LAST_PORT },
            why: "Pods to Pods, DNS and the overlays of network plugins among them",
        },
        {
            name: "nodes-to-nodes-icmp",
            from: "nodes",
            to: "nodes",
            ports: { protocol: "icmp", from: -1, to: -1 },
            why: "Path MTU discovery and ping between nodes and Pods",
        },
        ...(etcd ? etcdOpenings : []),
    ];
}

const etcdOpenings: readonly Opening[] = [
    {
        name: "etcd-to-etcd",
        from: "etcd",
        to: "etcd",
        ports: { protocol: "tcp", from: ETCD_CLIENT_PORT, to: ETCD_PEER_PORT },
        why: "Members of etcd among themselves",
    },
    {
        name: "api-server-to-etcd",
        from: "control-plane",
        to: "etcd",
        ports: { protocol: "tcp", from: ETCD_CLIENT_PORT, to: ETCD_CLIENT_PORT },
        why: "etcd, for API servers",
    },
];

/** All ports from `first` on but some, as ranges in order. */
export function rangesWithout(shut: readonly number[], first: number): { from: number; to: number }[] {
    const edges = [...shut].sort((a, b) => a - b);
    return [...edges, LAST_PORT + 1].flatMap((port, i) => {
        const from = i === 0 ? first : edges[i - 1]! + 1;
        return from < port ? [{ from, to: port - 1 }] : [];
    });
}
