import { type Bucket, type BucketPart, Buckets } from "../../../../../policypack/subjects/aws/buckets/buckets";
import type { GivenInStack } from "../../../judge";
import { stackOf, UNKNOWN } from "../../../judge";

const KINDS: readonly BucketPart[] = [
    "policy",
    "public access block",
    "access list",
    "ownership",
    "versioning",
    "logging",
    "object",
];
const said = (bucket: Bucket) =>
    `${bucket.words} is ${bucket.name ?? "?"}` +
    KINDS.flatMap((kind) => bucket.parts(kind).map(({ name }) => `, ${kind} ${name}`)).join("");
const bucketsOf = (...given: readonly GivenInStack[]) => new Buckets(stackOf(given));
const all = (...given: readonly GivenInStack[]) => bucketsOf(...given).all.map(said);

const BUCKET: GivenInStack = { name: "boot", type: "aws:s3/bucket:Bucket", props: { bucket: "shop-boot" } };
const NEW: GivenInStack = { ...BUCKET, props: { bucket: UNKNOWN, id: UNKNOWN } };
const part = (name: string, type: string, bucket: unknown, from?: readonly string[]): GivenInStack => ({
    name,
    type: `aws:s3/${type}`,
    props: { bucket },
    ...(from !== undefined && { propertyDependencies: { bucket: from } }),
});
const acl = (bucket: unknown, from?: readonly string[]) => part("acl", "bucketAcl:BucketAcl", bucket, from);

test.each<[type: string, isBucket: boolean]>([
    ["aws:s3/bucket:Bucket", true],
    ["aws:s3/bucketV2:BucketV2", true],
    ["aws-native:s3:Bucket", true],
    ["my-aws:s3/bucket:Bucket", false],
    ["aws:s3/bucket:BucketX", false],
    ["aws-native:s3:BucketPolicy", false],
    ["aws:s3/directoryBucket:DirectoryBucket", false],
])("%s is a bucket: %s", (type, isBucket) =>
    expect(all({ name: "it", type, props: { bucketName: "b" } })).toEqual(isBucket ? ['bucket "it" is b'] : []),
);

test.each<[type: string, kind: BucketPart | undefined]>([
    ["aws:s3/bucketPolicy:BucketPolicy", "policy"],
    ["aws-native:s3:BucketPolicy", "policy"],
    ["aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", "public access block"],
    ["aws:s3/bucketAcl:BucketAcl", "access list"],
    ["aws:s3/bucketAclV2:BucketAclV2", "access list"],
    ["aws:s3/bucketOwnershipControls:BucketOwnershipControls", "ownership"],
    ["aws:s3/bucketVersioning:BucketVersioning", "versioning"],
    ["aws:s3/bucketVersioningV2:BucketVersioningV2", "versioning"],
    ["aws:s3/bucketLogging:BucketLogging", "logging"],
    ["aws:s3/bucketLoggingV2:BucketLoggingV2", "logging"],
    ["aws:s3/bucketObject:BucketObject", "object"],
    ["aws:s3/bucketObjectv2:BucketObjectv2", "object"],
    ["aws:s3/objectCopy:ObjectCopy", "object"],
    ["my-aws:s3/bucketPolicy:BucketPolicy", undefined],
    ["aws-native:s3:BucketPolicyX", undefined],
    ["my-aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", undefined],
    ["my-aws:s3/bucketAcl:BucketAcl", undefined],
    ["my-aws:s3/bucketOwnershipControls:BucketOwnershipControls", undefined],
    ["my-aws:s3/bucketVersioning:BucketVersioning", undefined],
    ["my-aws:s3/bucketLogging:BucketLogging", undefined],
    ["my-aws:s3/bucketObject:BucketObject", undefined],
    ["my-aws:s3/objectCopy:ObjectCopy", undefined],
    ["aws:s3/bucketNotification:BucketNotification", undefined],
])("%s is of a bucket: %s", (type, kind) =>
    expect(all({ name: "it", type, props: { bucket: "b" } })).toEqual(kind === undefined ? [] : [`bucket "b" is b, ${kind} it`]),
);

/** What a bucket is called: the name that it is given, or that AWS made. */
test.each<[props: object, name: string]>([
    [{ bucket: "shop-boot", id: "x" }, "shop-boot"],
    [{ bucketName: "shop-boot" }, "shop-boot"],
    [{ id: "boot-7f3a" }, "boot-7f3a"],
    [{ bucket: "", id: "boot-7f3a" }, "boot-7f3a"],
    [{ bucket: UNKNOWN, id: "boot-7f3a" }, "boot-7f3a"],
    [{ bucket: UNKNOWN }, "?"],
])("%j", (props, name) => expect(all({ ...BUCKET, props })).toEqual([`bucket "boot" is ${name}`]));

