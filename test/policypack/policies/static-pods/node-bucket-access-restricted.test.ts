import { nodeBucketAccessRestricted } from "../../../../policypack/policies/static-pods/node-bucket-access-restricted";
import type { GivenInStack } from "../../judge";
import { UNKNOWN } from "../../judge";
import { about, allow, BUCKET, KUBELET_CONFIG, OPEN, policy, TO_OBJECT, TO_WORKER, WORKER } from "../../node-buckets";
import { policyTable } from "../../table";

const FIX =
    "Allow s3:GetObject to the nodes' role and s3:PutObject to one publisher, and name that publisher in the setting publishers.";
const told = (who: string, does: string, { at = "policy › Statement[0]", way = TO_OBJECT, after = "" } = {}) =>
    `${at}: lets ${who} ${does}${after} (${who} → ${way}). ${FIX} @it`;
const advised = (line: string) => `(advisory) [medium] ${line}`;

const OWN = "123456789012";
const OTHER = "210987654321";
const role = (name: string, account = OWN) => `arn:aws:iam::${account}:role/${name}`;
/** Something of the stack's own account, which tells that account. */
const topic: GivenInStack = { name: "topic", type: "aws:sns/topic:Topic", props: { arn: `arn:aws:sns:eu-west-1:${OWN}:topic` } };
const writes = (principal: unknown, more: object = {}) => policy(allow(principal, "s3:PutObject", more));
const reads = (principal: unknown, more: object = {}) => policy(allow(principal, "s3:GetObject", more));
const configured = (names: string[], one: GivenInStack): GivenInStack => ({
    ...one,
    config: { publishers: names.map((name) => ({ name, reason: "publishes" })) },
});

const nodeRole: GivenInStack[] = [
    { name: "nodes", type: "aws:iam/role:Role", props: { name: "shop-nodes" } },
    {
        name: "worker-policy",
        type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
        props: { role: "shop-nodes", policyArn: "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy" },
    },
];

