import { definePolicy } from "../../lib/define-policy";
import { byEvidence } from "../../lib/evidence";
import { wayOf } from "../../model/node-bucket";
import { NO_REPAIR } from "../../model/repair";
import { nodeBuckets } from "../../settings/node-buckets";
import { organizationTrail } from "../../settings/organization-trail";
import { bucketAudit } from "../../subjects/aws/buckets/bucket-audit";

const bucket = { type: "aws:s3/bucket:Bucket", name: "boot", props: { bucket: "shop-boot" } };
const script = {
    type: "aws:ec2/instance:Instance",
    name: "worker",
    props: {
        userData:
            "#!/bin/bash\naws s3 cp s3://shop-boot/proxy.yaml /etc/kubernetes/manifests/proxy.yaml\nsystemctl start kubelet\n",
    },
};
const trail = (readWriteType: string) => ({
    type: "aws:cloudtrail/trail:Trail",
    name: "audit",
    props: {
        s3BucketName: "shop-audit",
        eventSelectors: [{ readWriteType, dataResources: [{ type: "AWS::S3::Object", values: ["arn:aws:s3:::shop-boot/"] }] }],
    },
});

export const nodeBucketAccessLogged = definePolicy({
    name: "node-bucket-access-logged",
    displayName: "Access to the buckets that nodes boot from is recorded",
    description:
        "Reads and writes of a bucket that nodes take static Pods, configuration or boot scripts from must be recorded object by object.",
    severity: "medium",
    mitigation: "M4",
    remediationSteps:
        "Record data events of AWS::S3::Object for the bucket in a CloudTrail trail with readWriteType All, or give it an access log, or say in " +
        "organizationTrail that a trail elsewhere does",
    frameworks: { "CIS AWS Foundations 3.0": ["3.8", "3.9"] },
    repair: NO_REPAIR.betweenResources,
    attack:
        "The manifest of a static Pod is replaced and put back, or read for the credentials in it. CloudTrail records no access to objects by " +
        "default, and the audit log of the API server, EKS's included, never hears of it.",
    settings: { nodeBuckets, organizationTrail },
    stack: {
        subject: bucketAudit,
        *check({ bucket, missed, nearest }, settings) {
            // A name alone is no reason to ask for more than the program says.
            if (missed.length === 0 || settings.organizationTrail || bucket.path.length === 0) return;
            const why = nearest ?? "it has no access log, and no trail here records its data events";
            yield* byEvidence(bucket.evidence, () => [
                { at: "", message: `leaves no record of ${missed.join(" and ")}: ${why} (${wayOf(bucket)})` },
            ]);
        },
    },
    examples: {
        bad: { ...bucket, beside: [script, trail("WriteOnly")] },
        good: { ...bucket, beside: [script, trail("All")] },
    },
});
