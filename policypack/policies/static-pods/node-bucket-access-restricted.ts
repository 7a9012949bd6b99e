import { definePolicy } from "../../lib/define-policy";
import { byEvidence } from "../../lib/evidence";
import { type BucketGrant, granteeInWords, rightsInWords } from "../../model/bucket-grant";
import type { Finding } from "../../model/finding";
import { wayOf } from "../../model/node-bucket";
import { NO_REPAIR } from "../../model/repair";
import { nodeBuckets } from "../../settings/node-buckets";
import { type Publishers, publishers } from "../../settings/publishers";
import { bucketGrants } from "../../subjects/aws/buckets/bucket-grants";

const bucket = { type: "aws:s3/bucket:Bucket", name: "boot", props: { bucket: "shop-boot" } };
const script = {
    type: "aws:ec2/instance:Instance",
    name: "worker",
    props: {
        userData:
            "#!/bin/bash\naws s3 cp s3://shop-boot/proxy.yaml /etc/kubernetes/manifests/proxy.yaml\nsystemctl start kubelet\n",
    },
    outputs: { arn: "arn:aws:ec2:eu-west-1:123456789012:instance/i-1" },
};
const statement = (account: string) => ({
    Version: "2012-10-17",
    Statement: [
        {
            Effect: "Allow",
            Principal: { AWS: `arn:aws:iam::${account}:role/publisher` },
            Action: ["s3:GetObject", "s3:PutObject"],
            Resource: "arn:aws:s3:::shop-boot/*",
        },
    ],
});

export const nodeBucketAccessRestricted = definePolicy({
    name: "node-bucket-access-restricted",
    displayName: "Only nodes and a publisher use the buckets that nodes boot from",
    description:
        "Only the nodes may read, and only named publishers may write, a bucket that nodes take static Pods, configuration or boot scripts from.",
    severity: "high",
    mitigation: "M2",
    remediationSteps:
        "Allow s3:GetObject to the nodes' role and s3:PutObject to one publisher, and name that publisher in the setting publishers",
    repair: NO_REPAIR.betweenResources,
    attack:
        "A role of another account, or a node that was broken into, replaces the file that every other node takes at its next boot: a static " +
        "Pod of its own runs on all of them.",
    settings: { nodeBuckets, publishers },
    stack: {
        subject: bucketGrants,
        check: (grant, settings) => byEvidence(grant.bucket.evidence, () => judged(grant, settings.publishers)),
    },
    examples: {
        bad: {
            type: "aws:s3/bucketPolicy:BucketPolicy",
            name: "boot",
            props: { bucket: "shop-boot", policy: statement("210987654321") },
            beside: [bucket, script],
        },
        good: {
            type: "aws:s3/bucketPolicy:BucketPolicy",
            name: "boot",
            props: { bucket: "shop-boot", policy: statement("123456789012") },
            beside: [bucket, script],
        },
    },
});

function* judged(grant: BucketGrant, known: Publishers): Generator<Finding> {
    const { bucket, at, to, rights, onlyWith } = grant;
    // What is open to everybody is the finding of node-bucket-not-public.
    if (onlyWith === "" && (to.kind === "everybody" || to.kind === "every account")) return;
    if (known.hasPrincipal(to.value)) return;
    const changes = rights.filter((right) => right === "write" || right === "administer");
    const who = `${granteeInWords(to)}${onlyWith === "" ? "" : ` with ${onlyWith}`}`;
    const tell = (message: string, more: Partial<Finding> = {}): Finding => ({
        at,
        message: `${message} (${wayOf(bucket, who)})`,
        ...more,
    });
    const isKnownOther = to.isForeign === true || to.kind === "everybody" || to.kind === "every account" || to.kind === "nodes";

    if (changes.length > 0 && isKnownOther) yield tell(`lets ${who} ${rightsInWords(changes)}`);
    else if (changes.length > 0 && to.kind !== "service" && !known.isEmpty)
        yield tell(`lets ${who} ${rightsInWords(changes)}, which is no publisher`);
    // In a bucket's policy a whole account is seldom the own one, which needs no such statement.
    else if (changes.length > 0 && to.kind === "account" && to.isForeign === undefined)
        yield tell(`lets ${who} ${rightsInWords(changes)}, and nothing here tells whose account that is`, {
            severity: "medium",
            certainty: "unsure",
        });
    else if (changes.length > 0 && grant.isOneOfSeveral)
        yield tell(`lets ${who} ${rightsInWords(changes)} beside others, though one publisher is enough`, {
            severity: "medium",
            certainty: "unsure",
        });
    else if (rights.includes("read") && (to.isForeign === true || to.kind === "everybody" || to.value.startsWith("cloudfront.")))
        yield tell(`lets ${who} read`, { severity: "medium", certainty: "unsure" });
}