policyTable(nodeBucketAccessRestricted, {
    stacks: {
        "another account's role writes": {
            resources: [topic, BUCKET, WORKER, writes({ AWS: role("publisher", OTHER) })],
            reports: [told(role("publisher", OTHER), "write", { way: TO_WORKER })],
        },
        "another account as a whole administers": {
            resources: [topic, BUCKET, KUBELET_CONFIG, policy(allow({ AWS: [OTHER, `arn:aws:iam::${OWN}:root`] }, "s3:*"))],
            reports: [told(`account ${OTHER}`, "write and administer")],
        },
        "a root's ARN is the account": {
            resources: [topic, BUCKET, KUBELET_CONFIG, writes({ AWS: `arn:aws:iam::${OTHER}:root` })],
            reports: [told(`account ${OTHER}`, "write")],
        },
        "another account that reads": {
            resources: [topic, BUCKET, KUBELET_CONFIG, reads({ AWS: role("auditor", OTHER) })],
            reports: [advised(told(role("auditor", OTHER), "read"))],
        },
        "everybody in an organization writes": {
            resources: [
                BUCKET,
                KUBELET_CONFIG,
                OPEN,
                writes("*", { Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } } }),
            ],
            reports: [told("everybody with aws:PrincipalOrgID", "write")],
        },
        "everybody behind a VPC endpoint reads": {
            resources: [
                BUCKET,
                KUBELET_CONFIG,
                OPEN,
                reads("*", { Condition: { StringEquals: { "aws:SourceVpce": "vpce-1" } } }),
            ],
            reports: [advised(told("everybody with aws:SourceVpce", "read"))],
        },
        "a condition that names a principal names it": {
            resources: [
                topic,
                BUCKET,
                KUBELET_CONFIG,
                writes("*", { Condition: { ArnEquals: { "aws:PrincipalArn": role("publisher", OTHER) } } }),
            ],
            reports: [told(role("publisher", OTHER), "write")],
        },
        "the nodes change what nodes boot from": {
            resources: [...nodeRole, BUCKET, KUBELET_CONFIG, writes({ AWS: role("shop-nodes") })],
            reports: [told(`the nodes' own role ${role("shop-nodes")}`, "write")],
        },
        "a role of another account with the name of the nodes'": {
            resources: [topic, ...nodeRole, BUCKET, KUBELET_CONFIG, writes({ AWS: role("shop-nodes", OTHER) })],
            reports: [told(role("shop-nodes", OTHER), "write")],
        },
        "a writer beside a public block that is not known yet": {
            resources: [
                topic,
                BUCKET,
                KUBELET_CONFIG,
                about(OPEN.type, { blockPublicPolicy: UNKNOWN }, { name: "block" }),
                policy(allow("*", "s3:GetObject"), allow({ AWS: role("x", OTHER) }, "s3:PutObject")),
            ],
            reports: [told(role("x", OTHER), "write", { at: "policy › Statement[1]" })],
            unknown: "blockPublicPolicy",
        },
        "the nodes by their instance profile": {
            resources: [
                { name: "role", type: "aws:iam/role:Role", props: { id: "shop", name: "shop", arn: role("shop") } },
                { name: "profile", type: "aws:iam/instanceProfile:InstanceProfile", props: { id: "shop-profile", role: "shop" } },
                { ...WORKER, props: { ...WORKER.props, iamInstanceProfile: "shop-profile" } },
                BUCKET,
                policy(allow({ AWS: role("shop") }, "s3:DeleteObject")),
            ],
            reports: [told(`the nodes' own role ${role("shop")}`, "write", { way: TO_WORKER })],
        },
        "whoever is no publisher, once publishers are named": {
            resources: [
                topic,
                BUCKET,
                KUBELET_CONFIG,
                configured([role("publisher")], policy(allow({ AWS: [role("publisher"), role("developer")] }, "s3:PutObject"))),
            ],
            reports: [told(role("developer"), "write", { after: ", which is no publisher" })],
        },
        "two publishers without a word about either": {
            resources: [topic, BUCKET, KUBELET_CONFIG, writes({ AWS: [role("ci"), role("developer")] })],
            reports: [
                advised(told(role("ci"), "write", { after: " beside others, though one publisher is enough" })),
                advised(told(role("developer"), "write", { after: " beside others, though one publisher is enough" })),
            ],
        },
        "CloudFront serves it": {
            resources: [BUCKET, KUBELET_CONFIG, reads({ Service: "cloudfront.amazonaws.com" })],
            reports: [advised(told("cloudfront.amazonaws.com", "read"))],
        },
        "an access list names another account": {
            resources: [
                BUCKET,
                KUBELET_CONFIG,
                about("aws:s3/bucketAcl:BucketAcl", {
                    accessControlPolicy: {
                        owner: { id: "own" },
                        grants: [{ grantee: { type: "CanonicalUser", id: "other" }, permission: "WRITE" }],
                    },
                }),
            ],
            reports: [told("account other", "write", { at: "accessControlPolicy.grants[0]" })],
        },
        "a bucket whose name alone speaks of nodes": {
            resources: [topic, { ...BUCKET, name: "static-pods" }, writes({ AWS: role("publisher", OTHER) })],
            reports: [`(advisory) ${told(role("publisher", OTHER), "write", { way: 'bucket "static-pods"' })}`],
        },
        "an account of which it is not known whose it is": {
            resources: [BUCKET, KUBELET_CONFIG, writes({ AWS: OTHER })],
            reports: [advised(told(`account ${OTHER}`, "write", { after: ", and nothing here tells whose account that is" }))],
        },
        "a policy that is not known yet": {
            resources: [
                BUCKET,
                KUBELET_CONFIG,
                about("aws:s3/bucketPolicy:BucketPolicy", { policy: UNKNOWN }, { propertyDependencies: { policy: ["boot"] } }),
            ],
            reports: [],
            unknown: "policy",
        },

        "a reader and one publisher": {
            resources: [
                topic,
                ...nodeRole,
                BUCKET,
                KUBELET_CONFIG,
                policy(
                    allow({ AWS: role("shop-nodes") }, ["s3:GetObject", "s3:ListBucket"]),
                    allow({ AWS: role("ci") }, "s3:*Object"),
                ),
            ],
            reports: [],
        },
        "a publisher of another account that is named": {
            resources: [
                topic,
                BUCKET,
                KUBELET_CONFIG,
                configured(
                    [`arn:aws:iam::${OTHER}:role/publisher-*`],
                    writes({ AWS: [role("publisher-eu", OTHER), `arn:aws:sts::${OTHER}:assumed-role/publisher-us/run-1`] }),
                ),
            ],
            reports: [],
        },
        "the own account as a whole": {
            resources: [topic, BUCKET, KUBELET_CONFIG, policy(allow({ AWS: OWN }, "s3:*"))],
            reports: [],
        },
        "an account of which it is not known whose it is may read": {
            resources: [BUCKET, KUBELET_CONFIG, policy(allow({ AWS: OTHER }, "s3:Get*"))],
            reports: [],
        },
        "log delivery": { resources: [BUCKET, KUBELET_CONFIG, writes({ Service: "logging.s3.amazonaws.com" })], reports: [] },
        "a write that is denied to everybody": {
            resources: [
                topic,
                BUCKET,
                KUBELET_CONFIG,
                policy(allow({ AWS: role("x", OTHER) }, "s3:PutObject"), { ...allow("*", "s3:Put*"), Effect: "Deny" }),
            ],
            reports: [],
        },
        "what is open to everybody is told by another policy": {
            resources: [BUCKET, KUBELET_CONFIG, OPEN, writes("*")],
            reports: [],
        },
        "a bucket of data": { resources: [topic, BUCKET, writes({ AWS: role("partner", OTHER) })], reports: [] },
    },
});
