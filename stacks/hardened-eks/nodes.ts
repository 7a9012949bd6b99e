import * as aws from "@pulumi/aws";
import { cluster } from "./cluster";
import { tagsOf } from "./names";
import { privateSubnets } from "./network";
import { nodes } from "./security-groups";
import { nodeUserData } from "./user-data";

const role = new aws.iam.Role("node", {
    assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "ec2.amazonaws.com" }),
});
const policies = ["AmazonEKSWorkerNodeMinimalPolicy", "AmazonEC2ContainerRegistryPullOnly"].map(
    (name) => new aws.iam.RolePolicyAttachment(`node-${name}`, { role: role.name, policyArn: `arn:aws:iam::aws:policy/${name}` }),
);

const template = new aws.ec2.LaunchTemplate("nodes", {
    userData: Buffer.from(nodeUserData).toString("base64"),
    vpcSecurityGroupIds: [nodes.id],
    // A hop limit of one keeps Pods from the node's role: their packets take two.
    metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
    blockDeviceMappings: [
        {
            deviceName: "/dev/xvda",
            ebs: { volumeSize: 50, volumeType: "gp3", encrypted: "true", deleteOnTermination: "true" },
        },
    ],
    tagSpecifications: [
        { resourceType: "instance", tags: tagsOf("node") },
        { resourceType: "volume", tags: tagsOf("node") },
    ],
    tags: tagsOf("nodes"),
});

new aws.eks.NodeGroup(
    "nodes",
    {
        clusterName: cluster.name,
        nodeRoleArn: role.arn,
        subnetIds: privateSubnets.map((subnet) => subnet.id),
        amiType: "AL2023_x86_64_STANDARD",
        instanceTypes: ["m6i.large"],
        launchTemplate: { id: template.id, version: template.latestVersion.apply(String) },
        scalingConfig: { desiredSize: 3, minSize: 3, maxSize: 6 },
        updateConfig: { maxUnavailable: 1 },
        tags: tagsOf("nodes"),
    },
    { dependsOn: policies },
);
