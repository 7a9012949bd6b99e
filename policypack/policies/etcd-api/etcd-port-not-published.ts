import { definePolicy } from "../../lib/define-policy";
import { PUBLISHED_ETCD, untrustedPublication } from "../../model/published-port";
import { NO_REPAIR } from "../../model/repair";
import { trustedCidrs } from "../../settings/trusted-cidrs";
import { publishedPortsOf } from "../../subjects/kubernetes/published/published-ports";
import { publishedPortsInStack } from "../../subjects/kubernetes/published/published-ports-in-stack";

export const etcdPortNotPublished = definePolicy({
    name: "etcd-port-not-published",
    displayName: "The etcd port is not published",
    description: "No Service, Ingress or route may lead from outside the cluster to an etcd.",
    severity: "critical",
    mitigation: "M11",
    remediationSteps: "Make it a ClusterIP Service, or admit only addresses that trustedCidrs lists (loadBalancerSourceRanges)",
    repair: NO_REPAIR.whoIsMeant,
    attack:
        "Whoever reaches etcd's client port with a certificate of its authority, or with none where none is asked for, reads every Secret and " +
        "writes any object. A load balancer or a node port in front of it takes that from the control plane's network to everybody's.",
    settings: { trustedCidrs },
    subject: publishedPortsOf(PUBLISHED_ETCD),
    check: (published, settings) => untrustedPublication(published, settings.trustedCidrs),
    stack: {
        subject: publishedPortsInStack(PUBLISHED_ETCD),
        check: (published, settings) => untrustedPublication(published, settings.trustedCidrs),
    },
    examples: {
        bad: {
            type: "kubernetes:core/v1:Service",
            props: {
                metadata: { name: "etcd", namespace: "kube-system" },
                spec: { type: "NodePort", selector: { component: "etcd" }, ports: [{ port: 2379, nodePort: 32379 }] },
            },
        },
        good: {
            type: "kubernetes:core/v1:Service",
            props: {
                metadata: { name: "etcd", namespace: "kube-system" },
                spec: { type: "ClusterIP", selector: { component: "etcd" }, ports: [{ port: 2379 }] },
            },
        },
    },
});
