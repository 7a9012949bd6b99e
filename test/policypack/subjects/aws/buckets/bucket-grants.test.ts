import type { BucketGrant } from "../../../../../policypack/model/bucket-grant";
import { bucketGrants } from "../../../../../policypack/subjects/aws/buckets/bucket-grants";
import type { GivenInStack } from "../../../judge";
import { stackOf, UNKNOWN } from "../../../judge";
import { about, allow, BUCKET, KUBELET_CONFIG, OPEN, policy } from "../../../node-buckets";

const OWN = "123456789012";
const OTHER = "210987654321";
const role = (name: string, account = OWN) => `arn:aws:iam::${account}:role/${name}`;
/** Something of the stack's own account, which tells that account. */
const TOPIC: GivenInStack = { name: "topic", type: "aws:sns/topic:Topic", props: { arn: `arn:aws:sns:eu-west-1:${OWN}:topic` } };

const viewsOf = (...given: readonly GivenInStack[]): BucketGrant[] =>
    [...bucketGrants(stackOf([BUCKET, KUBELET_CONFIG, ...given]), { nodeBuckets: () => false })].map((thunk) => thunk().view);
/** The grants of a stack, without the bucket that all of them are about. */
const grantsOf = (...given: readonly GivenInStack[]) => viewsOf(...given).map(({ bucket: _, ...grant }) => grant);
const grant = (to: BucketGrant["to"], rights: BucketGrant["rights"], more: Partial<Omit<BucketGrant, "bucket">> = {}) => ({
    at: "policy › Statement[0]",
    to,
    rights,
    onlyWith: "",
    publicBlock: "off" as const,
    isOneOfSeveral: false,
    ...more,
});
const EVERYBODY = { kind: "everybody", value: "" } as const;
const principal = (value: string, isForeign?: boolean) => ({ kind: "principal", value, isForeign }) as const;

test("a grant is about the bucket that nodes boot from", () =>
    expect(viewsOf(policy(allow("*", "s3:GetObject"))).map(({ bucket }) => bucket)).toEqual([
        {
            words: 'bucket "boot"',
            path: ['object "kubelet-config"'],
            evidence: { verdict: "node", why: "user data that writes /var/lib/kubelet/config.yaml" },
            isMadeHere: true,
        },
    ]));

/** To whom a policy's principals give, where the stack tells its own account. */
test.each<[Principal: unknown, to: BucketGrant["to"]]>([
    ["*", EVERYBODY],
    [{ AWS: "*" }, EVERYBODY],
    [{ Service: "cloudfront.amazonaws.com" }, { kind: "service", value: "cloudfront.amazonaws.com" }],
    [{ AWS: OTHER }, { kind: "account", value: OTHER, isForeign: true }],
    [{ AWS: OWN }, { kind: "account", value: OWN, isForeign: false }],
    [{ AWS: `arn:aws:iam::${OTHER}:root` }, { kind: "account", value: `arn:aws:iam::${OTHER}:root`, isForeign: true }],
    [{ AWS: role("ci", OTHER) }, principal(role("ci", OTHER), true)],
    [{ AWS: `arn:aws-cn:sts::${OWN}:assumed-role/ci/run` }, principal(`arn:aws-cn:sts::${OWN}:assumed-role/ci/run`, false)],
    [{ AWS: "AROAEXAMPLEOFADELETEDROLE" }, principal("AROAEXAMPLEOFADELETEDROLE")],
    [{ CanonicalUser: `79a59df900b949e5${OTHER}` }, principal(`79a59df900b949e5${OTHER}`)],
    [{ CanonicalUser: `${OTHER}79a59df900b949e5` }, principal(`${OTHER}79a59df900b949e5`)],
    [{ CanonicalUser: `x:arn:aws:iam::${OTHER}:role` }, principal(`x:arn:aws:iam::${OTHER}:role`)],
    [{ AWS: `arn:aws:iam::${OTHER}:rooted` }, principal(`arn:aws:iam::${OTHER}:rooted`, true)],
])("%j", (Principal, to) =>
    expect(grantsOf(TOPIC, OPEN, policy(allow(Principal, "s3:PutObject")))).toEqual([grant(to, ["write"])]),
);

