import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { checked, faultOfBucket, faultOfPrincipal, refuse } from "../lib/arguments";
import { hereOf } from "../lib/here";
import { trustOf } from "../lib/policy-document";
import { RETENTIONS } from "../lib/retention";
import { type Names, namesOf } from "./names";
import { auditKeyPolicy, deliveryPolicy, queryPolicy, reportPolicy } from "./policies";
import { recordBucket } from "./record-bucket";
import { alarmOnWrites, dailyReport } from "./watch";

/** Arguments of `NodeAuditTrail`. */
export interface NodeAuditTrailArgs {
    /** The names of the buckets that nodes boot from. Every read and write of an object in them is recorded. At least one. */
    buckets: pulumi.Input<string>[];
    /** The ARN of the one role or user that publishes there; every other's write, or attempt to write, raises the alarm. */
    publisher: pulumi.Input<string>;
    /** The ARNs of the SNS topics to which the alarm goes. At least one, as an alarm that nobody hears is none. */
    alarmTopics: pulumi.Input<string>[];
    /**
     * For how many days the records are kept, in the log groups and locked in the bucket; one of the numbers that CloudWatch knows (365, 400,
     * 545, 731, …). Fewer than a year gives away what happened before somebody asks, and raises `node-audit-log-kept` where nodes send
     * their audit record here and that policy's `minimumRetentionDays` asks for more. Default: 400.
     */
    retentionDays?: number;
    /** When the report of the day before is written, a cron expression of AWS in UTC. Default: `cron(0 6 * * ? *)`. */
    reportSchedule?: string;
    /** The name of the bucket for the records. Default: the component's name, the account and the region, joined with hyphens. */
    logBucketName?: pulumi.Input<string>;
    /** The name of the log group to which nodes send their audit record. Default: `/kube-bypass-guard/<name>/node-audit`. */
    nodeLogGroupName?: pulumi.Input<string>;
}

/**
 * The record of who reads and writes what nodes boot from, which no API server sees: CloudTrail data events of the buckets, reads included,
 * in a bucket and a log group that neither the publisher nor the nodes reach; a log group for the nodes' own audit record; an alarm when
 * anybody but the publisher writes; and a report of every day in the bucket's folder `reports`, by a scheduled query of CloudWatch Logs.
 *
 * Records are locked (S3 Object Lock, governance mode) for as long as they are kept: nobody deletes them without
 * `s3:BypassGovernanceRetention`, which the bucket's policy denies, so that a stack with records in it is destroyed only after the
 * policy was changed. Management events (a changed bucket policy) belong to the account's own trail, which costs nothing the first time.
 *
 * It has no option that is unsafe by itself; see `retentionDays`.
 */
export class NodeAuditTrail extends pulumi.ComponentResource {
    /** The name of the bucket that holds records and reports. */
    public readonly logBucketName: pulumi.Output<string>;
    /** The name of the log group for the nodes' audit record: where the CloudWatch agent or Fluent Bit sends `/var/log/audit/audit.log`. */
    public readonly nodeLogGroupName: pulumi.Output<string>;
    /** The ARN of that group; nodes need `logs:CreateLogStream` and `logs:PutLogEvents` on it and nothing more. */
    public readonly nodeLogGroupArn: pulumi.Output<string>;
    /** The ARN of the alarm. */
    public readonly alarmArn: pulumi.Output<string>;

