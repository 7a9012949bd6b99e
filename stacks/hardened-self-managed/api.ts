/** How everybody reaches the API servers: by a private name, through a load balancer in the private subnets. */
import { NodeFirewall } from "@kube-bypass-guard/kube-bypass-guard";
import * as aws from "@pulumi/aws";
import { privateSubnets, vpc } from "./network";
import { clusterName, domain, operatorRanges, tagsOf } from "./settings";

const PORT = 6443;

const balancerGroup = new aws.ec2.SecurityGroup("api", {
    description: "Load balancer in front of the API servers",
    vpcId: vpc.id,
    tags: { Name: `${clusterName}-api` },
});

/**
 * Who reaches whom. Machines of the control plane have the groups of control plane and nodes. The members of etcd get a group from their own
 * component, which lets the control plane's in.
 */
export const firewall = new NodeFirewall(clusterName, {
    vpcId: vpc.id,
    clusterName,
    apiServerPort: PORT,
    apiServerClients: [{ description: "The load balancer in front", securityGroupId: balancerGroup.id }],
});

const port = { ipProtocol: "tcp", fromPort: PORT, toPort: PORT };
new aws.vpc.SecurityGroupIngressRule("api-from-nodes", {
    description: "Kubelets and Pods",
    securityGroupId: balancerGroup.id,
    referencedSecurityGroupId: firewall.nodeSecurityGroupId,
    ...port,
});
operatorRanges.forEach((cidrIpv4, i) => {
    new aws.vpc.SecurityGroupIngressRule(`api-from-operators-${i}`, {
        description: "Operators",
        securityGroupId: balancerGroup.id,
        cidrIpv4,
        ...port,
    });
});
new aws.vpc.SecurityGroupEgressRule("api-to-control-plane", {
    description: "API servers",
    securityGroupId: balancerGroup.id,
    referencedSecurityGroupId: firewall.controlPlaneSecurityGroupId,
    ...port,
});

const balancer = new aws.lb.LoadBalancer("api", {
    name: `${clusterName}-api`,
    internal: true,
    loadBalancerType: "network",
    securityGroups: [balancerGroup.id],
    subnets: privateSubnets.map((subnet) => subnet.id),
    enableCrossZoneLoadBalancing: true,
    tags: tagsOf("api"),
});
export const apiServers = new aws.lb.TargetGroup("api", {
    name: `${clusterName}-api`,
    vpcId: vpc.id,
    protocol: "TCP",
    port: PORT,
    // A machine of the control plane that the balancer sends to itself would not know its own answer.
    preserveClientIp: "false",
    healthCheck: { protocol: "HTTPS", path: "/readyz", interval: 10 },
    tags: tagsOf("api"),
});
new aws.lb.Listener("api", {
    loadBalancerArn: balancer.arn,
    protocol: "TCP",
    port: PORT,
    defaultActions: [{ type: "forward", targetGroupArn: apiServers.arn }],
});

const zone = new aws.route53.Zone("zone", { name: domain, vpcs: [{ vpcId: vpc.id }] });
const host = `api.${domain}`;
new aws.route53.Record("api", {
    zoneId: zone.zoneId,
    name: host,
    type: "A",
    aliases: [{ name: balancer.dnsName, zoneId: balancer.zoneId, evaluateTargetHealth: true }],
});

/** Host and port. The name is our own, so that a preview knows what machines boot with. */
export const endpoint = `${host}:${PORT}`;
