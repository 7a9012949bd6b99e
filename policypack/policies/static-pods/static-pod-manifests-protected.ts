import { definePolicy } from "../../lib/define-policy";
import { byEvidence } from "../../lib/evidence";
import { accessFact } from "../../model/file-access";
import { NO_REPAIR } from "../../model/repair";
import { manifestAccess } from "../../subjects/manifest-access";

export const staticPodManifestsProtected = definePolicy({
    name: "static-pod-manifests-protected",
    displayName: "Static Pod manifests are root's",
    description: "Nobody but root must be able to write the manifests of static Pods or the folder that they lie in.",
    severity: "high",
    mitigation: "M2",
    remediationSteps: "Leave them to root:root, folders with mode 0700 and files with mode 0600",
    frameworks: {
        "CIS Kubernetes 1.12": ["1.1.1", "1.1.2", "1.1.3", "1.1.4", "1.1.5", "1.1.6", "1.1.7", "1.1.8"],
    },
    repair: NO_REPAIR.script,
    attack:
        "An account on the node, or a process that broke out as one, puts a manifest into the folder. The kubelet runs it, privileged and " +
        "with the node's disk; no admission sees it.",
    subject: manifestAccess,
    *check(access) {
        const { at, right, isDefault, evidence } = access;
        if (right !== "read") return yield* byEvidence(evidence, () => [{ at, message: accessFact(access) }]);
        // Every program writes files that all may read unless told otherwise; who chose it is told that a manifest may hold more than that.
        if (!isDefault && evidence.verdict === "node")
            yield { at, message: accessFact(access), severity: "low", certainty: "unsure" };
    },
    examples: {
        bad: {
            type: "aws:ec2/instance:Instance",
            name: "control-plane",
            props: { userData: "#!/bin/bash\nkubeadm init\nchmod 777 /etc/kubernetes/manifests\n" },
        },
        good: {
            type: "aws:ec2/instance:Instance",
            name: "control-plane",
            props: { userData: "#!/bin/bash\nkubeadm init\nchmod 700 /etc/kubernetes/manifests\n" },
        },
    },
});
