import { definePolicy } from "../../lib/define-policy";
import { byEvidence } from "../../lib/evidence";
import { effectiveKubelet } from "../../subjects/effective-kubelet";
import { nodeadmNode } from "../examples";

export const kubeletAuthorizationRequired = definePolicy({
    name: "kubelet-authorization-required",
    displayName: "The kubelet authorizes requests",
    description: "A kubelet must ask the API server whether a client may do what it requests.",
    severity: "critical",
    mitigation: "M7",
    remediationSteps: "Set authorization.mode to Webhook, and remove --authorization-mode or set it to Webhook",
    frameworks: { "CIS Kubernetes 1.12": ["4.2.2"], "CIS EKS 1.8": ["3.2.2"] },
    repair: { does: "Sets authorization.mode to Webhook.", write: { value: "Webhook", flags: ["authorization-mode"] } },
    attack:
        "With AlwaysAllow every client that the kubelet authenticates may do everything: a Pod's own service account token is enough to " +
        "run commands in every other container of the node.",
    subject: effectiveKubelet,
    *check(kubelet) {
        yield* byEvidence(kubelet.evidence, function* () {
            const { value, at, isDefault } = kubelet.authorizationMode;
            if (value !== "AlwaysAllow") return;
            const why = isDefault ? "starts a kubelet without --config, which then allows" : "makes the kubelet allow";
            yield { at, message: `${why} every client everything (AlwaysAllow)` };
        });
    },
    examples: {
        bad: nodeadmNode("flags: [--authorization-mode=AlwaysAllow]"),
        good: nodeadmNode("flags: [--node-labels=team=web]"),
    },
});
