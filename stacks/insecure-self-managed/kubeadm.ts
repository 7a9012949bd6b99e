/** The machines that somebody made a cluster of with a script, before there were components. */
import * as aws from "@pulumi/aws";
import { clusterName, tagsOf } from "./names";
import { publicSubnets, vpc } from "./network";
import { controlPlaneUserData, workerUserData } from "./user-data";

const machines = new aws.ec2.SecurityGroup("machines", {
    description: "Every machine of the cluster",
    vpcId: vpc.id,
    ingress: [
        { description: "Between machines", protocol: "-1", fromPort: 0, toPort: 0, self: true },
        { description: "The API server", protocol: "tcp", fromPort: 6443, toPort: 6443, cidrBlocks: ["0.0.0.0/0"] },
        // "kubectl logs" worked in none of the offices until all of the kubelets' ports were open.
        { description: "kubelet", protocol: "tcp", fromPort: 10250, toPort: 10259, cidrBlocks: ["0.0.0.0/0"] },
        // The only way onto a machine that did not join.
        { description: "SSH", protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["0.0.0.0/0"] },
        // Jenkins is in another account and builds with this machine's containerd.
        {
            description: "containerd for the build server",
            protocol: "tcp",
            fromPort: 2376,
            toPort: 2376,
            cidrBlocks: ["0.0.0.0/0"],
        },
    ],
    egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
    tags: tagsOf("machines"),
});

// It finds the workers, and everything else that it may need one day.
const role = new aws.iam.Role("machines", {
    assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "ec2.amazonaws.com" }),
});
for (const name of ["AmazonEC2FullAccess", "SecretsManagerReadWrite"])
    new aws.iam.RolePolicyAttachment(`machines-${name}`, { role: role.name, policyArn: `arn:aws:iam::aws:policy/${name}` });
const profile = new aws.iam.InstanceProfile("machines", { role: role.name });

new aws.ec2.Instance("control-plane", {
    ami: "ami-0c7d1e8f2a3b4c5d6",
    instanceType: "m6i.large",
    subnetId: publicSubnets[0]!.id,
    associatePublicIpAddress: true,
    vpcSecurityGroupIds: [machines.id],
    iamInstanceProfile: profile.name,
    keyName: "platform-team",
    userData: controlPlaneUserData,
    tags: { ...tagsOf("control-plane"), "k8s.io/role/control-plane": "1" },
});

const template = new aws.ec2.LaunchTemplate("workers", {
    imageId: "ami-0c7d1e8f2a3b4c5d6",
    instanceType: "m6i.xlarge",
    keyName: "platform-team",
    iamInstanceProfile: { name: profile.name },
    userData: Buffer.from(workerUserData).toString("base64"),
    vpcSecurityGroupIds: [machines.id],
    tagSpecifications: [{ resourceType: "instance", tags: tagsOf("worker") }],
});
new aws.autoscaling.Group("workers", {
    vpcZoneIdentifiers: publicSubnets.map((subnet) => subnet.id),
    launchTemplate: { id: template.id, version: "$Latest" },
    minSize: 1,
    maxSize: 5,
    tags: [{ key: `kubernetes.io/cluster/${clusterName}`, value: "owned", propagateAtLaunch: true }],
});
