import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { privateBucket } from "../lib/private-bucket";
import type { Names } from "./names";
import { logBucketPolicy } from "./policies";

/**
 * The bucket for records and reports, in which every object is locked for some days and gone the day after.
 *
 * @returns the bucket, and what must be there before something is put into it
 */
export function recordBucket(
    name: string,
    made: { readonly names: pulumi.Output<Names>; readonly keyArn: pulumi.Output<string>; readonly days: number },
    parent: pulumi.Resource,
) {
    const { names, keyArn, days } = made;
    const { bucket, parts } = privateBucket(
        name,
        {
            bucketName: names.apply(({ logBucket }) => logBucket),
            policy: names.apply(logBucketPolicy),
            keyArn,
            hasObjectLock: true,
        },
        parent,
    );
    const options = { parent, dependsOn: parts };
    const lock = new aws.s3.BucketObjectLockConfiguration(
        `${name}-lock`,
        { bucket: bucket.bucket, rule: { defaultRetention: { mode: "GOVERNANCE", days } } },
        options,
    );
    new aws.s3.BucketLifecycleConfiguration(
        `${name}-lifecycle`,
        {
            bucket: bucket.bucket,
            rules: [
                {
                    id: "expire",
                    status: "Enabled",
                    filter: { prefix: "" },
                    expiration: { days: days + 1 },
                    noncurrentVersionExpiration: { noncurrentDays: 1 },
                },
            ],
        },
        options,
    );
    return { bucket, parts: [...parts, lock] };
}
