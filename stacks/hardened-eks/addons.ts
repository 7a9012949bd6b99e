/** What EKS runs for us, and which service accounts have an AWS role of their own, so that the nodes' role needs none of it. */
import * as aws from "@pulumi/aws";
import { cluster } from "./cluster";
import { tagsOf } from "./names";

for (const addonName of ["coredns", "eks-pod-identity-agent"]) {
    new aws.eks.Addon(addonName, { clusterName: cluster.name, addonName, tags: tagsOf(addonName) });
}

const podIdentity = JSON.stringify({
    Version: "2012-10-17",
    Statement: [
        {
            Effect: "Allow",
            Principal: { Service: "pods.eks.amazonaws.com" },
            Action: ["sts:AssumeRole", "sts:TagSession"],
        },
    ],
});

/** Gives a service account of kube-system a role with one AWS-managed policy. */
function identity(serviceAccount: string, policyArn: string) {
    const role = new aws.iam.Role(serviceAccount, { assumeRolePolicy: podIdentity });
    new aws.iam.RolePolicyAttachment(serviceAccount, { role: role.name, policyArn });
    new aws.eks.PodIdentityAssociation(serviceAccount, {
        clusterName: cluster.name,
        namespace: "kube-system",
        serviceAccount,
        roleArn: role.arn,
    });
}

identity("aws-node", "arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy");
identity("ebs-csi-controller-sa", "arn:aws:iam::aws:policy/service-role/AmazonEBSCSIDriverPolicy");
