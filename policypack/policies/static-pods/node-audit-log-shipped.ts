import { definePolicy } from "../../lib/define-policy";
import { NO_REPAIR } from "../../model/repair";
import { onEveryNode } from "../../settings/on-every-node";
import { nodeAudit } from "../../subjects/node-audit";

export const nodeAuditLogShipped = definePolicy({
    name: "node-audit-log-shipped",
    displayName: "A node's audit record leaves the node",
    description: "A node must send its audit record away, to where whoever takes the node over cannot change it.",
    severity: "medium",
    mitigation: "M4",
    remediationSteps:
        "Send /var/log/audit/audit.log away with the CloudWatch agent, Fluent Bit or audisp-remote, configured where the node is",
    repair: NO_REPAIR.script,
    attack: "Whoever put a static Pod on the node is root there by then, and deletes the record of it.",
    settings: { onEveryNode },
    subject: nodeAudit,
    *check({ at, hasRules, runsStaticPods, shippedBy, evidence }, settings) {
        if (evidence.verdict !== "node") return;
        if (shippedBy !== undefined || (!hasRules && !runsStaticPods && !settings.onEveryNode)) return;
        yield { at, message: "keeps its audit record on the node, as nothing here sends it away" };
    },
    examples: {
        bad: {
            type: "aws:ec2/instance:Instance",
            name: "control-plane",
            props: { userData: "#!/bin/bash\nauditctl -w /etc/kubernetes -p rwa\nkubeadm init\n" },
        },
        good: {
            type: "aws:ec2/instance:Instance",
            name: "control-plane",
            props: {
                userData: [
                    "#!/bin/bash",
                    "auditctl -w /etc/kubernetes -p rwa",
                    "echo 'remote_server = audit.internal' > /etc/audit/audisp-remote.conf",
                    "kubeadm init",
                ].join("\n"),
            },
        },
    },
});
