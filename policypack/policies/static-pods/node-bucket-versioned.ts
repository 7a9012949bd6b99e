import { definePolicy } from "../../lib/define-policy";
import { byEvidence } from "../../lib/evidence";
import { wayOf } from "../../model/node-bucket";
import { NO_REPAIR } from "../../model/repair";
import { nodeBuckets } from "../../settings/node-buckets";
import { bucketVersions } from "../../subjects/aws/buckets/bucket-versions";

const bucket = { type: "aws:s3/bucket:Bucket", name: "boot", props: { bucket: "shop-boot" } };
const script = {
    type: "aws:ec2/instance:Instance",
    name: "worker",
    props: {
        userData:
            "#!/bin/bash\naws s3 cp s3://shop-boot/proxy.yaml /etc/kubernetes/manifests/proxy.yaml\nsystemctl start kubelet\n",
    },
};

export const nodeBucketVersioned = definePolicy({
    name: "node-bucket-versioned",
    displayName: "Buckets that nodes boot from keep their versions",
    description:
        "A bucket that nodes take static Pods, configuration or boot scripts from must keep older versions of its objects.",
    severity: "medium",
    mitigation: "M2",
    remediationSteps: "Enable versioning with a BucketVersioning whose status is Enabled",
    repair: NO_REPAIR.betweenResources,
    attack:
        "Whoever may write the bucket puts a static Pod of theirs in place of the node's, and puts the old file back once it runs. " +
        "Without versions nobody can tell what the nodes booted from, or go back to it.",
    settings: { nodeBuckets },
    stack: {
        subject: bucketVersions,
        *check({ bucket, at, state }) {
            if (state === "enabled") return;
            // A name alone is no reason to ask for more than the program says.
            if (state === "never enabled" && bucket.path.length === 0) return;
            const what =
                state === "suspended" ? "suspends versioning, so that what is replaced is lost" : "keeps no older versions";
            yield* byEvidence(bucket.evidence, () => [{ at, message: `${what} (${wayOf(bucket)})` }]);
        },
    },
    examples: {
        bad: { ...bucket, beside: [script] },
        good: {
            type: "aws:s3/bucketVersioning:BucketVersioning",
            name: "boot",
            props: { bucket: "shop-boot", versioningConfiguration: { status: "Enabled" } },
            beside: [bucket, script],
        },
    },
});
