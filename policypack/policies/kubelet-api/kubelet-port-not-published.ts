import { definePolicy } from "../../lib/define-policy";
import { PUBLISHED_KUBELET, untrustedPublication } from "../../model/published-port";
import { NO_REPAIR } from "../../model/repair";
import { trustedCidrs } from "../../settings/trusted-cidrs";
import { publishedPortsOf } from "../../subjects/kubernetes/published/published-ports";
import { publishedPortsInStack } from "../../subjects/kubernetes/published/published-ports-in-stack";

export const kubeletPortNotPublished = definePolicy({
    name: "kubelet-port-not-published",
    displayName: "Kubelet port is not published",
    description: "No Service, Ingress or route may lead from outside the cluster to a node's kubelet port.",
    severity: "critical",
    mitigation: "M6",
    remediationSteps: "Remove the Service, or make it a headless Service that only monitoring in the cluster uses",
    frameworks: { "CIS EKS 1.8": ["5.4.3"] },
    repair: NO_REPAIR.whoIsMeant,
    attack:
        "A Service without a selector leads wherever its Endpoints say, and kube-proxy carries callers from a load balancer or a node port to " +
        "port 10250 of a node, as if they came from the cluster. There they speak to the kubelet directly, past the firewall that guards the " +
        "node, past admission and past the API server's audit log.",
    settings: { trustedCidrs },
    subject: publishedPortsOf(PUBLISHED_KUBELET),
    check: (published, settings) => untrustedPublication(published, settings.trustedCidrs),
    stack: {
        subject: publishedPortsInStack(PUBLISHED_KUBELET),
        check: (published, settings) => untrustedPublication(published, settings.trustedCidrs),
    },
    examples: {
        bad: {
            type: "kubernetes:core/v1:Service",
            props: {
                metadata: { name: "node-1", namespace: "monitoring" },
                spec: { type: "LoadBalancer", ports: [{ port: 443, targetPort: 10250 }] },
            },
        },
        good: {
            type: "kubernetes:core/v1:Service",
            props: {
                metadata: { name: "kubelet", namespace: "kube-system" },
                spec: { clusterIP: "None", ports: [{ name: "https-metrics", port: 10250 }] },
            },
        },
    },
});
