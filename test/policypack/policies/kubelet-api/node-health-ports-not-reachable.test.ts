import { nodeHealthPortsNotReachable } from "../../../../policypack/policies/kubelet-api/node-health-ports-not-reachable";
import { UNKNOWN } from "../../judge";
import { bareForms, CLUSTER, fixIn, FORMS, type Said, taggedForms, unknownAddresses } from "../../port-rows";
import { policyTable } from "../../table";

const SAID: Said = {
    ports: [10256, 10256],
    fact: "opens kube-proxy health port 10256 to",
    client: "the load balancer's or the monitoring's security group",
};
const tcp = (fromPort: number, toPort = fromPort) => ({ protocol: "tcp", fromPort, toPort });
const group = (...ingress: unknown[]) => ({ type: FORMS.group, props: { tags: CLUSTER, ingress } });
const inlineFix = fixIn(SAID, "securityGroups", "cidrBlocks");
const anywhere = { cidrBlocks: ["0.0.0.0/0"] };

policyTable(nodeHealthPortsNotReachable, {
    fails: {
        ...taggedForms(SAID),
        ...bareForms(SAID),
        "a rule for the port shows that a node is there": {
            type: FORMS.group,
            props: { ingress: [{ ...tcp(10256), ...anywhere }] },
            reports: [`ingress[0].cidrBlocks: ${SAID.fact} 0.0.0.0/0. ${inlineFix}`],
        },
        "each port is what people know it as": {
            ...group({ ...tcp(10248, 10249), ...anywhere }),
            reports: [
                `ingress[0].cidrBlocks: opens kubelet health and kube-proxy metrics ports 10248 and 10249 to 0.0.0.0/0. ${inlineFix}`,
            ],
        },
        "one public address that nobody declared": {
            ...group({ ...tcp(10249), cidrBlocks: ["203.0.113.7/32"] }),
            reports: [`ingress[0].cidrBlocks: opens kube-proxy metrics port 10249 to 203.0.113.7/32. ${inlineFix}`],
        },
    },
    passes: {
        "a load balancer probes from inside the VPC": group({ ...tcp(10256), cidrBlocks: ["10.0.0.0/16"] }),
        "a range that opens the kubelet's port is that policy's finding": group({ ...tcp(10248, 10256), ...anywhere }),
        "a wide range below the kubelet's was not written for these": group({ ...tcp(9000, 10249), ...anywhere }),
        "a wide range above it neither": group({ ...tcp(10256, 32767), ...anywhere }),
        "a declared monitoring": {
            ...group({ ...tcp(10249), cidrBlocks: ["203.0.113.7/32"] }),
            config: { trustedCidrs: ["203.0.113.0/24"] },
        },
        "a security group": group({ ...tcp(10249), securityGroups: ["sg-2"] }),
        "unknown ports are the kubelet policy's to tell": group({ protocol: "tcp", fromPort: UNKNOWN, toPort: 1, ...anywhere }),
        "a list of the wrong type too": { type: FORMS.group, props: { tags: CLUSTER, ingress: "none" } },
    },
    unknowns: unknownAddresses(SAID),
    stacks: {
        "a wide range that the stack places says nothing more": {
            resources: [
                { name: "nodes", ...group(), props: { id: "sg-1", tags: CLUSTER } },
                {
                    name: "open",
                    type: FORMS.rule,
                    props: { type: "ingress", securityGroupId: "sg-1", ...tcp(9000, 10249), ...anywhere },
                },
            ],
            reports: [],
        },
    },
});
