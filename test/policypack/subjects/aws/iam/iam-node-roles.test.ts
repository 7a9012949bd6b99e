import { nodeRolesOf } from "../../../../../policypack/subjects/aws/iam/iam-node-roles";
import { IamReferences } from "../../../../../policypack/subjects/aws/iam/iam-references";
import { TRUST } from "../../../iams";
import { type GivenInStack, stackOf, UNKNOWN } from "../../../judge";

const ROLE = "aws:iam/role:Role";
const ARN = "arn:aws:iam::123456789012:role/nodes";
const role: GivenInStack = { type: ROLE, name: "nodes", props: { name: "nodes", arn: ARN, assumeRolePolicy: TRUST.ec2 } };
const profile = (type: string, props: object): GivenInStack => ({ type, name: "profile", props: { name: "workers", ...props } });
const workers = profile("aws:iam/instanceProfile:InstanceProfile", { role: "nodes" });
const mark = { tags: { "eks:nodegroup-name": "shop" } };
const K3S = "#!/bin/sh\ncurl -sfL https://get.k3s.io | sh -s - agent --server https://10.0.0.4:6443\n";

function rolesOf(...given: readonly GivenInStack[]) {
    const stack = stackOf(given);
    const { own, names } = nodeRolesOf(stack, new IamReferences(stack.filter(({ type }) => type === ROLE)));
    return [...own].map(({ name }) => `own ${name}`).concat([...names].map((name) => `named ${name}`));
}

/** The properties by which EKS and Karpenter are told the role of nodes. */
test.each<[type: string, props: object]>([
    ["aws:eks/nodeGroup:NodeGroup", { nodeRoleArn: ARN }],
    ["aws-native:eks:Nodegroup", { nodeRole: ARN }],
    ["aws:eks/cluster:Cluster", { computeConfig: { enabled: true, nodeRoleArn: ARN } }],
    ["aws-native:eks:Cluster", { computeConfig: { enabled: true, nodeRoleArn: ARN } }],
    ["aws:eks/accessEntry:AccessEntry", { type: "EC2_LINUX", principalArn: ARN }],
    ["aws:eks/accessEntry:AccessEntry", { type: "EC2", principalArn: ARN }],
    ["aws-native:eks:AccessEntry", { type: "HYBRID_LINUX", principalArn: ARN }],
    ["eks:index:ManagedNodeGroup", { nodeRole: { name: "nodes" } }],
    ["eks:index:ManagedNodeGroup", { nodeRoleArn: ARN }],
    ["eks:index:Cluster", { instanceRole: { arn: ARN } }],
    ["eks:index:Cluster", { instanceRoles: [{ arn: ARN }] }],
    ["kubernetes:karpenter.k8s.aws/v1:EC2NodeClass", { spec: { role: "nodes" } }],
    ["kubernetes:karpenter.k8s.aws/v1beta1:EC2NodeClass", { spec: { role: "nodes" } }],
])("%s names it in %j", (type, props) => expect(rolesOf(role, { type, name: "it", props })).toEqual(["own nodes"]));

test.each<[type: string, props: object]>([
    ["aws:eks/accessEntry:AccessEntry", { type: "STANDARD", principalArn: ARN }],
    ["aws:eks/accessEntry:AccessEntry", { principalArn: ARN }],
    ["aws:eks/cluster:Cluster", { roleArn: ARN }],
    ["aws:eks/fargateProfile:FargateProfile", { podExecutionRoleArn: ARN, nodeRoleArn: ARN }],
    ["my-aws:eks/nodeGroup:NodeGroup", { nodeRoleArn: ARN }],
    ["my-eks:index:Cluster", { instanceRole: { arn: ARN } }],
    ["eks:index:ClusterX", { instanceRole: { arn: ARN } }],
    ["eks:index:ManagedNodeGroupX", { nodeRoleArn: ARN }],
    ["eks:index:NodeGroupX", { instanceProfileName: "workers" }],
    ["aws-native:eks:NodegroupX", { nodeRole: ARN }],
    ["aws-native:eks:ClusterX", { computeConfig: { nodeRoleArn: ARN } }],
    ["aws-native:eks:AccessEntryX", { type: "EC2", principalArn: ARN }],
    ["kubernetes:karpenter.k8s.aws/v1:EC2NodeClassList", { spec: { role: "nodes" } }],
    ["kubernetes:own.example.com/v1:EC2NodeClass", { spec: { role: "nodes" } }],
    ["my-aws-native:eks:Nodegroup", { nodeRole: ARN }],
    ["my-aws:eks/cluster:Cluster", { computeConfig: { nodeRoleArn: ARN } }],
    ["my-aws:eks/accessEntry:AccessEntry", { type: "EC2", principalArn: ARN }],
    ["aws:eks/accessEntry:AccessEntry", { type: "NOT_EC2", principalArn: ARN }],
    ["my-eks:index:ManagedNodeGroup", { nodeRoleArn: ARN }],
    ["my-eks:index:NodeGroup", { instanceProfileName: "workers" }],
    ["my-kubernetes:karpenter.k8s.aws/v1:EC2NodeClass", { spec: { role: "nodes" } }],
    ["my-aws:ec2/instance:Instance", { ...mark, iamInstanceProfile: "workers" }],
])("of what %s says in %j none is a node's", (type, props) =>
    expect(rolesOf(role, workers, { type, name: "it", props })).toEqual([]),
);

