import { createHash } from "node:crypto";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { checked, faultOfPrincipal } from "../lib/arguments";
import { hereOf } from "../lib/here";
import { trustOf } from "../lib/policy-document";
import { admitting } from "../node-firewall/firewall-source";
import { authority, type Issued } from "./authority";
import { archiveOf, type EtcdClusterArgs, refuseWrong } from "./etcd-cluster-args";
import { endpointOf, membersOf } from "./member";
import { memberUserData } from "./member-user-data";
import { etcdKeyPolicy, memberPolicy, readingPolicy, secretPolicy } from "./policies";

/** The device as EC2 calls it, and the link to it that AL2023 makes on Nitro machines. */
const DEVICE = "/dev/sdf";
const ANYWHERE = "0.0.0.0/0";

/**
 * An etcd for a self-managed control plane, on EC2. Two authorities that sign for it alone, one for clients and one for peers; certificates of
 * both sides on every connection; a client certificate for API servers and another for backups. Keys are in Secrets Manager, each readable
 * by the one role that needs it, and on a member in files of mode 0600. Data volumes and secrets are encrypted with a key of its own,
 * metrics answer on the member itself, and its ports are open to the groups that are named.
 *
 * Certificates hold for a year and are issued anew by an update in the last 60 days; members fetch them once a day, and etcd takes them without
 * a restart. API servers and backups fetch theirs, `ca.crt`, `client.crt` and `client.key` in one JSON, from the secrets that the
 * outputs name.
 *
 * The keys of the authorities are in the state of the stack, encrypted as its secrets are: who decrypts that has the cluster.
 */
export class EtcdCluster extends pulumi.ComponentResource {
    /** Where API servers reach it (`--etcd-servers`). */
    public readonly endpoints: pulumi.Output<string[]>;
    /** The certificate of the authority for clients and servers, in PEM. */
    public readonly caCertificate: pulumi.Output<string>;
    /** The id of the members' security group. */
    public readonly securityGroupId: pulumi.Output<string>;
    /** The name of the secret with the API servers' client certificate. */
    public readonly apiServerSecretName: pulumi.Output<string>;
    /** The name of the secret with the client certificate for backups; absent without `backupRole`. */
    public readonly backupSecretName?: pulumi.Output<string>;

