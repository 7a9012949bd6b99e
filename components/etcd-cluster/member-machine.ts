import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { EtcdClusterArgs } from "./etcd-cluster-args";
import type { Member } from "./member";
import { type Boot, memberUserData } from "./member-user-data";

/** The device as EC2 calls it, and the link to it that AL2023 makes on Nitro machines. */
const DEVICE = "/dev/sdf";

interface Machine {
    readonly member: Member;
    readonly boot: pulumi.Output<Omit<Boot, "device">>;
    readonly role: aws.iam.Role;
    readonly subnetId: pulumi.Input<string>;
    readonly groupId: pulumi.Output<string>;
    /** The private zone of DNS. */
    readonly zoneId: pulumi.Output<string>;
    /** The key that encrypts its volumes. */
    readonly keyArn: pulumi.Output<string>;
}

/**
 * One member's machine, its data volume, which outlives it, and its name.
 *
 * @param name the component's
 * @param after what must be there first
 * @returns what the next member waits for
 */
export function memberMachine(
    name: string,
    args: EtcdClusterArgs,
    { member, boot, role, subnetId, groupId, zoneId, keyArn }: Machine,
    { parent, after }: { readonly parent: pulumi.Resource; readonly after: pulumi.Resource[] },
): pulumi.Resource[] {
    const options = { parent };
    const own = `${name}-${member.name}`;
    const tags = { Name: `${args.clusterName}-${member.name}`, "k8s.io/etcd/main": args.clusterName };
    const profile = new aws.iam.InstanceProfile(`${own}-profile`, { role: role.name }, options);
    const instance = new aws.ec2.Instance(
        own,
        {
            ami: args.amiId,
            instanceType: args.instanceType ?? "m6i.large",
            subnetId,
            associatePublicIpAddress: false,
            vpcSecurityGroupIds: [groupId],
            iamInstanceProfile: profile.name,
            metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
            rootBlockDevice: { encrypted: true, kmsKeyId: keyArn, volumeType: "gp3" },
            userData: boot.apply((all) => memberUserData({ ...all, device: DEVICE })),
            userDataReplaceOnChange: true,
            tags,
        },
        { ...options, dependsOn: after },
    );
    const volume = new aws.ebs.Volume(
        `${own}-data`,
        {
            // The subnet's and not the machine's: a new machine's is unknown at a preview, which would show the volume as replaced.
            availabilityZone: aws.ec2.getSubnetOutput({ id: subnetId }, options).availabilityZone,
            size: args.dataVolumeSize ?? 20,
            type: "gp3",
            encrypted: true,
            kmsKeyId: keyArn,
            finalSnapshot: true,
            tags,
        },
        options,
    );
    const attachment = new aws.ec2.VolumeAttachment(
        `${own}-attachment`,
        { deviceName: DEVICE, instanceId: instance.id, volumeId: volume.id, stopInstanceBeforeDetaching: true },
        { ...options, deleteBeforeReplace: true },
    );
    const record = new aws.route53.Record(
        `${own}-record`,
        { zoneId, name: member.host, type: "A", ttl: 30, records: [instance.privateIp] },
        options,
    );
    return [attachment, record];
}
