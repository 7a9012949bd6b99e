import { definePolicy } from "../../lib/define-policy";
import { byEvidence } from "../../lib/evidence";
import { granteeInWords, rightsInWords } from "../../model/bucket-grant";
import { wayOf } from "../../model/node-bucket";
import { NO_REPAIR } from "../../model/repair";
import { nodeBuckets } from "../../settings/node-buckets";
import { bucketGrants } from "../../subjects/aws/buckets/bucket-grants";

const manifest = {
    type: "aws:s3/bucketObjectv2:BucketObjectv2",
    name: "kubelet-config",
    props: {
        bucket: "shop-boot",
        key: "kubelet-config.yaml",
        content: "apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\n",
    },
};
const bucket = { type: "aws:s3/bucket:Bucket", name: "boot", props: { bucket: "shop-boot" } };
const statement = (principal: unknown) => ({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: principal, Action: "s3:GetObject", Resource: "arn:aws:s3:::shop-boot/*" }],
});

export const nodeBucketNotPublic = definePolicy({
    name: "node-bucket-not-public",
    displayName: "Buckets that nodes boot from are not public",
    description:
        "A bucket that nodes take static Pods, kubelet configuration or boot scripts from must not be open to everybody.",
    severity: "high",
    mitigation: "M2",
    remediationSteps:
        "Name the nodes' role and one publisher as principals instead, and switch on all four of the bucket's public access blocks",
    frameworks: { "CIS AWS Foundations 3.0": ["2.1.4"] },
    repair: NO_REPAIR.betweenResources,
    attack:
        "Whoever writes the bucket has a privileged Pod on every node that boots from it, and no API server, admission or audit sees it. " +
        "Whoever reads it learns what runs there, with the credentials that such files carry.",
    settings: { nodeBuckets },
    stack: {
        subject: bucketGrants,
        *check({ bucket, at, to, rights, onlyWith, publicBlock }) {
            if ((to.kind !== "everybody" && to.kind !== "every account") || onlyWith !== "" || publicBlock === "on") return;
            const who = granteeInWords(to);
            const isWrite = rights.includes("write") || rights.includes("administer");
            const message = `lets ${who} ${rightsInWords(rights)} (${wayOf(bucket, who)})`;
            yield* byEvidence(bucket.evidence, function* () {
                const severity = isWrite ? "critical" : "high";
                if (publicBlock === "off") yield { at, message, severity };
                // AWS blocks it for buckets made since April 2023, and whether this one is older is not in the program.
                else yield { at, message: `${message} where AWS does not block that by default`, severity, certainty: "unsure" };
            });
        },
    },
    examples: {
        bad: {
            type: "aws:s3/bucketPolicy:BucketPolicy",
            name: "boot",
            props: { bucket: "shop-boot", policy: statement("*") },
            beside: [
                bucket,
                {
                    type: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
                    name: "boot",
                    props: { bucket: "shop-boot", blockPublicPolicy: false, restrictPublicBuckets: false },
                },
                manifest,
            ],
        },
        good: {
            type: "aws:s3/bucketPolicy:BucketPolicy",
            name: "boot",
            props: { bucket: "shop-boot", policy: statement({ AWS: "arn:aws:iam::123456789012:role/shop-nodes" }) },
            beside: [bucket, manifest],
        },
    },
});
