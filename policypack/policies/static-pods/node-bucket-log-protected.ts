import { definePolicy } from "../../lib/define-policy";
import { byEvidence } from "../../lib/evidence";
import { granteeInWords } from "../../model/bucket-grant";
import { wayOf } from "../../model/node-bucket";
import { NO_REPAIR } from "../../model/repair";
import { nodeBuckets } from "../../settings/node-buckets";
import { bucketLogTargets } from "../../subjects/aws/buckets/bucket-log-target";

const bucket = { type: "aws:s3/bucket:Bucket", name: "boot", props: { bucket: "shop-boot" } };
const script = {
    type: "aws:ec2/instance:Instance",
    name: "worker",
    props: {
        userData:
            "#!/bin/bash\naws s3 cp s3://shop-boot/proxy.yaml /etc/kubernetes/manifests/proxy.yaml\nsystemctl start kubelet\n",
    },
};
const logging = (targetBucket: string) => ({
    type: "aws:s3/bucketLogging:BucketLogging",
    name: "boot",
    props: { bucket: "shop-boot", targetBucket, targetPrefix: "boot/" },
});

export const nodeBucketLogProtected = definePolicy({
    name: "node-bucket-log-protected",
    displayName: "The record of a node bucket is out of reach",
    description: "Whoever writes or reads what nodes boot from must not be able to change the record of it.",
    severity: "medium",
    mitigation: "M4",
    remediationSteps: "Send the record to a bucket of its own, in which only AWS's log delivery writes",
    repair: NO_REPAIR.betweenResources,
    attack: "Whoever replaces the file that nodes boot from also takes the lines about it out of the log, which lies where they may write.",
    settings: { nodeBuckets },
    stack: {
        subject: bucketLogTargets,
        *check({ bucket, at, target, isItself, changedBy }) {
            yield* byEvidence(bucket.evidence, function* () {
                if (isItself) yield { at, message: `keeps the record of the bucket in the bucket itself (${wayOf(bucket)})` };
                for (const grantee of changedBy) {
                    const who = granteeInWords(grantee);
                    yield { at, message: `sends the record to ${target}, where ${who} may change it (${wayOf(bucket)})` };
                }
            });
        },
    },
    examples: {
        bad: { ...logging("shop-boot"), beside: [bucket, script] },
        good: { ...logging("shop-audit"), beside: [bucket, script] },
    },
});
