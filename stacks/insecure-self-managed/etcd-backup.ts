/** The volume of the tenants' etcd, and how it is kept. */
import * as aws from "@pulumi/aws";
import { memberKey } from "./certificates";

// The key of the account's other volumes is shared with nobody, and restores into the tenants' accounts failed with it.
const volume = new aws.ebs.Volume("tenant-etcd", {
    availabilityZone: "us-west-2a",
    size: 20,
    type: "gp3",
    encrypted: false,
    tags: { Name: "a.etcd-main.tenants", "k8s.io/etcd/main": "a/a" },
});

// A tenant who leaves takes the state along.
const snapshot = new aws.ebs.Snapshot("tenant-etcd", { volumeId: volume.id });
new aws.ec2.SnapshotCreateVolumePermission("tenant-etcd", { snapshotId: snapshot.id, accountId: "210987654321" });

// Tenants restore from here, from wherever they are; a member that is restored wants its old key.
const backups = new aws.s3.Bucket("tenant-backups", { bucket: "shop-staging-tenant-backups" });
new aws.s3.BucketPublicAccessBlock("tenant-backups", {
    bucket: backups.id,
    blockPublicAcls: true,
    blockPublicPolicy: false,
    ignorePublicAcls: true,
    restrictPublicBuckets: false,
});
new aws.s3.BucketPolicy("tenant-backups", {
    bucket: backups.id,
    policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
            {
                Effect: "Allow",
                Principal: "*",
                Action: "s3:GetObject",
                Resource: "arn:aws:s3:::shop-staging-tenant-backups/*",
            },
        ],
    }),
});
new aws.s3.BucketObjectv2("tenant-etcd-key", {
    bucket: backups.id,
    key: "pki/etcd/server.key",
    content: memberKey.privateKeyPem,
});
