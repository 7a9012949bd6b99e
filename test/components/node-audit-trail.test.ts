import * as aws from "@pulumi/aws";
import * as fc from "fast-check";
import { NodeAuditTrail, type NodeAuditTrailArgs } from "../../components";
import { everySetPasses, type Registered, registered } from "./registered";
import { atTheStrictest, raised } from "./strictest";

jest.setTimeout(120_000);

const PUBLISHER = "arn:aws:iam::123456789012:role/publisher";
const TOPIC = "arn:aws:sns:eu-west-1:123456789012:security";
const LEAST: NodeAuditTrailArgs = { buckets: ["shop-boot"], publisher: PUBLISHER, alarmTopics: [TOPIC] };
const make = (args: Partial<NodeAuditTrailArgs>) => () => new NodeAuditTrail("audit", { ...LEAST, ...args });
const RECORDED = {
    "node-bucket-access-logged": { nodeBuckets: ["shop-boot"] },
    "node-bucket-log-protected": { nodeBuckets: ["shop-boot"] },
};

test("every set of options passes the whole pack, at a preview and after an update", async () => {
    const options = fc.record(
        {
            buckets: fc.subarray(["shop-boot", "shop-manifests", "shop-images"], { minLength: 1 }),
            publisher: fc.constantFrom(PUBLISHER, "arn:aws:iam::123456789012:user/ci/publisher"),
            alarmTopics: fc.subarray([TOPIC, `${TOPIC}-2`], { minLength: 1 }),
            retentionDays: fc.constantFrom(365, 731, 3653),
            reportSchedule: fc.constantFrom("cron(0 6 * * ? *)", "cron(30 1 ? * MON *)"),
            logBucketName: fc.constantFrom("shop-records"),
            nodeLogGroupName: fc.constantFrom("/shop/nodes"),
        },
        { requiredKeys: [] },
    );
    await everySetPasses("NodeAuditTrail", options, (set) => make(set)(), RECORDED);
});

/** A bucket that nodes boot from, in which the publisher writes. */
function bootBucket(): void {
    const bucket = new aws.s3.Bucket("boot", { bucket: "shop-boot" });
    const statement = {
        Effect: "Allow",
        Principal: { AWS: PUBLISHER },
        Action: "s3:PutObject",
        Resource: "arn:aws:s3:::shop-boot/*",
    };
    new aws.s3.BucketPolicy("boot-policy", { bucket: bucket.bucket, policy: JSON.stringify({ Statement: [statement] }) });
}

test.each(["preview", "up"] as const)("at %s the pack finds a bucket recorded, out of its publisher's reach", async (when) => {
    const alone = atTheStrictest(await registered(bootBucket, when), RECORDED);
    expect(raised(alone)).toContain("node-bucket-access-logged");
    const both = atTheStrictest(
        await registered(() => {
            bootBucket();
            make({})();
        }, when),
        RECORDED,
    );
    expect(raised(both)).toEqual(raised(alone).filter((policy) => policy !== "node-bucket-access-logged"));
    expect(both.unknown).toEqual(alone.unknown);
});

test("a record that is kept for less than a year raises the policy that is named, where nodes send theirs", async () => {
    const agent = JSON.stringify({
        logs: {
            logs_collected: {
                files: { collect_list: [{ file_path: "/var/log/audit/audit.log", log_group_name: "/shop/nodes" }] },
            },
        },
    });
    const node = () =>
        new aws.ec2.Instance("node", {
            userData: [
                "#!/bin/bash",
                "cat > /opt/aws/amazon-cloudwatch-agent/etc/amazon-cloudwatch-agent.json <<'EOF'",
                agent,
                "EOF",
                "kubeadm init",
            ].join("\n"),
        });
    const kept = async (retentionDays: number) =>
        raised(
            atTheStrictest(
                await registered(() => {
                    node();
                    make({ retentionDays, nodeLogGroupName: "/shop/nodes" })();
                }),
            ),
        );
    const [short, long] = [await kept(30), await kept(400)];
    expect(short.filter((policy) => !long.includes(policy))).toEqual(["node-audit-log-kept"]);
});

const find = (resources: readonly Registered[], type: string) =>
    resources.filter((one) => one.type.startsWith(type)).map(({ props }) => props);

test("reads and writes of the buckets are recorded, encrypted and kept", async () => {
    const resources = await registered(make({ buckets: ["shop-boot", "shop-manifests"] }));
    const [trail] = find(resources, "aws:cloudtrail/trail:");
    expect(trail!["advancedEventSelectors"][0].fieldSelectors).toEqual([
        { field: "eventCategory", equals: ["Data"] },
        { field: "resources.type", equals: ["AWS::S3::Object"] },
        { field: "resources.ARN", startsWiths: ["arn:aws:s3:::shop-boot/", "arn:aws:s3:::shop-manifests/"] },
    ]);
    expect(trail).toMatchObject({ s3BucketName: "audit-123456789012-eu-west-1", enableLogFileValidation: true });
    for (const group of find(resources, "aws:cloudwatch/logGroup:")) {
        expect(group).toMatchObject({ retentionInDays: 400, kmsKeyId: expect.stringContaining("arn:aws:kms:") });
    }
    expect(find(resources, "aws:s3/bucketObjectLockConfiguration:")[0]!["rule"]).toEqual({
        defaultRetention: { mode: "GOVERNANCE", days: 400 },
    });
});

test("the alarm counts what the filter matches, and goes to the topics", async () => {
    const resources = await registered(make({}));
    const [filter] = find(resources, "aws:cloudwatch/logMetricFilter:");
    const [alarm] = find(resources, "aws:cloudwatch/metricAlarm:");
    expect(alarm).toMatchObject({
        namespace: filter!["metricTransformation"].namespace,
        metricName: filter!["metricTransformation"].name,
        comparisonOperator: "GreaterThanThreshold",
        threshold: 0,
        alarmActions: [TOPIC],
    });
});

test("a name that clashes with nothing else: every resource has one of its own", async () => {
    const names = (await registered(make({}))).map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
});

test.each<[string, Partial<NodeAuditTrailArgs>, { propertyPath: string; reason: string }]>([
    [
        "nothing to record",
        { buckets: [] },
        { propertyPath: "buckets", reason: "names nothing to record: give the name of at least one bucket" },
    ],
    [
        "nobody to hear the alarm",
        { alarmTopics: [] },
        { propertyPath: "alarmTopics", reason: "leaves nobody to hear the alarm: give the ARN of at least one SNS topic" },
    ],
    [
        "a publisher who is everybody",
        { publisher: "*" },
        {
            propertyPath: "publisher",
            reason: 'is "*", which names no one role or user: give an ARN like arn:aws:iam::123456789012:role/publisher',
        },
    ],
    [
        "a bucket's ARN for its name",
        { buckets: ["shop-boot", "arn:aws:s3:::shop-boot"] },
        {
            propertyPath: "buckets[1]",
            reason: 'is "arn:aws:s3:::shop-boot", which is no name for a bucket: give 3 to 63 letters (a-z), digits and hyphens',
        },
    ],
    [
        "a number of days that CloudWatch does not know",
        { retentionDays: 366 },
        {
            propertyPath: "retentionDays",
            reason: expect.stringMatching(/^is 366, which CloudWatch does not take: give one of 1, 3, 5/) as never,
        },
    ],
])("%s is refused, with the argument's name", async (_, args, error) => {
    await expect(registered(make(args))).rejects.toMatchObject(error);
});
