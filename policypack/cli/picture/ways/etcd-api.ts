import { ETCD, ETCDS, RULES, WORKLOADS, type Way, way } from "../way";

/** The ways to etcd. */
export const etcdWays: readonly Way[] = [
    way("etcd-api", "port", {
        who: ["internet", "network"],
        short: "ports 2379, 2380",
        over: "ports 2379, 2380 and 2381",
        closedBy: "rules that name the API server's security group",
        policies: ["etcd-port-not-reachable", "etcd-port-not-published", "etcd-metrics-port-not-reachable"],
        population: RULES,
        only: ETCD,
    }),
    way("etcd-api", "key-mount", {
        who: ["pod"],
        short: "mounts of etcd's keys",
        over: "a mount of etcd's keys or files",
        closedBy: "workloads that mount neither",
        policies: ["private-key-folders-not-mounted"],
        population: WORKLOADS,
        only: ETCD,
    }),
    way("etcd-api", "keys", {
        who: ["cloud"],
        short: "keys",
        over: "keys in user data, parameters, secrets and state",
        closedBy: "keys that are made on the node and stay there",
        policies: [
            "private-keys-not-in-node-configuration",
            "node-role-reads-no-keys",
            "private-keys-stored-safely",
            "private-key-secrets-not-shared",
        ],
        population: { judged: "own", one: "place for keys", many: "places for keys" },
    }),
    way("etcd-api", "disks", {
        who: ["cloud"],
        short: "disks and backups",
        over: "etcd's disks, snapshots and backups",
        closedBy: "encryption, and nobody that they are shared with",
        policies: ["etcd-volumes-encrypted", "etcd-snapshots-not-shared", "etcd-buckets-not-public"],
        population: { judged: "own", one: "disk or backup", many: "disks and backups" },
    }),
    way("etcd-api", "key-files", {
        who: ["login"],
        short: "key files, loopback",
        over: "key files on the machine, and its loopback",
        closedBy: "key files that are root's, mode 0600, and certificates on loopback too",
        policies: ["private-key-files-protected", "etcd-loopback-authenticated"],
        population: { judged: "own", one: "machine with keys or etcd", many: "machines with keys or etcd" },
    }),
    way("etcd-api", "lock", {
        who: ["anyone"],
        short: "certificates",
        over: "an etcd that asks for no certificate, or takes anybody's",
        closedBy: "client and peer certificates of an authority of its own",
        policies: [
            "etcd-client-certificates-required",
            "etcd-peer-certificates-required",
            "etcd-certificate-authority-separate",
            "kube-apiserver-authenticates-to-etcd",
            "etcd-metrics-not-exposed",
            "etcd-profiling-disabled",
        ],
        population: ETCDS,
    }),
];
