import type { BucketRight } from "../../../model/bucket-grant";
import { allowing, isAboutAction, mayBeAbout, type Statement } from "../../../parse/iam-policy";

/** Of each right the actions that give it. */
const ACTIONS: Readonly<Record<BucketRight, readonly string[]>> = {
    list: ["s3:ListBucket", "s3:ListBucketVersions"],
    read: ["s3:GetObject", "s3:GetObjectVersion"],
    write: ["s3:PutObject", "s3:DeleteObject", "s3:DeleteObjectVersion", "s3:ReplicateObject"],
    administer: [
        "s3:PutBucketPolicy",
        "s3:DeleteBucketPolicy",
        "s3:PutBucketAcl",
        "s3:PutObjectAcl",
        "s3:PutBucketPublicAccessBlock",
        "s3:PutBucketVersioning",
        "s3:PutLifecycleConfiguration",
        "s3:PutBucketOwnershipControls",
    ],
};
/** What concerns the bucket rather than its objects. */
const OF_BUCKET = /Bucket|Lifecycle/;

/** The name of a bucket, and the keys in it that matter; a name that is not known is a star. */
export interface Place {
    readonly name: string;
    readonly keys: readonly string[];
}

const arnsOf = ({ name, keys }: Place, action: string): string[] =>
    OF_BUCKET.test(action) ? [`arn:*:s3:::${name}`] : keys.map((key) => `arn:*:s3:::${name}/${key}`);

/** What a statement that allows something gives, where no other denies it to everybody. */
export function rightsOf(statement: Statement, all: readonly Statement[], place: Place): BucketRight[] {
    const gives = (action: string) =>
        isAboutAction(statement, action) && arnsOf(place, action).some((arn) => allowing(all, action, arn).includes(statement));
    return (Object.keys(ACTIONS) as BucketRight[]).filter((right) => ACTIONS[right].some(gives));
}

/** Whether a statement concerns a right to what matters in a bucket. */
export const concerns = (statement: Statement, right: BucketRight, place: Place): boolean =>
    ACTIONS[right].some(
        (action) => isAboutAction(statement, action) && arnsOf(place, action).some((arn) => mayBeAbout(statement, arn)),
    );
