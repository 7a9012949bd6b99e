import { nodeBucketNotPublic } from "../../../../policypack/policies/static-pods/node-bucket-not-public";
import { UNKNOWN } from "../../judge";
import { about, allow, BUCKET, KUBELET_CONFIG, OPEN, policy, TO_OBJECT, TO_WORKER, WORKER } from "../../node-buckets";
import { policyTable } from "../../table";

const FIX =
    "Name the nodes' role and one publisher as principals instead, and switch on all four of the bucket's public access blocks.";
const told = (at: string, who: string, rights: string, way = TO_OBJECT, where = "") =>
    `${at}: lets ${who} ${rights} (${who} → ${way})${where}. ${FIX}`;
const everybody = (at: string, rights: string, way = TO_OBJECT) => told(at, "everybody", rights, way);
const critical = (line: string) => `[critical] ${line}`;
const byDefault = (at: string, rights: string) =>
    `(advisory) ${told(at, "everybody", rights, TO_OBJECT, " where AWS does not block that by default")}`;

const acl = (acl: string, type = "aws:s3/bucketAcl:BucketAcl") => about(type, { acl });
const group = (name: string) => `http://acs.amazonaws.com/groups/global/${name}`;
const read = (more: object = {}) => policy(allow("*", "s3:GetObject", more));
const POD = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n";

