import { stringify } from "yaml";
import { auditAgent } from "./audit-agent";
import { auditRules, watchedFolders } from "./audit-rules";

/** How a node keeps its audit record. */
export interface AuditChoices {
    /** The log group to which it goes; undefined for a record that stays on the node. */
    readonly logGroup?: string;
    /** A folder of static Pods, which is watched then. */
    readonly staticPodPath?: string;
}

const RULES = "/etc/audit/rules.d/audit.rules";
const AGENT = "/etc/node-audit/amazon-cloudwatch-agent.json";
const GATE = "/etc/systemd/system/kubelet.service.d/50-audited.conf";
const AGENT_CONTROL = "/opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent-ctl";

/**
 * A #cloud-config that has the node audited, and its record sent away, before its kubelet starts: nodeadm starts that after cloud-init's last
 * stage, and a drop-in keeps it from starting while nothing keeps or sends the record. The image for EKS has taken cloud-init's own
 * module for packages out, so that dnf is called.
 */
export function auditedNode({ logGroup, staticPodPath }: AuditChoices): string {
    const daemons = ["auditd.service", ...(logGroup === undefined ? [] : ["amazon-cloudwatch-agent.service"])];
    const file = (path: string, content: string, permissions = "0644") => ({ path, owner: "root:root", permissions, content });
    const document = {
        write_files: [
            file(RULES, auditRules(staticPodPath), "0640"),
            file(GATE, auditGate(daemons)),
            ...(logGroup === undefined ? [] : [file(AGENT, auditAgent(logGroup))]),
        ],
        runcmd: [
            ["dnf", "install", "-y", "audit", ...(logGroup === undefined ? [] : ["amazon-cloudwatch-agent"])],
            ["mkdir", "-p", ...watchedFolders(staticPodPath)],
            // The default of many systems, with which the kernel records nothing that a process does.
            ["rm", "-f", "/etc/audit/rules.d/10-no-audit.rules"],
            ["systemctl", "enable", "--now", "auditd.service"],
            ["augenrules", "--load"],
            ...(logGroup === undefined ? [] : [[AGENT_CONTROL, "-a", "fetch-config", "-m", "ec2", "-s", "-c", `file:${AGENT}`]]),
            ["systemctl", "daemon-reload"],
        ],
    };
    return `#cloud-config\n${stringify(document, { lineWidth: 0 })}`;
}

/**
 * A drop-in for the kubelet's unit that keeps it from starting while one of these daemons does not run. One line for each: asked about several
 * at once, systemctl is content with one.
 */
export const auditGate = (daemons: readonly string[]): string =>
    ["[Service]", ...daemons.map((daemon) => `ExecStartPre=/usr/bin/systemctl is-active --quiet ${daemon}`), ""].join("\n");