describe("by the instance profile", () => {
    test.each<[type: string, props: object]>([
        ["eks:index:Cluster", { instanceProfileName: "workers" }],
        ["eks:index:NodeGroup", { instanceProfileName: "workers" }],
        ["eks:index:NodeGroup", { instanceProfile: { name: "workers" } }],
        ["eks:index:NodeGroupV2", { instanceProfile: { name: "workers" } }],
        ["kubernetes:karpenter.k8s.aws/v1:EC2NodeClass", { spec: { instanceProfile: "workers" } }],
        ["aws:ec2/instance:Instance", { ...mark, iamInstanceProfile: "workers" }],
        ["aws:ec2/instance:Instance", { userData: K3S, iamInstanceProfile: "workers" }],
        ["aws:ec2/launchTemplate:LaunchTemplate", { ...mark, iamInstanceProfile: { name: "workers" } }],
        ["aws-native:ec2:Instance", { tags: [{ key: "eks:cluster-name", value: "shop" }], iamInstanceProfile: "workers" }],
        [
            "aws-native:ec2:LaunchTemplate",
            {
                launchTemplateData: {
                    iamInstanceProfile: { name: "workers" },
                    tagSpecifications: [{ tags: [{ key: "eks:cluster-name", value: "shop" }] }],
                },
            },
        ],
    ])("of %s with %j", (type, props) => {
        const given: GivenInStack = { type, name: "it", props };
        const found = rolesOf(role, workers, given).filter((one) => one.startsWith("own"));
        expect(found).toEqual(["own nodes"]);
    });

    test("of either provider", () => {
        const native = profile("aws-native:iam:InstanceProfile", { instanceProfileName: "workers", roles: ["nodes"] });
        const machine: GivenInStack = {
            type: "aws:ec2/instance:Instance",
            name: "it",
            props: { ...mark, iamInstanceProfile: "workers" },
        };
        expect(rolesOf(role, native, machine)).toEqual(["own nodes"]);
        expect(rolesOf(role, { ...native, type: "aws-native:iam:InstanceProfileX" }, machine)).toEqual([]);
        expect(rolesOf(role, { ...workers, type: "my-aws:iam/instanceProfile:InstanceProfile" }, machine)).toEqual([]);
    });

    test.each<[reason: string, type: string, props: object]>([
        [
            "what a cluster has beside its workers",
            "aws:ec2/instance:Instance",
            { tags: { "kubernetes.io/cluster/shop": "owned" }, iamInstanceProfile: "workers" },
        ],
        [
            "a control plane, by its tag",
            "aws:ec2/instance:Instance",
            { tags: { "k8s.io/role/control-plane": "1" }, userData: K3S, iamInstanceProfile: "workers" },
        ],
        [
            "a machine that runs etcd alone",
            "aws:ec2/instance:Instance",
            { userData: "#!/bin/sh\netcd --name a\n", iamInstanceProfile: "workers" },
        ],
        ["a machine of unknown use", "aws:ec2/instance:Instance", { iamInstanceProfile: "workers" }],
        [
            "a machine of another service",
            "aws:batch/computeEnvironment:ComputeEnvironment",
            { ...mark, iamInstanceProfile: "workers" },
        ],
        ["another property of a worker", "aws:ec2/instance:Instance", { ...mark, keyName: "workers" }],
    ])("of %s it is none", (_, type, props) => expect(rolesOf(role, workers, { type, name: "it", props })).toEqual([]));
});

test("roles of other stacks are known by their names, and what else a node class says is no name", () => {
    const of = (type: string, props: object) => rolesOf(role, { type, name: "it", props });
    expect(of("aws:eks/nodeGroup:NodeGroup", { nodeRoleArn: "arn:aws:iam::123456789012:role/teams/web" })).toEqual(["named web"]);
    expect(of("aws:eks/nodeGroup:NodeGroup", { nodeRoleArn: UNKNOWN })).toEqual([]);
    expect(of("kubernetes:karpenter.k8s.aws/v1:EC2NodeClass", { spec: { role: "web", amiFamily: "AL2023", name: "x" } })).toEqual(
        [],
    );
});

test("an ARN that is not known yet is that of the role that it is made from", () =>
    expect(
        rolesOf(role, {
            type: "aws:eks/nodeGroup:NodeGroup",
            name: "it",
            props: { nodeRoleArn: UNKNOWN },
            propertyDependencies: { nodeRoleArn: ["nodes"] },
        }),
    ).toEqual(["own nodes"]));
