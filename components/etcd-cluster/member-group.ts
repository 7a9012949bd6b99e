import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { admitting } from "../node-firewall/firewall-source";
import { ETCD_CLIENT_PORT, ETCD_PEER_PORT } from "../node-firewall/openings";
import type { EtcdClusterArgs } from "./etcd-cluster-args";

const HTTPS = 443;

/**
 * The security group of the members: the client port is open to them, API servers, backups and whoever else is named, the peer port to members
 * alone. They reach one another, and AWS and its packages over HTTPS.
 *
 * @param name the component's
 * @returns the group's id
 * @throws InputPropertyError when a source names none or several things
 */
export function memberGroup(name: string, args: EtcdClusterArgs, parent: pulumi.Resource): pulumi.Output<string> {
    const options = { parent };
    const guests = [
        ...(args.exposeClientPortTo ?? []).map((source, i) => ({
            suffix: `exposeClientPortTo-${i}`,
            description: source.description,
            from: admitting(source, `exposeClientPortTo[${i}]`),
        })),
        ...args.apiServerSecurityGroupIds.map((id, i) => ({
            suffix: `from-api-servers-${i}`,
            description: "API servers",
            from: { referencedSecurityGroupId: id },
        })),
        ...(args.backupSecurityGroupIds ?? []).map((id, i) => ({
            suffix: `from-backups-${i}`,
            description: "Backups",
            from: { referencedSecurityGroupId: id },
        })),
    ];
    const group = new aws.ec2.SecurityGroup(
        `${name}-members`,
        {
            description: `Members of etcd of ${args.clusterName}`,
            vpcId: args.vpcId,
            tags: { Name: `${name}-members`, "k8s.io/etcd/main": args.clusterName },
        },
        options,
    );
    const members = {
        suffix: "from-members",
        description: "Members among themselves",
        from: { referencedSecurityGroupId: group.id },
        last: ETCD_PEER_PORT,
    };
    for (const { suffix, description, from, last } of [
        members,
        ...guests.map((guest) => ({ ...guest, last: ETCD_CLIENT_PORT })),
    ]) {
        new aws.vpc.SecurityGroupIngressRule(
            `${name}-${suffix}`,
            {
                description,
                securityGroupId: group.id,
                ...from,
                ipProtocol: "tcp",
                fromPort: ETCD_CLIENT_PORT,
                toPort: last,
                tags: { Name: `${name}-${suffix}` },
            },
            options,
        );
    }
    const letOut = (suffix: string, description: string, to: object, fromPort: number, toPort: number) =>
        new aws.vpc.SecurityGroupEgressRule(
            `${name}-${suffix}`,
            {
                description,
                securityGroupId: group.id,
                ...to,
                ipProtocol: "tcp",
                fromPort,
                toPort,
                tags: { Name: `${name}-${suffix}` },
            },
            options,
        );
    letOut("to-members", members.description, members.from, ETCD_CLIENT_PORT, ETCD_PEER_PORT);
    letOut("to-aws", "AWS, its packages and the archive of etcd", { cidrIpv4: "0.0.0.0/0" }, HTTPS, HTTPS);
    return group.id;
}
