import { etcdPortNotReachable } from "../../../../policypack/policies/etcd-api/etcd-port-not-reachable";
import { UNKNOWN } from "../../judge";
import { policyTable } from "../../table";

const SECURITY_GROUP = "aws:ec2/securityGroup:SecurityGroup";
const DEFAULT_GROUP = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup";
const RULE = "aws:ec2/securityGroupRule:SecurityGroupRule";
const INGRESS_RULE = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";

const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
const INSTANCE = "aws:ec2/instance:Instance";
const NODE_GROUP = "aws:eks/nodeGroup:NodeGroup";
const CLUSTER = "aws:eks/cluster:Cluster";
const LOAD_BALANCER = "aws:lb/loadBalancer:LoadBalancer";

const group = (...ingress: unknown[]) => ({ type: SECURITY_GROUP, props: { ingress } });
const tagged = (tags: object, ...ingress: unknown[]) => ({ type: SECURITY_GROUP, props: { tags, ingress } });

const etcd = { protocol: "tcp", fromPort: 2379, toPort: 2380 };
const everything = { protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] };
const CONTROL_PLANE = { "k8s.io/role/control-plane": "1" };

const name = (instead: string, remove: string) =>
    `Name the control plane's own security group in ${instead} and remove ${remove}.`;
const inlineFix = name("securityGroups", "cidrBlocks");
const wideFix =
    "Open only the ports that these addresses need, and etcd's to the control plane's own security group (securityGroups).";
const both = "opens etcd ports 2379 and 2380 to";

