import * as pulumi from "@pulumi/pulumi";
import { checked, faultOfPrincipal, refuse } from "../lib/arguments";
import { admitting, type FirewallSource } from "../node-firewall/firewall-source";

/** Arguments of `EtcdCluster`. */
export interface EtcdClusterArgs {
    /** The name of the Kubernetes cluster whose store it is. Secrets and names in AWS begin with it. */
    clusterName: string;
    /** The id of the VPC. */
    vpcId: pulumi.Input<string>;
    /** The ids of private subnets, one for each member: 3 or 5, in zones of their own, or 1 for a trial. */
    subnetIds: pulumi.Input<string>[];
    /** The private domain in which the members get their names: `etcd.shop.internal`. A zone of that name is made for the VPC. */
    domain: string;
    /** The id of the members' image: Amazon Linux 2023, whose packages and AWS CLI are used. */
    amiId: pulumi.Input<string>;
    /** The name of the log group to which members send their audit record: that of a `NodeAuditTrail`. */
    auditLogGroupName: pulumi.Input<string>;
    /** The ARN of the role of the API servers' machines, which alone reads their client certificate. */
    apiServerRole: pulumi.Input<string>;
    /** The ids of the API servers' security groups, which reach the client port. At least one. */
    apiServerSecurityGroupIds: pulumi.Input<string>[];
    /** The ARN of the role that makes backups. Given, there is a client certificate for it, which it alone reads. Default: none. */
    backupRole?: pulumi.Input<string>;
    /** The ids of the security groups from which backups are made. Default: none. */
    backupSecurityGroupIds?: pulumi.Input<string>[];
    /**
     * The ARNs of those who run this program and who restore. Given, nobody but they and its one reader reads a secret, whatever IAM allows.
     * Default: none, so that whoever IAM lets read secrets in the account reads these.
     */
    keyAdministrators?: pulumi.Input<string>[];
    /** An https:// URL of an archive of an etcd release, for an image without etcd in `/usr/local/bin`. Needs `etcdArchiveSha256`. */
    etcdArchiveUrl?: string;
    /** The SHA-256 of that archive, 64 hexadecimal digits; another one is not installed. */
    etcdArchiveSha256?: string;
    /** The type of the members' machines, of the Nitro system. Default: `m6i.large`. */
    instanceType?: pulumi.Input<string>;
    /** The size of each data volume, in GiB. Default: 20. */
    dataVolumeSize?: number;
    /**
     * Gives away: etcd's client port. Whoever is named and has a certificate of this authority reads and writes the whole cluster, past
     * authorization, admission and audit. Addresses, prefix lists and groups of other accounts raise `etcd-port-not-reachable`. Default:
     * nobody.
     */
    exposeClientPortTo?: FirewallSource[];
}

/** The names are part of names in AWS, of a URL and of a script, so they are letters that mean themselves there. */
export function refuseWrong(args: EtcdClusterArgs): void {
    const { clusterName, domain, subnetIds, apiServerSecurityGroupIds, dataVolumeSize = 20 } = args;
    if (!/^[a-z0-9][a-z0-9-]{0,31}$/i.test(clusterName))
        refuse("clusterName", `is ${JSON.stringify(clusterName)}: give up to 32 letters, digits and hyphens`);
    if (domain.length > 200 || !/^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/.test(domain))
        refuse("domain", `is ${JSON.stringify(domain)}, which is no domain: give one like etcd.shop.internal`);
    if (![1, 3, 5].includes(subnetIds.length))
        refuse(
            "subnetIds",
            `has ${subnetIds.length} subnets, and as many members never agree well: give 3 or 5, or 1 for a trial`,
        );
    if (apiServerSecurityGroupIds.length === 0)
        refuse("apiServerSecurityGroupIds", "lets no API server in: give the id of at least one security group");
    if (!Number.isInteger(dataVolumeSize) || dataVolumeSize < 1 || dataVolumeSize > 16384)
        refuse("dataVolumeSize", `is ${dataVolumeSize}: give a number of GiB from 1 to 16384`);
    (args.exposeClientPortTo ?? []).forEach((source, i) => admitting(source, `exposeClientPortTo[${i}]`));
    (args.keyAdministrators ?? []).forEach((arn, i) => checked(arn, `keyAdministrators[${i}]`, faultOfPrincipal));
}

/** The archive of etcd that is installed; undefined where the image has etcd. @throws InputPropertyError for one without a checksum */
export function archiveOf({ etcdArchiveUrl: url, etcdArchiveSha256: sha256 }: EtcdClusterArgs) {
    if (url === undefined && sha256 === undefined) return undefined;
    if (url === undefined || !/^https:\/\/[\w.-]+\/[\w./%~+-]+$/.test(url))
        return refuse("etcdArchiveUrl", `is ${JSON.stringify(url) ?? "missing"}: give an https:// URL of an archive of etcd`);
    if (sha256 === undefined || !/^[0-9a-f]{64}$/.test(sha256))
        return refuse("etcdArchiveSha256", "is no SHA-256 of the archive: give its 64 hexadecimal digits");
    return { url, sha256 };
}
