import type { Grantee } from "./bucket-grant";
import type { NodeBucket } from "./node-bucket";

/** What somebody does with the objects of a bucket. */
export type Access = "reads" | "writes";

/** What is recorded of who uses a bucket that nodes boot from. */
export interface BucketAudit {
    readonly bucket: NodeBucket;
    /** Of reads and writes those that nothing in the stack records. */
    readonly missed: readonly Access[];
    /** What comes near: `trail "audit" records writes alone`; undefined where nothing does. */
    readonly nearest: string | undefined;
}

/** Where a record about such a bucket goes, and who of those whom it is about may change it there. */
export interface BucketLogTarget {
    readonly bucket: NodeBucket;
    /** `targetBucket`, `s3BucketName`. */
    readonly at: string;
    /** The bucket that takes the record: `bucket "logs"`. */
    readonly target: string;
    readonly isItself: boolean;
    /** Those who use or are nodes and may put or delete objects there. */
    readonly changedBy: readonly Grantee[];
}
