import { definePolicy } from "../../lib/define-policy";
import { KUBELET } from "../../model/guarded-service";
import { untrusted } from "../../model/reach";
import { untrustedWay } from "../../model/way";
import { trustedSources } from "../../settings/trusted-sources";
import { ingressTo } from "../../subjects/aws/network/ingress";
import { waysInStackTo } from "../../subjects/aws/network/ways-in-stack";

export const kubeletPortNotReachable = definePolicy({
    name: "kubelet-port-not-reachable",
    displayName: "Kubelet port is not reachable",
    description: "Only the cluster, its nodes and trusted addresses may reach the kubelet port.",
    severity: "critical",
    mitigation: "M6",
    remediationSteps:
        "Name the control plane's security group in the rule instead of addresses, or list the addresses in trustedCidrs",
    frameworks: { "CIS EKS 1.8": ["5.4.3"] },
    repair: {
        does: "Takes the internet out of a rule that opens nothing but these ports, and puts trustedCidrs in its place where nobody is left.",
        onlyWith: "narrowIngress",
    },
    attack:
        "Whoever reaches port 10250 of a node talks to its kubelet directly: with one stolen node credential, or none where anonymous requests " +
        "are allowed, they list every Pod of the node and run commands in its containers, past admission and the API server's audit log. " +
        "Port 10255, where it is on, tells every Pod's specification to anybody.",
    settings: trustedSources,
    subject: ingressTo(KUBELET),
    check: (ingress, trust) => untrusted(KUBELET, ingress, trust),
    stack: {
        subject: waysInStackTo(KUBELET),
        check: (way, trust) => untrustedWay(KUBELET, way, trust),
    },
    examples: {
        bad: {
            type: "aws:ec2/securityGroup:SecurityGroup",
            name: "nodes",
            props: { ingress: [{ protocol: "tcp", fromPort: 10250, toPort: 10250, cidrBlocks: ["0.0.0.0/0"] }] },
        },
        good: {
            type: "aws:ec2/securityGroup:SecurityGroup",
            name: "nodes",
            props: { ingress: [{ protocol: "tcp", fromPort: 10250, toPort: 10250, securityGroups: ["sg-0c0ffee0c0ffee000"] }] },
        },
    },
});
