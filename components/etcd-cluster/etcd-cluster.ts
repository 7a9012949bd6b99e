import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { checked, faultOfPrincipal } from "../lib/arguments";
import { hereOf } from "../lib/here";
import { trustOf } from "../lib/policy-document";
import { authority, type Issued } from "./authority";
import { archiveOf, type EtcdClusterArgs, refuseWrong } from "./etcd-cluster-args";
import { keeper } from "./keeper";
import { endpointOf, membersOf } from "./member";
import { memberGroup } from "./member-group";
import { memberMachine } from "./member-machine";
import { etcdKeyPolicy, memberPolicy } from "./policies";

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
 * Roles that are made in the same program should have names of their own choice: of an ARN that is unknown at a preview, the policies that
 * name it are unknown too, and nothing judges them there.
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
        const { clusterName, domain } = args;
        refuseWrong(args);
        const archive = archiveOf(args);
        const apiServerRole = checked(args.apiServerRole, "apiServerRole", faultOfPrincipal);
        const backupRole = args.backupRole === undefined ? undefined : checked(args.backupRole, "backupRole", faultOfPrincipal);

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
        const keep = keeper({
            name,
            folder: `${clusterName}/etcd`,
            here,
            keyArn: key.arn,
            administrators: args.keyAdministrators ?? [],
            parent: this,
        });
        const ofClient = ({ certificate, key: own }: Issued) => ({
            "ca.crt": clients.certificate,
            "client.crt": certificate,
            "client.key": own,
        });
        const client = (suffix: string, commonName: string, reader: pulumi.Output<string>) =>
            keep(suffix, ofClient(clients.issue(`${name}-${suffix}`, { commonName })), reader).secretName;

        const groupId = memberGroup(name, args, this);
        const zone = new aws.route53.Zone(
            `${name}-zone`,
            { name: domain, comment: `Members of etcd of ${clusterName}`, vpcs: [{ vpcId: args.vpcId }] },
            options,
        );
        // One after the other, so that a change does not take all of them away at once.
        let previous: pulumi.Resource[] = [];
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
            const boot = pulumi.all([here, args.auditLogGroupName]).apply(([{ region }, logGroup]) => ({
                member,
                all: members,
                token: clusterName,
                region,
                secret: secretName,
                logGroup,
                ...(archive !== undefined && { archive }),
            }));
            const where = { subnetId: args.subnetIds[i]!, groupId, zoneId: zone.zoneId, keyArn: key.arn };
            previous = memberMachine(
                name,
                args,
                { member, boot, role, ...where },
                { parent: this, after: [version, ...previous] },
            );
        });

        this.endpoints = pulumi.output(members.map(endpointOf));
        this.caCertificate = clients.certificate;
        this.securityGroupId = groupId;
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
