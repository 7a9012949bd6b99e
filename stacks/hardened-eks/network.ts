import * as aws from "@pulumi/aws";
import { tagsOf } from "./settings";

const zones = aws.getAvailabilityZonesOutput({ state: "available" });

export const vpc = new aws.ec2.Vpc("vpc", {
    cidrBlock: "10.40.0.0/16",
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

/** One zone: a public subnet for load balancers and the NAT gateway, a private one for nodes and the control plane. */
function zone(index: number): aws.ec2.Subnet {
    const availabilityZone = zones.names[index]!;

    const publicSubnet = new aws.ec2.Subnet(`public-${index}`, {
        vpcId: vpc.id,
        cidrBlock: `10.40.${index}.0/24`,
        availabilityZone,
        tags: { ...tagsOf(`public-${index}`), "kubernetes.io/role/elb": "1" },
    });
    new aws.ec2.RouteTableAssociation(`public-${index}`, { subnetId: publicSubnet.id, routeTableId: publicRoutes.id });

    const address = new aws.ec2.Eip(`nat-${index}`, { domain: "vpc", tags: tagsOf(`nat-${index}`) });
    const nat = new aws.ec2.NatGateway(
        `nat-${index}`,
        { allocationId: address.id, subnetId: publicSubnet.id, tags: tagsOf(`nat-${index}`) },
        { dependsOn: internet },
    );

    const privateSubnet = new aws.ec2.Subnet(`private-${index}`, {
        vpcId: vpc.id,
        cidrBlock: `10.40.${64 + 32 * index}.0/19`,
        availabilityZone,
        tags: { ...tagsOf(`private-${index}`), "kubernetes.io/role/internal-elb": "1" },
    });
    const privateRoutes = new aws.ec2.RouteTable(`private-${index}`, {
        vpcId: vpc.id,
        routes: [{ cidrBlock: "0.0.0.0/0", natGatewayId: nat.id }],
        tags: tagsOf(`private-${index}`),
    });
    new aws.ec2.RouteTableAssociation(`private-${index}`, { subnetId: privateSubnet.id, routeTableId: privateRoutes.id });
    return privateSubnet;
}

export const privateSubnets = [zone(0), zone(1)];
