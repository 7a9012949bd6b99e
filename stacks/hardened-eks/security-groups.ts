/** Who may reach whom. Every rule towards the control plane and the nodes names a security group; only the load balancer names the world. */
import * as aws from "@pulumi/aws";
import { clusterName, tagsOf } from "./names";
import { vpc } from "./network";

export const controlPlane = new aws.ec2.SecurityGroup("control-plane", {
    description: "The interfaces of the control plane in the VPC",
    vpcId: vpc.id,
    tags: tagsOf("control-plane"),
});

export const nodes = new aws.ec2.SecurityGroup("nodes", {
    description: "Every node of the cluster",
    vpcId: vpc.id,
    tags: tagsOf("nodes"),
});

/** In front of the ingress controller: the one thing that the internet reaches. The cluster does not own it, so it has no cluster tag. */
export const publicLoadBalancer = new aws.ec2.SecurityGroup("public-load-balancer", {
    description: "Internet-facing load balancer of the ingress controller",
    vpcId: vpc.id,
    ingress: [
        {
            description: "HTTPS from everywhere",
            protocol: "tcp",
            fromPort: 443,
            toPort: 443,
            cidrBlocks: ["0.0.0.0/0"],
            ipv6CidrBlocks: ["::/0"],
        },
    ],
    egress: [
        {
            description: "The ingress controller, its health check among it",
            protocol: "tcp",
            fromPort: 443,
            toPort: 443,
            securityGroups: [nodes.id],
        },
    ],
    tags: { Name: `${clusterName}-public-load-balancer` },
});

/** Lets one group reach another on a range of TCP ports. */
function allow(
    name: string,
    from: aws.ec2.SecurityGroup,
    to: aws.ec2.SecurityGroup,
    ports: [from: number, to: number],
    why: string,
) {
    new aws.vpc.SecurityGroupIngressRule(name, {
        description: why,
        securityGroupId: to.id,
        referencedSecurityGroupId: from.id,
        ipProtocol: "tcp",
        fromPort: ports[0],
        toPort: ports[1],
        tags: { Name: `${clusterName}-${name}` },
    });
}

allow("nodes-to-api-server", nodes, controlPlane, [443, 443], "The API server, for kubelets and Pods");
allow("control-plane-to-kubelet", controlPlane, nodes, [10250, 10250], "The kubelet API: logs, exec, metrics");
allow("control-plane-to-pods", controlPlane, nodes, [1025, 65535], "Webhooks and extension API servers");
allow("control-plane-to-pods-https", controlPlane, nodes, [443, 443], "Webhooks that listen on 443");
allow("load-balancer-to-ingress", publicLoadBalancer, nodes, [443, 443], "The ingress controller's Pods");

new aws.vpc.SecurityGroupIngressRule("nodes-to-nodes", {
    description: "Between nodes and Pods: services, DNS, metrics",
    securityGroupId: nodes.id,
    referencedSecurityGroupId: nodes.id,
    ipProtocol: "-1",
    tags: { Name: `${clusterName}-nodes-to-nodes` },
});

new aws.vpc.SecurityGroupEgressRule("nodes-out", {
    description: "Registries, AWS and the services that Pods call",
    securityGroupId: nodes.id,
    ipProtocol: "-1",
    cidrIpv4: "0.0.0.0/0",
    tags: { Name: `${clusterName}-nodes-out` },
});

new aws.vpc.SecurityGroupEgressRule("control-plane-out", {
    description: "Kubelets, webhooks and extension API servers",
    securityGroupId: controlPlane.id,
    referencedSecurityGroupId: nodes.id,
    ipProtocol: "-1",
    tags: { Name: `${clusterName}-control-plane-out` },
});