policyTable(etcdPortNotReachable, {
    fails: {
        "clients and peers from the internet": {
            ...group({ ...etcd, cidrBlocks: ["0.0.0.0/0"] }),
            reports: [`ingress[0].cidrBlocks: ${both} 0.0.0.0/0. ${inlineFix}`],
        },
        "a default group has the same rules": {
            type: DEFAULT_GROUP,
            props: { ingress: [{ ...etcd, cidrBlocks: ["0.0.0.0/0"] }] },
            reports: [`ingress[0].cidrBlocks: ${both} 0.0.0.0/0. ${inlineFix}`],
        },
        "a rule of its own, for clients only": {
            type: RULE,
            props: { type: "ingress", securityGroupId: "sg-1", ...etcd, toPort: 2379, ipv6CidrBlocks: ["::/0"] },
            reports: [`ipv6CidrBlocks: opens etcd port 2379 to ::/0. ${name("sourceSecurityGroupId", "ipv6CidrBlocks")}`],
        },
        "the vpc form, for peers only": {
            type: INGRESS_RULE,
            props: { securityGroupId: "sg-1", ipProtocol: "TCP", fromPort: 2380, toPort: 2380, cidrIpv4: "0.0.0.0/0" },
            reports: [`cidrIpv4: opens etcd port 2380 to 0.0.0.0/0. ${name("referencedSecurityGroupId", "cidrIpv4")}`],
        },
        "CloudFormation's form of a group": {
            type: "aws-native:ec2:SecurityGroup",
            props: { securityGroupIngress: [{ ipProtocol: "6", fromPort: 2379, toPort: 2380, cidrIp: "0.0.0.0/0" }] },
            reports: [`securityGroupIngress[0].cidrIp: ${both} 0.0.0.0/0. ${name("sourceSecurityGroupId", "cidrIp")}`],
        },
        "CloudFormation's form of a rule": {
            type: "aws-native:ec2:SecurityGroupIngress",
            props: { groupId: "sg-1", ipProtocol: "tcp", fromPort: 2379, toPort: 2379, cidrIpv6: "::/0" },
            reports: [`cidrIpv6: opens etcd port 2379 to ::/0. ${name("sourceSecurityGroupId", "cidrIpv6")}`],
        },
        "a control plane with every port open": {
            ...tagged(CONTROL_PLANE, everything),
            reports: [`ingress[0].cidrBlocks: ${both} 0.0.0.0/0. ${wideFix}`],
        },
        "a sibling that names etcd shows whose group it is": {
            ...group({ ...etcd, self: true }, { ...everything, protocol: "tcp", toPort: 65535 }),
            reports: [`ingress[1].cidrBlocks: ${both} 0.0.0.0/0. ${wideFix}`],
        },
        "a private range may be the control plane's own network, so it advises": {
            ...group({ ...etcd, cidrBlocks: ["10.0.0.0/16"] }),
            reports: [
                `(advisory) [medium] ingress[0].cidrBlocks: ${both} 10.0.0.0/16. ${inlineFix.slice(0, -1)}, or list the range in trustedCidrs.`,
            ],
        },
    },
    passes: {
        "members among themselves": group({ ...etcd, self: true }),
        "the API server's group": group({ ...etcd, securityGroups: ["sg-2"] }),
        "declared addresses": {
            ...group({ ...etcd, cidrBlocks: ["10.0.1.0/24"] }),
            config: { trustedCidrs: ["10.0.0.0/16"] },
        },
        "a worker with every port open is the kubelet policy's finding": tagged(
            { "kubernetes.io/cluster/prod": "owned", "eks:nodegroup-name": "workers" },
            everything,
        ),
        "a group that names the kubelet is a worker's": group(
            { protocol: "tcp", fromPort: 10250, toPort: 10250, self: true },
            everything,
        ),
        "a wide rule on a group that says nothing is left to the whole stack": group(everything),
        "a website": tagged(CONTROL_PLANE, { protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["0.0.0.0/0"] }),
    },
    unknowns: {
        "unknown addresses hide no known rule": {
            ...group({ ...etcd, cidrBlocks: UNKNOWN }, { ...etcd, cidrBlocks: ["0.0.0.0/0"] }),
            unknown: "ingress.0.cidrBlocks",
            reports: [`ingress[1].cidrBlocks: ${both} 0.0.0.0/0. ${inlineFix}`],
        },
        "unknown ports may be others": {
            ...group({ protocol: "tcp", fromPort: 2379, toPort: UNKNOWN, cidrBlocks: ["0.0.0.0/0"] }),
            unknown: "ingress.0.toPort",
        },
    },
    stacks: {
        "a machine that is a control plane's by its tag": {
            resources: [
                { name: "masters", type: SECURITY_GROUP, props: { id: "sg-1", ingress: [everything] } },
                { name: "first", type: INSTANCE, props: { vpcSecurityGroupIds: ["sg-1"], tags: CONTROL_PLANE } },
            ],
            reports: [
                `ingress[0].cidrBlocks: ${both} 0.0.0.0/0 (0.0.0.0/0 → security group "masters" → instance "first" → etcd 2379). ` +
                    `${wideFix} @masters`,
            ],
        },
        "a wide rule on a group that another rule shows to be etcd's": {
            resources: [
                { name: "members", type: SECURITY_GROUP, props: { id: "sg-1" } },
                { name: "peers", type: RULE, props: { type: "ingress", securityGroupId: "sg-1", ...etcd, self: true } },
                { name: "open", type: RULE, props: { type: "ingress", securityGroupId: "sg-1", ...everything } },
            ],
            reports: [
                `cidrBlocks: ${both} 0.0.0.0/0 (0.0.0.0/0 → security group "members" → etcd 2379). ` +
                    `${wideFix.replace("securityGroups", "sourceSecurityGroupId")} @open`,
            ],
        },
        "a name alone advises, also on a cluster's machine": {
            resources: [
                { name: "etcd-members", type: SECURITY_GROUP, props: { id: "sg-1", ingress: [everything] } },
                {
                    name: "first",
                    type: INSTANCE,
                    props: { vpcSecurityGroupIds: ["sg-1"], tags: { "kubernetes.io/cluster/prod": "owned" } },
                },
            ],
            reports: [
                `(advisory) ingress[0].cidrBlocks: ${both} 0.0.0.0/0 (0.0.0.0/0 → security group "etcd-members"; nothing tells whether ` +
                    `that runs etcd). ${wideFix} @etcd-members`,
            ],
        },
        "a machine of unknown use advises": {
            resources: [
                { name: "web", type: SECURITY_GROUP, props: { id: "sg-1", ingress: [everything] } },
                { name: "server", type: INSTANCE, props: { vpcSecurityGroupIds: ["sg-1"] } },
            ],
            reports: [
                `(advisory) ingress[0].cidrBlocks: ${both} 0.0.0.0/0 (0.0.0.0/0 → security group "web" → instance "server"; nothing tells ` +
                    `whether that runs etcd). ${wideFix} @web`,
            ],
        },
        "a worker is the kubelet policy's finding alone": {
            resources: [
                { name: "nodes", type: SECURITY_GROUP, props: { id: "sg-1", ingress: [everything] } },
                { name: "workers", type: TEMPLATE, props: { id: "lt-1", vpcSecurityGroupIds: ["sg-1"] } },
                { name: "group", type: NODE_GROUP, props: { launchTemplate: { id: "lt-1" } } },
            ],
            reports: [],
        },
        "AWS runs the etcd of an EKS cluster": {
            resources: [
                { name: "cluster", type: SECURITY_GROUP, props: { id: "sg-1", ingress: [everything] } },
                { name: "prod", type: CLUSTER, props: { vpcConfig: { securityGroupIds: ["sg-1"] } } },
            ],
            reports: [],
        },
        "a load balancer of a control plane is none": {
            resources: [
                { name: "control-plane", type: SECURITY_GROUP, props: { id: "sg-1", ingress: [everything] } },
                { name: "api", type: LOAD_BALANCER, props: { securityGroups: ["sg-1"] } },
            ],
            reports: [],
        },
        "machines with all ports open inside the VPC are ordinary": {
            resources: [
                {
                    name: "web",
                    type: SECURITY_GROUP,
                    props: { id: "sg-1", ingress: [{ ...everything, cidrBlocks: ["10.0.0.0/16"] }] },
                },
                { name: "server", type: INSTANCE, props: { vpcSecurityGroupIds: ["sg-1"] } },
            ],
            reports: [],
        },
    },
});
