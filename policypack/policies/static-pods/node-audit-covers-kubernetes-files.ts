import { definePolicy } from "../../lib/define-policy";
import { byEvidence } from "../../lib/evidence";
import { NO_REPAIR } from "../../model/repair";
import { onEveryNode } from "../../settings/on-every-node";
import { nodeAudit } from "../../subjects/node-audit";

export const nodeAuditCoversKubernetesFiles = definePolicy({
    name: "node-audit-covers-kubernetes-files",
    displayName: "Manifests and kubelet configuration are audited",
    description: "A node must record who reads, writes or opens up its static Pod manifests and its kubelet's configuration.",
    severity: "medium",
    mitigation: "M4",
    remediationSteps: "Add rules such as `-w /etc/kubernetes -p rwa -k kubernetes` to a file in /etc/audit/rules.d",
    repair: NO_REPAIR.script,
    attack:
        "A static Pod is put into the folder, runs, and is taken away again. The API server never knew of it; only the node's own audit could " +
        "have told, and `-p wa` does not tell who read the credentials in the manifests.",
    settings: { onEveryNode },
    subject: nodeAudit,
    *check({ places, hasRules, runsStaticPods, evidence }, settings) {
        if (!hasRules && !runsStaticPods && !settings.onEveryNode) return;
        yield* byEvidence(evidence, function* () {
            for (const { at, path, holds, missed } of places) {
                if (missed.length === 0) continue;
                const what = missed.length === 3 ? "nothing" : `no ${missed.join(" and no ")}`;
                yield { at, message: `records ${what} of ${path}, which holds ${holds}` };
            }
        });
    },
    examples: {
        bad: {
            type: "aws:ec2/instance:Instance",
            name: "control-plane",
            props: {
                userData: "#!/bin/bash\necho '-w /etc/kubernetes -p wa' > /etc/audit/rules.d/kubernetes.rules\nkubeadm init\n",
            },
        },
        good: {
            type: "aws:ec2/instance:Instance",
            name: "control-plane",
            props: {
                userData: [
                    "#!/bin/bash",
                    "cat > /etc/audit/rules.d/kubernetes.rules <<'EOF'",
                    "-w /etc/kubernetes -p rwa -k kubernetes",
                    "-w /var/lib/kubelet -p rwa -k kubelet",
                    "EOF",
                    "kubeadm init",
                ].join("\n"),
            },
        },
    },
});
