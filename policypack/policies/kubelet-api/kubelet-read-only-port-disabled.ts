import { definePolicy } from "../../lib/define-policy";
import { byEvidence } from "../../lib/evidence";
import { effectiveKubelet } from "../../subjects/effective-kubelet";
import { nodeadmNode } from "../examples";

export const kubeletReadOnlyPortDisabled = definePolicy({
    name: "kubelet-read-only-port-disabled",
    displayName: "The kubelet's read-only port is disabled",
    description: "A kubelet must not serve its unauthenticated read-only port.",
    severity: "high",
    mitigation: "M8",
    remediationSteps: "Set readOnlyPort to 0, and remove --read-only-port or set it to 0",
    frameworks: { "CIS Kubernetes 1.12": ["4.2.4"], "CIS EKS 1.8": ["3.2.4"] },
    repair: { does: "Sets readOnlyPort to 0.", write: { value: 0, flags: ["read-only-port"] } },
    attack:
        "Anybody who reaches the port reads /pods: every Pod of the node with its environment variables, and so the passwords among them. " +
        "Nothing asks who they are and nothing records it.",
    subject: effectiveKubelet,
    *check(kubelet) {
        yield* byEvidence(kubelet.evidence, function* () {
            const { value, at, isDefault } = kubelet.readOnlyPort;
            if (value === 0) return;
            const why = isDefault ? "starts a kubelet without --config, which then serves" : "makes the kubelet serve";
            yield { at, message: `${why} its read-only port on ${value}` };
        });
    },
    examples: {
        bad: nodeadmNode("config: { readOnlyPort: 10255 }"),
        good: nodeadmNode("config: { readOnlyPort: 0 }"),
    },
});