    /**
     * @param name the name of the component; its children are named after it, and so are the trail, the log groups and the bucket in AWS
     * @param args what is recorded, and who hears of it
     * @param opts options of the component
     * @throws InputPropertyError when a list is empty, `publisher` names no one role or user, `retentionDays` is no number of days that
     * CloudWatch knows, or a bucket has no name that S3 takes
     */
    constructor(name: string, args: NodeAuditTrailArgs, opts?: pulumi.ComponentResourceOptions) {
        super("kube-bypass-guard:index:NodeAuditTrail", name, { ...args }, opts);
        if (args.buckets.length === 0) refuse("buckets", "names nothing to record: give the name of at least one bucket");
        if (args.alarmTopics.length === 0)
            refuse("alarmTopics", "leaves nobody to hear the alarm: give the ARN of at least one SNS topic");
        const retentionDays = args.retentionDays ?? 400;
        if (!RETENTIONS.includes(retentionDays))
            refuse("retentionDays", `is ${retentionDays}, which CloudWatch does not take: give one of ${RETENTIONS.join(", ")}`);
        const publisher = checked(args.publisher, "publisher", faultOfPrincipal);
        const buckets = args.buckets.map((bucket, i) => checked(bucket, `buckets[${i}]`, faultOfBucket));
        const logBucketName =
            args.logBucketName === undefined ? undefined : checked(args.logBucketName, "logBucketName", faultOfBucket);

        const names = pulumi.all([hereOf(this), logBucketName, args.nodeLogGroupName]).apply(([here, logBucket, nodeGroup]) =>
            namesOf(name, here, {
                ...(logBucket !== undefined && { logBucket }),
                ...(nodeGroup !== undefined && { nodeGroup }),
            }),
        );
        const written = (write: (all: Names) => string) => names.apply(write);
        const options = { parent: this };

        const role = (
            suffix: string,
            roleName: pulumi.Input<string> | undefined,
            trust: pulumi.Input<string>,
            policy: (all: Names) => string,
        ) => {
            const made = new aws.iam.Role(
                `${name}-${suffix}`,
                { assumeRolePolicy: trust, ...(roleName !== undefined && { name: roleName }) },
                options,
            );
            const rights = new aws.iam.RolePolicy(
                `${name}-${suffix}-policy`,
                { role: made.name, policy: written(policy) },
                options,
            );
            return { role: made, rights };
        };
        const ofAccount = names.apply(({ here }) =>
            trustOf("logs.amazonaws.com", { condition: { StringEquals: { "aws:SourceAccount": here.account } } }),
        );
        const query = role(
            "query",
            written((all) => all.queryRole),
            ofAccount,
            queryPolicy,
        );
        const report = role(
            "report",
            written((all) => all.reportRole),
            ofAccount,
            reportPolicy,
        );

        const key = new aws.kms.Key(
            `${name}-key`,
            { description: `Records of ${name}`, enableKeyRotation: true, policy: written(auditKeyPolicy) },
            // KMS takes no principal that is not there yet.
            { ...options, dependsOn: [query.role, report.role] },
        );
        const { bucket, parts } = recordBucket(`${name}-log-bucket`, { names, keyArn: key.arn, days: retentionDays }, this);
        const group = (suffix: string, groupName: pulumi.Input<string>) =>
            new aws.cloudwatch.LogGroup(
                `${name}-${suffix}`,
                { name: groupName, retentionInDays: retentionDays, kmsKeyId: key.arn },
                options,
            );
        const accessGroup = group(
            "bucket-access",
            written((all) => all.accessGroup),
        );
        const nodeGroup = group(
            "node-audit",
            written((all) => all.nodeGroup),
        );

        const delivery = role(
            "delivery",
            undefined,
            names.apply(({ trailArn }) =>
                trustOf("cloudtrail.amazonaws.com", { condition: { StringEquals: { "aws:SourceArn": trailArn } } }),
            ),
            deliveryPolicy,
        );
        new aws.cloudtrail.Trail(
            `${name}-trail`,
            {
                name,
                s3BucketName: bucket.bucket,
                kmsKeyId: key.arn,
                cloudWatchLogsGroupArn: pulumi.interpolate`${accessGroup.arn}:*`,
                cloudWatchLogsRoleArn: delivery.role.arn,
                enableLogging: true,
                enableLogFileValidation: true,
                includeGlobalServiceEvents: false,
                advancedEventSelectors: [
                    {
                        name: "Every object that nodes boot from, reads included",
                        fieldSelectors: [
                            { field: "eventCategory", equals: ["Data"] },
                            { field: "resources.type", equals: ["AWS::S3::Object"] },
                            {
                                field: "resources.ARN",
                                startsWiths: buckets.map((one) =>
                                    pulumi
                                        .all([names, one])
                                        .apply(([{ here }, bucketName]) => `arn:${here.partition}:s3:::${bucketName}/`),
                                ),
                            },
                        ],
                    },
                ],
            },
            { ...options, dependsOn: [...parts, delivery.rights] },
        );

        const alarm = alarmOnWrites(name, { group: accessGroup, publisher, topics: args.alarmTopics }, this);
        dailyReport(
            name,
            { names, group: accessGroup, schedule: args.reportSchedule ?? "cron(0 6 * * ? *)" },
            { parent: this, after: [query.rights, report.rights, ...parts] },
        );

        this.logBucketName = bucket.bucket;
        this.nodeLogGroupName = nodeGroup.name;
        this.nodeLogGroupArn = nodeGroup.arn;
        this.alarmArn = alarm.arn;
        this.registerOutputs({
            logBucketName: this.logBucketName,
            nodeLogGroupName: this.nodeLogGroupName,
            nodeLogGroupArn: this.nodeLogGroupArn,
            alarmArn: this.alarmArn,
        });
    }
}
