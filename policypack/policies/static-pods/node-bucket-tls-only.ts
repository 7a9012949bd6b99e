import { definePolicy } from "../../lib/define-policy";
import { byEvidence } from "../../lib/evidence";
import { wayOf } from "../../model/node-bucket";
import { NO_REPAIR } from "../../model/repair";
import { nodeBuckets } from "../../settings/node-buckets";
import { bucketTransport } from "../../subjects/aws/buckets/bucket-transport";

const bucket = { type: "aws:s3/bucket:Bucket", name: "boot", props: { bucket: "shop-boot" } };
const script = {
    type: "aws:ec2/instance:Instance",
    name: "worker",
    props: {
        userData:
            "#!/bin/bash\naws s3 cp s3://shop-boot/proxy.yaml /etc/kubernetes/manifests/proxy.yaml\nsystemctl start kubelet\n",
    },
};
const statements = (...list: readonly object[]) => ({ bucket: "shop-boot", policy: { Version: "2012-10-17", Statement: list } });
const nodes = {
    Effect: "Allow",
    Principal: { AWS: "arn:aws:iam::123456789012:role/shop-nodes" },
    Action: "s3:GetObject",
    Resource: "arn:aws:s3:::shop-boot/*",
};

export const nodeBucketTlsOnly = definePolicy({
    name: "node-bucket-tls-only",
    displayName: "Buckets that nodes boot from take TLS only",
    description: "A bucket that nodes take static Pods, configuration or boot scripts from must refuse plain HTTP.",
    severity: "medium",
    mitigation: "M2",
    remediationSteps:
        "Deny s3:* on the bucket and its objects to everybody where aws:SecureTransport is false, in the bucket's policy",
    repair: NO_REPAIR.betweenResources,
    attack: "S3 takes plain HTTP. A boot that fetches over it, or that is made to, gets its static Pod from whoever stands between the node and S3.",
    frameworks: { "CIS AWS Foundations 3.0": ["2.1.1"] },
    settings: { nodeBuckets },
    stack: {
        subject: bucketTransport,
        *check({ bucket, at, hasPolicy, plain }) {
            // A name alone is no reason to ask for more than the program says.
            if (plain.length === 0 || bucket.path.length === 0) return;
            const why = hasPolicy ? "" : ", as no policy here denies it";
            yield* byEvidence(bucket.evidence, () => [
                { at, message: `takes ${plain.join(" and ")} over plain HTTP${why} (${wayOf(bucket)})` },
            ]);
        },
    },
    examples: {
        bad: { type: "aws:s3/bucketPolicy:BucketPolicy", name: "boot", props: statements(nodes), beside: [bucket, script] },
        good: {
            type: "aws:s3/bucketPolicy:BucketPolicy",
            name: "boot",
            props: statements(nodes, {
                Effect: "Deny",
                Principal: "*",
                Action: "s3:*",
                Resource: ["arn:aws:s3:::shop-boot", "arn:aws:s3:::shop-boot/*"],
                Condition: { Bool: { "aws:SecureTransport": "false" } },
            }),
            beside: [bucket, script],
        },
    },
});
