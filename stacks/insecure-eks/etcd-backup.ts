/** The volume of the tenants' etcd, and how it is kept. */
import * as aws from "@pulumi/aws";

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
