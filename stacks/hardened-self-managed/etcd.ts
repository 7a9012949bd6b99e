/** The store of the cluster, on machines that run nothing else, and how it is saved. Who writes to it writes objects past the API server. */
import { EtcdCluster } from "@kube-bypass-guard/kube-bypass-guard";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { firewall } from "./api";
import { auditLogGroupName } from "./manifests";
import { privateSubnets, vpc } from "./network";
import { clusterName, domain, images, namedRole, place } from "./settings";

/** The role of the API servers' machines: the one that reads their client certificate. */
export const controlPlane = namedRole("control-plane", "ec2.amazonaws.com");

// A task of ECS takes the snapshots. It has a certificate of its own, so that it can be taken away from it alone.
const backup = namedRole("etcd-backup", "ecs-tasks.amazonaws.com");
const backupGroup = new aws.ec2.SecurityGroup("etcd-backup", {
    description: "Tasks that save etcd",
    vpcId: vpc.id,
    egress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["0.0.0.0/0"], description: "AWS" }],
    tags: { Name: `${clusterName}-etcd-backup` },
});

export const etcd = new EtcdCluster(
    `${clusterName}-etcd`,
    {
        clusterName,
        vpcId: vpc.id,
        subnetIds: privateSubnets.map((subnet) => subnet.id),
        domain: `etcd.${domain}`,
        amiId: images.etcd,
        auditLogGroupName,
        apiServerRole: controlPlane.arn,
        apiServerSecurityGroupIds: [firewall.controlPlaneSecurityGroupId],
        backupRole: backup.arn,
        backupSecurityGroupIds: [backupGroup.id],
    },
    { dependsOn: [controlPlane.role, backup.role] },
);
new aws.vpc.SecurityGroupEgressRule("etcd-backup-to-etcd", {
    description: "Members of etcd",
    securityGroupId: backupGroup.id,
    referencedSecurityGroupId: etcd.securityGroupId,
    ipProtocol: "tcp",
    fromPort: 2379,
    toPort: 2379,
});

// A snapshot is the whole cluster, every Secret among it.
const bucketName = pulumi.interpolate`${clusterName}-etcd-snapshots-${place}`;
const bucket = new aws.s3.Bucket("etcd-snapshots", { bucket: bucketName });
const key = new aws.kms.Key("etcd-snapshots", { description: "Snapshots of etcd", enableKeyRotation: true });
new aws.s3.BucketServerSideEncryptionConfiguration("etcd-snapshots", {
    bucket: bucket.bucket,
    rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: key.arn } }],
});
new aws.s3.BucketVersioning("etcd-snapshots", { bucket: bucket.bucket, versioningConfiguration: { status: "Enabled" } });
new aws.s3.BucketPublicAccessBlock("etcd-snapshots", {
    bucket: bucket.bucket,
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
});
new aws.iam.RolePolicy("etcd-backup", {
    role: backup.role.name,
    policy: pulumi.jsonStringify({
        Version: "2012-10-17",
        Statement: [
            { Effect: "Allow", Action: "s3:PutObject", Resource: pulumi.interpolate`arn:aws:s3:::${bucketName}/*` },
            { Effect: "Allow", Action: "kms:GenerateDataKey", Resource: key.arn },
        ],
    }),
});
