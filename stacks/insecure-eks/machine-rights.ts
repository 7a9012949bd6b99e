/** Who may do what to the nodes through AWS: rights that were given so that something works, and were never taken back. */
import * as aws from "@pulumi/aws";

const managed = (name: string) => `arn:aws:iam::aws:policy/${name}`;

// The nodes of the tools group. Session Manager did not work at first, and the policy with "Full" in its name helped; the deploy script of
// one team reads its passwords from Secrets Manager, and pods had no roles of their own then.
const toolsNode = new aws.iam.Role("tools-node", {
    assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "ec2.amazonaws.com" }),
});
for (const name of [
    "AmazonEKSWorkerNodePolicy",
    "AmazonEKS_CNI_Policy",
    "AmazonEC2ContainerRegistryReadOnly",
    "AmazonSSMFullAccess",
    "SecretsManagerReadWrite",
]) {
    new aws.iam.RolePolicyAttachment(`tools-node-${name}`, { role: toolsNode.name, policyArn: managed(name) });
}
new aws.iam.InstanceProfile("tools-node", { role: toolsNode.name });

// A bot in the cluster renews the image of the nodes every month, and restarts what hangs.
const bot = new aws.iam.Role("node-bot", {
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
});
new aws.iam.RolePolicy("node-bot", {
    role: bot.name,
    policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
            {
                Effect: "Allow",
                Action: ["ec2:DescribeLaunchTemplates", "ec2:CreateLaunchTemplateVersion", "ec2:ModifyLaunchTemplate"],
                Resource: "*",
            },
            { Effect: "Allow", Action: ["ssm:SendCommand", "ssm:GetCommandInvocation"], Resource: "*" },
        ],
    }),
});
