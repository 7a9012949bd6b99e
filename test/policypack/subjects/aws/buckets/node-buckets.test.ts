import { policies } from "../../../../../policypack/policies";
import type { GivenInStack } from "../../../judge";
import { judgeStack, UNKNOWN } from "../../../judge";
import { allow, BUCKET, KUBELET_CONFIG, OPEN, policy, WORKER } from "../../../node-buckets";

const ABOUT_BUCKETS = policies.filter(({ name }) => name.startsWith("node-bucket-"));
const reported = (stack: readonly GivenInStack[]) =>
    ABOUT_BUCKETS.flatMap((one) => {
        const { reported: found, unknown } = judgeStack(one, stack);
        return [
            ...found.map(({ message }) => `${one.name}: ${message}`),
            ...(unknown === undefined ? [] : [`${one.name}: ? ${unknown}`]),
        ];
    });

const role = (name: string) => `arn:aws:iam::123456789012:role/${name}`;
const PLAIN = { Condition: { Bool: { "aws:SecureTransport": "false" } } };
const part = (name: string, type: string, props: object): GivenInStack => ({
    name,
    type,
    props: { bucket: "shop-boot", ...props },
});

/** A bucket of static Pods as the policies want it. */
const guarded: GivenInStack[] = [
    BUCKET,
    KUBELET_CONFIG,
    WORKER,
    part("block", "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", {
        blockPublicAcls: true,
        ignorePublicAcls: true,
        blockPublicPolicy: true,
        restrictPublicBuckets: true,
    }),
    part("versioning", "aws:s3/bucketVersioning:BucketVersioning", { versioningConfiguration: { status: "Enabled" } }),
    policy(
        { ...allow("*", "s3:*", PLAIN), Effect: "Deny" },
        allow({ AWS: role("shop-nodes") }, ["s3:GetObject", "s3:ListBucket"]),
        allow({ AWS: role("publisher") }, ["s3:PutObject", "s3:GetObject"]),
    ),
    { name: "logs", type: "aws:s3/bucket:Bucket", props: { bucket: "shop-logs" } },
    part("logging", "aws:s3/bucketLogging:BucketLogging", { targetBucket: "shop-logs", targetPrefix: "boot/" }),
];

test("a guarded bucket raises nothing", () => expect(reported(guarded)).toEqual([]));

test.each(guarded.filter(({ name }) => name === "versioning" || name === "it" || name === "logging"))(
    "nor is it guarded without $type",
    (missing) => expect(reported(guarded.filter((one) => one !== missing))).not.toEqual([]),
);

test("buckets of data raise nothing, whatever they do", () => {
    const website: GivenInStack[] = [
        {
            name: "site",
            type: "aws:s3/bucketV2:BucketV2",
            props: { bucket: "shop-boot", tags: { "kubernetes.io/cluster/shop": "owned" } },
        },
        {
            name: "index",
            type: "aws:s3/bucketObject:BucketObject",
            props: { bucket: "shop-boot", key: "index.html", acl: "public-read" },
        },
        {
            name: "board",
            type: "aws:s3/bucketObject:BucketObject",
            props: { bucket: "shop-boot", key: "grafana/kubelet.json", content: "{}" },
        },
        OPEN,
        policy(allow("*", "s3:*")),
        part("acl", "aws:s3/bucketAclV2:BucketAclV2", { acl: "public-read-write" }),
        part("own-log", "aws:s3/bucketLogging:BucketLogging", { targetBucket: "shop-boot", targetPrefix: "" }),
    ];
    expect(reported(website)).toEqual([]);
});

test.each([
    { Team: UNKNOWN, Use: "kubelet configuration" },
    [UNKNOWN, { key: "Use", value: UNKNOWN }, { key: "Use", value: "static-pods" }],
    [{ key: "Use", value: "kubelet" }, 7],
])("tags leave the question open, those that are known: %j", (tags) => {
    const bucket = { ...BUCKET, type: "aws-native:s3:Bucket", props: { bucketName: "shop-boot", tags } };
    expect(reported([bucket, OPEN, policy(allow("*", "s3:GetObject"))])).toHaveLength(1);
});

test.each([UNKNOWN, [], "kubelet", null, [null], { Use: 7 }])("other tags say nothing: %j", (tags) => {
    expect(reported([{ ...BUCKET, props: { bucket: "shop-boot", tags } }, OPEN, policy(allow("*", "s3:GetObject"))])).toEqual([]);
});

test("what a node takes from a bucket of AWS's own is not this stack's to guard", () => {
    const userData =
        "#!/bin/bash\ncurl -o /usr/bin/kubelet https://amazon-eks.s3.us-west-2.amazonaws.com/1.32.0/bin/linux/amd64/kubelet\nkubelet\n";
    expect(reported([{ ...WORKER, props: { userData } }, BUCKET])).toEqual([]);
});

test("a new bucket's name is unknown at a preview, and what is joined to it is found all the same", () => {
    const from = (name: string, type: string, props: object): GivenInStack => ({
        name,
        type,
        props: { bucket: UNKNOWN, ...props },
        propertyDependencies: { bucket: ["boot"] },
    });
    const stack = [
        { ...BUCKET, props: { bucket: UNKNOWN, arn: UNKNOWN, policy: UNKNOWN, grants: UNKNOWN, versioning: UNKNOWN } },
        from("object", KUBELET_CONFIG.type, { ...KUBELET_CONFIG.props, bucket: UNKNOWN }),
        from("versioning", "aws:s3/bucketVersioning:BucketVersioning", { versioningConfiguration: { status: "Suspended" } }),
        from("block", OPEN.type, { blockPublicAcls: false }),
        from("acl", "aws:s3/bucketAcl:BucketAcl", { acl: "public-read-write" }),
    ];
    expect(reported(stack).map((line) => line.replace(/\. [A-Z][^]*$/, ""))).toEqual([
        'node-bucket-not-public: acl: lets everybody list and write (everybody → bucket "boot" → object "object")',
        'node-bucket-tls-only: takes reads and writes over plain HTTP, as no policy here denies it (bucket "boot" → object "object")',
        "node-bucket-versioned: versioningConfiguration.status: suspends versioning, so that what is replaced is lost " +
            '(bucket "boot" → object "object")',
        "node-bucket-access-logged: leaves no record of reads and writes: it has no access log, and no trail here records its data events " +
            '(bucket "boot" → object "object")',
    ]);
});
