import { definePolicy } from "../../lib/define-policy";
import { LOGIN } from "../../model/guarded-service";
import { untrusted, untrustedInStack } from "../../model/reach";
import { trustedSources } from "../../settings/trusted-sources";
import { ingressTo } from "../../subjects/aws/network/ingress";
import { ingressInStackTo } from "../../subjects/aws/network/ingress-in-stack";

export const nodeSshNotReachable = definePolicy({
    name: "node-ssh-not-reachable",
    displayName: "Logins to nodes are not reachable",
    description: "Nobody may reach a node's SSH or remote desktop from the internet.",
    severity: "high",
    mitigation: "M15",
    remediationSteps:
        "Log in through Session Manager or a bastion and name its security group in the rule, or list the bastion's addresses in trustedCidrs",
    frameworks: { "CIS EKS 1.8": ["5.4.3"] },
    repair: {
        does: "Takes the internet out of a rule that opens nothing but these ports, and puts trustedCidrs in its place where nobody is left.",
        onlyWith: "narrowIngress",
    },
    attack:
        "A node's SSH port on the internet is tried all day with stolen keys and passwords and with each new flaw of sshd. Whoever comes in and " +
        "becomes root has the kubelet's credentials, every Pod's volumes and tokens and the runtime's socket, and the API server sees none of it.",
    settings: trustedSources,
    subject: ingressTo(LOGIN),
    check: (ingress, trust) => untrusted(LOGIN, ingress, trust),
    stack: {
        subject: ingressInStackTo(LOGIN),
        check: (ingress, trust) => untrustedInStack(LOGIN, ingress, trust),
    },
    examples: {
        bad: {
            type: "aws:ec2/securityGroup:SecurityGroup",
            name: "nodes",
            props: {
                tags: { "kubernetes.io/cluster/prod": "owned" },
                ingress: [{ protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["0.0.0.0/0"] }],
            },
        },
        good: {
            type: "aws:ec2/securityGroup:SecurityGroup",
            name: "nodes",
            props: {
                tags: { "kubernetes.io/cluster/prod": "owned" },
                ingress: [{ protocol: "tcp", fromPort: 22, toPort: 22, securityGroups: ["sg-0c0ffee0c0ffee000"] }],
            },
        },
    },
});