test("without anything that tells the own account nothing is another's", () =>
    expect(grantsOf(OPEN, policy(allow({ AWS: role("ci", OTHER) }, "s3:PutObject")))).toEqual([
        grant(principal(role("ci", OTHER)), ["write"]),
    ]));

test.each<[reason: string, one: GivenInStack]>([
    [
        "what another provider has",
        { name: "t", type: "my-aws:sns:Topic", props: { arn: `arn:aws:sns:eu-west-1:${OTHER}:topic` } },
    ],
    ["what is in no account", { name: "t", type: "aws:s3/bucket:Bucket", props: { bucket: "x", arn: "arn:aws:s3:::x" } }],
    ["what names another", { name: "t", type: "aws:x:X", props: { arn: `see arn:aws:sns:eu-west-1:${OTHER}:topic` } }],
    ["what is not known yet", { name: "t", type: "aws:sns/topic:Topic", props: { arn: UNKNOWN } }],
])("the own account is none of %s", (_, one) =>
    expect(grantsOf(one, OPEN, policy(allow({ AWS: role("ci", OTHER) }, "s3:PutObject")))).toEqual([
        grant(principal(role("ci", OTHER)), ["write"]),
    ]),
);

/** Of several who may change it each is one of several; readers, and others' accounts, are not. */
test.each<[reason: string, statements: object[], several: boolean[]]>([
    ["one writer", [allow({ AWS: role("ci") }, "s3:PutObject")], [false]],
    [
        "one writer twice",
        [allow({ AWS: role("ci") }, "s3:PutObject"), allow({ AWS: role("ci") }, "s3:DeleteObject")],
        [false, false],
    ],
    ["two writers", [allow({ AWS: [role("ci"), role("ops")] }, "s3:PutObject")], [true, true]],
    [
        "a writer and one who says who writes",
        [allow({ AWS: role("ci") }, "s3:PutObject"), allow({ AWS: role("ops") }, "s3:PutBucketPolicy")],
        [true, true],
    ],
    [
        "two writers and a reader",
        [allow({ AWS: [role("ci"), role("ops")] }, "s3:PutObject"), allow({ AWS: role("web") }, "s3:GetObject")],
        [true, true, false],
    ],
    ["a writer and another account's", [allow({ AWS: [role("ci"), role("ci", OTHER)] }, "s3:PutObject")], [false, false]],
    ["a writer and the own account", [allow({ AWS: [role("ci"), OWN] }, "s3:PutObject")], [false, false]],
    ["a writer and AWS", [allow({ AWS: role("ci"), Service: "logging.s3.amazonaws.com" }, "s3:PutObject")], [false, false]],
])("%s", (_, statements, several) =>
    expect(grantsOf(TOPIC, OPEN, policy(...statements)).map(({ isOneOfSeveral }) => isOneOfSeveral)).toEqual(several),
);

const VPCE = { Condition: { StringEquals: { "aws:SourceVpce": "vpce-1" } } };
const NOT_VPCE = { Effect: "Deny", Condition: { StringNotEquals: { "aws:SourceVpce": "vpce-1" } } };
const named = (key: string, value: unknown) => ({ Condition: { StringEquals: { [key]: value } } });

