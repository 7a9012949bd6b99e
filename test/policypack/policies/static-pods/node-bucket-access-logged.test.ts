import { nodeBucketAccessLogged } from "../../../../policypack/policies/static-pods/node-bucket-access-logged";
import type { GivenInStack } from "../../judge";
import { UNKNOWN } from "../../judge";
import { about, BUCKET, KUBELET_CONFIG, TO_OBJECT, TO_WORKER, WORKER } from "../../node-buckets";
import { policyTable } from "../../table";

const FIX =
    "Record data events of AWS::S3::Object for the bucket in a CloudTrail trail with readWriteType All, or give it an access log, or say in " +
    "organizationTrail that a trail elsewhere does.";
const told = (missed: string, why: string, way = TO_OBJECT) => `leaves no record of ${missed}: ${why} (${way}). ${FIX} @boot`;
const none = (way = TO_OBJECT) =>
    told("reads and writes", "it has no access log, and no trail here records its data events", way);
const alone = (missed: string, recorded: string) => told(missed, `trail "audit" records ${recorded} alone`);

const named = (type: string, props: object, more: Partial<GivenInStack> = {}): GivenInStack => ({
    name: "audit",
    type,
    props,
    ...more,
});
const trail = (props: object, more: Partial<GivenInStack> = {}) =>
    named("aws:cloudtrail/trail:Trail", { s3BucketName: "audit", ...props }, more);
const basic = (values: unknown[], more: object = {}, type = "AWS::S3::Object") => ({
    eventSelectors: [{ dataResources: [{ type, values }], ...more }],
});
const advanced = (...fieldSelectors: object[]) => ({ advancedEventSelectors: [{ fieldSelectors }] });
const DATA = { field: "eventCategory", equals: ["Data"] };
const OBJECTS = { field: "resources.type", equals: ["AWS::S3::Object"] };
const arn = (more: object) => ({ field: "resources.ARN", ...more });
const ALL = basic(["arn:aws:s3"]);
const store = (props: object) => named("aws:cloudtrail/eventDataStore:EventDataStore", props);

const silent = (...resources: GivenInStack[]) => ({ resources: [BUCKET, KUBELET_CONFIG, ...resources], reports: [] });
const reported = (report: string, ...resources: GivenInStack[]) => ({
    resources: [BUCKET, KUBELET_CONFIG, ...resources],
    reports: [report],
});

