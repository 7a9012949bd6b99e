import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { checked, faultOfBucket, faultOfPrincipal, refuse } from "../lib/arguments";
import { hereOf } from "../lib/here";
import { privateBucket } from "../lib/private-bucket";
import { NodeAuditTrail } from "../node-audit-trail/node-audit-trail";
import { type Store, storeKeyPolicy, storePolicy } from "./policies";

/** Arguments of `ManifestStore`. */
export interface ManifestStoreArgs {
    /** The name of the bucket. It is asked for, as what fetches from it names it, and a preview judges only what it knows. */
    bucketName: pulumi.Input<string>;
    /** The ARN of the one role or user that publishes; the role with which this program runs, where it puts the objects there itself. */
    publisher: pulumi.Input<string>;
    /** The ARNs of the nodes' roles, which read. At least one, and not the publisher's. */
    nodeRoles: pulumi.Input<string>[];
    /** The ARNs of the SNS topics that hear when anybody but the publisher writes. Needed unless `recordedElsewhere`. */
    alarmTopics?: pulumi.Input<string>[];
    /** For how many days the records of who used the bucket are kept; see `NodeAuditTrail`. Default: 400. */
    retentionDays?: number;
    /**
     * Gives away: the record of who used the bucket, unless a trail elsewhere has it: a `NodeAuditTrail` that lists the bucket, or an
     * organization's trail with data events of S3. Without the first in the same stack it raises `node-bucket-access-logged`, whose setting
     * `organizationTrail` tells of the second. Default: false, so that the store makes a `NodeAuditTrail` of its own.
     */
    recordedElsewhere?: boolean;
}

/**
 * A bucket for static Pod manifests, where they must come from the web: private, versioned, encrypted with a key of its own, over TLS alone,
 * written by one publisher, read by the nodes, and every use of it recorded by a `NodeAuditTrail`.
 *
 * The kubelet's own `staticPodURL` cannot read it, as it signs no requests, and a bucket that answers it answers everybody on the network.
 * Nodes fetch with their role instead (`aws s3 cp`, under `umask 077`) into a folder that is root's with mode 0700. A DaemonSet, which admission
 * judges, is better than all of this.
 *
 * Give ARNs that a preview knows, of roles that have names of their own choice: otherwise nothing judges the bucket's policy there.
 *
 * Whoever may change the bucket's policy (`s3:PutBucketPolicy`) gets around it; that is recorded by the account's own trail.
 */
export class ManifestStore extends pulumi.ComponentResource {
    /** The name of the bucket. */
    public readonly bucketName: pulumi.Output<string>;
    /** The ARN of the key that encrypts the manifests. */
    public readonly keyArn: pulumi.Output<string>;
    /** The name of the bucket that holds the records; absent where they are elsewhere. */
    public readonly logBucketName?: pulumi.Output<string>;
    /** The name of the log group for the nodes' own audit record; absent where records are elsewhere. */
    public readonly nodeLogGroupName?: pulumi.Output<string>;

    /**
     * @param name the name of the component; its children are named after it
     * @param args who publishes, who reads, and who hears of others
     * @param opts options of the component
     * @throws InputPropertyError when the bucket's name is none that S3 takes, `publisher` or one of `nodeRoles` names no one role or user, a
     * node publishes, no node reads, or `alarmTopics` are missing or left over
     */
    constructor(name: string, args: ManifestStoreArgs, opts?: pulumi.ComponentResourceOptions) {
        super("kube-bypass-guard:index:ManifestStore", name, { ...args }, opts);
        const { recordedElsewhere = false, alarmTopics = [] } = args;
        if (args.nodeRoles.length === 0) refuse("nodeRoles", "names nobody: give the ARN of at least one role of nodes");
        if (!recordedElsewhere && alarmTopics.length === 0)
            refuse(
                "alarmTopics",
                "leaves nobody to hear the alarm: give the ARN of at least one SNS topic, or set recordedElsewhere",
            );
        if (recordedElsewhere && alarmTopics.length > 0)
            refuse(
                "alarmTopics",
                "is for the store's own record, which recordedElsewhere leaves out: give it to the other NodeAuditTrail",
            );
        const bucketName = checked(args.bucketName, "bucketName", faultOfBucket);
        const publisher = checked(args.publisher, "publisher", faultOfPrincipal);
        const nodeRoles = args.nodeRoles.map((role, i) =>
            checked(role, `nodeRoles[${i}]`, (arn) =>
                arn === args.publisher
                    ? "is the publisher: a node that writes manifests writes them for every other"
                    : faultOfPrincipal(arn),
            ),
        );

        const store = pulumi
            .all([hereOf(this), bucketName, publisher, pulumi.all(nodeRoles)])
            .apply(([here, bucket, who, roles]): Store => ({ here, bucket, publisher: who, nodeRoles: roles }));
        const key = new aws.kms.Key(
            `${name}-key`,
            { description: `Static Pod manifests in ${name}`, enableKeyRotation: true, policy: store.apply(storeKeyPolicy) },
            { parent: this },
        );
        const { bucket } = privateBucket(
            `${name}-bucket`,
            { bucketName, policy: store.apply(storePolicy), keyArn: key.arn, hasObjectLock: false },
            this,
        );

        this.bucketName = bucket.bucket;
        this.keyArn = key.arn;
        if (!recordedElsewhere) {
            const audit = new NodeAuditTrail(
                `${name}-audit`,
                {
                    buckets: [bucketName],
                    publisher,
                    alarmTopics,
                    ...(args.retentionDays !== undefined && { retentionDays: args.retentionDays }),
                },
                { parent: this },
            );
            this.logBucketName = audit.logBucketName;
            this.nodeLogGroupName = audit.nodeLogGroupName;
        }
        this.registerOutputs({
            bucketName: this.bucketName,
            keyArn: this.keyArn,
            logBucketName: this.logBucketName,
            nodeLogGroupName: this.nodeLogGroupName,
        });
    }
}
