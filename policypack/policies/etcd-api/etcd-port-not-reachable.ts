import { definePolicy } from "../../lib/define-policy";
import { ETCD } from "../../model/guarded-service";
import { untrusted, untrustedInStack } from "../../model/reach";
import { trustedSources } from "../../settings/trusted-sources";
import { ingressTo } from "../../subjects/aws/ingress";
import { ingressInStackTo } from "../../subjects/aws/ingress-in-stack";

export const etcdPortNotReachable = definePolicy({
    name: "etcd-port-not-reachable",
    displayName: "The etcd port is not reachable",
    description: "Only the control plane, etcd's own members and trusted addresses may reach the etcd port.",
    severity: "critical",
    mitigation: "M11",
    remediationSteps:
        "Name the control plane's security group in the rule instead of addresses, or list the addresses in trustedCidrs",
    attack:
        "etcd holds every object of the cluster, Secrets included, and obeys no RBAC. Whoever reaches port 2379 with a client certificate of " +
        "its authority, or with none where none is asked for, reads and rewrites the cluster, and the API server's audit log shows nothing.",
    settings: trustedSources,
    subject: ingressTo(ETCD),
    check: (ingress, trust) => untrusted(ETCD, ingress, trust),
    stack: {
        subject: ingressInStackTo(ETCD),
        check: (ingress, trust) => untrustedInStack(ETCD, ingress, trust),
    },
    examples: {
        bad: {
            type: "aws:ec2/securityGroup:SecurityGroup",
            name: "etcd",
            props: { ingress: [{ protocol: "tcp", fromPort: 2379, toPort: 2380, cidrBlocks: ["0.0.0.0/0"] }] },
        },
        good: {
            type: "aws:ec2/securityGroup:SecurityGroup",
            name: "etcd",
            props: { ingress: [{ protocol: "tcp", fromPort: 2379, toPort: 2380, self: true }] },
        },
    },
});
