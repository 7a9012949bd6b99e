import { kubeApiserverAuthenticatesToEtcd } from "../../../../policypack/policies/etcd-api/kube-apiserver-authenticates-to-etcd";
import { everyBoot } from "../../boots";
import { UNKNOWN } from "../../judge";
import { policyTable } from "../../table";
import { everyWorkload, everyWrittenPod } from "../../workloads";

const type = "kubernetes:core/v1:Pod";
const apiServer = (...flags: unknown[]) => ({
    type,
    props: { spec: { containers: [{ image: "registry.k8s.io/kube-apiserver:v1.36.0", command: ["kube-apiserver", ...flags] }] } },
});
const at = "spec.containers[0].command[0]";
const fix = "Set --etcd-certfile, --etcd-keyfile and --etcd-cafile to an authority that is etcd's own.";
const nothing =
    "shows etcd no client certificate and does not verify its own: --etcd-certfile, --etcd-keyfile and --etcd-cafile are not set";
const bare = { spec: { containers: [{ image: "example.com/api:1", command: ["kube-apiserver"] }] } };
const CA = "--etcd-cafile=/ca.crt";
const CERT = "--etcd-certfile=/a.crt";
const KEY = "--etcd-keyfile=/a.key";

policyTable(kubeApiserverAuthenticatesToEtcd, {
    fails: {
        ...everyWorkload(kubeApiserverAuthenticatesToEtcd, bare, [`containers[0].command[0]: ${nothing}. ${fix}`]),
        ...everyWrittenPod(kubeApiserverAuthenticatesToEtcd, bare, [`containers[0].command[0]: ${nothing}. ${fix}`]),
        ...everyBoot(
            kubeApiserverAuthenticatesToEtcd,
            "#!/bin/bash\nkubelet --config=/k.yaml\nkube-apiserver --etcd-servers=http://10.0.0.4:2379\n",
            [`AT › line 3: ${nothing}. ${fix}`],
        ),
        "a certificate without its key": {
            ...apiServer(CERT, CA),
            reports: [`${at}: shows etcd no client certificate: --etcd-keyfile is not set. ${fix}`],
        },
        "no authority of its own": {
            ...apiServer(CERT, KEY),
            reports: [`${at}: does not verify etcd by an authority of its own: --etcd-cafile is not set. ${fix}`],
        },
        "a socket beside an address": {
            ...apiServer("--etcd-servers=unix:///kine.sock,http://10.0.0.4:2379", CA),
            reports: [`${at}: shows etcd no client certificate: --etcd-certfile and --etcd-keyfile are not set. ${fix}`],
        },
    },
    passes: {
        "each shows the other who it is": apiServer("--etcd-servers=https://10.0.0.4:2379", CA, CERT, KEY),
        "a socket of its own machine": apiServer("--etcd-servers=unix:///var/lib/k3s/kine.sock"),
        "one that is started without an etcd, as k3s starts it": {
            type: "aws:ec2/instance:Instance",
            props: { userData: "#!/bin/bash\nk3s server\n" },
        },
        "kubeadm sets them": { type: "aws:ec2/instance:Instance", props: { userData: "#!/bin/bash\nkubeadm init\n" } },
    },
    unknowns: {
        "whether it has a key": { ...apiServer(CA, CERT, "--etcd-keyfile", UNKNOWN), unknown: "spec.containers.0.command.4" },
    },
});
