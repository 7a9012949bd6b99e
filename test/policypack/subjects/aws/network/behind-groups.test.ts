import { type GivenInStack, UNKNOWN } from "../../../judge";
import { CLUSTER, doubt, group, made, NATIVE_TAGS, OPEN, resource, told, way } from "../../../paths";

const nodeadm = Buffer.from("---\napiVersion: node.eks.aws/v1alpha1\nkind: NodeConfig\n").toString("base64");
const LT = "aws:ec2/launchTemplate:LaunchTemplate";
const NATIVE_LT = "aws-native:ec2:LaunchTemplate";
const NODE_GROUP = "aws:eks/nodeGroup:NodeGroup";
const NATIVE_NODE_GROUP = "aws-native:eks:Nodegroup";
const INSTANCE = "aws:ec2/instance:Instance";
const INTERFACE = "aws:ec2/networkInterface:NetworkInterface";

describe("a group is followed to the nodes behind it", () => {
    test.each<[string, readonly GivenInStack[], string]>([
        [
            "a template that a node group takes by name",
            [
                resource("workers", LT, { id: "lt-1", name: "workers-8f2", vpcSecurityGroupIds: ["sg-1"] }),
                resource("pool", NODE_GROUP, { launchTemplate: { name: "workers-8f2", version: "1" } }),
            ],
            way('launch template "workers"', 'node group "pool"'),
        ],
        [
            "the same of aws-native, by id",
            [
                resource("workers", NATIVE_LT, { launchTemplateId: "lt-1", launchTemplateData: { securityGroupIds: ["sg-1"] } }),
                resource("pool", NATIVE_NODE_GROUP, { launchTemplate: { id: "lt-1" } }),
            ],
            way('launch template "workers"', 'node group "pool"'),
        ],
        [
            "an interface of a template of aws-native, while ids are unknown",
            [
                resource(
                    "workers",
                    NATIVE_LT,
                    { launchTemplateData: { networkInterfaces: [{ groups: [UNKNOWN] }] } },
                    made({ launchTemplateData: "nodes" }),
                ),
                resource("pool", NATIVE_NODE_GROUP, { launchTemplate: { id: UNKNOWN } }, made({ launchTemplate: "workers" })),
            ],
            way('launch template "workers"', 'node group "pool"'),
        ],
        [
            "an interface that says itself where it is attached",
            [
                resource("second", INTERFACE, {
                    id: "eni-1",
                    securityGroups: ["sg-1"],
                    attachments: [{ instance: "i-1", deviceIndex: 1 }],
                }),
                resource("box", INSTANCE, { id: "i-1", tags: CLUSTER }),
            ],
            way('network interface "second"', 'instance "box"'),
        ],
        [
            "such an interface while ids are unknown",
            [
                resource(
                    "second",
                    INTERFACE,
                    { securityGroups: ["sg-1"], attachments: [{ instance: UNKNOWN, deviceIndex: 1 }] },
                    made({ attachments: "box" }),
                ),
                resource("box", INSTANCE, { id: UNKNOWN, tags: CLUSTER }),
            ],
            way('network interface "second"', 'instance "box"'),
        ],
        [
            "the machines of Cluster API",
            [
                resource("pool", "kubernetes:infrastructure.cluster.x-k8s.io/v1beta2:AWSMachineTemplate", {
                    spec: { template: { spec: { additionalSecurityGroups: [{ id: "sg-1" }] } } },
                }),
            ],
            way('aws machine template "pool"'),
        ],
        [
            "the user data of such a template",
            [resource("workers", NATIVE_LT, { launchTemplateData: { securityGroupIds: ["sg-1"], userData: nodeadm } })],
            way('launch template "workers"'),
        ],
        [
            "the tags that it gives its machines",
            [
                resource("workers", NATIVE_LT, {
                    launchTemplateData: {
                        securityGroupIds: ["sg-1"],
                        tagSpecifications: [{ resourceType: "instance", tags: NATIVE_TAGS }],
                    },
                }),
            ],
            way('launch template "workers"'),
        ],
        [
            "an instance of aws-native",
            [resource("node", "aws-native:ec2:Instance", { securityGroupIds: ["sg-1"], tags: NATIVE_TAGS })],
            way('instance "node"'),
        ],
        [
            "an interface within an instance of aws-native",
            [resource("node", "aws-native:ec2:Instance", { networkInterfaces: [{ groupSet: ["sg-1"] }], tags: NATIVE_TAGS })],
            way('instance "node"'),
        ],
        [
            "a launch configuration of aws-native and its auto scaling group",
            [
                resource("workers", "aws-native:autoscaling:LaunchConfiguration", {
                    launchConfigurationName: "workers-1",
                    securityGroups: ["sg-1"],
                }),
                resource("fleet", "aws-native:autoscaling:AutoScalingGroup", {
                    launchConfigurationName: "workers-1",
                    tags: [{ ...NATIVE_TAGS[0], propagateAtLaunch: true }],
                }),
            ],
            way('launch configuration "workers"', 'auto scaling group "fleet"'),
        ],
        [
            "a cluster of aws-native",
            [resource("prod", "aws-native:eks:Cluster", { resourcesVpcConfig: { securityGroupIds: ["sg-1"] } })],
            way('cluster "prod"'),
        ],
        [
            "a specification of a spot fleet",
            [
                resource("fleet", "aws:ec2/spotFleetRequest:SpotFleetRequest", {
                    launchSpecifications: [{ vpcSecurityGroupIds: ["sg-1"], tags: CLUSTER }],
                }),
            ],
            way('spot fleet request "fleet"'),
        ],
        [
            "user data in a specification of a spot fleet",
            [
                resource("fleet", "aws:ec2/spotFleetRequest:SpotFleetRequest", {
                    launchSpecifications: [{ vpcSecurityGroupIds: ["sg-1"], userData: nodeadm }],
                }),
            ],
            way('spot fleet request "fleet"'),
        ],
        [
            "a spot fleet of aws-native",
            [
                resource("fleet", "aws-native:ec2:SpotFleet", {
                    spotFleetRequestConfigData: {
                        launchSpecifications: [{ securityGroups: [{ groupId: "sg-1" }], userData: nodeadm }],
                    },
                }),
            ],
            way('spot fleet "fleet"'),
        ],
        [
            "a spot fleet that starts a template",
            [
                resource("workers", LT, { id: "lt-1", vpcSecurityGroupIds: ["sg-1"] }),
                resource("fleet", "aws:ec2/spotFleetRequest:SpotFleetRequest", {
                    launchTemplateConfigs: [{ launchTemplateSpecification: { id: "lt-1", version: "1" } }],
                    tags: CLUSTER,
                }),
            ],
            way('launch template "workers"', 'spot fleet request "fleet"'),
        ],
        [
            "an interface that an attachment joins to a node",
            [
                resource("front", INTERFACE, { id: "eni-1", securityGroups: ["sg-1"] }),
                resource("node", INSTANCE, { id: "i-1", tags: CLUSTER }),
                resource("joint", "aws:ec2/networkInterfaceAttachment:NetworkInterfaceAttachment", {
                    instanceId: "i-1",
                    networkInterfaceId: "eni-1",
                }),
            ],
            way('network interface "front"', 'instance "node"'),
        ],
        [
            "the same of aws-native, while ids are unknown",
            [
                resource("front", "aws-native:ec2:NetworkInterface", { groupSet: [UNKNOWN] }, made({ groupSet: "nodes" })),
                resource("node", "aws-native:ec2:Instance", { tags: NATIVE_TAGS }),
                resource(
                    "joint",
                    "aws-native:ec2:NetworkInterfaceAttachment",
                    { instanceId: UNKNOWN, networkInterfaceId: UNKNOWN },
                    made({ instanceId: "node", networkInterfaceId: "front" }),
                ),
            ],
            way('network interface "front"', 'instance "node"'),
        ],
        [
            "a node's primary interface",
            [
                resource("front", INTERFACE, { id: "eni-1", securityGroups: ["sg-1"] }),
                resource("node", INSTANCE, { primaryNetworkInterface: { networkInterfaceId: "eni-1" }, tags: CLUSTER }),
            ],
            way('network interface "front"', 'instance "node"'),
        ],
        [
            "a profile of aws-native whose role is a worker's",
            [
                resource("role", "aws-native:iam:Role", {
                    roleName: "workers",
                    managedPolicyArns: ["arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy"],
                }),
                resource("profile", "aws-native:iam:InstanceProfile", { instanceProfileName: "workers-p", roles: ["workers"] }),
                resource("workers", NATIVE_LT, {
                    launchTemplateData: { securityGroupIds: ["sg-1"], iamInstanceProfile: { name: "workers-p" } },
                }),
            ],
            way('launch template "workers"'),
        ],
        [
            "a template that the EKS component makes, whose user data is unknown",
            [
                resource("pool", "eks:index:NodeGroupV2", {}),
                resource("pool-launchTemplate", LT, { vpcSecurityGroupIds: ["sg-1"], userData: UNKNOWN }, { parent: "pool" }),
            ],
            way('launch template "pool-launchTemplate"'),
        ],
    ])("%s", (_, resources, expected) => expect(told([group(), ...resources])).toBe(expected));

    test.each([
        ["an instance", resource("box", INSTANCE, { securityGroups: ["web"], tags: CLUSTER }), 'instance "box"'],
        ["a launch template", resource("box", LT, { securityGroupNames: ["web"], tags: CLUSTER }), 'launch template "box"'],
    ])("by its name, as %s of a default VPC takes it", (_, machine, words) =>
        expect(told([group({ name: "web" }), machine])).toBe(way(words)),
    );

    test.each([
        ["etcd alone, which may be a data base's", "etcd --name patroni-0 --data-dir /var/lib/etcd"],
        ["programs that only tell their versions", "kubelet --version\nkubeadm version -o short\nk3s completion bash"],
    ])("a machine whose boot runs %s may be anything", (_, script) => {
        const box = resource("box", INSTANCE, { vpcSecurityGroupIds: ["sg-1"], userData: `#!/bin/bash\n${script}\n` });
        expect(told([group(), box])).toBe(doubt('instance "box"'));
    });

    test("of two groups of one name nothing tells which is meant", () => {
        const other = { ...group({ id: "sg-2", name: "web", ingress: [] }), name: "other" };
        const box = resource("box", INSTANCE, { securityGroups: ["web"], tags: CLUSTER });
        expect(told([group({ name: "web" }), other, box])).toBe(doubt());
    });

    test("a rule of aws-native takes a group by its name", () => {
        const nodes = resource("nodes", "aws-native:ec2:SecurityGroup", { groupName: "web", groupId: "sg-1", tags: NATIVE_TAGS });
        const open = resource("open", "aws-native:ec2:SecurityGroupIngress", {
            groupName: "web",
            ipProtocol: "-1",
            cidrIp: "0.0.0.0/0",
        });
        expect(told([nodes, open])).toBe(way());
    });

    test("a machine that somebody puts below the EKS component may be anything", () => {
        const cluster = resource("prod", "eks:index:Cluster", {});
        const bastion = resource("bastion", INSTANCE, { vpcSecurityGroupIds: ["sg-1"] }, { parent: "prod" });
        expect(told([group(), cluster, bastion])).toBe(doubt('instance "bastion"'));
    });

    test("a data base of aws-native is no node", () => {
        expect(told([group(), resource("data", "aws-native:rds:DbInstance", { vpcSecurityGroups: ["sg-1"] })])).toBe("");
    });

    test("the groups that the EKS component names itself are a cluster's, though their tags are unknown", () => {
        const nodes = (name: string) => [
            resource("prod", "eks:index:Cluster", {}),
            { ...group({ tags: UNKNOWN }), name, parent: "prod" },
        ];
        expect(told(nodes("prod-nodeSecurityGroup"))).toBe(
            'mandatory: 0.0.0.0/0 → security group "prod-nodeSecurityGroup" → kubelet 10250',
        );
        expect(told(nodes("data"))).toContain("advisory: ");
    });
});

