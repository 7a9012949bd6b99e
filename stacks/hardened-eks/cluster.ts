import * as aws from "@pulumi/aws";
import { clusterName, tagsOf } from "./names";
import { privateSubnets } from "./network";
import { controlPlane } from "./security-groups";

const role = new aws.iam.Role("cluster", {
    assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "eks.amazonaws.com" }),
});
const policy = new aws.iam.RolePolicyAttachment("cluster", {
    role: role.name,
    policyArn: "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy",
});

const secretsKey = new aws.kms.Key("secrets", {
    description: `Kubernetes Secrets of ${clusterName}`,
    enableKeyRotation: true,
    deletionWindowInDays: 30,
    tags: tagsOf("secrets"),
});

// EKS writes to a group of this name; made here, its logs expire and outlive no cluster for ever.
const logs = new aws.cloudwatch.LogGroup("control-plane", {
    name: `/aws/eks/${clusterName}/cluster`,
    retentionInDays: 400,
    tags: tagsOf("control-plane"),
});

export const cluster = new aws.eks.Cluster(
    "cluster",
    {
        name: clusterName,
        roleArn: role.arn,
        version: "1.32",
        vpcConfig: {
            subnetIds: privateSubnets.map((subnet) => subnet.id),
            securityGroupIds: [controlPlane.id],
            endpointPrivateAccess: true,
            endpointPublicAccess: false,
        },
        accessConfig: { authenticationMode: "API", bootstrapClusterCreatorAdminPermissions: false },
        enabledClusterLogTypes: ["api", "audit", "authenticator", "controllerManager", "scheduler"],
        encryptionConfig: { provider: { keyArn: secretsKey.arn }, resources: ["secrets"] },
        // The network plugin and kube-proxy are in this program.
        bootstrapSelfManagedAddons: false,
        tags: tagsOf("cluster"),
    },
    { dependsOn: [policy, logs] },
);
