/** One member of a cluster of etcd. */
export interface Member {
    /** Its name in the cluster: `etcd-0`. */
    readonly name: string;
    /** The name by which the others and clients reach it. */
    readonly host: string;
}

/** Where etcd's files are on a member. */
export const PLACES = {
    configuration: "/etc/etcd/etcd.yaml",
    keys: "/etc/etcd/pki",
    data: "/var/lib/etcd",
    binary: "/usr/local/bin/etcd",
} as const;

/** What a member's secret holds, each a file of that name in the folder of keys; what ends with `.key` is private. */
export const KEY_FILES = ["ca.crt", "server.crt", "server.key", "peer-ca.crt", "peer.crt", "peer.key"] as const;

export const membersOf = (count: number, domain: string): Member[] =>
    Array.from({ length: count }, (_, i) => ({ name: `etcd-${i}`, host: `etcd-${i}.${domain}` }));

/** Where clients reach a cluster. */
export const endpointOf = ({ host }: Member): string => `https://${host}:2379`;
