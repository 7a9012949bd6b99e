import { gzipSync } from "node:zlib";
import { kubeletPortNotReachable } from "../../../../policypack/policies/kubelet-api/kubelet-port-not-reachable";
import { UNKNOWN } from "../../judge";
import { policyTable } from "../../table";

const SECURITY_GROUP = "aws:ec2/securityGroup:SecurityGroup";
const DEFAULT_GROUP = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup";
const RULE = "aws:ec2/securityGroupRule:SecurityGroupRule";
const INGRESS_RULE = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";

const group = (...ingress: unknown[]) => ({ type: SECURITY_GROUP, props: { ingress } });
const tagged = (tags: object, ...ingress: unknown[]) => ({ type: SECURITY_GROUP, props: { tags, ingress } });
const rule = (props: object) => ({ type: RULE, props: { type: "ingress", securityGroupId: "sg-1", ...props } });
const ingressRule = (props: object) => ({ type: INGRESS_RULE, props: { securityGroupId: "sg-1", ...props } });

const NATIVE_GROUP = "aws-native:ec2:SecurityGroup";
const NATIVE_RULE = "aws-native:ec2:SecurityGroupIngress";

const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
const INSTANCE = "aws:ec2/instance:Instance";
const NODE_GROUP = "aws:eks/nodeGroup:NodeGroup";
const CLUSTER_TYPE = "aws:eks/cluster:Cluster";
const SCALING_GROUP = "aws:autoscaling/group:Group";
const LOAD_BALANCER = "aws:lb/loadBalancer:LoadBalancer";

const named = (name: string, { type, props }: { type: string; props: object }, more: object = {}) => ({
    name,
    type,
    props: { ...props, ...more },
});

const kubelet = { protocol: "tcp", fromPort: 10250, toPort: 10250 };
const everything = { protocol: "-1", fromPort: 0, toPort: 0 };
const CLUSTER = { "kubernetes.io/cluster/prod": "owned" };

const name = (instead: string, remove: string) => `Name the control plane's security group in ${instead} and remove ${remove}.`;
const inlineFix = name("securityGroups", "cidrBlocks");
const wideFix =
    "Open only the ports that these addresses need, and the kubelet's to the control plane's security group (securityGroups).";
const trustFix = `${inlineFix.slice(0, -1)}, or list the range in trustedCidrs.`;
const both = "opens kubelet ports 10250 and 10255 to";

