import { definePolicy } from "../../lib/define-policy";
import { NO_REPAIR } from "../../model/repair";
import { minimumRetentionDays } from "../../settings/minimum-retention-days";
import { auditLogStores } from "../../subjects/aws/buckets/audit-log-stores";

const agent = JSON.stringify({
    logs: { logs_collected: { files: { collect_list: [{ file_path: "/var/log/audit/audit.log", log_group_name: "nodes" }] } } },
});
const script = {
    type: "aws:ec2/instance:Instance",
    name: "control-plane",
    props: {
        userData: [
            "#!/bin/bash",
            "cat > /opt/aws/amazon-cloudwatch-agent/etc/amazon-cloudwatch-agent.json <<'EOF'",
            agent,
            "EOF",
            "kubeadm init",
        ].join("\n"),
    },
};
const group = (retentionInDays: number) => ({
    type: "aws:cloudwatch/logGroup:LogGroup",
    name: "nodes",
    props: { name: "nodes", retentionInDays },
    beside: [script],
});

export const nodeAuditLogKept = definePolicy({
    name: "node-audit-log-kept",
    displayName: "A node's audit record is kept",
    description: "Where a node sends its audit record, that must be kept long enough to be looked into.",
    severity: "low",
    mitigation: "M4",
    remediationSteps: "Keep the log group for longer, or for ever (retentionInDays 0), or set minimumRetentionDays",
    repair: NO_REPAIR.betweenResources,
    attack: "A static Pod that came and went is asked about when the bill or the breach shows, which is weeks later; by then nothing tells of it.",
    settings: { minimumRetentionDays },
    stack: {
        subject: auditLogStores,
        *check({ at, days, path, evidence }, settings) {
            if (evidence.verdict !== "node" || days === undefined || days >= settings.minimumRetentionDays) return;
            yield {
                at,
                message: `keeps a node's audit record for ${days === 1 ? "1 day" : `${days} days`} (${path.join(" → ")})`,
            };
        },
    },
    examples: { bad: group(7), good: group(365) },
});
