import { etcdLoopbackAuthenticated } from "../../../../policypack/policies/etcd-api/etcd-loopback-authenticated";
import { everyBoot } from "../../boots";
import { UNKNOWN } from "../../judge";
import { policyTable } from "../../table";
import { everyWorkload, everyWrittenPod } from "../../workloads";

const type = "kubernetes:core/v1:Pod";
const fix =
    "List https:// addresses alone, with --client-cert-auth and --trusted-ca-file, and the same of peers; the defaults are http://localhost.";
const image = "registry.k8s.io/etcd:3.6.4-0";
const etcd = (flags: readonly unknown[], spec: object = {}, by = image) => ({
    type,
    props: { spec: { hostNetwork: true, containers: [{ image: by, command: ["etcd", ...flags] }], ...spec } },
});
const at = (i: number) => `spec.containers[0].command[${i}]`;
const open = (place: string, url: string, who = "clients") =>
    `${place}: serves etcd's ${who} on ${url} to every process of its machine, without a certificate. ${fix}`;
const PEERS = "--listen-peer-urls=https://10.0.0.4:2380";
const AUTH = ["--client-cert-auth", "--trusted-ca-file=/ca.crt"];
const CLIENTS = "--listen-client-urls=https://10.0.0.4:2379,http://127.0.0.1:2379";
const everywhere = { spec: { hostNetwork: true, containers: [{ image, command: ["etcd", CLIENTS, PEERS] }] } };

policyTable(etcdLoopbackAuthenticated, {
    fails: {
        ...everyWorkload(etcdLoopbackAuthenticated, everywhere, [open("containers[0].command[1]", "http://127.0.0.1:2379")]),
        ...everyWrittenPod(etcdLoopbackAuthenticated, everywhere, [open("containers[0].command[1]", "http://127.0.0.1:2379")]),
        ...everyBoot(etcdLoopbackAuthenticated, `#!/bin/bash\nkubelet --config=/k.yaml\netcd ${CLIENTS} ${PEERS}\n`, [
            open("AT › line 3", "http://127.0.0.1:2379"),
        ]),
        "the defaults are plain": {
            ...etcd([]),
            reports: [open(at(0), "http://localhost:2379"), open(at(0), "http://localhost:2380", "peers")],
        },
        "certificates count for nothing on http": {
            ...etcd([...AUTH, PEERS]),
            reports: [open(at(0), "http://localhost:2379")],
        },
        "TLS without client certificates": {
            ...etcd(["--listen-client-urls=https://127.0.0.1:2379", PEERS]),
            reports: [open(at(1), "https://127.0.0.1:2379")],
        },
    },
    passes: {
        "clients show who they are": etcd(["--listen-client-urls=https://10.0.0.4:2379,https://127.0.0.1:2379", ...AUTH, PEERS]),
        "the loopback of a Pod is for its own containers": etcd([CLIENTS, PEERS], { hostNetwork: false }),
        "a socket is for whom its mode says": etcd(["--listen-client-urls=unix:///run/etcd.sock", PEERS]),
        "what serves the network is told of that": etcd([
            "--listen-client-urls=http://0.0.0.0:2379,http://127.0.0.1:2379",
            PEERS,
        ]),
        "a file that is not seen is another policy's finding": etcd(["--config-file=/etc/etcd.yaml"]),
    },
    unknowns: {
        "the addresses": { ...etcd(["--listen-client-urls", UNKNOWN, PEERS]), unknown: "spec.containers.0.command.2" },
        "whether it is the node's network": { ...etcd([CLIENTS, PEERS], { hostNetwork: UNKNOWN }), unknown: "spec.hostNetwork" },
    },
});
