import { definePolicy } from "../../lib/define-policy";
import { CONTAINER_RUNTIME } from "../../model/guarded-service";
import { untrusted, untrustedInStack } from "../../model/reach";
import { trustedSources } from "../../settings/trusted-sources";
import { ingressTo } from "../../subjects/aws/network/ingress";
import { ingressInStackTo } from "../../subjects/aws/network/ingress-in-stack";

export const runtimePortNotReachable = definePolicy({
    name: "runtime-port-not-reachable",
    displayName: "The container runtime's port is not reachable",
    description: "Nobody may reach a node's container runtime over the network.",
    severity: "critical",
    mitigation: "M12",
    remediationSteps:
        "Remove the rule and let the runtime listen on its socket alone, or list the addresses of its one client in trustedCidrs",
    repair: {
        does: "Takes the internet out of a rule that opens nothing but these ports, and puts trustedCidrs in its place where nobody is left.",
        onlyWith: "narrowIngress",
    },
    attack:
        "Docker on port 2375 obeys whoever connects, and on 2376 whoever has a client certificate: they start a container with the node's root " +
        "folder in it and are root on the node, and the API server admits and audits nothing of it. Port 10010, where containerd serves it to " +
        "the network, carries what people type into their Pods.",
    settings: trustedSources,
    subject: ingressTo(CONTAINER_RUNTIME),
    check: (ingress, trust) => untrusted(CONTAINER_RUNTIME, ingress, trust),
    stack: {
        subject: ingressInStackTo(CONTAINER_RUNTIME),
        check: (ingress, trust) => untrustedInStack(CONTAINER_RUNTIME, ingress, trust),
    },
    examples: {
        bad: {
            type: "aws:ec2/securityGroup:SecurityGroup",
            name: "nodes",
            props: {
                tags: { "kubernetes.io/cluster/prod": "owned" },
                ingress: [{ protocol: "tcp", fromPort: 2375, toPort: 2376, cidrBlocks: ["0.0.0.0/0"] }],
            },
        },
        good: {
            type: "aws:ec2/securityGroup:SecurityGroup",
            name: "nodes",
            props: {
                tags: { "kubernetes.io/cluster/prod": "owned" },
                ingress: [{ protocol: "-1", fromPort: 0, toPort: 0, self: true }],
            },
        },
    },
});
