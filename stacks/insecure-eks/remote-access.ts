/** Ways onto the nodes beside their ports. */
import * as aws from "@pulumi/aws";
import { cluster, inCluster } from "./cluster";
import * as kubernetes from "@pulumi/kubernetes";
import { publicSubnets } from "./network";
import { tagsOf } from "./names";

const role = new aws.iam.Role("edge-node", {
    assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "ec2.amazonaws.com" }),
});

// The night shift logs in on nodes and comes from everywhere, so nobody filled in the second line.
new aws.eks.NodeGroup("edge-nodes", {
    clusterName: cluster.name,
    nodeRoleArn: role.arn,
    subnetIds: publicSubnets.map((subnet) => subnet.id),
    remoteAccess: { ec2SshKey: "night-shift" },
    scalingConfig: { desiredSize: 1, minSize: 1, maxSize: 2 },
});

// An agent of ten years ago knows no session tokens, and runs in a Pod.
new aws.ec2.LaunchTemplate("legacy-agent-nodes", {
    instanceType: "m5.large",
    metadataOptions: { httpEndpoint: "enabled", httpTokens: "optional", httpPutResponseHopLimit: 2 },
    tagSpecifications: [{ resourceType: "instance", tags: tagsOf("legacy-agent") }],
});

// Support looks at nodes with a debugging image that only nodes could pull, until somebody noticed that "system:nodes" helps.
new kubernetes.core.v1.ConfigMap(
    "aws-auth",
    {
        metadata: { name: "aws-auth", namespace: "kube-system" },
        data: {
            mapRoles: JSON.stringify([
                {
                    rolearn: "arn:aws:iam::123456789012:role/support",
                    username: "support",
                    groups: ["system:nodes", "system:masters"],
                },
            ]),
        },
    },
    inCluster,
);
