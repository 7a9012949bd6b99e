import { definePolicy } from "../../lib/define-policy";
import { NO_REPAIR } from "../../model/repair";
import { apiServerOfEtcd } from "../../subjects/control-plane";

export const kubeApiserverAuthenticatesToEtcd = definePolicy({
    name: "kube-apiserver-authenticates-to-etcd",
    displayName: "kube-apiserver and etcd authenticate each other",
    description: "An API server should show etcd a client certificate, and verify etcd's.",
    severity: "medium",
    mitigation: "M10",
    remediationSteps: "Set --etcd-certfile, --etcd-keyfile and --etcd-cafile to an authority that is etcd's own",
    frameworks: { "CIS Kubernetes 1.12": ["1.2.23", "1.2.26"] },
    repair: NO_REPAIR.certificates,
    attack:
        "An API server without a certificate only works with an etcd that serves whoever asks, so the cluster keeps that open: then anybody who " +
        "reaches etcd reads every Secret. One that verifies nobody hands its writes to whoever answers in etcd's place.",
    subject: apiServerOfEtcd,
    *check(apiServer) {
        // A socket that another program of the same machine serves, such as kine: who may open it is the file's mode.
        const servers = apiServer.etcdServers.value.split(",").filter((server) => server !== "");
        if (servers.length > 0 && servers.every((server) => server.startsWith("unix"))) return;
        const parts = [
            ["--etcd-certfile", apiServer.etcdClientCertificate],
            ["--etcd-keyfile", apiServer.etcdClientKey],
            ["--etcd-cafile", apiServer.etcdCAFile],
        ] as const;
        const missing = parts.filter(([, { value }]) => value === "").map(([flag]) => flag);
        if (missing.length === 0) return;
        const last = missing.pop()!;
        const list = missing.length === 0 ? last : `${missing.join(", ")} and ${last}`;
        const message = `${fact(last, missing)}: ${list} ${missing.length === 0 ? "is" : "are"} not set`;
        yield { at: apiServer.at, message, ...(apiServer.unseen !== undefined && { certainty: "unsure" }) };
    },
    examples: {
        bad: {
            type: "kubernetes:core/v1:Pod",
            props: {
                spec: { containers: [{ name: "api", command: ["kube-apiserver", "--etcd-servers=http://10.0.0.4:2379"] }] },
            },
        },
        good: {
            type: "kubernetes:core/v1:Pod",
            props: {
                spec: {
                    containers: [
                        {
                            name: "api",
                            command: [
                                "kube-apiserver",
                                "--etcd-servers=https://10.0.0.4:2379",
                                "--etcd-cafile=/etc/kubernetes/pki/etcd/ca.crt",
                                "--etcd-certfile=/etc/kubernetes/pki/apiserver-etcd-client.crt",
                                "--etcd-keyfile=/etc/kubernetes/pki/apiserver-etcd-client.key",
                            ],
                        },
                    ],
                },
            },
        },
    },
});

function fact(last: string, others: readonly string[]): string {
    if (last !== "--etcd-cafile") return "shows etcd no client certificate";
    return others.length === 0
        ? "does not verify etcd by an authority of its own"
        : "shows etcd no client certificate and does not verify its own";
}
