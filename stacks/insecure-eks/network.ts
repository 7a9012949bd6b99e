import * as aws from "@pulumi/aws";
import { clusterName, clusterTags, tagsOf } from "./names";

const zones = aws.getAvailabilityZonesOutput({ state: "available" });

export const vpc = new aws.ec2.Vpc("vpc", {
    cidrBlock: "10.20.0.0/16",
    enableDnsHostnames: true,
    enableDnsSupport: true,
    tags: tagsOf("vpc"),
});

const internet = new aws.ec2.InternetGateway("internet", { vpcId: vpc.id, tags: tagsOf("internet") });

const publicRoutes = new aws.ec2.RouteTable("public", {
    vpcId: vpc.id,
    routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: internet.id }],
    tags: tagsOf("public"),
});

// Nodes get public addresses: a NAT gateway costs more than the whole staging cluster at night.
export const publicSubnets = [0, 1].map((index) => {
    const subnet = new aws.ec2.Subnet(`public-${index}`, {
        vpcId: vpc.id,
        cidrBlock: `10.20.${index}.0/24`,
        availabilityZone: zones.names[index]!,
        mapPublicIpOnLaunch: true,
        tags: { Name: `${clusterName}-public-${index}`, "kubernetes.io/role/elb": "1", ...clusterTags },
    });
    new aws.ec2.RouteTableAssociation(`public-${index}`, { subnetId: subnet.id, routeTableId: publicRoutes.id });
    return subnet;
});

// The data base is the one thing that stays private, behind one NAT gateway.
const address = new aws.ec2.Eip("nat", { domain: "vpc", tags: tagsOf("nat") });
const nat = new aws.ec2.NatGateway(
    "nat",
    { allocationId: address.id, subnetId: publicSubnets[0]!.id, tags: tagsOf("nat") },
    { dependsOn: internet },
);
const privateRoutes = new aws.ec2.RouteTable("private", {
    vpcId: vpc.id,
    routes: [{ cidrBlock: "0.0.0.0/0", natGatewayId: nat.id }],
    tags: tagsOf("private"),
});
export const privateSubnets = [0, 1].map((index) => {
    const subnet = new aws.ec2.Subnet(`private-${index}`, {
        vpcId: vpc.id,
        cidrBlock: `10.20.${128 + index}.0/24`,
        availabilityZone: zones.names[index]!,
        tags: { Name: `${clusterName}-private-${index}`, "kubernetes.io/role/internal-elb": "1", ...clusterTags },
    });
    new aws.ec2.RouteTableAssociation(`private-${index}`, { subnetId: subnet.id, routeTableId: privateRoutes.id });
    return subnet;
});
