import { definePolicy } from "../../lib/define-policy";
import { byEvidence } from "../../lib/evidence";
import { effectiveKubelet } from "../../subjects/effective-kubelet";
import { kubeletConfigMap } from "../examples";

export const kubeletAuthenticationConfigured = definePolicy({
    name: "kubelet-authentication-configured",
    displayName: "The kubelet authenticates its clients",
    description: "A kubelet must authenticate its clients by webhook or by certificate.",
    severity: "high",
    mitigation: "M7",
    remediationSteps:
        "Set authentication.webhook.enabled to true (--authentication-token-webhook), or authentication.x509.clientCAFile " +
        "(--client-ca-file) to the cluster's authority",
    frameworks: { "CIS Kubernetes 1.12": ["4.2.3"], "CIS EKS 1.8": ["3.2.3"] },
    repair: {
        does: "Sets authentication.webhook.enabled to true.",
        write: { value: true, flags: ["authentication-token-webhook"] },
    },
    attack:
        "A kubelet that knows neither tokens nor certificates cannot tell the API server from anybody else on the network. It either " +
        "answers all of them or is opened to all of them, so that kubectl logs and exec work.",
    subject: effectiveKubelet,
    *check(kubelet) {
        yield* byEvidence(kubelet.evidence, function* () {
            const { webhookAuth } = kubelet;
            if (webhookAuth.value || kubelet.clientCAFile.value !== "") return;
            const why = webhookAuth.isDefault ? "starts a kubelet without --config, which then knows" : "leaves the kubelet";
            yield { at: webhookAuth.at, message: `${why} no way to authenticate a client: neither tokens nor certificates` };
        });
    },
    examples: {
        bad: kubeletConfigMap("authentication:", "  webhook:", "    enabled: false"),
        good: kubeletConfigMap(),
    },
});
