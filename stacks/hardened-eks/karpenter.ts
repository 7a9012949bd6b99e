/**
 * Karpenter, for what a fixed number of nodes does not take. It starts machines, so its rights are those of the nodes: bounded to launch
 * templates and machines that carry this cluster's tags, and to one role to hand on.
 */
import * as aws from "@pulumi/aws";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { podRole } from "./addons";
import { cluster, firewall } from "./cluster";
import { inCluster } from "./in-cluster";
import { privateSubnets } from "./network";
import { clusterName, roleArn, tagsOf } from "./settings";

const nodeRoleName = `${clusterName}-karpenter-node`;
const nodeRole = new aws.iam.Role("karpenter-node", {
    name: nodeRoleName,
    assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "ec2.amazonaws.com" }),
    tags: tagsOf("karpenter-node"),
});
for (const policy of ["AmazonEKSWorkerNodeMinimalPolicy", "AmazonEC2ContainerRegistryPullOnly"])
    new aws.iam.RolePolicyAttachment(`karpenter-node-${policy}`, {
        role: nodeRole.name,
        policyArn: `arn:aws:iam::aws:policy/${policy}`,
    });
// What makes its machines nodes. EKS has made the same for the groups.
new aws.eks.AccessEntry("karpenter-node", {
    clusterName: cluster.clusterName,
    principalArn: nodeRole.arn,
    type: "EC2_LINUX",
    tags: tagsOf("karpenter-node"),
});

const ec2 = (resource: string) => `arn:aws:ec2:*:*:${resource}/*`;
const owned = { [`aws:ResourceTag/kubernetes.io/cluster/${clusterName}`]: "owned" };
const becomesOwned = { [`aws:RequestTag/kubernetes.io/cluster/${clusterName}`]: "owned" };
const ofAnyPool = (when: "Resource" | "Request") => ({ [`aws:${when}Tag/karpenter.sh/nodepool`]: "*" });
const made = ["fleet", "instance", "volume", "network-interface", "launch-template", "spot-instances-request"].map(ec2);

const role = podRole("karpenter");
new aws.iam.RolePolicy("karpenter", {
    role: role.name,
    policy: pulumi.jsonStringify({
        Version: "2012-10-17",
        Statement: [
            {
                Sid: "StartFrom",
                Effect: "Allow",
                Action: ["ec2:RunInstances", "ec2:CreateFleet"],
                Resource: ["arn:aws:ec2:*::image/*", "arn:aws:ec2:*::snapshot/*", ec2("security-group"), ec2("subnet")],
            },
            {
                Sid: "StartFromOwnTemplates",
                Effect: "Allow",
                Action: ["ec2:RunInstances", "ec2:CreateFleet"],
                Resource: ec2("launch-template"),
                Condition: { StringEquals: owned, StringLike: ofAnyPool("Resource") },
            },
            {
                Sid: "StartTagged",
                Effect: "Allow",
                Action: ["ec2:RunInstances", "ec2:CreateFleet", "ec2:CreateLaunchTemplate"],
                Resource: made,
                Condition: { StringEquals: becomesOwned, StringLike: ofAnyPool("Request") },
            },
            {
                Sid: "TagAtCreation",
                Effect: "Allow",
                Action: "ec2:CreateTags",
                Resource: made,
                Condition: {
                    StringEquals: {
                        ...becomesOwned,
                        "ec2:CreateAction": ["RunInstances", "CreateFleet", "CreateLaunchTemplate"],
                    },
                    StringLike: ofAnyPool("Request"),
                },
            },
            {
                Sid: "DeleteOwn",
                Effect: "Allow",
                Action: ["ec2:TerminateInstances", "ec2:DeleteLaunchTemplate"],
                Resource: [ec2("instance"), ec2("launch-template")],
                Condition: { StringEquals: owned, StringLike: ofAnyPool("Resource") },
            },
            {
                Sid: "Look",
                Effect: "Allow",
                Action: [
                    "ec2:DescribeAvailabilityZones",
                    "ec2:DescribeImages",
                    "ec2:DescribeInstances",
                    "ec2:DescribeInstanceTypeOfferings",
                    "ec2:DescribeInstanceTypes",
                    "ec2:DescribeLaunchTemplates",
                    "ec2:DescribeSecurityGroups",
                    "ec2:DescribeSpotPriceHistory",
                    "ec2:DescribeSubnets",
                    "pricing:GetProducts",
                ],
                Resource: "*",
            },
            {
                Sid: "FindImages",
                Effect: "Allow",
                Action: "ssm:GetParameter",
                Resource: "arn:aws:ssm:*::parameter/aws/service/*",
            },
            {
                Sid: "HandOnOneRole",
                Effect: "Allow",
                Action: "iam:PassRole",
                Resource: roleArn(nodeRoleName),
                Condition: { StringEquals: { "iam:PassedToService": "ec2.amazonaws.com" } },
            },
            {
                Sid: "MakeProfiles",
                Effect: "Allow",
                Action: ["iam:CreateInstanceProfile", "iam:TagInstanceProfile"],
                Resource: roleArn("*").apply((any) => any.replace(":role/", ":instance-profile/")),
                Condition: { StringEquals: becomesOwned, StringLike: { "aws:RequestTag/karpenter.k8s.aws/ec2nodeclass": "*" } },
            },
            {
                Sid: "ManageOwnProfiles",
                Effect: "Allow",
                Action: ["iam:AddRoleToInstanceProfile", "iam:RemoveRoleFromInstanceProfile", "iam:DeleteInstanceProfile"],
                Resource: roleArn("*").apply((any) => any.replace(":role/", ":instance-profile/")),
                Condition: { StringEquals: owned, StringLike: { "aws:ResourceTag/karpenter.k8s.aws/ec2nodeclass": "*" } },
            },
            {
                Sid: "LookAtProfiles",
                Effect: "Allow",
                Action: ["iam:GetInstanceProfile", "iam:ListInstanceProfiles"],
                Resource: "*",
            },
            {
                Sid: "FindCluster",
                Effect: "Allow",
                Action: "eks:DescribeCluster",
                Resource: `arn:aws:eks:*:*:cluster/${clusterName}`,
            },
        ],
    }),
});
const identity = new aws.eks.PodIdentityAssociation("karpenter", {
    clusterName: cluster.clusterName,
    namespace: "kube-system",
    serviceAccount: "karpenter",
    roleArn: role.arn,
});

