import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** What a private bucket is made with. */
interface PrivateBucketArgs {
    readonly bucketName: pulumi.Input<string>;
    /** The text of its policy. */
    readonly policy: pulumi.Input<string>;
    readonly keyArn: pulumi.Input<string>;
    /** Whether versions can be locked; can be decided only when the bucket is made. */
    readonly hasObjectLock: boolean;
}

/**
 * A bucket that keeps every version, encrypts with a key of its own, has no access lists and is closed to the public, with its policy. Its
 * name is its id at a preview already.
 *
 * @returns the bucket, and what must be there before something is put into it
 */
export function privateBucket(name: string, args: PrivateBucketArgs, parent: pulumi.Resource) {
    const options = { parent };
    const made = new aws.s3.Bucket(
        name,
        { bucket: args.bucketName, ...(args.hasObjectLock && { objectLockEnabled: true }) },
        options,
    );
    const bucket = made.bucket;
    const block = new aws.s3.BucketPublicAccessBlock(
        `${name}-public-access-block`,
        { bucket, blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true },
        options,
    );
    const parts = [
        block,
        new aws.s3.BucketOwnershipControls(
            `${name}-ownership`,
            { bucket, rule: { objectOwnership: "BucketOwnerEnforced" } },
            options,
        ),
        new aws.s3.BucketVersioning(`${name}-versioning`, { bucket, versioningConfiguration: { status: "Enabled" } }, options),
        new aws.s3.BucketServerSideEncryptionConfiguration(
            `${name}-encryption`,
            {
                bucket,
                rules: [
                    {
                        applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: args.keyArn },
                        bucketKeyEnabled: true,
                    },
                ],
            },
            options,
        ),
        // S3 takes one change of a bucket's access at a time.
        new aws.s3.BucketPolicy(`${name}-policy`, { bucket, policy: args.policy }, { ...options, dependsOn: block }),
    ];
    return { bucket: made, parts };
}