/** How parts are joined to their bucket. */
test.each<[reason: string, given: GivenInStack[], buckets: string[]]>([
    ["by name", [BUCKET, acl("shop-boot")], ['bucket "boot" is shop-boot, access list acl']],
    ["by the bucket's ARN", [BUCKET, acl("arn:aws:s3:::shop-boot")], ['bucket "boot" is shop-boot, access list acl']],
    ["by what the name is made from", [NEW, acl(UNKNOWN, ["boot"])], ['bucket "boot" is ?, access list acl']],
    ["by what a known name is made from", [NEW, acl("shop-boot", ["boot"])], ['bucket "boot" is ?, access list acl']],
    [
        "by name, whatever the name is made from",
        [BUCKET, { ...NEW, name: "other" }, acl("shop-boot", ["other"])],
        ['bucket "boot" is shop-boot, access list acl', 'bucket "other" is ?'],
    ],
    [
        "by the first source that is a bucket",
        [NEW, { name: "a", type: "random:index/randomId:RandomId", props: {} }, acl(UNKNOWN, ["a", "boot"])],
        ['bucket "boot" is ?, access list acl'],
    ],
    [
        "by another of its parts",
        [NEW, part("block", "bucketPublicAccessBlock:X", UNKNOWN, ["boot"]), acl(UNKNOWN, ["block"])],
        ['bucket "boot" is ?, public access block block, access list acl'],
    ],
    [
        "by a part of a part",
        [
            NEW,
            part("block", "bucketPublicAccessBlock:X", UNKNOWN, ["boot"]),
            part("own", "bucketOwnershipControls:X", UNKNOWN, ["block"]),
            acl(UNKNOWN, ["own"]),
        ],
        ['bucket "boot" is ?, public access block block, access list acl, ownership own'],
    ],
    [
        "by a part that has several sources",
        [
            NEW,
            { name: "a", type: "random:index/randomId:RandomId", props: {} },
            part("block", "bucketPublicAccessBlock:X", UNKNOWN, ["a", "boot"]),
            acl(UNKNOWN, ["block"]),
        ],
        ['bucket "boot" is ?, public access block block, access list acl'],
    ],
    [
        "not by what is no part, though it has a bucket",
        [NEW, part("trigger", "bucketNotification:BucketNotification", UNKNOWN, ["boot"]), acl(UNKNOWN, ["trigger"])],
        ['bucket "boot" is ?'],
    ],
    ["not by nothing", [NEW, acl(UNKNOWN), { ...acl(""), name: "empty" }], ['bucket "boot" is ?']],
    [
        "not by parts that are made from each other",
        [NEW, part("a", "bucketLogging:X", UNKNOWN, ["acl"]), acl(UNKNOWN, ["a"])],
        ['bucket "boot" is ?'],
    ],
    [
        "or to a bucket that the stack only names",
        [BUCKET, acl("elsewhere"), part("o", "bucketObject:BucketObject", "elsewhere")],
        ['bucket "boot" is shop-boot', 'bucket "elsewhere" is elsewhere, access list acl, object o'],
    ],
])("parts are joined %s", (_, given, buckets) => expect(all(...given)).toEqual(buckets));

test("a bucket that is named in words is the stack's, or becomes one", () => {
    const buckets = bucketsOf(BUCKET);
    expect(buckets.named("s3://shop-boot/x").words).toBe('bucket "boot"');
    expect(buckets.named("https://elsewhere.s3.amazonaws.com/x")).toBe(buckets.named("elsewhere"));
    expect(buckets.all.map(said)).toEqual(['bucket "boot" is shop-boot', 'bucket "elsewhere" is elsewhere']);
});

test("the buckets behind some values", () => {
    const stack = stackOf([
        NEW,
        acl(UNKNOWN, ["boot"]),
        { name: "x", type: "aws:x:X", props: {}, propertyDependencies: { a: ["acl"], b: ["boot"] } },
    ]);
    const behind = new Buckets(stack).behind(stack.find(({ name }) => name === "x")!);
    expect([...behind].map(said)).toEqual(['bucket "boot" is ?, access list acl']);
});
