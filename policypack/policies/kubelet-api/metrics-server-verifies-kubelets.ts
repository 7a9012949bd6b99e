import { definePolicy } from "../../lib/define-policy";
import { settle } from "../../lib/settle";
import type { Finding } from "../../model/finding";
import type { KubeletCollector } from "../../model/kubelet-collector";
import { NO_REPAIR } from "../../model/repair";
import { kubeletCollector } from "../../subjects/kubernetes/kubelet-collector";
import { workload } from "../examples";

export const metricsServerVerifiesKubelets = definePolicy({
    name: "metrics-server-verifies-kubelets",
    displayName: "Kubelets are verified by metrics-server",
    description: "A metrics-server should verify the certificates of kubelets.",
    severity: "medium",
    mitigation: "M7",
    remediationSteps:
        "Remove --kubelet-insecure-tls; where kubelets sign their own certificates, let them ask for signed ones (serverTLSBootstrap), and " +
        "set --kubelet-certificate-authority where their authority is not the cluster's",
    repair: NO_REPAIR.certificates,
    attack:
        "Somebody between metrics-server and a node answers in the kubelet's place, and receives the token with which metrics-server asks " +
        "every kubelet. Where its role has more than nodes/metrics, that token opens more than metrics.",
    subject: kubeletCollector,
    *check(collector) {
        const { values, finish } = settle([inPlainText, withoutProof], (fault) => fault(collector));
        yield* values.flat();
        finish();
    },
    examples: { bad: metricsServer("--kubelet-insecure-tls"), good: metricsServer("--kubelet-use-node-status-port") },
});

function inPlainText({ isPlainText: { value, at } }: KubeletCollector): Finding[] {
    const message = "asks kubelets in plain text, at the port that asks nobody who they are";
    return value ? [{ at, message, fix: "Remove --deprecated-kubelet-completely-insecure" }] : [];
}

function withoutProof({ acceptsAnyCertificate: { value, at } }: KubeletCollector): Finding[] {
    return value ? [{ at, message: "sends its token to whoever answers for a kubelet, with any certificate" }] : [];
}

function metricsServer(flag: string) {
    const image = "registry.k8s.io/metrics-server/metrics-server:v0.8.0";
    const container = { name: "metrics-server", image, args: ["--secure-port=10250", flag] };
    return workload("Deployment", "metrics-server", { containers: [container] });
}
