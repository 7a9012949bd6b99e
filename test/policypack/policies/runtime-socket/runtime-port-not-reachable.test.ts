import { runtimePortNotReachable } from "../../../../policypack/policies/runtime-socket/runtime-port-not-reachable";
import { CLUSTER, fixIn, FORMS, type Said, taggedForms, unknownAddresses } from "../../port-rows";
import { policyTable } from "../../table";

const SAID: Said = {
    ports: [2375, 2376],
    fact: "opens Docker ports 2375 and 2376 to",
    client: "its one client's security group",
};
const tcp = (fromPort: number, toPort = fromPort) => ({ protocol: "tcp", fromPort, toPort });
const group = (...ingress: unknown[]) => ({ type: FORMS.group, props: { tags: CLUSTER, ingress } });
const rule = (name: string, props: object) => ({
    name,
    type: FORMS.rule,
    props: { type: "ingress", securityGroupId: "sg-1", ...props },
});
const inlineFix = fixIn(SAID, "securityGroups", "cidrBlocks");
const ruleFix = fixIn(SAID, "sourceSecurityGroupId", "cidrBlocks");
const anywhere = { cidrBlocks: ["0.0.0.0/0"] };
const docker = { ...tcp(2375), ...anywhere };

policyTable(runtimePortNotReachable, {
    fails: {
        ...taggedForms(SAID),
        "containerd's streams": {
            ...group({ ...tcp(10010), ...anywhere }),
            reports: [`ingress[0].cidrBlocks: opens containerd streaming port 10010 to 0.0.0.0/0. ${inlineFix}`],
        },
        "a private network is many machines, and Docker obeys each": {
            ...group({ ...tcp(2375), cidrBlocks: ["10.0.0.0/8"] }),
            reports: [
                `(advisory) [medium] ingress[0].cidrBlocks: opens Docker port 2375 to 10.0.0.0/8. ${inlineFix.slice(0, -1)}, or list ` +
                    "the range in trustedCidrs.",
            ],
        },
        "a rule for the kubelet beside it shows that this is a node": {
            type: FORMS.group,
            props: { ingress: [docker, { ...tcp(10250), securityGroups: ["sg-2"] }] },
            reports: [`ingress[0].cidrBlocks: opens Docker port 2375 to 0.0.0.0/0. ${inlineFix}`],
        },
        "a wide range on a node that ends below the kubelet's port": {
            ...group({ ...tcp(1, 9999), ...anywhere }),
            reports: [
                `ingress[0].cidrBlocks: ${SAID.fact} 0.0.0.0/0. Open only the ports that these addresses need, and the runtime's to its ` +
                    "one client's security group (securityGroups).",
            ],
        },
    },
    // A rule of its own without tags shows no node; the stack does.
    cannotFail: { "no tags": /securityGroupRule:|:SecurityGroupIngress$/ },
    passes: {
        "a Docker host that may be anybody's is left to the whole stack": { type: FORMS.group, props: { ingress: [docker] } },
        "a range that opens the kubelet's port is that policy's finding": group({
            protocol: "-1",
            fromPort: 0,
            toPort: 0,
            ...anywhere,
        }),
        "the node itself": group({ ...tcp(2376), self: true }),
        "a declared client": { ...group({ ...tcp(2376), cidrBlocks: ["10.0.0.7/32"] }), config: { trustedCidrs: ["10.0.0.7"] } },
    },
    unknowns: unknownAddresses(SAID),
    stacks: {
        "a rule of its own on a node's group": {
            resources: [
                { name: "nodes", type: FORMS.group, props: { id: "sg-1", tags: CLUSTER } },
                rule("docker", docker),
                {
                    name: "native",
                    type: FORMS.nativeRule,
                    props: { groupId: "sg-1", ipProtocol: "tcp", fromPort: 2376, toPort: 2376, cidrIpv6: "::/0" },
                },
            ],
            reports: [
                'cidrIpv6: opens Docker port 2376 to ::/0 (::/0 → security group "nodes" → Docker 2376). ' +
                    `${fixIn(SAID, "sourceSecurityGroupId", "cidrIpv6")} @native`,
                `cidrBlocks: opens Docker port 2375 to 0.0.0.0/0 (0.0.0.0/0 → security group "nodes" → Docker 2375). ${ruleFix} @docker`,
            ],
        },
        "a Docker host of which nothing tells advises": {
            resources: [
                { name: "builders", type: FORMS.group, props: { id: "sg-1", ingress: [docker] } },
                { name: "builder", type: "aws:ec2/instance:Instance", props: { vpcSecurityGroupIds: ["sg-1"] } },
            ],
            reports: [
                '(advisory) ingress[0].cidrBlocks: opens Docker port 2375 to 0.0.0.0/0 (0.0.0.0/0 → security group "builders" → ' +
                    `instance "builder"; nothing tells whether that is a Kubernetes node). ${inlineFix} @builders`,
            ],
        },
        "a wide range on a machine of which nothing tells is nobody's Docker": {
            resources: [
                { name: "web", type: FORMS.group, props: { id: "sg-1", ingress: [{ ...tcp(1, 9999), ...anywhere }] } },
                { name: "server", type: "aws:ec2/instance:Instance", props: { vpcSecurityGroupIds: ["sg-1"] } },
            ],
            reports: [],
        },
        "a group of another stack that is declared to be a node's": {
            resources: [{ ...rule("docker", docker), config: { nodeSecurityGroups: ["sg-1"] } }],
            reports: [
                `cidrBlocks: opens Docker port 2375 to 0.0.0.0/0 (0.0.0.0/0 → security group sg-1 → Docker 2375). ${ruleFix} @docker`,
            ],
        },
    },
});