const chart = new kubernetes.helm.v3.Release(
    "karpenter",
    {
        name: "karpenter",
        namespace: "kube-system",
        chart: "oci://public.ecr.aws/karpenter/karpenter",
        version: "1.6.1",
        values: { settings: { clusterName }, serviceAccount: { name: "karpenter" }, replicas: 2 },
    },
    { ...inCluster, dependsOn: [inCluster.dependsOn, identity] },
);

const nodeClass = new kubernetes.apiextensions.CustomResource(
    "elastic",
    {
        apiVersion: "karpenter.k8s.aws/v1",
        kind: "EC2NodeClass",
        metadata: { name: "elastic" },
        spec: {
            amiSelectorTerms: [{ alias: "bottlerocket@v1.45.0" }],
            role: nodeRole.name,
            subnetSelectorTerms: privateSubnets.map(({ id }) => ({ id })),
            securityGroupSelectorTerms: [{ id: firewall.nodeSecurityGroupId }],
            associatePublicIPAddress: false,
            // A hop limit of one keeps Pods from the node's role: their packets take two.
            metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
            blockDeviceMappings: [
                { deviceName: "/dev/xvda", ebs: { volumeSize: "4Gi", volumeType: "gp3", encrypted: true } },
                { deviceName: "/dev/xvdb", ebs: { volumeSize: "50Gi", volumeType: "gp3", encrypted: true } },
            ],
            tags: tagsOf("elastic"),
        },
    },
    { ...inCluster, dependsOn: chart },
);

new kubernetes.apiextensions.CustomResource(
    "elastic-pool",
    {
        apiVersion: "karpenter.sh/v1",
        kind: "NodePool",
        metadata: { name: "elastic" },
        spec: {
            template: {
                spec: {
                    nodeClassRef: { group: "karpenter.k8s.aws", kind: "EC2NodeClass", name: nodeClass.metadata.name },
                    requirements: [
                        { key: "kubernetes.io/arch", operator: "In", values: ["amd64", "arm64"] },
                        { key: "karpenter.sh/capacity-type", operator: "In", values: ["spot", "on-demand"] },
                    ],
                    expireAfter: "336h",
                },
            },
            limits: { cpu: "100" },
            disruption: { consolidationPolicy: "WhenEmptyOrUnderutilized", consolidateAfter: "5m" },
        },
    },
    { ...inCluster, dependsOn: chart },
);
