import * as aws from "@pulumi/aws";
import { cluster } from "./cluster";
import { clusterName, clusterTags, tagsOf } from "./names";
import { publicSubnets } from "./network";
import { batchNodes, gpuNodes, managedNodes } from "./node-access";
import { batchUserData, gpuUserData, managedUserData } from "./user-data";

const base64 = (text: string) => Buffer.from(text).toString("base64");
const subnetIds = publicSubnets.map((subnet) => subnet.id);

const role = new aws.iam.Role("node", {
    assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "ec2.amazonaws.com" }),
});
const policies = ["AmazonEKSWorkerNodePolicy", "AmazonEKS_CNI_Policy", "AmazonEC2ContainerRegistryReadOnly"].map(
    (name) => new aws.iam.RolePolicyAttachment(`node-${name}`, { role: role.name, policyArn: `arn:aws:iam::aws:policy/${name}` }),
);
const profile = new aws.iam.InstanceProfile("node", { role: role.name });

const managedTemplate = new aws.ec2.LaunchTemplate("managed-nodes", {
    userData: base64(managedUserData),
    vpcSecurityGroupIds: [managedNodes.id],
    tagSpecifications: [{ resourceType: "instance", tags: tagsOf("managed") }],
});

new aws.eks.NodeGroup(
    "managed-nodes",
    {
        clusterName: cluster.name,
        nodeRoleArn: role.arn,
        subnetIds,
        amiType: "AL2023_x86_64_STANDARD",
        instanceTypes: ["m6i.large"],
        launchTemplate: { id: managedTemplate.id, version: managedTemplate.latestVersion.apply(String) },
        scalingConfig: { desiredSize: 2, minSize: 2, maxSize: 4 },
    },
    { dependsOn: policies },
);

// The old self-managed group on AL2 was never migrated.
const batchTemplate = new aws.ec2.LaunchTemplate("batch-nodes", {
    imageId: "ami-0b8d3f5e6a7c91d24",
    instanceType: "c6i.2xlarge",
    iamInstanceProfile: { arn: profile.arn },
    userData: base64(batchUserData),
    vpcSecurityGroupIds: [batchNodes.id],
    tagSpecifications: [{ resourceType: "instance", tags: tagsOf("batch") }],
});

new aws.autoscaling.Group("batch-nodes", {
    vpcZoneIdentifiers: subnetIds,
    launchTemplate: { id: batchTemplate.id, version: "$Latest" },
    minSize: 0,
    maxSize: 10,
    tags: [
        { key: "Name", value: `${clusterName}-batch`, propagateAtLaunch: true },
        ...Object.entries(clusterTags).map(([key, value]) => ({ key, value, propagateAtLaunch: true })),
    ],
});

// One machine with a GPU, started by hand once and imported later.
new aws.ec2.Instance("gpu-node", {
    ami: "ami-0c51f2a9d8e7b6430",
    instanceType: "g5.xlarge",
    iamInstanceProfile: profile.name,
    subnetId: publicSubnets[0]!.id,
    vpcSecurityGroupIds: [gpuNodes.id],
    userData: gpuUserData,
    tags: tagsOf("gpu"),
});
