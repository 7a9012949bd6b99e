import { definePolicy } from "../../lib/define-policy";
import { ETCD_METRICS } from "../../model/guarded-service";
import { untrusted, untrustedInStack } from "../../model/reach";
import { trustedSources } from "../../settings/trusted-sources";
import { ingressTo } from "../../subjects/aws/network/ingress";
import { ingressInStackTo } from "../../subjects/aws/network/ingress-in-stack";

export const etcdMetricsPortNotReachable = definePolicy({
    name: "etcd-metrics-port-not-reachable",
    displayName: "etcd's metrics port is not reachable",
    description: "The port of etcd's metrics should not be opened to the internet.",
    severity: "medium",
    mitigation: "M11",
    remediationSteps:
        "Name the monitoring's security group in the rule instead of addresses, or list the addresses in trustedCidrs",
    repair: {
        does: "Takes the internet out of a rule that opens nothing but these ports, and puts trustedCidrs in its place where nobody is left.",
        onlyWith: "narrowIngress",
    },
    attack:
        "Where kubeadm's default of loopback was changed, port 2381 tells everybody the version of etcd, its members, and how large and how busy " +
        "the store is, and each request costs an etcd that the whole control plane waits for.",
    settings: trustedSources,
    subject: ingressTo(ETCD_METRICS),
    check: (ingress, trust) => untrusted(ETCD_METRICS, ingress, trust),
    stack: {
        subject: ingressInStackTo(ETCD_METRICS),
        check: (ingress, trust) => untrustedInStack(ETCD_METRICS, ingress, trust),
    },
    examples: {
        bad: {
            type: "aws:ec2/securityGroup:SecurityGroup",
            name: "etcd",
            props: { ingress: [{ protocol: "tcp", fromPort: 2381, toPort: 2381, cidrBlocks: ["0.0.0.0/0"] }] },
        },
        good: {
            type: "aws:ec2/securityGroup:SecurityGroup",
            name: "etcd",
            props: { ingress: [{ protocol: "tcp", fromPort: 2381, toPort: 2381, securityGroups: ["sg-0c0ffee0c0ffee000"] }] },
        },
    },
});
