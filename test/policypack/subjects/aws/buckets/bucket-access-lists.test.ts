import type { BucketGrant } from "../../../../../policypack/model/bucket-grant";
import { bucketGrants } from "../../../../../policypack/subjects/aws/buckets/bucket-grants";
import type { GivenInStack } from "../../../judge";
import { stackOf } from "../../../judge";
import { about, BUCKET, KUBELET_CONFIG, OPEN } from "../../../node-buckets";

const listed = (...given: readonly GivenInStack[]) =>
    [...bucketGrants(stackOf([KUBELET_CONFIG, ...given]), { nodeBuckets: () => false })].map((thunk) => {
        const { at, to, rights, onlyWith, publicBlock } = thunk().view;
        expect(onlyWith).toBe("");
        return { at, to, rights, publicBlock };
    });
const line = (to: BucketGrant["to"], rights: BucketGrant["rights"], at = "acl", publicBlock = "default") => ({
    at,
    to,
    rights,
    publicBlock,
});
const EVERYBODY = { kind: "everybody", value: "" } as const;
const EVERY_ACCOUNT = { kind: "every account", value: "" } as const;
const other = (value: string) => ({ kind: "account", value, isForeign: true }) as const;
const acl = (props: object) => about("aws:s3/bucketAcl:BucketAcl", props);
const group = (name: string) => `http://acs.amazonaws.com/groups/global/${name}`;

test.each<[acl: string, lines: ReturnType<typeof line>[]]>([
    ["public-read", [line(EVERYBODY, ["list"])]],
    ["public-read-write", [line(EVERYBODY, ["list", "write"])]],
    ["authenticated-read", [line(EVERY_ACCOUNT, ["list"])]],
    ["private", []],
    ["log-delivery-write", []],
    ["", []],
])("the canned list %s", (canned, lines) => expect(listed(BUCKET, acl({ acl: canned }))).toEqual(lines));

const PERMISSIONS: readonly (readonly [permission: string, rights: BucketGrant["rights"]])[] = [
    ["READ", ["list"]],
    ["WRITE", ["write"]],
    ["WRITE_ACP", ["administer"]],
    ["FULL_CONTROL", ["list", "write", "administer"]],
    ["READ_ACP", []],
    ["OTHER", []],
];

test.each(PERMISSIONS)("the permission %s for everybody", (permission, rights) => {
    const grants = [{ grantee: { type: "Group", uri: group("AllUsers") }, permission }];
    const lines = rights.length === 0 ? [] : [line(EVERYBODY, rights, "accessControlPolicy.grants[0]")];
    expect(listed(BUCKET, acl({ accessControlPolicy: { grants } }))).toEqual(lines);
    const inline = { ...BUCKET.props, grants: [{ type: "Group", uri: group("AllUsers"), permissions: [permission] }] };
    const inlineLines = rights.length === 0 ? [] : [line(EVERYBODY, rights, "grants[0]")];
    expect(listed({ ...BUCKET, props: inline })).toEqual(inlineLines);
});

test("permissions of one grant are told once", () => {
    const grants = [{ uri: group("AuthenticatedUsers"), permissions: ["READ", "FULL_CONTROL"] }];
    expect(listed({ ...BUCKET, props: { ...BUCKET.props, grants } })).toEqual([
        line(EVERY_ACCOUNT, ["list", "write", "administer"], "grants[0]"),
    ]);
});

/** Whom a grant of an access list names. */
test.each<[reason: string, grantee: object, to: BucketGrant["to"] | undefined]>([
    ["everybody", { uri: group("AllUsers") }, EVERYBODY],
    ["everyone with an account", { uri: group("AuthenticatedUsers") }, EVERY_ACCOUNT],
    ["log delivery", { uri: "http://acs.amazonaws.com/groups/s3/LogDelivery" }, undefined],
    ["the owner", { id: "own" }, undefined],
    ["another account", { id: "other" }, other("other")],
    ["another account by its address", { emailAddress: "ops@example.com" }, other("ops@example.com")],
    ["nobody", {}, undefined],
])("a grant to %s", (_, grantee, to) =>
    expect(
        listed(BUCKET, acl({ accessControlPolicy: { owner: { id: "own" }, grants: [{ grantee, permission: "WRITE" }] } })),
    ).toEqual(to === undefined ? [] : [line(to, ["write"], "accessControlPolicy.grants[0]")]),
);

test("what a list of its own leaves out says nothing", () => {
    const grants = [{ grantee: { uri: group("AllUsers") } }, { permission: "WRITE" }, {}];
    expect(listed(BUCKET, acl({ accessControlPolicy: { grants } }))).toEqual([]);
    expect(
        listed({ ...BUCKET, props: { ...BUCKET.props, grants: [{}, { uri: group("AllUsers") }, { permissions: ["READ"] }] } }),
    ).toEqual([]);
});

/** What keeps access lists from taking effect. */
test.each<[reason: string, beside: GivenInStack[], publicBlock: string]>([
    ["AWS's own default", [], "default"],
    ["nothing", [OPEN], "off"],
    ["a block of new lists", [about(OPEN.type, { blockPublicAcls: true })], "on"],
    ["a block of all lists", [about(OPEN.type, { ignorePublicAcls: true })], "on"],
    ["not a block of policies", [about(OPEN.type, { blockPublicPolicy: true, restrictPublicBuckets: true })], "off"],
    [
        "the account's block",
        [
            OPEN,
            { name: "all", type: "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock", props: { ignorePublicAcls: true } },
        ],
        "on",
    ],
    [
        "not another bucket's block",
        [{ name: "x", type: OPEN.type, props: { bucket: "other", ignorePublicAcls: true } }],
        "default",
    ],
    [
        "the owner of every object",
        [
            OPEN,
            about("aws:s3/bucketOwnershipControls:BucketOwnershipControls", { rule: { objectOwnership: "BucketOwnerEnforced" } }),
        ],
        "on",
    ],
    [
        "not an owner of most",
        [
            OPEN,
            about("aws:s3/bucketOwnershipControls:BucketOwnershipControls", {
                rule: { objectOwnership: "BucketOwnerPreferred" },
            }),
        ],
        "off",
    ],
])("%s keeps lists from the public", (_, beside, publicBlock) =>
    expect(listed(BUCKET, { ...acl({ acl: "public-read" }), name: "acl" }, ...beside)).toEqual([
        line(EVERYBODY, ["list"], "acl", publicBlock),
    ]),
);

test.each([
    ["BucketOwnerEnforced", "on"],
    ["ObjectWriter", "default"],
])("Cloud Control's bucket whose objects are owned by %s", (objectOwnership, publicBlock) => {
    const props = { bucketName: "shop-boot", accessControl: "PublicRead", ownershipControls: { rules: [{ objectOwnership }] } };
    expect(listed({ name: "boot", type: "aws-native:s3:Bucket", props })).toEqual([
        line(EVERYBODY, ["list"], "accessControl", publicBlock),
    ]);
});

test("a policy that is empty is none", () => {
    expect(listed(BUCKET, about("aws:s3/bucketPolicy:BucketPolicy", { policy: "" }))).toEqual([]);
});
