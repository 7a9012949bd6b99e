import { definePolicy } from "../../lib/define-policy";
import { NO_REPAIR } from "../../model/repair";
import { remoteAccess } from "../../subjects/eks/remote-access";
import { nodeGroup } from "../examples";

export const nodeGroupSshNotOpen = definePolicy({
    name: "node-group-ssh-not-open",
    displayName: "SSH of node groups is not open to everyone",
    description: "An EKS node group must not open SSH or RDP of its nodes to every address.",
    severity: "high",
    mitigation: "M15",
    remediationSteps: "Remove remoteAccess and use Session Manager, or name the security groups that may come in",
    frameworks: { "CIS EKS 1.8": ["5.4.3"] },
    repair: NO_REPAIR.replaces,
    attack:
        "Whoever has the key, or a flaw in the SSH server, logs in on a node from anywhere and becomes root there: with the kubelet's " +
        "certificate, every Secret of every Pod there and the container runtime, none of it seen by the API server.",
    subject: remoteAccess,
    *check({ at, sources, isOpen, port }) {
        if (!isOpen) return;
        const name = port === 22 ? "SSH (22)" : "RDP (3389)";
        yield {
            at,
            message: `opens ${name} of every node to 0.0.0.0/0, as no source security group is named`,
            fix: `Remove remoteAccess and use Session Manager, or name the security groups that may come in in ${sources}`,
        };
    },
    examples: {
        bad: nodeGroup({ remoteAccess: { ec2SshKey: "ops" } }),
        good: nodeGroup({ remoteAccess: { ec2SshKey: "ops", sourceSecurityGroupIds: ["sg-0c0ffee0c0ffee000"] } }),
    },
});