/** What narrows a grant to something known. */
test.each<[reason: string, statements: object[], grants: ReturnType<typeof grant>[]]>([
    ["its own condition", [allow("*", "s3:GetObject", VPCE)], [grant(EVERYBODY, ["read"], { onlyWith: "aws:SourceVpce" })]],
    [
        "a denial of all that it allows",
        [allow("*", "s3:GetObject"), { ...allow("*", "s3:*"), ...NOT_VPCE }],
        [grant(EVERYBODY, ["read"], { onlyWith: "aws:SourceVpce" })],
    ],
    [
        "a denial of all that matters, as who may list learns names alone",
        [allow("*", ["s3:ListBucket", "s3:GetObject"]), { ...allow("*", "s3:GetObject"), ...NOT_VPCE }],
        [grant(EVERYBODY, ["list", "read"], { onlyWith: "aws:SourceVpce" })],
    ],
    [
        "not a denial of a part",
        [allow("*", ["s3:GetObject", "s3:PutObject"]), { ...allow("*", "s3:GetObject"), ...NOT_VPCE }],
        [grant(EVERYBODY, ["read", "write"])],
    ],
    [
        "not a denial of something else",
        [allow("*", "s3:ListBucket"), { ...allow("*", "s3:GetObject"), ...NOT_VPCE }],
        [grant(EVERYBODY, ["list"])],
    ],
    [
        "a denial of lists, where that is all",
        [allow("*", "s3:ListBucket"), { ...allow("*", "s3:ListBucket"), ...NOT_VPCE }],
        [grant(EVERYBODY, ["list"], { onlyWith: "aws:SourceVpce" })],
    ],
    [
        "a name of somebody, who is meant then",
        [allow("*", "s3:GetObject", named("aws:PrincipalArn", [role("ci"), role("ops")]))],
        [grant(principal(role("ci"), false), ["read"]), grant(principal(role("ops"), false), ["read"])],
    ],
    [
        "an account, which is meant then",
        [allow("*", "s3:GetObject", named("aws:PrincipalAccount", OTHER))],
        [grant({ kind: "account", value: OTHER, isForeign: true }, ["read"])],
    ],
    [
        "a name beside a principal that is named already",
        [allow({ AWS: OWN }, "s3:GetObject", named("aws:PrincipalArn", role("ci")))],
        [grant({ kind: "account", value: OWN, isForeign: false }, ["read"], { onlyWith: "aws:PrincipalArn" })],
    ],
])("%s", (_, statements, grants) => expect(grantsOf(TOPIC, OPEN, policy(...statements))).toEqual(grants));

test("a statement without principals, as identities have them, gives nobody anything", () =>
    expect(grantsOf(policy({ Effect: "Allow", Action: "s3:*", Resource: "*" }))).toEqual([]));

/** What keeps the public out is asked for everybody, without a condition. */
test("the public block is about the public alone", () => {
    const block = about(OPEN.type, { blockPublicPolicy: true }, { name: "block" });
    const blocks = (...statements: object[]) =>
        grantsOf(TOPIC, block, policy(...statements)).map(({ publicBlock }) => publicBlock);
    expect(blocks(allow("*", "s3:GetObject"))).toEqual(["on"]);
    expect(blocks(allow("*", "s3:GetObject", VPCE))).toEqual(["off"]);
    expect(blocks(allow({ AWS: role("ci", OTHER) }, "s3:GetObject"))).toEqual(["off"]);
    expect(grantsOf(policy(allow("*", "s3:GetObject"))).map(({ publicBlock }) => publicBlock)).toEqual(["default"]);
});

test("of a bucket whose name is not known yet, whatever its policy names is taken for it", () => {
    const from = (one: GivenInStack): GivenInStack => ({
        ...one,
        props: { ...one.props, bucket: UNKNOWN },
        propertyDependencies: { bucket: ["boot"] },
    });
    const stack = stackOf([
        { ...BUCKET, props: { bucket: UNKNOWN } },
        from(KUBELET_CONFIG),
        from(OPEN),
        from(policy(allow("*", "s3:GetObject", { Resource: "arn:aws:s3:::shop-boot-7f3a/*" }))),
    ]);
    const views = [...bucketGrants(stack, { nodeBuckets: () => false })].map((thunk) => thunk().view);
    expect(views.map(({ to, rights }) => ({ to, rights }))).toEqual([{ to: EVERYBODY, rights: ["read"] }]);
});
