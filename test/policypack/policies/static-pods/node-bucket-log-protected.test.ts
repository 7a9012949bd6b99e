import { nodeBucketLogProtected } from "../../../../policypack/policies/static-pods/node-bucket-log-protected";
import type { GivenInStack } from "../../judge";
import { UNKNOWN } from "../../judge";
import { about, allow, BUCKET, KUBELET_CONFIG, policy, TO_OBJECT, WORKER } from "../../node-buckets";
import { policyTable } from "../../table";

const FIX = "Send the record to a bucket of its own, in which only AWS's log delivery writes.";
const itself = (at: string, name = "it") =>
    `${at}: keeps the record of the bucket in the bucket itself (${TO_OBJECT}). ${FIX} @${name}`;
const changed = (who: string, at = "targetBucket", name = "it") =>
    `${at}: sends the record to bucket "logs", where ${who} may change it (${TO_OBJECT}). ${FIX} @${name}`;

const CI = "arn:aws:iam::123456789012:role/ci";
const NODES = "arn:aws:iam::123456789012:role/shop-nodes";
const LOGS: GivenInStack = { name: "logs", type: "aws:s3/bucket:Bucket", props: { bucket: "shop-logs" } };
const logging = about("aws:s3/bucketLogging:BucketLogging", { targetBucket: "shop-logs", targetPrefix: "boot/" });
const logsPolicy = (principal: unknown, action: unknown, resource = "arn:aws:s3:::shop-logs/*"): GivenInStack => ({
    name: "logs-policy",
    type: "aws:s3/bucketPolicy:BucketPolicy",
    props: {
        bucket: "shop-logs",
        policy: JSON.stringify({ Statement: [allow(principal, action, { Resource: resource })] }),
    },
});
const publisher = { ...policy(allow({ AWS: CI }, "s3:PutObject")), name: "policy" };
const nodeRole: GivenInStack = {
    name: "worker-policy",
    type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    props: { role: "shop-nodes", policyArn: "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy" },
};
const trail = (s3BucketName: string): GivenInStack => ({
    name: "audit",
    type: "aws:cloudtrail/trail:Trail",
    props: { s3BucketName, eventSelectors: [{ dataResources: [{ type: "AWS::S3::Object", values: ["arn:aws:s3"] }] }] },
});
const inline = (type: string, props: object): GivenInStack => ({ ...BUCKET, type, props });

