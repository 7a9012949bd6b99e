import * as aws from "@pulumi/aws";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { clusterName, tagsOf } from "./names";
import { privateSubnets, publicSubnets } from "./network";

const role = new aws.iam.Role("cluster", {
    assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "eks.amazonaws.com" }),
});
const policy = new aws.iam.RolePolicyAttachment("cluster", {
    role: role.name,
    policyArn: "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy",
});

export const cluster = new aws.eks.Cluster(
    "cluster",
    {
        name: clusterName,
        roleArn: role.arn,
        version: "1.32",
        // The build server is outside the VPC, and nobody knows its addresses.
        vpcConfig: {
            subnetIds: [...publicSubnets, ...privateSubnets].map((subnet) => subnet.id),
            endpointPublicAccess: true,
            publicAccessCidrs: ["0.0.0.0/0"],
        },
        tags: tagsOf("cluster"),
    },
    { dependsOn: policy },
);

const kubeconfig = pulumi.jsonStringify({
    apiVersion: "v1",
    kind: "Config",
    "current-context": "eks",
    clusters: [
        {
            name: "eks",
            cluster: { server: cluster.endpoint, "certificate-authority-data": cluster.certificateAuthority.data },
        },
    ],
    contexts: [{ name: "eks", context: { cluster: "eks", user: "aws" } }],
    users: [
        {
            name: "aws",
            user: {
                exec: {
                    apiVersion: "client.authentication.k8s.io/v1beta1",
                    command: "aws",
                    args: ["eks", "get-token", "--cluster-name", cluster.name],
                },
            },
        },
    ],
});

const provider = new kubernetes.Provider("kubernetes", { kubeconfig });

/** The options of everything that goes into the cluster. */
export const inCluster: pulumi.CustomResourceOptions = { provider };
