import * as aws from "@pulumi/aws";
import { clusterName, clusterTags, tagsOf } from "./names";

const zones = aws.getAvailabilityZonesOutput({ state: "available" });

export const vpc = new aws.ec2.Vpc("vpc", {
    cidrBlock: "10.30.0.0/16",
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
        cidrBlock: `10.30.${index}.0/24`,
        availabilityZone: zones.names[index]!,
        mapPublicIpOnLaunch: true,
        tags: { Name: `${clusterName}-public-${index}`, "kubernetes.io/role/elb": "1", ...clusterTags },
    });
    new aws.ec2.RouteTableAssociation(`public-${index}`, { subnetId: subnet.id, routeTableId: publicRoutes.id });
    return subnet;
});