policyTable(nodeBucketAccessLogged, {
    stacks: {
        "nothing records it": { resources: [BUCKET, WORKER], reports: [none(TO_WORKER)] },
        "a trail of management events alone": reported(
            none(),
            trail({ eventSelectors: [{ readWriteType: "All", includeManagementEvents: true }] }),
        ),
        "a trail with nothing but its defaults": reported(none(), trail({})),
        "the log of an EKS control plane hears nothing of buckets": reported(
            none(),
            named("aws:eks/cluster:Cluster", { enabledClusterLogTypes: ["audit", "api", "authenticator"] }),
        ),
        "what another provider calls a trail": reported(none(), named("my-aws:cloudtrail/trail:Trail", ALL)),
        "what is called like a trail": reported(none(), named("aws-native:cloudtrail:TrailX", ALL)),
        "writes alone": reported(alone("reads", "writes"), trail(basic(["arn:aws:s3"], { readWriteType: "WriteOnly" }))),
        "reads alone": reported(
            alone("writes", "reads"),
            trail(basic(["arn:aws:s3:::shop-boot/"], { readWriteType: "ReadOnly" })),
        ),
        "another bucket": reported(none(), trail(basic(["arn:aws:s3:::shop-data/"]))),
        "a bucket whose name is longer": reported(none(), trail(basic(["arn:aws:s3:::shop-boot-old/"]))),
        "other objects of the bucket": reported(none(), trail(basic(["arn:aws:s3:::shop-boot/logs/"]))),
        "data events of functions": reported(none(), trail(basic(["arn:aws:lambda"], {}, "AWS::Lambda::Function"))),
        "a trail that is switched off": reported(
            told("reads and writes", 'trail "audit" is switched off'),
            trail({ ...ALL, enableLogging: false }),
        ),
        "Cloud Control's trail that is switched off": reported(
            told("reads and writes", 'trail "audit" is switched off'),
            named("aws-native:cloudtrail:Trail", { s3BucketName: "audit", isLogging: false, ...ALL }),
        ),
        "advanced selectors of writes": reported(
            alone("reads", "writes"),
            trail(advanced(DATA, OBJECTS, { field: "readOnly", equals: ["false"] })),
        ),
        "advanced selectors of management events": reported(
            none(),
            trail(advanced({ field: "eventCategory", equals: ["Management"] })),
        ),
        "advanced selectors that leave this bucket out": reported(
            none(),
            trail(advanced(DATA, OBJECTS, arn({ notStartsWiths: ["arn:aws:s3:::shop-boot/"] }))),
        ),
        "advanced selectors for another bucket": reported(
            none(),
            trail(advanced(DATA, OBJECTS, arn({ startsWiths: ["arn:aws:s3:::data/"] }))),
        ),
        "advanced selectors for some events": reported(
            alone("writes", "reads"),
            trail(advanced(DATA, OBJECTS, { field: "eventName", equals: ["GetObject", "PutObject"] })),
        ),
        "advanced selectors that leave somebody out": reported(
            none(),
            trail(advanced(DATA, OBJECTS, { field: "userIdentity.arn", notEquals: ["arn:aws:iam::123456789012:role/nodes"] })),
        ),
        "a store that is suspended": reported(
            told("reads and writes", 'event data store "audit" is switched off'),
            store({ ...advanced(DATA, OBJECTS), suspend: true }),
        ),
        "a store that takes nothing in": reported(
            told("reads and writes", 'event data store "audit" is switched off'),
            named("aws-native:cloudtrail:EventDataStore", { ...advanced(DATA, OBJECTS), ingestionEnabled: false }),
        ),
        "one of two objects": {
            resources: [
                BUCKET,
                KUBELET_CONFIG,
                { ...KUBELET_CONFIG, name: "static", props: { bucket: "shop-boot", key: "static-pods/web.yaml", content: "x" } },
                trail(basic(["arn:aws:s3:::shop-boot/static-pods/"])),
            ],
            reports: [none()],
        },
        "a value that is made from another bucket": reported(
            none(),
            { ...BUCKET, name: "data", props: { bucket: "data" } },
            trail(basic([UNKNOWN]), { propertyDependencies: { eventSelectors: ["data"] } }),
        ),
        "a bucket that settings name": {
            resources: [
                { ...BUCKET, props: { bucket: UNKNOWN }, config: { nodeBuckets: ["boot"] } },
                { ...BUCKET, name: "data", props: { bucket: "data" } },
            ],
            reports: [none('bucket "boot" → nodes')],
        },
        "a value of which nothing is known": {
            resources: [BUCKET, KUBELET_CONFIG, trail(basic([UNKNOWN]))],
            reports: [],
            unknown: "eventSelectors.0.dataResources.0.values.0",
        },

        "every object of every bucket": silent(trail(ALL)),
        "every object, in another spelling": silent(trail(basic(["arn:aws:s3:::"], { readWriteType: "All" }))),
        "the bucket": silent(trail(basic(["arn:aws-cn:s3:::data/", "arn:aws-cn:s3:::shop-boot/"]))),
        "reads by one trail and writes by another": silent(
            trail(basic(["arn:aws:s3"], { readWriteType: "ReadOnly" })),
            trail(basic(["arn:aws:s3"], { readWriteType: "WriteOnly" }), { name: "other" }),
        ),
        "reads and writes by selectors of one trail": silent(
            trail({
                eventSelectors: [
                    { readWriteType: "ReadOnly", dataResources: [{ type: "AWS::S3::Object", values: ["arn:aws:s3"] }] },
                    { readWriteType: "WriteOnly", dataResources: [{ type: "AWS::S3::Object", values: ["arn:aws:s3"] }] },
                ],
            }),
        ),
        "a value that is made from the bucket, which is not known yet": {
            resources: [
                { ...BUCKET, props: { bucket: UNKNOWN } },
                {
                    ...KUBELET_CONFIG,
                    props: { ...KUBELET_CONFIG.props, bucket: UNKNOWN },
                    propertyDependencies: { bucket: ["boot"] },
                },
                trail(basic([UNKNOWN]), { propertyDependencies: { eventSelectors: ["boot"] } }),
            ],
            reports: [],
        },
        "advanced selectors of every object": silent(trail(advanced(DATA, OBJECTS))),
        "advanced selectors of the bucket": silent(
            trail(advanced(DATA, OBJECTS, arn({ startsWiths: ["arn:aws:s3:::shop-boot/"] }))),
        ),
        "advanced selectors of the object": silent(
            trail(advanced(DATA, OBJECTS, arn({ equals: ["arn:aws:s3:::shop-boot/kubelet-config.yaml"] }))),
        ),
        "advanced selectors that leave the log bucket out": silent(
            trail(advanced(DATA, OBJECTS, arn({ notStartsWiths: ["arn:aws:s3:::audit/"] }))),
        ),
        "an event data store": silent(store(advanced(DATA, OBJECTS))),
        "Cloud Control's trail": silent(
            named("aws-native:cloudtrail:Trail", {
                isLogging: true,
                ...advanced(DATA, OBJECTS, arn({ startsWith: ["arn:aws:s3:::shop-boot/"] })),
            }),
        ),
        "an access log": silent(about("aws:s3/bucketLogging:BucketLogging", { targetBucket: "logs", targetPrefix: "" })),
        "an access log by the older name": silent(
            about("aws:s3/bucketLoggingV2:BucketLoggingV2", { targetBucket: "logs", targetPrefix: "" }),
        ),
        "an access log inline": {
            resources: [{ ...BUCKET, props: { bucket: "shop-boot", logging: { targetBucket: "logs" } } }, KUBELET_CONFIG],
            reports: [],
        },
        "an access log in the older resource's list": {
            resources: [
                {
                    ...BUCKET,
                    type: "aws:s3/bucketV2:BucketV2",
                    props: { bucket: "shop-boot", loggings: [{ targetBucket: "logs" }] },
                },
                KUBELET_CONFIG,
            ],
            reports: [],
        },
        "Cloud Control's access log": {
            resources: [
                {
                    ...BUCKET,
                    type: "aws-native:s3:Bucket",
                    props: { bucketName: "shop-boot", loggingConfiguration: { destinationBucketName: "logs" } },
                },
                KUBELET_CONFIG,
            ],
            reports: [],
        },
        "an organization's trail": {
            resources: [{ ...BUCKET, config: { organizationTrail: true } }, KUBELET_CONFIG],
            reports: [],
        },
        "a bucket of data": { resources: [BUCKET], reports: [] },
        "a bucket of another stack": { resources: [WORKER], reports: [] },
    },
});
