import { definePolicy } from "../../lib/define-policy";
import { byEvidence } from "../../lib/evidence";
import { settle } from "../../lib/settle";
import type { EffectiveKubelet } from "../../model/effective-kubelet";
import type { Finding } from "../../model/finding";
import type { Sourced } from "../../model/sourced";
import { effectiveKubelet } from "../../subjects/effective-kubelet";
import { nodeadmNode } from "../examples";

/** kubeadm writes this into the configuration that all its nodes share, since its control planes start from it. */
const KUBEADM_PATH = "/etc/kubernetes/manifests";

export const kubeletStaticPodsDisabled = definePolicy({
    name: "kubelet-static-pods-disabled",
    displayName: "Static Pods are disabled on workers",
    description: "A worker's kubelet must not run static Pods.",
    severity: "high",
    mitigation: "M1",
    remediationSteps:
        "Remove staticPodPath and staticPodURL (flags --pod-manifest-path and --manifest-url), and run such Pods as a DaemonSet",
    repair: {
        does: "Sets staticPodPath and staticPodURL to nothing where they stand.",
        write: { value: "", flags: ["pod-manifest-path", "manifest-url"] },
    },
    attack:
        "Whoever can write to the folder, or answer at the URL, has the kubelet run any Pod, privileged and with any hostPath. No admission " +
        "sees it, and a manifest that names an invalid namespace makes a Pod that the API server does not even list.",
    subject: effectiveKubelet,
    *check(kubelet) {
        if (kubelet.role === "control-plane") return;
        yield* byEvidence(kubelet.evidence, function* () {
            const { values, finish } = settle([ofPath, ofURL], (read) => read(kubelet));
            for (const finding of values) if (finding !== undefined) yield finding;
            finish();
        });
    },
    examples: {
        bad: nodeadmNode("config:", "  staticPodPath: /etc/kubernetes/manifests"),
        good: nodeadmNode(),
    },
});

/** What an installer gives every node (kubeadm, k3s, Talos) is no line of anybody's that could go. */
function ofPath({ staticPodPath, distribution }: EffectiveKubelet): Finding | undefined {
    const { value, at, isDefault } = staticPodPath;
    if (value === "" || isDefault || (distribution === "kubeadm" && value.replace(/(?<!\/)\/+$/, "") === KUBEADM_PATH))
        return undefined;
    return { at, message: `runs a static Pod for every manifest in ${JSON.stringify(value)}` };
}

function ofURL({ staticPodURL: { value, at, isDefault } }: EffectiveKubelet): Finding | undefined {
    return value === "" || isDefault ? undefined : { at, message: `runs static Pods from ${originOf(value)}` };
}

/** Without its path and query, which may hold a credential. */
function originOf(url: Sourced<string>["value"]): string {
    const { origin } = URL.canParse(url) ? new URL(url) : { origin: "null" };
    return origin === "null" ? "a URL" : origin;
}