describe("Karpenter's classes of nodes select groups", () => {
    const select = (...securityGroupSelectorTerms: unknown[]) =>
        resource("default", "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass", { spec: { securityGroupSelectorTerms } });
    const tagged = group({ name: "prod-nodes", tags: { team: "platform", Name: "nodes" } });
    const found = way('EC2 node class "default"');

    test.each<[string, unknown[]]>([
        ["by id", [{ id: "sg-1" }]],
        ["by a tag", [{ tags: { team: "platform" } }]],
        ["by several tags", [{ tags: { team: "platform", Name: "nodes" } }]],
        ["by the key of a tag", [{ tags: { team: "*" } }]],
        ["by a part of a tag", [{ tags: { team: "plat*" } }]],
        ["by name", [{ name: "prod-nodes" }]],
        ["by a part of a name", [{ name: "prod-?odes" }]],
        ["by a second term", [{ tags: { team: "data" } }, { name: "prod-*" }]],
    ])("%s", (_, terms) => expect(told([tagged, select(...terms)])).toBe(found));

    test.each<[string, unknown[]]>([
        ["by another value", [{ tags: { team: "data" } }]],
        ["by tags that it has only one of", [{ tags: { team: "platform", env: "prod" } }]],
        ["by another name", [{ name: "prod.nodes" }]],
        ["by a tag and another name", [{ tags: { team: "platform" }, name: "dev-*" }]],
        ["by a value that is unknown", [{ tags: { team: UNKNOWN } }]],
        ["by nothing", [{}]],
    ])("but not %s", (_, terms) => {
        expect(told([tagged, select(...terms)])).toBe(doubt());
    });
});

describe("a rule on the group that EKS makes for a cluster", () => {
    const rule = (securityGroupId: unknown) =>
        resource("open", "aws:ec2/securityGroupRule:SecurityGroupRule", { type: "ingress", securityGroupId, ...OPEN });
    const expected = 'mandatory: 0.0.0.0/0 → the security group of cluster "prod" → kubelet 10250';

    test.each<[string, GivenInStack]>([
        ["aws", resource("prod", "aws:eks/cluster:Cluster", { vpcConfig: { clusterSecurityGroupId: "sg-9" } })],
        ["aws-native", resource("prod", "aws-native:eks:Cluster", { clusterSecurityGroupId: "sg-9" })],
    ])("is joined by the id that the cluster has: %s", (_, cluster) => expect(told([cluster, rule("sg-9")])).toBe(expected));
});
