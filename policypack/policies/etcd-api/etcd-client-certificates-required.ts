import { definePolicy } from "../../lib/define-policy";
import { byEvidence } from "../../lib/evidence";
import { exposed } from "../../model/etcd-exposure";
import { NO_REPAIR } from "../../model/repair";
import { effectiveEtcd } from "../../subjects/control-plane";
import { workload } from "../examples";

export const etcdClientCertificatesRequired = definePolicy({
    name: "etcd-client-certificates-required",
    displayName: "etcd demands client certificates",
    description: "An etcd must serve nobody beyond its own machine without a client certificate of its own authority.",
    severity: "critical",
    mitigation: "M11",
    remediationSteps:
        "List https:// addresses alone, and set --client-cert-auth with --trusted-ca-file to an authority that is etcd's own",
    frameworks: { "CIS Kubernetes 1.12": ["2.1", "2.2", "2.3"] },
    repair: NO_REPAIR.certificates,
    attack:
        "Whoever reaches the port reads every Secret and writes any object: a Pod, a binding to cluster-admin. etcd asks no API server, so " +
        "there is no authorization, no admission and no audit.",
    subject: effectiveEtcd,
    *check(etcd) {
        const { configFile } = etcd;
        if (configFile !== undefined) {
            const message =
                "reads all of etcd's settings from a file that cannot be seen here, so its listeners could not be judged";
            yield { at: configFile.at, message, fix: "Set them as flags, or check the file", certainty: "unsure" };
            return;
        }
        yield* byEvidence(etcd.evidence, () =>
            exposed(etcd, [() => etcd.clientListeners, () => etcd.httpListeners], () => etcd.clientAuthentication, {
                serves: "serves etcd",
                plain: "anybody is a client",
                callers: "clients",
            }),
        );
    },
    examples: {
        bad: served("--listen-client-urls=https://0.0.0.0:2379,http://0.0.0.0:2379"),
        good: served(
            "--listen-client-urls=https://0.0.0.0:2379",
            "--cert-file=/etc/etcd/server.crt",
            "--key-file=/etc/etcd/server.key",
            "--client-cert-auth",
            "--trusted-ca-file=/etc/etcd/ca.crt",
        ),
    },
});

function served(...flags: readonly string[]) {
    const etcd = { name: "etcd", image: "registry.k8s.io/etcd:3.6.4-0", command: ["etcd", ...flags] };
    return workload("StatefulSet", "etcd", { containers: [etcd] });
}