policyTable(nodeBucketLogProtected, {
    stacks: {
        "an access log into the bucket itself": {
            resources: [BUCKET, KUBELET_CONFIG, about(logging.type, { targetBucket: "shop-boot", targetPrefix: "logs/" })],
            reports: [itself("targetBucket")],
        },
        "the same by the older name, while the bucket's is not known": {
            resources: [
                { ...BUCKET, props: { bucket: UNKNOWN } },
                {
                    ...KUBELET_CONFIG,
                    props: { ...KUBELET_CONFIG.props, bucket: UNKNOWN },
                    propertyDependencies: { bucket: ["boot"] },
                },
                {
                    name: "it",
                    type: "aws:s3/bucketLoggingV2:BucketLoggingV2",
                    props: { bucket: UNKNOWN, targetBucket: UNKNOWN, targetPrefix: "" },
                    propertyDependencies: { bucket: ["boot"], targetBucket: ["boot"] },
                },
            ],
            reports: [itself("targetBucket")],
        },
        inline: {
            resources: [
                inline("aws:s3/bucket:Bucket", { bucket: "shop-boot", logging: { targetBucket: "shop-boot" } }),
                KUBELET_CONFIG,
            ],
            reports: [itself("logging.targetBucket", "boot")],
        },
        "in the older resource's list": {
            resources: [
                inline("aws:s3/bucketV2:BucketV2", { bucket: "shop-boot", loggings: [{ targetBucket: "shop-boot" }] }),
                KUBELET_CONFIG,
            ],
            reports: [itself("loggings[0].targetBucket", "boot")],
        },
        "Cloud Control's default": {
            resources: [
                inline("aws-native:s3:Bucket", { bucketName: "shop-boot", loggingConfiguration: { logFilePrefix: "x" } }),
                KUBELET_CONFIG,
            ],
            reports: [itself("loggingConfiguration.destinationBucketName", "boot")],
        },
        "a trail into the bucket itself": {
            resources: [BUCKET, KUBELET_CONFIG, trail("shop-boot")],
            reports: [itself("s3BucketName", "audit")],
        },
        "the publisher writes the log's bucket too": {
            resources: [
                BUCKET,
                KUBELET_CONFIG,
                publisher,
                LOGS,
                logging,
                logsPolicy({ AWS: CI }, ["s3:GetObject", "s3:DeleteObject"]),
            ],
            reports: [changed(CI)],
        },
        "the nodes write it": {
            resources: [nodeRole, BUCKET, KUBELET_CONFIG, LOGS, trail("shop-logs"), logsPolicy({ AWS: NODES }, "s3:PutObject")],
            reports: [changed(`the nodes' own role ${NODES}`, "s3BucketName", "audit")],
        },
        "everybody writes it": {
            resources: [BUCKET, KUBELET_CONFIG, LOGS, logging, logsPolicy("*", "s3:*")],
            reports: [changed("everybody")],
        },
        "the publisher writes where the access log is, and nowhere else": {
            resources: [
                BUCKET,
                KUBELET_CONFIG,
                publisher,
                LOGS,
                logging,
                logsPolicy({ AWS: CI }, "s3:PutObject", "arn:aws:s3:::shop-logs/boot/2026*"),
            ],
            reports: [changed(CI)],
        },
        "the publisher writes where a trail delivers, and nowhere else": {
            resources: [
                BUCKET,
                KUBELET_CONFIG,
                publisher,
                LOGS,
                trail("shop-logs"),
                logsPolicy({ AWS: CI }, "s3:PutObject", "arn:aws:s3:::shop-logs/AWSLogs/*"),
            ],
            reports: [changed(CI, "s3BucketName", "audit")],
        },
        "whoever says who may write says so of the log's bucket too": {
            resources: [
                BUCKET,
                KUBELET_CONFIG,
                { ...policy(allow({ AWS: CI }, "s3:PutBucketPolicy")), name: "policy" },
                LOGS,
                logging,
                logsPolicy({ AWS: CI }, "s3:PutBucketPolicy", "arn:aws:s3:::shop-logs"),
            ],
            reports: [changed(CI)],
        },
        "everyone with an account writes it": {
            resources: [
                BUCKET,
                KUBELET_CONFIG,
                {
                    ...LOGS,
                    props: {
                        bucket: "shop-logs",
                        grants: [{ uri: "http://acs.amazonaws.com/groups/global/AuthenticatedUsers", permissions: ["WRITE"] }],
                    },
                },
                logging,
            ],
            reports: [changed("everyone with an AWS account")],
        },
        "a policy of the log's bucket that is not known yet": {
            resources: [
                BUCKET,
                KUBELET_CONFIG,
                LOGS,
                logging,
                {
                    ...logsPolicy("*", "s3:*"),
                    props: { bucket: "shop-logs", policy: UNKNOWN },
                    propertyDependencies: { policy: ["logs"] },
                },
            ],
            reports: [],
            unknown: "policy",
        },

        "a bucket of its own": { resources: [BUCKET, KUBELET_CONFIG, publisher, LOGS, logging, trail("shop-logs")], reports: [] },
        "AWS's log delivery": {
            resources: [
                BUCKET,
                KUBELET_CONFIG,
                LOGS,
                logging,
                logsPolicy({ Service: "logging.s3.amazonaws.com" }, "s3:PutObject"),
            ],
            reports: [],
        },
        "AWS's log delivery, which writes the bucket itself as well": {
            resources: [
                BUCKET,
                KUBELET_CONFIG,
                { ...policy(allow({ Service: "logging.s3.amazonaws.com" }, "s3:PutObject")), name: "policy" },
                LOGS,
                logging,
                logsPolicy({ Service: "logging.s3.amazonaws.com" }, "s3:PutObject"),
            ],
            reports: [],
        },
        "everybody, whom a block keeps out": {
            resources: [
                BUCKET,
                KUBELET_CONFIG,
                LOGS,
                logging,
                logsPolicy("*", "s3:*"),
                {
                    name: "block",
                    type: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
                    props: { bucket: "shop-logs", restrictPublicBuckets: true },
                },
            ],
            reports: [],
        },
        "an event data store, which is no bucket": {
            resources: [
                BUCKET,
                KUBELET_CONFIG,
                {
                    name: "audit",
                    type: "aws:cloudtrail/eventDataStore:EventDataStore",
                    props: {
                        advancedEventSelectors: [
                            {
                                fieldSelectors: [
                                    { field: "eventCategory", equals: ["Data"] },
                                    { field: "resources.type", equals: ["AWS::S3::Object"] },
                                ],
                            },
                        ],
                    },
                },
            ],
            reports: [],
        },
        "the publisher reads the log": {
            resources: [BUCKET, KUBELET_CONFIG, publisher, LOGS, logging, logsPolicy({ AWS: CI }, "s3:GetObject")],
            reports: [],
        },
        "the publisher writes other objects there": {
            resources: [
                BUCKET,
                KUBELET_CONFIG,
                publisher,
                LOGS,
                logging,
                logsPolicy({ AWS: CI }, "s3:PutObject", "arn:aws:s3:::shop-logs/builds/*"),
            ],
            reports: [],
        },
        "somebody else writes there": {
            resources: [BUCKET, KUBELET_CONFIG, publisher, LOGS, logging, logsPolicy({ AWS: `${CI}-other` }, "s3:PutObject")],
            reports: [],
        },
        "a bucket of data may log into itself": {
            resources: [BUCKET, about(logging.type, { targetBucket: "shop-boot", targetPrefix: "" })],
            reports: [],
        },
        "a trail that records nothing of it": {
            resources: [BUCKET, WORKER, { ...trail("shop-boot"), props: { s3BucketName: "shop-boot" } }],
            reports: [],
        },
    },
});
