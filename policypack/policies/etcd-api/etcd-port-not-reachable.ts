import { definePolicy } from "../../lib/define-policy";
import { ETCD } from "../../model/guarded-service";
import { untrusted } from "../../model/reach";
import { untrustedWay } from "../../model/way";
import { trustedSources } from "../../settings/trusted-sources";
import { ingressTo } from "../../subjects/aws/network/ingress";
import { waysInStackTo } from "../../subjects/aws/network/ways-in-stack";

export const etcdPortNotReachable = definePolicy({
    name: "etcd-port-not-reachable",
    displayName: "The etcd port is not reachable",
    description: "Only the control plane, etcd's own members and trusted addresses may reach the etcd port.",
    severity: "critical",
    mitigation: "M11",
    remediationSteps:
        "Name the control plane's security group in the rule instead of addresses, or list the addresses in trustedCidrs",
    repair: {
        does: "Takes the internet out of a rule that opens nothing but these ports, and puts trustedCidrs in its place where nobody is left.",
        onlyWith: "narrowIngress",
    },
    attack:
        "etcd holds every object of the cluster, Secrets included, and obeys no RBAC. Whoever reaches port 2379 with a client certificate of " +
        "its authority, or with none where none is asked for, reads and rewrites the cluster, and the API server's audit log shows nothing.",
    settings: trustedSources,
    subject: ingressTo(ETCD),
    check: (ingress, trust) => untrusted(ETCD, ingress, trust),
    stack: {
        subject: waysInStackTo(ETCD),
        check: (way, trust) => untrustedWay(ETCD, way, trust),
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
