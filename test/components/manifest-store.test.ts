import * as fc from "fast-check";
import { ManifestStore, type ManifestStoreArgs, NodeAuditTrail } from "../../components";
import { policies } from "../../policypack/policies";
import { everySetPasses, registered } from "./registered";
import { atTheStrictest, raised, type SettingsByPolicy } from "./strictest";

jest.setTimeout(120_000);

const PUBLISHER = "arn:aws:iam::123456789012:role/publisher";
const USER = "arn:aws:iam::123456789012:user/ci/publisher";
const WORKERS = "arn:aws:iam::123456789012:role/workers";
const CONTROL_PLANE = "arn:aws:iam::123456789012:role/control-plane";
const TOPIC = "arn:aws:sns:eu-west-1:123456789012:security";
const LEAST: ManifestStoreArgs = {
    bucketName: "shop-manifests",
    publisher: PUBLISHER,
    nodeRoles: [WORKERS],
    alarmTopics: [TOPIC],
};
const make = (args: Partial<ManifestStoreArgs>) => () => new ManifestStore("store", { ...LEAST, ...args });

/** The bucket is known as one that nodes boot from, to every policy that asks, and its publisher is known by name. */
const KNOWN: SettingsByPolicy = Object.fromEntries(
    policies
        .filter(({ settings }) => "nodeBuckets" in settings)
        .map(({ name, settings }) => [
            name,
            {
                nodeBuckets: ["shop-manifests"],
                ...("publishers" in settings && { publishers: [PUBLISHER, USER].map((name) => ({ name, reason: "publishes" })) }),
            },
        ]),
);

test("six policies judge it as a bucket that nodes boot from", () => {
    expect(Object.keys(KNOWN).sort()).toEqual([
        "node-bucket-access-logged",
        "node-bucket-access-restricted",
        "node-bucket-log-protected",
        "node-bucket-not-public",
        "node-bucket-tls-only",
        "node-bucket-versioned",
    ]);
});

test("every set of safe options passes the whole pack, at a preview and after an update", async () => {
    const options = fc.record(
        {
            publisher: fc.constantFrom(PUBLISHER, USER),
            nodeRoles: fc.subarray([WORKERS, CONTROL_PLANE], { minLength: 1 }),
            alarmTopics: fc.subarray([TOPIC, `${TOPIC}-2`], { minLength: 1 }),
            retentionDays: fc.constantFrom(365, 400, 3653),
            bucketName: fc.constant("shop-manifests"),
        },
        { requiredKeys: [] },
    );
    await everySetPasses("ManifestStore", options, (set) => make(set)(), KNOWN);
});

test("a store whose record is elsewhere raises the policy that is named", async () => {
    const verdict = atTheStrictest(await registered(make({ recordedElsewhere: true, alarmTopics: [] })), KNOWN);
    expect(raised(verdict)).toEqual(["node-bucket-access-logged"]);
});

test("it does not where a trail in the stack lists the bucket", async () => {
    for (const when of ["preview", "up"] as const) {
        const program = await registered(() => {
            const { bucketName } = make({ recordedElsewhere: true, alarmTopics: [] })();
            new NodeAuditTrail("audit", { buckets: [bucketName], publisher: PUBLISHER, alarmTopics: [TOPIC] });
        }, when);
        expect(atTheStrictest(program, KNOWN)).toEqual({ violations: [], unknown: [] });
    }
});

test("the parts that the pack judges are the bucket's own", async () => {
    const resources = await registered(make({}), "preview");
    const of = (type: string) =>
        resources.filter((one) => one.type === type && one.parent === "store").map(({ props }) => props["bucket"]);
    for (const part of [
        "bucketPolicy:BucketPolicy",
        "bucketVersioning:BucketVersioning",
        "bucketPublicAccessBlock:BucketPublicAccessBlock",
    ])
        expect(of(`aws:s3/${part}`)).toEqual(["shop-manifests"]);
});

test.each<[string, Partial<ManifestStoreArgs>, { propertyPath: string; reason: string }]>([
    [
        "no node",
        { nodeRoles: [] },
        { propertyPath: "nodeRoles", reason: "names nobody: give the ARN of at least one role of nodes" },
    ],
    [
        "a node that publishes",
        { nodeRoles: [WORKERS, PUBLISHER] },
        { propertyPath: "nodeRoles[1]", reason: "is the publisher: a node that writes manifests writes them for every other" },
    ],
    [
        "an account for a publisher",
        { publisher: "arn:aws:iam::123456789012:root" },
        {
            propertyPath: "publisher",
            reason: 'is "arn:aws:iam::123456789012:root", which names no one role or user: give an ARN like arn:aws:iam::123456789012:role/publisher',
        },
    ],
    [
        "nobody to hear the alarm",
        { alarmTopics: [] },
        {
            propertyPath: "alarmTopics",
            reason: "leaves nobody to hear the alarm: give the ARN of at least one SNS topic, or set recordedElsewhere",
        },
    ],
    [
        "topics for an alarm that there is not",
        { recordedElsewhere: true },
        {
            propertyPath: "alarmTopics",
            reason: "is for the store's own record, which recordedElsewhere leaves out: give it to the other NodeAuditTrail",
        },
    ],
    [
        "a name that S3 does not take",
        { bucketName: "Shop_Manifests" },
        {
            propertyPath: "bucketName",
            reason: 'is "Shop_Manifests", which is no name for a bucket: give 3 to 63 letters (a-z), digits and hyphens',
        },
    ],
])("%s is refused, with the argument's name", async (_, args, error) => {
    await expect(registered(make(args))).rejects.toMatchObject(error);
});
