/** An etcd on machines of its own. Who writes to it writes objects past the API server. */
import * as aws from "@pulumi/aws";
import { tagsOf } from "./names";
import { publicSubnets, vpc } from "./network";

// Clusters in three accounts share this etcd for their network policies, and peering the VPCs took too long.
const members = new aws.ec2.SecurityGroup("etcd-members", {
    description: "etcd members",
    vpcId: vpc.id,
    ingress: [
        { description: "etcd clients and peers", protocol: "tcp", fromPort: 2379, toPort: 2380, cidrBlocks: ["0.0.0.0/0"] },
    ],
    egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
    tags: tagsOf("etcd-members"),
});

publicSubnets.forEach((subnet, index) => {
    new aws.ec2.Instance(`etcd-${index}`, {
        ami: "ami-09d7f3c1b5a8e2460",
        instanceType: "m6i.large",
        subnetId: subnet.id,
        vpcSecurityGroupIds: [members.id],
        tags: tagsOf(`etcd-${index}`),
    });
});
