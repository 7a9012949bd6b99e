/** Who works on the nodes: in the runbook every way in is a rule of its own, so that nobody had to touch the groups. */
import * as aws from "@pulumi/aws";
import { batchNodes, gpuNodes } from "./node-access";

// On call means from any hotel, and the VPN was down the last two times it mattered.
new aws.vpc.SecurityGroupIngressRule("gpu-nodes-ssh", {
    description: "SSH for whoever is on call",
    securityGroupId: gpuNodes.id,
    ipProtocol: "tcp",
    fromPort: 22,
    toPort: 22,
    cidrIpv4: "0.0.0.0/0",
});

// The other office builds its images here; its provider changes the address every night.
new aws.ec2.SecurityGroupRule("batch-nodes-docker", {
    description: "Docker for the build server",
    type: "ingress",
    securityGroupId: batchNodes.id,
    protocol: "tcp",
    fromPort: 2375,
    toPort: 2375,
    cidrBlocks: ["0.0.0.0/0"],
});
