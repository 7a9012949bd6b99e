import { kubeletPortNotReachable } from "../../../../../policypack/policies/kubelet-api/kubelet-port-not-reachable";
import { CLUSTER, group, OPEN, resource } from "../../../paths";
import { stackTable } from "../../../table";

const nodes = (more: object) => group({ ingress: [{ ...OPEN, cidrBlocks: [], ...more }] });
const subnet = resource("a", "aws:ec2/subnet:Subnet", { id: "a" });
const node = resource("node", "aws:ec2/instance:Instance", { vpcSecurityGroupIds: ["sg-1"], subnetId: "a", tags: CLUSTER });
const rule = (ruleNo: number, action: string, cidrBlock: string) => ({
    ruleNo,
    action,
    protocol: "-1",
    fromPort: 0,
    toPort: 0,
    cidrBlock,
});
const acl = (...ingress: object[]) =>
    resource("closed", "aws:ec2/networkAcl:NetworkAcl", { id: "acl-1", subnetIds: ["a"], ingress });

const BOTH = "opens kubelet ports 10250 and 10255 to";
const WAY = 'security group "nodes" → instance "node" → kubelet 10250)';
const FIX =
    "Open only the ports that these addresses need, and the kubelet's to the control plane's security group (securityGroups)";

/** Whom a network ACL keeps out is told apart from whom it does not. */
stackTable(kubeletPortNotReachable, {
    "an ACL that denies one of two ranges": {
        resources: [
            nodes({ cidrBlocks: ["198.51.100.0/24", "203.0.113.0/24"] }),
            subnet,
            node,
            acl(rule(1, "deny", "198.51.100.0/24"), rule(2, "allow", "0.0.0.0/0")),
        ],
        reports: [
            `ingress[0].cidrBlocks: ${BOTH} 203.0.113.0/24 (203.0.113.0/24 → ${WAY}. ${FIX}. @nodes`,
            `(advisory) [medium] ingress[0].cidrBlocks: ${BOTH} 198.51.100.0/24 (198.51.100.0/24 → ${WAY}, which network ACL "closed" denies ` +
                `today. ${FIX}. @nodes`,
        ],
    },
    "an ACL that denies one range, and leaves of another what is private": {
        resources: [nodes({ cidrBlocks: ["203.0.113.0/24", "0.0.0.0/0"] }), subnet, node, acl(rule(1, "allow", "10.0.0.0/8"))],
        reports: [
            `(advisory) [medium] ingress[0].cidrBlocks: ${BOTH} 203.0.113.0/24 and 0.0.0.0/0 (203.0.113.0/24 and 0.0.0.0/0 → ${WAY}, which ` +
                'network ACL "closed" denies and network ACL "closed" admits from private addresses alone today. ' +
                `${FIX}. @nodes`,
        ],
    },
    "an ACL says nothing of a list whose addresses nobody sees": {
        resources: [nodes({ prefixListIds: ["pl-1"] }), subnet, node, acl(rule(1, "deny", "0.0.0.0/0"))],
        reports: [
            `(advisory) ingress[0].prefixListIds: ${BOTH} prefix list pl-1, whose addresses the stack does not show (prefix list pl-1 → ` +
                `${WAY}. ${FIX}, or list it in trustedPrefixLists. @nodes`,
        ],
    },
});
