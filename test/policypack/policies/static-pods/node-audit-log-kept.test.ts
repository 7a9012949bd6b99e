import { nodeAuditLogKept } from "../../../../policypack/policies/static-pods/node-audit-log-kept";
import type { GivenInStack } from "../../judge";
import { UNKNOWN } from "../../judge";
import { policyTable } from "../../table";

const FIX = "Keep the log group for longer, or for ever (retentionInDays 0), or set minimumRetentionDays.";
const AGENT = "/opt/aws/amazon-cloudwatch-agent/etc/amazon-cloudwatch-agent.json";
const collect = (...list: object[]) => JSON.stringify({ logs: { logs_collected: { files: { collect_list: list } } } });
const audit = (more: object = { log_group_name: "nodes" }) => ({ file_path: "/var/log/audit/audit.log", ...more });

const writes = (path: string, content: string, last = "kubeadm join"): GivenInStack => ({
    name: "workers",
    type: "aws:ec2/launchTemplate:LaunchTemplate",
    props: {
        userData: Buffer.from(["#!/bin/bash", `cat > ${path} <<'EOF'`, content, "EOF", last].join("\n")).toString("base64"),
    },
});
const node = (...list: object[]) => writes(AGENT, collect(...list));
const group = (
    retentionInDays: unknown,
    props: object = { name: "nodes" },
    type = "aws:cloudwatch/logGroup:LogGroup",
): GivenInStack => ({
    name: "audit",
    type,
    props: { retentionInDays, ...props },
});
const kept = (days: string) =>
    `retentionInDays: keeps a node's audit record for ${days} (launch template "workers" → log group "audit"). ${FIX} @audit`;

policyTable(nodeAuditLogKept, {
    stacks: {
        "a week": { resources: [node(audit()), group(7)], reports: [kept("7 days")] },
        "a day, in Cloud Control's form": {
            resources: [node(audit()), group(1, { logGroupName: "nodes" }, "aws-native:logs:LogGroup")],
            reports: [kept("1 day")],
        },
        "among other logs, by a pattern": {
            resources: [
                node(
                    { file_path: "/var/log/messages", log_group_name: "other" },
                    audit({ file_path: "/var/log/*.log", log_group_name: "nodes" }),
                ),
                group(14),
            ],
            reports: [kept("14 days")],
        },
        "by the name that the agent makes itself": {
            resources: [node(audit({})), group(3, { name: "/var/log/audit/audit" })],
            reports: [kept("3 days")],
        },
        "Fluent Bit": {
            resources: [
                writes(
                    "/etc/fluent-bit/fluent-bit.conf",
                    "[INPUT]\n  Name tail\n  Path /var/log/audit/audit.log\n[OUTPUT]\n  Name cloudwatch_logs\n  log_group_name nodes",
                ),
                group(5),
            ],
            reports: [kept("5 days")],
        },
        "the agent sets it itself": {
            resources: [node(audit({ log_group_name: "elsewhere", retention_in_days: 1 }))],
            reports: [
                `userData › line 2: keeps a node's audit record for 1 day (launch template "workers" → log group elsewhere). ${FIX} @workers`,
            ],
        },
        "less than the stack asks for": {
            resources: [{ ...node(audit()), config: { minimumRetentionDays: 365 } }, group(90)],
            reports: [kept("90 days")],
        },
        "what is not known yet": { resources: [node(audit()), group(UNKNOWN)], reports: [], unknown: "retentionInDays" },

        "a month": { resources: [node(audit()), group(30)], reports: [] },
        "for ever": { resources: [node(audit()), group(0)], reports: [] },
        "for ever by default": { resources: [node(audit()), group(undefined)], reports: [] },
        "for ever by the agent": {
            resources: [node(audit({ log_group_name: "nodes", retention_in_days: -1 })), group(1)],
            reports: [],
        },
        "another group": { resources: [node(audit()), group(1, { name: "other" })], reports: [] },
        "another log": { resources: [node({ file_path: "/var/log/messages", log_group_name: "nodes" }), group(1)], reports: [] },
        "a group of another stack": { resources: [node(audit())], reports: [] },
        "a machine that is no node": { resources: [writes(AGENT, collect(audit()), "true"), group(1)], reports: [] },
        "an agent that does not start": { resources: [writes(AGENT, "{"), group(1)], reports: [] },
    },
});
