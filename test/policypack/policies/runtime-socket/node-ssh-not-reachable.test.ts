import { nodeSshNotReachable } from "../../../../policypack/policies/runtime-socket/node-ssh-not-reachable";
import { CLUSTER, fixIn, FORMS, type Said, taggedForms, unknownAddresses } from "../../port-rows";
import { policyTable } from "../../table";

const SAID: Said = { ports: [22, 22], fact: "opens SSH port 22 to", client: "a bastion's security group" };
const tcp = (fromPort: number, toPort = fromPort) => ({ protocol: "tcp", fromPort, toPort });
const ssh = (...cidrBlocks: string[]) => ({ ...tcp(22), cidrBlocks });
const group = (...ingress: unknown[]) => ({ type: FORMS.group, props: { tags: CLUSTER, ingress } });
const bare = (name: string, ...ingress: unknown[]) => ({ name, type: FORMS.group, props: { id: "sg-1", ingress } });
const INSTANCE = "aws:ec2/instance:Instance";
const instance = (name: string, props: object = {}) => ({
    name,
    type: INSTANCE,
    props: { vpcSecurityGroupIds: ["sg-1"], ...props },
});
const inlineFix = fixIn(SAID, "securityGroups", "cidrBlocks");
const fewFix = `${inlineFix.slice(0, -1)}, or list the range in trustedCidrs.`;

policyTable(nodeSshNotReachable, {
    fails: {
        ...taggedForms(SAID),
        "remote desktop is a login too": {
            ...group({ ...tcp(3389), cidrBlocks: ["0.0.0.0/0"] }),
            reports: [`ingress[0].cidrBlocks: opens RDP port 3389 to 0.0.0.0/0. ${inlineFix}`],
        },
        "both in one range": {
            ...group({ ...tcp(1, 4000), cidrBlocks: ["0.0.0.0/0"] }),
            reports: [
                "ingress[0].cidrBlocks: opens SSH and RDP ports 22 and 3389 to 0.0.0.0/0. Open only the ports that these addresses need, " +
                    "and those for logins to a bastion's security group (securityGroups).",
            ],
        },
        "halves of the internet are everywhere": {
            ...group(ssh("0.0.0.0/1", "128.0.0.0/1")),
            reports: [`ingress[0].cidrBlocks: opens SSH port 22 to everywhere (0.0.0.0/1 and 128.0.0.0/1). ${inlineFix}`],
        },
        "more public addresses than an organisation has": {
            ...group(ssh("203.0.113.0/24", "198.51.100.1/32")),
            reports: [`ingress[0].cidrBlocks: opens SSH port 22 to 203.0.113.0/24 and 198.51.100.1/32. ${inlineFix}`],
        },
        "a few public addresses may be the office's, so they advise": {
            ...group(ssh("203.0.113.0/24", "10.0.0.0/8")),
            reports: [`(advisory) [medium] ingress[0].cidrBlocks: opens SSH port 22 to 203.0.113.0/24. ${fewFix}`],
        },
        "a worker is a node whatever its name is": {
            name: "bastion-like",
            type: FORMS.group,
            props: { tags: { "eks:nodegroup-name": "workers", Name: "bastion" }, ingress: [ssh("0.0.0.0/0")] },
            reports: [`ingress[0].cidrBlocks: opens SSH port 22 to 0.0.0.0/0. ${inlineFix}`],
        },
    },
    // A rule of its own without tags shows no node; the stack does.
    cannotFail: { "no tags": /securityGroupRule:|:SecurityGroupIngress$/ },
    passes: {
        "a group of which one resource tells nothing is left to the whole stack": bare("web", ssh("0.0.0.0/0")),
        "a private network": group(ssh("10.0.0.0/8", "192.168.0.0/16")),
        "a declared bastion": { ...group(ssh("203.0.113.7/32")), config: { trustedCidrs: ["203.0.113.7/32"] } },
        "a bastion's group": group({ ...tcp(22), securityGroups: ["sg-2"] }),
        "a range that opens the kubelet's port is that policy's finding": group({
            protocol: "-1",
            fromPort: 0,
            toPort: 0,
            cidrBlocks: ["0.0.0.0/0"],
        }),
        "a cluster's bastion is left to the whole stack": { name: "bastion", ...group(ssh("0.0.0.0/0")) },
    },
    unknowns: unknownAddresses(SAID),
    stacks: {
        "a rule on a group of nodes": {
            resources: [
                bare("nodes"),
                {
                    name: "workers",
                    type: "aws:ec2/launchTemplate:LaunchTemplate",
                    props: { id: "lt-1", vpcSecurityGroupIds: ["sg-1"] },
                },
                { name: "group", type: "aws:eks/nodeGroup:NodeGroup", props: { launchTemplate: { id: "lt-1" } } },
                {
                    name: "ssh",
                    type: FORMS.nativeRule,
                    props: { groupId: "sg-1", ipProtocol: "tcp", fromPort: 22, toPort: 22, cidrIp: "0.0.0.0/0" },
                },
            ],
            reports: [
                'cidrIp: opens SSH port 22 to 0.0.0.0/0 (0.0.0.0/0 → security group "nodes" → launch template "workers" → node ' +
                    `group "group" → SSH 22). ${fixIn(SAID, "sourceSecurityGroupId", "cidrIp")} @ssh`,
            ],
        },
        "the machine's own tags": {
            resources: [bare("nodes", ssh("0.0.0.0/0")), instance("node", { tags: CLUSTER })],
            reports: [
                'ingress[0].cidrBlocks: opens SSH port 22 to 0.0.0.0/0 (0.0.0.0/0 → security group "nodes" → instance "node" → ' +
                    `SSH 22). ${inlineFix} @nodes`,
            ],
        },
        "a machine of which nothing tells advises": {
            resources: [bare("web", ssh("0.0.0.0/0")), instance("server")],
            reports: [
                '(advisory) ingress[0].cidrBlocks: opens SSH port 22 to 0.0.0.0/0 (0.0.0.0/0 → security group "web" → instance ' +
                    `"server"; nothing tells whether that is a Kubernetes node). ${inlineFix} @web`,
            ],
        },
        "a cluster's bastion advises": {
            resources: [{ name: "bastion", ...group(), props: { id: "sg-1", tags: CLUSTER, ingress: [ssh("0.0.0.0/0")] } }],
            reports: [
                '(advisory) ingress[0].cidrBlocks: opens SSH port 22 to 0.0.0.0/0 (0.0.0.0/0 → security group "bastion"; nothing tells ' +
                    `whether that is a Kubernetes node). ${inlineFix} @bastion`,
            ],
        },
        "a bastion with one address, of which nothing tells": {
            resources: [bare("bastion", ssh("203.0.113.7/32")), instance("jump")],
            reports: [],
        },
        "a data base has no logins": {
            resources: [
                bare("data", ssh("0.0.0.0/0")),
                { name: "db", type: "aws:rds/instance:Instance", props: { vpcSecurityGroupIds: ["sg-1"] } },
            ],
            reports: [],
        },
    },
});