policyTable(kubeletPortNotReachable, {
    fails: {
        "an inline rule opens the port to the internet": {
            ...group({ ...kubelet, cidrBlocks: ["0.0.0.0/0"] }),
            reports: [`ingress[0].cidrBlocks: opens kubelet port 10250 to 0.0.0.0/0. ${inlineFix}`],
        },
        "a default group has the same rules": {
            type: DEFAULT_GROUP,
            props: { ingress: [{ ...kubelet, cidrBlocks: ["0.0.0.0/0"] }] },
            reports: [`ingress[0].cidrBlocks: opens kubelet port 10250 to 0.0.0.0/0. ${inlineFix}`],
        },
        "a rule of its own names its own property": {
            ...rule({ ...kubelet, cidrBlocks: ["0.0.0.0/0"] }),
            reports: [`cidrBlocks: opens kubelet port 10250 to 0.0.0.0/0. ${name("sourceSecurityGroupId", "cidrBlocks")}`],
        },
        "the vpc form has singular names": {
            ...ingressRule({ ipProtocol: "tcp", fromPort: 10250, toPort: 10250, cidrIpv4: "0.0.0.0/0" }),
            reports: [`cidrIpv4: opens kubelet port 10250 to 0.0.0.0/0. ${name("referencedSecurityGroupId", "cidrIpv4")}`],
        },
        "IPv6 is the internet too": {
            ...group({ ...kubelet, ipv6CidrBlocks: ["::/0"] }),
            reports: [`ingress[0].ipv6CidrBlocks: opens kubelet port 10250 to ::/0. ${name("securityGroups", "ipv6CidrBlocks")}`],
        },
        "the vpc form takes IPv6": {
            ...ingressRule({ ipProtocol: "6", fromPort: 10255, toPort: 10255, cidrIpv6: "::/0" }),
            reports: [`cidrIpv6: opens kubelet port 10255 to ::/0. ${name("referencedSecurityGroupId", "cidrIpv6")}`],
        },
        "both families of one rule are two findings": {
            ...group({ ...kubelet, cidrBlocks: ["0.0.0.0/0"], ipv6CidrBlocks: ["::/0"] }),
            reports: [
                `ingress[0].cidrBlocks: opens kubelet port 10250 to 0.0.0.0/0. ${inlineFix}`,
                `ingress[0].ipv6CidrBlocks: opens kubelet port 10250 to ::/0. ${name("securityGroups", "ipv6CidrBlocks")}`,
            ],
        },
        "halves of the internet are everywhere": {
            ...group({ ...kubelet, cidrBlocks: ["0.0.0.0/1", "128.0.0.0/1"] }),
            reports: [`ingress[0].cidrBlocks: opens kubelet port 10250 to everywhere (0.0.0.0/1 and 128.0.0.0/1). ${inlineFix}`],
        },
        "halves in two rules of one group are both reported": {
            ...group({ ...kubelet, cidrBlocks: ["0.0.0.0/1"] }, { ...kubelet, cidrBlocks: ["128.0.0.0/1"] }),
            reports: [
                `ingress[0].cidrBlocks: opens kubelet port 10250 to 0.0.0.0/1. ${inlineFix}`,
                `ingress[1].cidrBlocks: opens kubelet port 10250 to 128.0.0.0/1. ${inlineFix}`,
            ],
        },
        "one public address that nobody declared is not trusted": {
            ...group({ ...kubelet, cidrBlocks: ["203.0.113.7/32"] }),
            reports: [`ingress[0].cidrBlocks: opens kubelet port 10250 to 203.0.113.7/32. ${inlineFix}`],
        },
        "many ranges are counted": {
            ...group({ ...kubelet, cidrBlocks: ["1.0.0.0/8", "2.0.0.0/8", "3.0.0.0/8", "4.0.0.0/8", "5.0.0.0/8"] }),
            reports: [
                `ingress[0].cidrBlocks: opens kubelet port 10250 to 1.0.0.0/8, 2.0.0.0/8, 3.0.0.0/8 and 2 more. ${inlineFix}`,
            ],
        },
        "the read-only port discloses Pods": {
            ...group({ ...kubelet, fromPort: 10255, toPort: 10255, cidrBlocks: ["0.0.0.0/0"] }),
            reports: [`ingress[0].cidrBlocks: opens kubelet port 10255 to 0.0.0.0/0. ${inlineFix}`],
        },
        "a range around both ports opens both": {
            ...group({ ...kubelet, fromPort: 10250, toPort: 10259, cidrBlocks: ["0.0.0.0/0"] }),
            reports: [`ingress[0].cidrBlocks: ${both} 0.0.0.0/0. ${inlineFix}`],
        },
        "a cluster's group with every port open": {
            ...tagged(CLUSTER, { ...everything, cidrBlocks: ["0.0.0.0/0"] }),
            reports: [`ingress[0].cidrBlocks: ${both} 0.0.0.0/0. ${wideFix}`],
        },
        "upper case spells the same protocol": {
            ...tagged({ "karpenter.sh/discovery": "prod" }, { ...everything, protocol: "ALL", cidrBlocks: ["0.0.0.0/0"] }),
            reports: [`ingress[0].cidrBlocks: ${both} 0.0.0.0/0. ${wideFix}`],
        },
        "a sibling that names the kubelet shows whose group it is": {
            ...group({ ...kubelet, securityGroups: ["sg-2"] }, { ...everything, cidrBlocks: ["0.0.0.0/0"] }),
            reports: [`ingress[1].cidrBlocks: ${both} 0.0.0.0/0. ${wideFix}`],
        },
        "trust in some addresses does not cover the others": {
            ...group({ ...kubelet, cidrBlocks: ["10.1.0.0/16", "0.0.0.0/0"] }),
            config: { trustedCidrs: ["10.1.0.0/16"] },
            reports: [`ingress[0].cidrBlocks: opens kubelet port 10250 to 0.0.0.0/0. ${inlineFix}`],
        },
        "a private range may be the cluster's own network, so it advises": {
            ...group({ ...kubelet, cidrBlocks: ["10.0.0.0/16"] }),
            reports: [`(advisory) [medium] ingress[0].cidrBlocks: opens kubelet port 10250 to 10.0.0.0/16. ${trustFix}`],
        },
        "a VPC's own IPv6 is public, and may be the cluster's network all the same": {
            ...group({ ...kubelet, ipv6CidrBlocks: ["2600:1f14:abc:de00::/56"] }),
            reports: [
                "(advisory) [medium] ingress[0].ipv6CidrBlocks: opens kubelet port 10250 to 2600:1f14:abc:de00::/56. " +
                    `${name("securityGroups", "ipv6CidrBlocks").slice(0, -1)}, or list the range in trustedCidrs.`,
            ],
        },
        "all that EC2 has in a region is no network": {
            ...group({ ...kubelet, ipv6CidrBlocks: ["2600:1f14::/35"] }),
            reports: [
                `ingress[0].ipv6CidrBlocks: opens kubelet port 10250 to 2600:1f14::/35. ${name("securityGroups", "ipv6CidrBlocks")}`,
            ],
        },
        "a private range beside a public one": {
            ...group({ ...kubelet, cidrBlocks: ["10.0.0.0/16", "203.0.113.0/24"] }),
            reports: [
                `ingress[0].cidrBlocks: opens kubelet port 10250 to 203.0.113.0/24. ${inlineFix}`,
                `(advisory) [medium] ingress[0].cidrBlocks: opens kubelet port 10250 to 10.0.0.0/16. ${trustFix}`,
            ],
        },
        "CloudFormation's form of a group": {
            type: NATIVE_GROUP,
            props: { securityGroupIngress: [{ ipProtocol: "tcp", fromPort: 10250, toPort: 10250, cidrIp: "0.0.0.0/0" }] },
            reports: [
                `securityGroupIngress[0].cidrIp: opens kubelet port 10250 to 0.0.0.0/0. ${name("sourceSecurityGroupId", "cidrIp")}`,
            ],
        },
        "a group of it that is a cluster's by its list of tags": {
            type: NATIVE_GROUP,
            props: {
                tags: [{ key: "kubernetes.io/cluster/prod", value: "owned" }],
                securityGroupIngress: [{ ipProtocol: "-1", cidrIpv6: "::/0" }],
            },
            reports: [
                `securityGroupIngress[0].cidrIpv6: ${both} ::/0. ${wideFix.replace("securityGroups", "sourceSecurityGroupId")}`,
            ],
        },
        "CloudFormation's form of a rule": {
            type: NATIVE_RULE,
            props: { groupId: "sg-1", ipProtocol: "tcp", fromPort: 10250, toPort: 10255, cidrIpv6: "::/0" },
            reports: [`cidrIpv6: ${both} ::/0. ${name("sourceSecurityGroupId", "cidrIpv6")}`],
        },
        "ports that EC2 refuses count as every port": {
            ...tagged(CLUSTER, { protocol: "tcp", fromPort: -1, toPort: -1, cidrBlocks: ["0.0.0.0/0"] }),
            reports: [`ingress[0].cidrBlocks: ${both} 0.0.0.0/0. ${wideFix}`],
        },
        "a number with a zero in front is TCP's too": {
            ...group({ ...kubelet, protocol: "06", cidrBlocks: ["0.0.0.0/0"] }),
            reports: [`ingress[0].cidrBlocks: opens kubelet port 10250 to 0.0.0.0/0. ${inlineFix}`],
        },
        "what lies outside the private ranges is everybody": {
            ...group({ ...kubelet, cidrBlocks: ["0.0.0.0/1", "128.0.0.0/2", "192.0.0.0/3"], ipv6CidrBlocks: ["2000::/3"] }),
            reports: [
                "ingress[0].cidrBlocks: opens kubelet port 10250 to everywhere (0.0.0.0/1, 128.0.0.0/2 and 192.0.0.0/3). " +
                    inlineFix,
                `ingress[0].ipv6CidrBlocks: opens kubelet port 10250 to everywhere (2000::/3). ${name("securityGroups", "ipv6CidrBlocks")}`,
            ],
        },
        "halves around a trusted range are everywhere": {
            ...group({ ...kubelet, cidrBlocks: ["0.0.0.0/1", "128.0.0.0/1"] }),
            config: { trustedCidrs: ["10.0.0.0/8", "203.0.113.0/24"] },
            reports: [`ingress[0].cidrBlocks: opens kubelet port 10250 to everywhere (0.0.0.0/1 and 128.0.0.0/1). ${inlineFix}`],
        },
        "IPv4 written as IPv6 is that IPv4": {
            ...group({ ...kubelet, ipv6CidrBlocks: ["::ffff:0:0/96", "::ffff:10.0.0.0/104"] }),
            reports: [
                "ingress[0].ipv6CidrBlocks: opens kubelet port 10250 to everywhere (::ffff:0:0/96). " +
                    name("securityGroups", "ipv6CidrBlocks"),
            ],
        },
        "a group of another account is not the cluster's": {
            ...group({ ...kubelet, securityGroups: ["sg-2", "123456789012/sg-3"] }),
            reports: [
                "(advisory) [medium] ingress[0].securityGroups: opens kubelet port 10250 to security group 123456789012/sg-3 of another " +
                    "account. Name the control plane's security group in securityGroups and remove securityGroups, or list it in " +
                    "trustedSecurityGroups.",
            ],
        },
        "what is no address range cannot be judged": {
            ...group({ ...kubelet, cidrBlocks: ["10.0.0.0/33"] }),
            reports: ["ingress[0].cidrBlocks[0]: is no address range, so it could not be judged. Correct it."],
        },
        "a list of the wrong type hides no sibling": {
            ...group({ ...kubelet, cidrBlocks: "0.0.0.0/0" }, { ...kubelet, cidrBlocks: ["0.0.0.0/0"] }),
            reports: [
                "ingress[0].cidrBlocks: is a string where a list was expected, so it could not be judged. Correct it.",
                `ingress[1].cidrBlocks: opens kubelet port 10250 to 0.0.0.0/0. ${inlineFix}`,
            ],
        },
    },
    passes: {
        "the control plane's security group": group({ ...kubelet, securityGroups: ["sg-2"] }),
        "the nodes among themselves": group({ ...everything, self: true }),
        "a rule with a source group": rule({ ...kubelet, sourceSecurityGroupId: "sg-2", self: false, cidrBlocks: [] }),
        "the vpc form with a referenced group": ingressRule({
            ipProtocol: "tcp",
            fromPort: 10250,
            toPort: 10250,
            referencedSecurityGroupId: "sg-2",
        }),
        "a declared bastion": {
            ...group({ ...kubelet, cidrBlocks: ["203.0.113.7/32"] }),
            config: { trustedCidrs: ["203.0.113.0/24"] },
        },
        "a range that two declared ranges cover": {
            ...group({ ...kubelet, cidrBlocks: ["10.0.0.0/8"] }),
            config: { trustedCidrs: ["10.0.0.0/9", "10.128.0.0/9"] },
        },
        "a group of another account that is declared": {
            ...rule({ ...kubelet, sourceSecurityGroupId: "123456789012/sg-3" }),
            config: { trustedSecurityGroups: ["123456789012/*"] },
        },
        "CloudFormation's form with a source group": {
            type: NATIVE_GROUP,
            props: {
                securityGroupIngress: [{ ipProtocol: "tcp", fromPort: 10250, toPort: 10250, sourceSecurityGroupId: "sg-2" }],
            },
        },
        "its ICMP types": {
            type: NATIVE_RULE,
            props: { groupId: "sg-1", ipProtocol: "icmp", fromPort: -1, toPort: -1, cidrIp: "0.0.0.0/0" },
        },
        "a protocol beside TCP has no TCP ports, though all of its own": tagged(CLUSTER, {
            protocol: "50",
            fromPort: 0,
            toPort: 0,
            cidrBlocks: ["0.0.0.0/0"],
        }),
        "a prefix list is left to the whole stack, which may have its ranges": group({ ...kubelet, prefixListIds: [UNKNOWN] }),
        "a website": tagged(CLUSTER, { protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["0.0.0.0/0"] }),
        "node ports end above the kubelet's": tagged(CLUSTER, {
            protocol: "tcp",
            fromPort: 30000,
            toPort: 32767,
            cidrBlocks: ["0.0.0.0/0"],
        }),
        "the ports of UDP are others": group({ ...kubelet, protocol: "udp", cidrBlocks: ["0.0.0.0/0"] }),
        "the ports of ICMP are types": tagged(CLUSTER, { protocol: "icmp", fromPort: -1, toPort: -1, cidrBlocks: ["0.0.0.0/0"] }),
        "tcp from 0 to 0 is port 0": tagged(CLUSTER, { protocol: "tcp", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }),
        "what leaves": rule({ type: "egress", ...kubelet, cidrBlocks: ["0.0.0.0/0"] }),
        "a wide rule on a group that says nothing is left to the whole stack": group({
            ...everything,
            cidrBlocks: ["0.0.0.0/0"],
        }),
        "the same as a rule of its own": rule({ ...everything, cidrBlocks: ["0.0.0.0/0"] }),
        "a group without rules": { type: SECURITY_GROUP, props: {} },
        "a wide rule with unknown sources is left to the whole stack": group({ ...everything, cidrBlocks: UNKNOWN }),
        "unknown sources of another port": group({ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: UNKNOWN }),
        "unknown ports that only the cluster reaches": group({ protocol: "tcp", fromPort: UNKNOWN, toPort: UNKNOWN, self: true }),
        "an unknown source group is a group": group({ ...kubelet, securityGroups: [UNKNOWN] }),
    },
    unknowns: {
        "unknown addresses hide no known rule": {
            ...group({ ...kubelet, cidrBlocks: UNKNOWN }, { ...kubelet, cidrBlocks: ["0.0.0.0/0"] }),
            unknown: "ingress.0.cidrBlocks",
            reports: [`ingress[1].cidrBlocks: opens kubelet port 10250 to 0.0.0.0/0. ${inlineFix}`],
        },
        "an unknown address hides no known one beside it": {
            ...group({ ...kubelet, cidrBlocks: [UNKNOWN, "0.0.0.0/0"] }),
            unknown: "ingress.0.cidrBlocks.0",
            reports: [`ingress[0].cidrBlocks: opens kubelet port 10250 to 0.0.0.0/0. ${inlineFix}`],
        },
        "an unknown rule hides no known one": {
            ...group(UNKNOWN, { ...kubelet, cidrBlocks: ["0.0.0.0/0"] }),
            unknown: "ingress.0",
            reports: [`ingress[1].cidrBlocks: opens kubelet port 10250 to 0.0.0.0/0. ${inlineFix}`],
        },
        "unknown ports may be others": {
            ...rule({ protocol: "tcp", fromPort: UNKNOWN, toPort: 10250, cidrBlocks: ["0.0.0.0/0"] }),
            unknown: "fromPort",
        },
        "an unknown protocol may be UDP": {
            ...ingressRule({ ipProtocol: UNKNOWN, fromPort: 10250, toPort: 10250, cidrIpv4: "0.0.0.0/0" }),
            unknown: "ipProtocol",
        },
        "an unknown direction may be egress": {
            ...rule({ type: UNKNOWN, ...kubelet, cidrBlocks: ["0.0.0.0/0"] }),
            unknown: "type",
        },
        "an unknown port of CloudFormation's form": {
            type: NATIVE_GROUP,
            props: { securityGroupIngress: [{ ipProtocol: "tcp", fromPort: UNKNOWN, toPort: 10250, cidrIp: "0.0.0.0/0" }] },
            unknown: "securityGroupIngress.0.fromPort",
        },
        "unknown rules altogether": { type: SECURITY_GROUP, props: { ingress: UNKNOWN }, unknown: "ingress" },
    },
    stacks: {
        "a launch template of a node group, by id": {
            resources: [
                named("nodes", group({ ...everything, cidrBlocks: ["0.0.0.0/0"] }), { id: "sg-1" }),
                named("workers", { type: TEMPLATE, props: { id: "lt-1", vpcSecurityGroupIds: ["sg-1"] } }),
                named("workers-group", { type: NODE_GROUP, props: { launchTemplate: { id: "lt-1", version: "1" } } }),
            ],
            reports: [
                `ingress[0].cidrBlocks: ${both} 0.0.0.0/0 (0.0.0.0/0 → security group "nodes" → launch template "workers" → ` +
                    `node group "workers-group" → kubelet 10250). ${wideFix} @nodes`,
            ],
        },
        "an instance that only its boot shows to be a node": {
            resources: [
                named("nodes", group({ ...everything, cidrBlocks: ["0.0.0.0/0"] }), { id: "sg-1" }),
                {
                    name: "box",
                    type: INSTANCE,
                    props: {
                        vpcSecurityGroupIds: ["sg-1"],
                        userData: "#!/bin/bash\ncurl -sfL https://get.k3s.io | sh -s - server\n",
                    },
                },
            ],
            reports: [
                `ingress[0].cidrBlocks: ${both} 0.0.0.0/0 (0.0.0.0/0 → security group "nodes" → instance "box" → ` +
                    `kubelet 10250). ${wideFix} @nodes`,
            ],
        },
        "an instance whose compressed user data joins a cluster": {
            resources: [
                named("nodes", group({ ...everything, cidrBlocks: ["0.0.0.0/0"] }), { id: "sg-1" }),
                {
                    name: "box",
                    type: INSTANCE,
                    props: {
                        vpcSecurityGroupIds: ["sg-1"],
                        userDataBase64: gzipSync("#!/bin/bash\nkubeadm join 10.0.0.1:6443\n").toString("base64"),
                    },
                },
            ],
            reports: [
                `ingress[0].cidrBlocks: ${both} 0.0.0.0/0 (0.0.0.0/0 → security group "nodes" → instance "box" → ` +
                    `kubelet 10250). ${wideFix} @nodes`,
            ],
        },
        "the same while ids are unknown, by what the values are made from": {
            resources: [
                named("nodes", group(), { id: UNKNOWN, ingress: UNKNOWN }),
                {
                    ...named("open", rule({ ...everything, cidrBlocks: ["0.0.0.0/1", "128.0.0.0/1"] }), {
                        securityGroupId: UNKNOWN,
                    }),
                    propertyDependencies: { securityGroupId: ["nodes"] },
                },
                {
                    ...named("workers", { type: TEMPLATE, props: { vpcSecurityGroupIds: [UNKNOWN] } }),
                    propertyDependencies: { vpcSecurityGroupIds: ["nodes"] },
                },
                {
                    ...named("workers-group", { type: NODE_GROUP, props: { launchTemplate: { id: UNKNOWN } } }),
                    propertyDependencies: { launchTemplate: ["workers"] },
                },
            ],
            reports: [
                `cidrBlocks: ${both} everywhere (0.0.0.0/1 and 128.0.0.0/1 → security group "nodes" → launch template ` +
                    `"workers" → node group "workers-group" → kubelet 10250). ` +
                    `${wideFix.replace("securityGroups", "sourceSecurityGroupId")} @open`,
            ],
        },
        "a rule of its own on a tagged group": {
            resources: [
                named("nodes", tagged(CLUSTER), { id: "sg-1" }),
                named("open", ingressRule({ ipProtocol: "-1", cidrIpv4: "0.0.0.0/0" })),
            ],
            reports: [
                `cidrIpv4: ${both} 0.0.0.0/0 (0.0.0.0/0 → security group "nodes" → kubelet 10250). ` +
                    `${wideFix.replace("securityGroups", "referencedSecurityGroupId")} @open`,
            ],
        },
        "a rule of its own on a group that another rule shows to be a node's": {
            resources: [
                named("nodes", group(), { id: "sg-1" }),
                named("kubelet", rule({ ...kubelet, sourceSecurityGroupId: "sg-2" })),
                named("open", rule({ protocol: "tcp", fromPort: 0, toPort: 65535, cidrBlocks: ["0.0.0.0/0"] })),
            ],
            reports: [
                `cidrBlocks: ${both} 0.0.0.0/0 (0.0.0.0/0 → security group "nodes" → kubelet 10250). ` +
                    `${wideFix.replace("securityGroups", "sourceSecurityGroupId")} @open`,
            ],
        },
        "the group that EKS makes for a cluster": {
            resources: [
                named("prod", { type: CLUSTER_TYPE, props: {} }),
                {
                    ...named("open", rule({ ...everything, cidrBlocks: ["0.0.0.0/0"] }), { securityGroupId: UNKNOWN }),
                    propertyDependencies: { securityGroupId: ["prod"] },
                },
            ],
            reports: [
                `cidrBlocks: ${both} 0.0.0.0/0 (0.0.0.0/0 → the security group of cluster "prod" → kubelet 10250). ` +
                    `${wideFix.replace("securityGroups", "sourceSecurityGroupId")} @open`,
            ],
        },
        "an auto scaling group's tags": {
            resources: [
                named("nodes", group({ ...everything, cidrBlocks: ["0.0.0.0/0"] }), { id: "sg-1" }),
                named("workers", { type: TEMPLATE, props: { id: "lt-1", networkInterfaces: [{ securityGroups: ["sg-1"] }] } }),
                named("fleet", {
                    type: SCALING_GROUP,
                    props: {
                        launchTemplate: { id: "lt-1" },
                        tags: [{ key: "kubernetes.io/cluster/prod", value: "owned", propagateAtLaunch: true }],
                    },
                }),
            ],
            reports: [
                `ingress[0].cidrBlocks: ${both} 0.0.0.0/0 (0.0.0.0/0 → security group "nodes" → launch template "workers" → ` +
                    `auto scaling group "fleet" → kubelet 10250). ${wideFix} @nodes`,
            ],
        },
        "the instance profile of EKS workers": {
            resources: [
                named("nodes", group({ ...everything, cidrBlocks: ["0.0.0.0/0"] }), { id: "sg-1" }),
                named("role", { type: "aws:iam/role:Role", props: {} }),
                {
                    ...named("policy", {
                        type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
                        props: { role: UNKNOWN, policyArn: "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy" },
                    }),
                    propertyDependencies: { role: ["role"] },
                },
                {
                    ...named("profile", { type: "aws:iam/instanceProfile:InstanceProfile", props: { role: UNKNOWN } }),
                    propertyDependencies: { role: ["role"] },
                },
                {
                    ...named("node", { type: INSTANCE, props: { vpcSecurityGroupIds: ["sg-1"], iamInstanceProfile: UNKNOWN } }),
                    propertyDependencies: { iamInstanceProfile: ["profile"] },
                },
            ],
            reports: [
                `ingress[0].cidrBlocks: ${both} 0.0.0.0/0 (0.0.0.0/0 → security group "nodes" → instance "node" → kubelet 10250). ` +
                    `${wideFix} @nodes`,
            ],
        },
        "a private range on a known node advises": {
            resources: [
                named("nodes", group({ ...everything, cidrBlocks: ["10.0.0.0/8"] }), { id: "sg-1" }),
                named("node", {
                    type: INSTANCE,
                    props: { vpcSecurityGroupIds: ["sg-1"], tags: { "kubernetes.io/cluster/prod": "owned" } },
                }),
            ],
            reports: [
                `(advisory) [medium] ingress[0].cidrBlocks: ${both} 10.0.0.0/8 (10.0.0.0/8 → security group "nodes" → instance "node" → ` +
                    `kubelet 10250). ${wideFix.slice(0, -1)}, or list the range in trustedCidrs. @nodes`,
            ],
        },
        "a group of another stack that is declared to be a node's": {
            resources: [
                {
                    ...named("open", rule({ ...everything, securityGroupId: "sg-0abc", cidrBlocks: ["0.0.0.0/0"] })),
                    config: { nodeSecurityGroups: ["sg-0a*"] },
                },
            ],
            reports: [
                `cidrBlocks: ${both} 0.0.0.0/0 (0.0.0.0/0 → security group sg-0abc → kubelet 10250). ` +
                    `${wideFix.replace("securityGroups", "sourceSecurityGroupId")} @open`,
            ],
        },
        "CloudFormation's rule on a tagged group, by id": {
            resources: [
                named("nodes", {
                    type: NATIVE_GROUP,
                    props: { groupId: "sg-1", tags: [{ key: "kubernetes.io/cluster/prod", value: "owned" }] },
                }),
                named("open", { type: NATIVE_RULE, props: { groupId: "sg-1", ipProtocol: "-1", cidrIp: "0.0.0.0/0" } }),
            ],
            reports: [
                `cidrIp: ${both} 0.0.0.0/0 (0.0.0.0/0 → security group "nodes" → kubelet 10250). ` +
                    `${wideFix.replace("securityGroups", "sourceSecurityGroupId")} @open`,
            ],
        },
        "the same while ids are unknown": {
            resources: [
                named("nodes", {
                    type: NATIVE_GROUP,
                    props: {
                        groupId: UNKNOWN,
                        securityGroupIngress: UNKNOWN,
                        tags: [{ key: "kubernetes.io/cluster/prod", value: "owned" }],
                    },
                }),
                {
                    ...named("open", { type: NATIVE_RULE, props: { groupId: UNKNOWN, ipProtocol: "-1", cidrIp: "0.0.0.0/0" } }),
                    propertyDependencies: { groupId: ["nodes"] },
                },
            ],
            reports: [
                `cidrIp: ${both} 0.0.0.0/0 (0.0.0.0/0 → security group "nodes" → kubelet 10250). ` +
                    `${wideFix.replace("securityGroups", "sourceSecurityGroupId")} @open`,
            ],
        },
        "a machine of unknown use advises": {
            resources: [
                named("web", group({ ...everything, cidrBlocks: ["0.0.0.0/0"] }), { id: "sg-1" }),
                named("server", { type: INSTANCE, props: { vpcSecurityGroupIds: ["sg-1"] } }),
                named("front", { type: LOAD_BALANCER, props: { securityGroups: ["sg-1"] } }),
            ],
            reports: [
                `(advisory) ingress[0].cidrBlocks: ${both} 0.0.0.0/0 (0.0.0.0/0 → security group "web" → instance "server"; nothing tells ` +
                    `whether that is a Kubernetes node). ${wideFix} @web`,
            ],
        },
        "a group of another stack advises": {
            resources: [named("open", rule({ ...everything, cidrBlocks: ["0.0.0.0/0"] }))],
            reports: [
                `(advisory) cidrBlocks: ${both} 0.0.0.0/0 (0.0.0.0/0 → security group sg-1; nothing tells whether that is a Kubernetes ` +
                    `node). ${wideFix.replace("securityGroups", "sourceSecurityGroupId")} @open`,
            ],
        },
        "a load balancer and a data base are no nodes": {
            resources: [
                named("front", group({ ...everything, cidrBlocks: ["0.0.0.0/0"] }), { id: "sg-1" }),
                named("balancer", { type: LOAD_BALANCER, props: { securityGroups: ["sg-1"] } }),
                named("data", { type: "aws:rds/instance:Instance", props: { vpcSecurityGroupIds: ["sg-1"] } }),
            ],
            reports: [],
        },
        "two doubts at once are not worth a line: a private range on a machine of unknown use": {
            resources: [
                named("app", group({ ...everything, cidrBlocks: ["10.0.0.0/8"] }), { id: "sg-1" }),
                named("server", { type: INSTANCE, props: { vpcSecurityGroupIds: ["sg-1"] } }),
            ],
            reports: [],
        },
        "a group that another rule only names as a source is not attached by that": {
            resources: [
                named("balancer-group", group({ ...everything, cidrBlocks: ["0.0.0.0/0"] }), { id: "sg-1" }),
                named("balancer", { type: LOAD_BALANCER, props: { securityGroups: ["sg-1"] } }),
                named("nodes", tagged(CLUSTER, { ...everything, securityGroups: ["sg-1"] }), { id: "sg-2" }),
                {
                    ...named("workers", { type: NODE_GROUP, props: { remoteAccess: { sourceSecurityGroupIds: ["sg-1"] } } }),
                    propertyDependencies: { remoteAccess: ["balancer-group"] },
                },
            ],
            reports: [],
        },
        "what was judged at its resource is not told twice": {
            resources: [
                named("nodes", tagged(CLUSTER, { ...everything, cidrBlocks: ["0.0.0.0/0"] }), { id: "sg-1" }),
                named("open", rule({ ...kubelet, cidrBlocks: ["0.0.0.0/0"] })),
            ],
            reports: [],
        },
        "rules that AWS computes from those attached elsewhere are nothing unknown": {
            resources: [named("nodes", group(), { id: UNKNOWN, ingress: UNKNOWN })],
            reports: [],
        },
        "rules that the program makes of something unknown are": {
            resources: [
                named("vpc", { type: "aws:ec2/vpc:Vpc", props: {} }),
                { ...named("nodes", group(), { ingress: UNKNOWN }), propertyDependencies: { ingress: ["vpc"] } },
            ],
            reports: [],
            unknown: "ingress",
        },
        "unknown addresses of a wide rule on a machine": {
            resources: [
                named("web", group({ ...everything, cidrBlocks: [UNKNOWN, "0.0.0.0/0"] }), { id: "sg-1" }),
                named("server", { type: INSTANCE, props: { vpcSecurityGroupIds: ["sg-1"] } }),
            ],
            reports: [
                `(advisory) ingress[0].cidrBlocks: ${both} 0.0.0.0/0 (0.0.0.0/0 → security group "web" → instance "server"; nothing tells ` +
                    `whether that is a Kubernetes node). ${wideFix} @web`,
            ],
            unknown: "ingress.0.cidrBlocks.0",
        },
    },
});
