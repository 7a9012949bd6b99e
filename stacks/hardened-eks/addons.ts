/** What EKS runs for us beside what every cluster has. Service accounts have roles of their own, so that the nodes' role needs none of it. */
import * as aws from "@pulumi/aws";
import { cluster } from "./cluster";
import { tagsOf } from "./settings";

/** A role that Pods of one service account get. Associate it with them. */
export const podRole = (name: string) =>
    new aws.iam.Role(name, {
        assumeRolePolicy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
                {
                    Effect: "Allow",
                    Principal: { Service: "pods.eks.amazonaws.com" },
                    Action: ["sts:AssumeRole", "sts:TagSession"],
                },
            ],
        }),
        tags: tagsOf(name),
    });

const volumes = podRole("ebs-csi-driver");
const rights = new aws.iam.RolePolicyAttachment("ebs-csi-driver", {
    role: volumes.name,
    policyArn: "arn:aws:iam::aws:policy/service-role/AmazonEBSCSIDriverPolicy",
});
new aws.eks.Addon(
    "aws-ebs-csi-driver",
    {
        clusterName: cluster.clusterName,
        addonName: "aws-ebs-csi-driver",
        podIdentityAssociations: [{ serviceAccount: "ebs-csi-controller-sa", roleArn: volumes.arn }],
        tags: tagsOf("aws-ebs-csi-driver"),
    },
    { dependsOn: rights },
);

new aws.eks.Addon("metrics-server", {
    clusterName: cluster.clusterName,
    addonName: "metrics-server",
    tags: tagsOf("metrics-server"),
});
