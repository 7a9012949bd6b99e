import { definePolicy } from "../../lib/define-policy";
import { byEvidence } from "../../lib/evidence";
import { accessFact } from "../../model/file-access";
import type { Finding } from "../../model/finding";
import { NO_REPAIR } from "../../model/repair";
import { kubeletExposure } from "../../subjects/kubelet-exposure";

export const kubeletConfigurationProtected = definePolicy({
    name: "kubelet-configuration-protected",
    displayName: "The kubelet's configuration is root's",
    description:
        "Nobody but root on the node must be able to write what says how its kubelet runs, or to use the kubelet's credentials.",
    severity: "high",
    mitigation: "M3",
    remediationSteps: "Leave it to root:root on the node's own disk, with mode 0644 or less, and 0600 where it holds credentials",
    frameworks: {
        "CIS Kubernetes 1.12": ["4.1.1", "4.1.2", "4.1.5", "4.1.6", "4.1.9", "4.1.10", "1.1.13", "1.1.14"],
        "CIS EKS 1.8": ["3.1.1", "3.1.2", "3.1.3", "3.1.4"],
    },
    repair: NO_REPAIR.script,
    attack:
        "Whoever writes a drop-in, an environment file or the configuration sets a path or URL of static Pods, opens the kubelet's port or " +
        "names another API server to obey. At its next start the kubelet does so.",
    subject: kubeletExposure,
    *check(exposure) {
        switch (exposure.kind) {
            case "access": {
                const { access } = exposure;
                const finding: Finding = { at: access.at, message: accessFact(access) };
                const isMild = access.right === "read";
                yield* byEvidence(access.evidence, () => [
                    isMild ? { ...finding, severity: "medium", certainty: "unsure" } : finding,
                ]);
                return;
            }
            case "shared": {
                const { at, path, by, isGuess, evidence } = exposure;
                const message = `puts ${JSON.stringify(path)} on storage that other machines write (${by})`;
                yield* byEvidence(evidence, () => [{ at, message, ...(isGuess && { certainty: "unsure" as const }) }]);
                return;
            }
            default:
                return exposure satisfies never;
        }
    },
    examples: {
        bad: {
            type: "aws:ec2/instance:Instance",
            name: "worker",
            props: {
                userData: "#!/bin/bash\necho 'KUBELET_EXTRA_ARGS=' > /etc/default/kubelet\nchown ubuntu: /etc/default/kubelet\n",
            },
        },
        good: {
            type: "aws:ec2/instance:Instance",
            name: "worker",
            props: { userData: "#!/bin/bash\necho 'KUBELET_EXTRA_ARGS=' > /etc/default/kubelet\n" },
        },
    },
});
