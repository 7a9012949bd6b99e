import { iamPolicy } from "../../../../../policypack/parse/iam-policy";
import { concerns, rightsOf } from "../../../../../policypack/subjects/aws/buckets/bucket-rights";
import { allow } from "../../../node-buckets";

const PLACE = { name: "boot", keys: ["kubelet.yaml", "pods/*"] };
function statementsOf(...statements: object[]) {
    const policy = iamPolicy({ Statement: statements });
    if (!policy.ok) throw new Error(policy.reason);
    return policy.value;
}
const ALL = { Resource: ["arn:aws:s3:::boot", "arn:aws:s3:::boot/*"] };

/** The Service Authorization Reference: what lets somebody learn, get, change or open what a bucket has. */
const ACTIONS: readonly (readonly [action: string, right: string])[] = [
    ["s3:ListBucket", "list"],
    ["s3:ListBucketVersions", "list"],
    ["s3:GetObject", "read"],
    ["s3:GetObjectVersion", "read"],
    ["s3:PutObject", "write"],
    ["s3:DeleteObject", "write"],
    ["s3:DeleteObjectVersion", "write"],
    ["s3:ReplicateObject", "write"],
    ["s3:PutBucketPolicy", "administer"],
    ["s3:DeleteBucketPolicy", "administer"],
    ["s3:PutBucketAcl", "administer"],
    ["s3:PutObjectAcl", "administer"],
    ["s3:PutBucketPublicAccessBlock", "administer"],
    ["s3:PutBucketVersioning", "administer"],
    ["s3:PutLifecycleConfiguration", "administer"],
    ["s3:PutBucketOwnershipControls", "administer"],
];

test.each(ACTIONS)("%s gives the right to %s", (action, right) => {
    const [statement] = statementsOf(allow("*", action, ALL));
    expect(rightsOf(statement!, [statement!], PLACE)).toEqual([right]);
    expect((["list", "read", "write", "administer"] as const).filter((one) => concerns(statement!, one, PLACE))).toEqual([right]);
});

test.each(["s3:GetBucketPolicy", "s3:GetObjectTagging", "s3:PutObjectTagging", "s3:AbortMultipartUpload", "ec2:RunInstances"])(
    "%s gives none",
    (action) => {
        const [statement] = statementsOf(allow("*", action, ALL));
        expect(rightsOf(statement!, [statement!], PLACE)).toEqual([]);
    },
);

test.each<[reason: string, Resource: string, rights: string[]]>([
    ["the bucket alone", "arn:aws:s3:::boot", ["list", "administer"]],
    ["its objects alone", "arn:aws:s3:::boot/*", ["read", "write", "administer"]],
    ["one of the objects that matter", "arn:aws:s3:::boot/kubelet.yaml", ["read", "write", "administer"]],
    ["some of the objects that matter", "arn:aws:s3:::boot/pods/web*", ["read", "write", "administer"]],
    ["other objects", "arn:aws:s3:::boot/logs/*", []],
    ["another bucket", "arn:aws:s3:::data/*", []],
])("everything on %s", (_, Resource, rights) => {
    const [statement] = statementsOf(allow("*", "s3:*", { Resource }));
    expect(rightsOf(statement!, [statement!], PLACE)).toEqual(rights);
    expect((["list", "read", "write", "administer"] as const).filter((one) => concerns(statement!, one, PLACE))).toEqual(rights);
});

test("what is denied to everybody gives none", () => {
    const all = statementsOf(allow("*", "s3:*", ALL), { ...allow("*", "s3:Get*", ALL), Effect: "Deny" });
    expect(rightsOf(all[0]!, all, PLACE)).toEqual(["list", "write", "administer"]);
    expect(rightsOf(all[1]!, all, PLACE)).toEqual([]);
});
