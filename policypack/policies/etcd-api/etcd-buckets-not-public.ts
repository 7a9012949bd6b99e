import { definePolicy } from "../../lib/define-policy";
import { byEvidence } from "../../lib/evidence";
import { type BucketGrant, granteeInWords, rightsInWords } from "../../model/bucket-grant";
import type { Finding } from "../../model/finding";
import { wayOf } from "../../model/node-bucket";
import { NO_REPAIR } from "../../model/repair";
import { etcdBucketGrants } from "../../subjects/aws/buckets/etcd-buckets";

const bucket = { type: "aws:s3/bucket:Bucket", name: "backups", props: { bucket: "shop-etcd" } };
const machine = {
    type: "aws:ec2/instance:Instance",
    name: "control-plane",
    props: { userData: "#!/bin/bash\nkubeadm init\netcdctl snapshot save /tmp/s\naws s3 cp /tmp/s s3://shop-etcd/etcd.db\n" },
};
const open = {
    type: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    name: "backups",
    props: { bucket: "shop-etcd", blockPublicPolicy: false, restrictPublicBuckets: false },
};
const policyFor = (principal: unknown) => ({
    type: "aws:s3/bucketPolicy:BucketPolicy",
    name: "backups",
    props: {
        bucket: "shop-etcd",
        policy: {
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Principal: principal, Action: "s3:GetObject", Resource: "arn:aws:s3:::shop-etcd/*" }],
        },
    },
});

export const etcdBucketsNotPublic = definePolicy({
    name: "etcd-buckets-not-public",
    displayName: "Buckets of etcd's backups are not public",
    description: "A bucket that holds etcd's backups or private keys must not be open to everybody.",
    severity: "critical",
    mitigation: "M10",
    remediationSteps:
        "Name the roles that make and restore backups as principals instead, and switch on all four of the bucket's public access blocks",
    repair: NO_REPAIR.betweenResources,
    attack:
        "A backup of etcd is every Secret of the cluster in the clear, unless the API server encrypts them. Whoever gets it off the internet " +
        "has them all, and nothing in the cluster is asked or sees it.",
    stack: { subject: etcdBucketGrants, check: findingsOf },
    examples: {
        bad: { ...policyFor("*"), beside: [bucket, machine, open] },
        good: { ...policyFor({ AWS: "arn:aws:iam::123456789012:role/backup" }), beside: [bucket, machine, open] },
    },
});

function* findingsOf({ bucket: held, at, to, rights, onlyWith, publicBlock }: BucketGrant): Generator<Finding> {
    if ((to.kind !== "everybody" && to.kind !== "every account") || onlyWith !== "" || publicBlock === "on") return;
    const who = granteeInWords(to);
    const message = `lets ${who} ${rightsInWords(rights)} (${wayOf(held, who)})`;
    yield* byEvidence(held.evidence, function* () {
        if (publicBlock === "off") yield { at, message };
        // AWS blocks it for buckets made since April 2023, and whether this one is older is not in the program.
        else yield { at, message: `${message} where AWS does not block that by default`, certainty: "unsure" };
    });
}