    /**
     * @param name the name of the component; its children are named after it
     * @param args where it is and who uses it
     * @param opts options of the component
     * @throws InputPropertyError when the members are not 1, 3 or 5, no API server is let in, a role names no one role, `clusterName` or `domain`
     * cannot be part of a name, the archive has no checksum or no https:// URL, the volume's size is none, or a source names none or several
     * things
     */
    constructor(name: string, args: EtcdClusterArgs, opts?: pulumi.ComponentResourceOptions) {
        super("kube-bypass-guard:index:EtcdCluster", name, { ...args }, opts);
        const { clusterName, domain, dataVolumeSize = 20 } = args;
        refuseWrong(args);
        const archive = archiveOf(args);
        const guests = (args.exposeClientPortTo ?? []).map((source, i) => ({
            suffix: `exposeClientPortTo-${i}`,
            description: source.description,
            admitted: admitting(source, `exposeClientPortTo[${i}]`),
        }));
        const apiServerRole = checked(args.apiServerRole, "apiServerRole", faultOfPrincipal);
        const backupRole = args.backupRole === undefined ? undefined : checked(args.backupRole, "backupRole", faultOfPrincipal);
        const administrators = pulumi.all(
            (args.keyAdministrators ?? []).map((arn, i) => checked(arn, `keyAdministrators[${i}]`, faultOfPrincipal)),
        );

        const hasAdministrators = (args.keyAdministrators ?? []).length > 0;

        const options = { parent: this };
        const here = hereOf(this);
        const members = membersOf(args.subnetIds.length, domain);
        // IAM and EC2 take the names, and policies the ARNs, at a preview already.
        const roles = members.map((member) => {
            const roleName = here.apply(({ region }) => `${clusterName}-${member.name}-${region}`);
            const role = new aws.iam.Role(
                `${name}-${member.name}-role`,
                { name: roleName, assumeRolePolicy: trustOf("ec2.amazonaws.com") },
                options,
            );
            new aws.iam.RolePolicy(
                `${name}-${member.name}-role-policy`,
                {
                    role: role.name,
                    policy: pulumi.all([here, args.auditLogGroupName]).apply(([at, group]) => memberPolicy(at, group)),
                },
                options,
            );
            const arn = pulumi.all([here, roleName]).apply(([at, own]) => `arn:${at.partition}:iam::${at.account}:role/${own}`);
            return { role, arn };
        });
        const readers = [...roles.map(({ arn }) => arn), apiServerRole, ...(backupRole === undefined ? [] : [backupRole])];
        const key = new aws.kms.Key(
            `${name}-key`,
            {
                description: `etcd of ${clusterName}`,
                enableKeyRotation: true,
                policy: pulumi.all([here, pulumi.all(readers)]).apply(([at, arns]) => etcdKeyPolicy(at, arns)),
            },
            // KMS takes no principal that is not there yet.
            { ...options, dependsOn: roles.map(({ role }) => role) },
        );

        const clients = authority(`${name}-ca`, `${clusterName} etcd`, this);
        const peers = authority(`${name}-peer-ca`, `${clusterName} etcd peers`, this);
        const keep = (
            suffix: string,
            parts: Record<string, pulumi.Output<string>>,
            reader: pulumi.Output<string>,
            after: pulumi.Resource[],
        ) => {
            const secretName = `${clusterName}/etcd/${suffix}`;
            const secret = new aws.secretsmanager.Secret(
                `${name}-${suffix}-secret`,
                { name: secretName, kmsKeyId: key.arn, description: `Certificates and keys of ${suffix}, for its own role` },
                options,
            );
            new aws.iam.RolePolicy(
                `${name}-${suffix}-reads`,
                {
                    role: reader.apply((arn) => arn.split("/").at(-1)!),
                    policy: here.apply((at) => readingPolicy(at, secretName)),
                },
                { ...options, dependsOn: after },
            );
            if (hasAdministrators)
                new aws.secretsmanager.SecretPolicy(
                    `${name}-${suffix}-secret-policy`,
                    {
                        secretArn: secret.arn,
                        blockPublicPolicy: true,
                        policy: pulumi.all([reader, administrators]).apply(([arn, others]) => secretPolicy(arn, others)),
                    },
                    options,
                );
            // Write-only: the engine shows and keeps the parts nowhere but where they were made. Every new certificate is a new version.
            const version = new aws.secretsmanager.SecretVersion(
                `${name}-${suffix}-secret-version`,
                {
                    secretId: secret.id,
                    secretStringWo: pulumi.secret(pulumi.jsonStringify(parts)),
                    secretStringWoVersion: certificatesIn(parts).apply(versionOf),
                },
                options,
            );
            return { secretName, version };
        };
        const ofClient = ({ certificate, key: own }: Issued) => ({
            "ca.crt": clients.certificate,
            "client.crt": certificate,
            "client.key": own,
        });
        const client = (suffix: string, commonName: string, reader: pulumi.Output<string>) =>
            keep(suffix, ofClient(clients.issue(`${name}-${suffix}`, { commonName })), reader, []).secretName;

        const group = new aws.ec2.SecurityGroup(
            `${name}-members`,
            {
                description: `Members of etcd of ${clusterName}`,
                vpcId: args.vpcId,
                tags: { Name: `${name}-members`, "k8s.io/etcd/main": clusterName },
            },
            options,
        );
        const admit = (suffix: string, description: pulumi.Input<string>, from: object, last = 2379) =>
            new aws.vpc.SecurityGroupIngressRule(
                `${name}-${suffix}`,
                {
                    description,
                    securityGroupId: group.id,
                    ...from,
                    ipProtocol: "tcp",
                    fromPort: 2379,
                    toPort: last,
                    tags: { Name: `${name}-${suffix}` },
                },
                options,
            );
        admit("from-members", "Members among themselves", { referencedSecurityGroupId: group.id }, 2380);
        args.apiServerSecurityGroupIds.forEach((id, i) =>
            admit(`from-api-servers-${i}`, "API servers", { referencedSecurityGroupId: id }),
        );
        (args.backupSecurityGroupIds ?? []).forEach((id, i) =>
            admit(`from-backups-${i}`, "Backups", { referencedSecurityGroupId: id }),
        );
        guests.forEach(({ suffix, description, admitted }) => admit(suffix, description, admitted));
        const letOut = (suffix: string, description: string, to: object, ports: [from: number, to: number]) =>
            new aws.vpc.SecurityGroupEgressRule(
                `${name}-${suffix}`,
                { description, securityGroupId: group.id, ...to, ipProtocol: "tcp", fromPort: ports[0], toPort: ports[1] },
                options,
            );
        letOut("to-members", "Members among themselves", { referencedSecurityGroupId: group.id }, [2379, 2380]);
        letOut("to-aws", "Secrets Manager and the archive of etcd", { cidrIpv4: ANYWHERE }, [443, 443]);

        const zone = new aws.route53.Zone(
            `${name}-zone`,
            { name: domain, comment: `Members of etcd of ${clusterName}`, vpcs: [{ vpcId: args.vpcId }] },
            options,
        );
        members.forEach((member, i) => {
            const { role, arn } = roles[i]!;
            const server = clients.issue(`${name}-${member.name}-server`, {
                commonName: member.name,
                hosts: [member.host, "localhost"],
                addresses: ["127.0.0.1"],
            });
            const peer = peers.issue(`${name}-${member.name}-peer`, { commonName: member.name, hosts: [member.host] });
            const { secretName, version } = keep(
                member.name,
                {
                    "ca.crt": clients.certificate,
                    "server.crt": server.certificate,
                    "server.key": server.key,
                    "peer-ca.crt": peers.certificate,
                    "peer.crt": peer.certificate,
                    "peer.key": peer.key,
                },
                arn,
                [role],
            );
            const tags = { Name: `${clusterName}-${member.name}`, "k8s.io/etcd/main": clusterName };
            const profile = new aws.iam.InstanceProfile(`${name}-${member.name}-profile`, { role: role.name }, options);
            const instance = new aws.ec2.Instance(
                `${name}-${member.name}`,
                {
                    ami: args.amiId,
                    instanceType: args.instanceType ?? "m6i.large",
                    subnetId: args.subnetIds[i]!,
                    associatePublicIpAddress: false,
                    vpcSecurityGroupIds: [group.id],
                    iamInstanceProfile: profile.name,
                    metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
                    rootBlockDevice: { encrypted: true, kmsKeyId: key.arn, volumeType: "gp3" },
                    userData: pulumi.all([here, args.auditLogGroupName]).apply(([{ region }, logGroup]) =>
                        memberUserData({
                            logGroup,
                            member,
                            all: members,
                            token: clusterName,
                            region,
                            secret: secretName,
                            device: DEVICE,
                            ...(archive !== undefined && { archive }),
                        }),
                    ),
                    userDataReplaceOnChange: true,
                    tags,
                },
                { ...options, dependsOn: version },
            );
            const volume = new aws.ebs.Volume(
                `${name}-${member.name}-data`,
                {
                    availabilityZone: instance.availabilityZone,
                    size: dataVolumeSize,
                    type: "gp3",
                    encrypted: true,
                    kmsKeyId: key.arn,
                    finalSnapshot: true,
                    tags,
                },
                options,
            );
            new aws.ec2.VolumeAttachment(
                `${name}-${member.name}-attachment`,
                { deviceName: DEVICE, instanceId: instance.id, volumeId: volume.id, stopInstanceBeforeDetaching: true },
                { ...options, deleteBeforeReplace: true },
            );
            new aws.route53.Record(
                `${name}-${member.name}-record`,
                { zoneId: zone.zoneId, name: member.host, type: "A", ttl: 30, records: [instance.privateIp] },
                options,
            );
        });

        this.endpoints = pulumi.output(members.map(endpointOf));
        this.caCertificate = clients.certificate;
        this.securityGroupId = group.id;
        this.apiServerSecretName = pulumi.output(client("apiserver-etcd-client", "kube-apiserver-etcd-client", apiServerRole));
        if (backupRole !== undefined)
            this.backupSecretName = pulumi.output(client("etcd-backup-client", "etcd-backup", backupRole));
        this.registerOutputs({
            endpoints: this.endpoints,
            caCertificate: this.caCertificate,
            securityGroupId: this.securityGroupId,
            apiServerSecretName: this.apiServerSecretName,
            backupSecretName: this.backupSecretName,
        });
    }
}

/** The public ones among the parts of a secret, all in one text. */
const certificatesIn = (parts: Record<string, pulumi.Output<string>>): pulumi.Output<string> =>
    pulumi
        .all(Object.entries(parts).flatMap(([file, text]) => (file.endsWith(".crt") ? [text] : [])))
        .apply((texts) => texts.join(""));

/** A number that is another one for another text. */
const versionOf = (text: string): number => parseInt(createHash("sha256").update(text).digest("hex").slice(0, 7), 16);
