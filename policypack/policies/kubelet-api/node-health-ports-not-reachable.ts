import { definePolicy } from "../../lib/define-policy";
import { NODE_HEALTH } from "../../model/guarded-service";
import { untrusted, untrustedInStack } from "../../model/reach";
import { trustedSources } from "../../settings/trusted-sources";
import { ingressTo } from "../../subjects/aws/network/ingress";
import { ingressInStackTo } from "../../subjects/aws/network/ingress-in-stack";

export const nodeHealthPortsNotReachable = definePolicy({
    name: "node-health-ports-not-reachable",
    displayName: "Health ports of nodes are not reachable",
    description: "The health and metrics ports of the kubelet and kube-proxy should not be opened to the internet.",
    severity: "medium",
    mitigation: "M6",
    remediationSteps:
        "Name the load balancer's or the monitoring's security group in the rule instead of addresses, or list the addresses in trustedCidrs",
    repair: {
        does: "Takes the internet out of a rule that opens nothing but these ports, and puts trustedCidrs in its place where nobody is left.",
        onlyWith: "narrowIngress",
    },
    attack:
        "Ports 10248, 10249 and 10256 ask nobody who they are. They tell that a node runs there, whether it is well, and (10249) every Service " +
        "that it routes and how kube-proxy is configured, and they can be kept busy: what an attack on the kubelet beside them needs to know.",
    settings: trustedSources,
    subject: ingressTo(NODE_HEALTH),
    check: (ingress, trust) => untrusted(NODE_HEALTH, ingress, trust),
    stack: {
        subject: ingressInStackTo(NODE_HEALTH),
        check: (ingress, trust) => untrustedInStack(NODE_HEALTH, ingress, trust),
    },
    examples: {
        bad: {
            type: "aws:ec2/securityGroup:SecurityGroup",
            name: "nodes",
            props: { ingress: [{ protocol: "tcp", fromPort: 10256, toPort: 10256, cidrBlocks: ["0.0.0.0/0"] }] },
        },
        good: {
            type: "aws:ec2/securityGroup:SecurityGroup",
            name: "nodes",
            props: { ingress: [{ protocol: "tcp", fromPort: 10256, toPort: 10256, cidrBlocks: ["10.0.0.0/16"] }] },
        },
    },
});