policyTable(nodeBucketNotPublic, {
    stacks: {
        "a policy lets everybody read": {
            resources: [BUCKET, KUBELET_CONFIG, OPEN, read()],
            reports: [`${everybody("policy › Statement[0]", "read")} @it`],
        },
        "a policy lets everybody write": {
            resources: [BUCKET, WORKER, OPEN, policy(allow({ AWS: "*" }, ["s3:Get*", "s3:Put*"]))],
            reports: [`${critical(everybody("policy › Statement[0]", "read, write and administer", TO_WORKER))} @it`],
        },
        "everybody but some is everybody": {
            resources: [
                BUCKET,
                KUBELET_CONFIG,
                OPEN,
                policy({ ...allow("*", "s3:GetObject"), Principal: undefined, NotPrincipal: { AWS: "arn:aws:iam::1:root" } }),
            ],
            reports: [`${everybody("policy › Statement[0]", "read")} @it`],
        },
        "the bucket's own property, as older programs have it": {
            resources: [
                {
                    ...BUCKET,
                    props: { bucket: "shop-boot", policy: JSON.stringify({ Statement: allow("*", "s3:ListBucket") }) },
                },
                KUBELET_CONFIG,
                OPEN,
            ],
            reports: [`${everybody("policy › Statement", "list")} @boot`],
        },
        "a policy that is data": {
            resources: [
                BUCKET,
                KUBELET_CONFIG,
                OPEN,
                about("aws:s3/bucketPolicy:BucketPolicy", { policy: { Statement: [allow("*", "s3:GetObject")] } }),
            ],
            reports: [`${everybody("policy › Statement[0]", "read")} @it`],
        },
        "Cloud Control's forms": {
            resources: [
                {
                    name: "boot",
                    type: "aws-native:s3:Bucket",
                    props: {
                        bucketName: "shop-boot",
                        accessControl: "PublicReadWrite",
                        publicAccessBlockConfiguration: { blockPublicAcls: false },
                        ownershipControls: { rules: [{ objectOwnership: "ObjectWriter" }] },
                    },
                },
                KUBELET_CONFIG,
                about("aws-native:s3:BucketPolicy", { policyDocument: { Statement: [allow("*", "s3:GetObject")] } }),
            ],
            reports: [
                `${everybody("policyDocument › Statement[0]", "read")} @it`,
                `${critical(everybody("accessControl", "list and write"))} @boot`,
            ],
        },
        "an access list of its own, in both names": {
            resources: [
                BUCKET,
                KUBELET_CONFIG,
                OPEN,
                acl("public-read"),
                acl("public-read-write", "aws:s3/bucketAclV2:BucketAclV2"),
            ],
            reports: [`${everybody("acl", "list")} @it`, `${critical(everybody("acl", "list and write"))} @it`],
        },
        "an inline access list": {
            resources: [
                { name: "boot", type: "aws:s3/bucketV2:BucketV2", props: { bucket: "shop-boot", acl: "public-read" } },
                KUBELET_CONFIG,
                OPEN,
            ],
            reports: [`${everybody("acl", "list")} @boot`],
        },
        "inline grants": {
            resources: [
                {
                    ...BUCKET,
                    props: {
                        bucket: "shop-boot",
                        grants: [
                            { type: "CanonicalUser", id: "abc", permissions: ["FULL_CONTROL"] },
                            { type: "Group", uri: group("AllUsers"), permissions: ["READ_ACP"] },
                            { type: "Group", uri: group("AuthenticatedUsers"), permissions: ["READ", "WRITE"] },
                        ],
                    },
                },
                KUBELET_CONFIG,
                OPEN,
            ],
            reports: [`${critical(told("grants[2]", "everyone with an AWS account", "list and write"))} @boot`],
        },
        "grants of an access list of its own": {
            resources: [
                BUCKET,
                KUBELET_CONFIG,
                OPEN,
                about("aws:s3/bucketAcl:BucketAcl", {
                    accessControlPolicy: {
                        owner: { id: "abc" },
                        grants: [
                            { grantee: { type: "CanonicalUser", id: "abc" }, permission: "FULL_CONTROL" },
                            { grantee: { type: "Group", uri: group("AllUsers") }, permission: "FULL_CONTROL" },
                        ],
                    },
                }),
            ],
            reports: [`${critical(everybody("accessControlPolicy.grants[1]", "list, write and administer"))} @it`],
        },
        "the object's own access list": {
            resources: [
                BUCKET,
                { ...KUBELET_CONFIG, props: { ...KUBELET_CONFIG.props, acl: "public-read" } },
                OPEN,
                { ...KUBELET_CONFIG, name: "logo", props: { bucket: "shop-boot", key: "logo.svg", acl: "public-read" } },
            ],
            reports: [`${everybody("acl", "read")} @kubelet-config`],
        },
        "the older form of objects, with the manifest of a static Pod": {
            resources: [
                BUCKET,
                {
                    name: "web",
                    type: "aws:s3/bucketObject:BucketObject",
                    props: { bucket: "shop-boot", key: "static-pods/web.yaml", content: POD },
                },
                OPEN,
                read(),
            ],
            reports: [`${everybody("policy › Statement[0]", "read", 'bucket "boot" → object "web"')} @it`],
        },
        "a block with a switch left out has it off": {
            resources: [BUCKET, KUBELET_CONFIG, about(OPEN.type, { blockPublicAcls: true }, { name: "half" }), read()],
            reports: [`${everybody("policy › Statement[0]", "read")} @it`],
        },
        "a bucket that another stack makes, and this one writes": {
            resources: [KUBELET_CONFIG, OPEN, read()],
            reports: [`${everybody("policy › Statement[0]", "read", 'bucket "shop-boot" → object "kubelet-config"')} @it`],
        },
        "names that are not known yet are joined by what they are made from": {
            resources: [
                { ...BUCKET, props: { bucket: UNKNOWN, id: UNKNOWN } },
                {
                    ...KUBELET_CONFIG,
                    props: { ...KUBELET_CONFIG.props, bucket: UNKNOWN },
                    propertyDependencies: { bucket: ["boot"] },
                },
                { ...OPEN, props: { ...OPEN.props, bucket: UNKNOWN }, propertyDependencies: { bucket: ["boot"] } },
                {
                    ...acl("public-read"),
                    props: { bucket: UNKNOWN, acl: "public-read" },
                    propertyDependencies: { bucket: ["open"] },
                },
            ],
            reports: [`${everybody("acl", "list")} @it`],
        },
        "without a word about the block AWS's own default holds for a new bucket": {
            resources: [BUCKET, KUBELET_CONFIG, read()],
            reports: [`${byDefault("policy › Statement[0]", "read")} @it`],
        },
        "a name alone only leaves the question open": {
            resources: [BUCKET, OPEN, { ...read(), name: "policy" }].map((one) =>
                one === BUCKET ? { ...BUCKET, name: "kubelet-configs" } : one,
            ),
            reports: [`(advisory) ${everybody("policy › Statement[0]", "read", 'bucket "kubelet-configs"')} @policy`],
        },
        "a condition that nearly everybody meets": {
            resources: [
                BUCKET,
                KUBELET_CONFIG,
                OPEN,
                read({ Condition: { IpAddress: { "aws:SourceIp": ["10.0.0.0/8", "128.0.0.0/1"] } } }),
            ],
            reports: [`${everybody("policy › Statement[0]", "read")} @it`],
        },
        "roles of a name in any account": {
            resources: [
                BUCKET,
                KUBELET_CONFIG,
                OPEN,
                read({ Condition: { StringLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/node" } } }),
            ],
            reports: [`${everybody("policy › Statement[0]", "read")} @it`],
        },
        ...Object.fromEntries(
            [
                ["aws:PrincipalArn", "arn:aws:*"],
                ["aws:PrincipalArn", "*:role/node"],
                ["aws:PrincipalAccount", "?*"],
                ["aws:PrincipalAccount", "2*"],
                ["aws:PrincipalOrgID", "o-*"],
                ["aws:userid", "AROA*"],
                ["aws:SourceVpce", "vpce-*"],
            ].map(([key, value]) => [
                `${key} is something that begins as all of them: ${value}`,
                {
                    resources: [BUCKET, KUBELET_CONFIG, OPEN, read({ Condition: { StringLike: { [key!]: value } } })],
                    reports: [`${everybody("policy › Statement[0]", "read")} @it`],
                },
            ]),
        ),
        "a denial of reads alone leaves writes": {
            resources: [
                BUCKET,
                KUBELET_CONFIG,
                OPEN,
                policy(allow("*", ["s3:GetObject", "s3:PutObject"]), {
                    ...allow("*", "s3:Get*"),
                    Effect: "Deny",
                    Condition: { StringNotEquals: { "aws:SourceVpce": "vpce-1" } },
                }),
            ],
            reports: [`${critical(everybody("policy › Statement[0]", "read and write"))} @it`],
        },
        "a copied object": {
            resources: [
                BUCKET,
                about("aws:s3/objectCopy:ObjectCopy", { key: "static-pods/web.yaml", acl: "public-read" }, { name: "web" }),
                OPEN,
            ],
            reports: [`${everybody("acl", "read", 'bucket "boot" → object "web"')} @web`],
        },
        "an unknown block hides no writer": {
            resources: [BUCKET, KUBELET_CONFIG, about(OPEN.type, { blockPublicPolicy: UNKNOWN }, { name: "block" }), read()],
            reports: [],
            unknown: "blockPublicPolicy",
        },
        "a bucket that settings name, whatever fills it": {
            resources: [{ ...BUCKET, config: { nodeBuckets: ["shop-b*"] } }, OPEN, read()],
            reports: [`${everybody("policy › Statement[0]", "read", 'bucket "boot" → nodes')} @it`],
        },
        "a condition that passes where its key is absent narrows nothing": {
            resources: [
                BUCKET,
                KUBELET_CONFIG,
                OPEN,
                read({
                    Condition: {
                        StringEqualsIfExists: { "aws:SourceVpce": "vpce-1" },
                        IpAddress: { "aws:SourceIp": "0.0.0.0/0" },
                    },
                }),
            ],
            reports: [`${everybody("policy › Statement[0]", "read")} @it`],
        },
        "a policy that is no policy": {
            resources: [BUCKET, KUBELET_CONFIG, OPEN, about("aws:s3/bucketPolicy:BucketPolicy", { policy: "{" })],
            reports: ["policy: is no JSON, so it could not be judged. Correct it."],
        },
        "an unknown policy hides no access list": {
            resources: [
                BUCKET,
                KUBELET_CONFIG,
                OPEN,
                about("aws:s3/bucketPolicy:BucketPolicy", { policy: UNKNOWN }, { propertyDependencies: { policy: ["boot"] } }),
                acl("public-read"),
            ],
            reports: [`${everybody("acl", "list")} @it`],
            unknown: "policy",
        },

        "a block that is on": {
            resources: [
                BUCKET,
                KUBELET_CONFIG,
                about(OPEN.type, {
                    blockPublicAcls: true,
                    ignorePublicAcls: true,
                    blockPublicPolicy: true,
                    restrictPublicBuckets: true,
                }),
                { ...read(), name: "policy" },
            ],
            reports: [],
        },
        "the account's block": {
            resources: [
                BUCKET,
                KUBELET_CONFIG,
                OPEN,
                {
                    type: "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock",
                    name: "account",
                    props: { blockPublicPolicy: true },
                },
                read(),
            ],
            reports: [],
        },
        "objects that their bucket's owner owns have no access lists": {
            resources: [
                BUCKET,
                KUBELET_CONFIG,
                OPEN,
                about("aws:s3/bucketOwnershipControls:BucketOwnershipControls", {
                    rule: { objectOwnership: "BucketOwnerEnforced" },
                }),
                { ...acl("public-read"), name: "acl" },
            ],
            reports: [],
        },
        "a bucket of data may be public": {
            resources: [
                BUCKET,
                { ...KUBELET_CONFIG, props: { bucket: "shop-boot", key: "index.html", content: "<html>" } },
                OPEN,
                read(),
                acl("public-read"),
            ],
            reports: [],
        },
        "what everybody may read beside what nodes take": {
            resources: [BUCKET, KUBELET_CONFIG, OPEN, read({ Resource: "arn:aws:s3:::shop-boot/public/*" })],
            reports: [],
        },
        "everybody behind one VPC endpoint is another question": {
            resources: [BUCKET, KUBELET_CONFIG, OPEN, read({ Condition: { StringEquals: { "aws:SourceVpce": "vpce-1" } } })],
            reports: [],
        },
        "a denial for everybody outside": {
            resources: [
                BUCKET,
                KUBELET_CONFIG,
                OPEN,
                policy(allow("*", "s3:GetObject"), {
                    ...allow("*", "s3:*"),
                    Effect: "Deny",
                    Condition: { StringNotEquals: { "aws:SourceVpce": "vpce-1" } },
                }),
            ],
            reports: [],
        },
        "a denial for everybody but two known things and AWS itself": {
            resources: [
                BUCKET,
                KUBELET_CONFIG,
                OPEN,
                policy(allow("*", "s3:GetObject"), {
                    ...allow("*", "s3:*"),
                    Effect: "Deny",
                    Condition: {
                        StringNotEqualsIfExists: { "aws:SourceVpce": "vpce-1" },
                        ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::123456789012:role/admin" },
                        BoolIfExists: { "aws:ViaAWSService": "false" },
                    },
                }),
            ],
            reports: [],
        },
        "an unknown policy of a bucket that may be anything": {
            resources: [
                { ...BUCKET, name: "kubelet-configs" },
                about(
                    "aws:s3/bucketPolicy:BucketPolicy",
                    { policy: UNKNOWN },
                    { propertyDependencies: { policy: ["kubelet-configs"] } },
                ),
            ],
            reports: [],
        },
        "no bucket at all": { resources: [WORKER], reports: [] },
        "what AWS computes is unknown at a preview, and says nothing": {
            resources: [
                { ...BUCKET, props: { bucket: "shop-boot", policy: UNKNOWN, grants: UNKNOWN, acl: UNKNOWN } },
                KUBELET_CONFIG,
                OPEN,
            ],
            reports: [],
        },
    },
});
