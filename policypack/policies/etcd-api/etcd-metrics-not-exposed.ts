import { definePolicy } from "../../lib/define-policy";
import { byEvidence } from "../../lib/evidence";
import { exposed } from "../../model/etcd-exposure";
import { effectiveEtcd } from "../../subjects/control-plane";
import { etcdPod } from "../examples";

export const etcdMetricsNotExposed = definePolicy({
    name: "etcd-metrics-not-exposed",
    displayName: "etcd's metrics are not exposed",
    description: "An etcd should serve its metrics on its own machine alone, or to clients with a certificate.",
    severity: "medium",
    mitigation: "M11",
    remediationSteps:
        "Listen on http://127.0.0.1:2381, as kubeadm has it, or on an https:// address with --client-cert-auth and --trusted-ca-file",
    repair: "whoever reads its metrics or profiles has to be moved first",
    attack:
        "The metrics listener asks nobody who they are. It tells the version, the members, the size of the store and how often it is written " +
        "and by how many clients, and each request costs an etcd that answers slowly anyway: what an attack on it needs to know, and a way to " +
        "slow the whole control plane down.",
    subject: effectiveEtcd,
    *check(etcd) {
        // What cannot be seen is told by etcd-client-certificates-required, once for each etcd.
        if (etcd.configFile !== undefined) return;
        yield* byEvidence(etcd.evidence, () =>
            exposed(etcd, [() => etcd.metricsListeners], () => etcd.clientAuthentication, {
                serves: "serves etcd's metrics",
                plain: "anybody reads them",
                callers: "clients",
            }),
        );
    },
    examples: {
        bad: etcdPod("--listen-metrics-urls=http://0.0.0.0:2381"),
        good: etcdPod("--listen-metrics-urls=http://127.0.0.1:2381"),
    },
});
