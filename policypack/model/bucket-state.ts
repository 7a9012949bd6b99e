import type { NodeBucket } from "./node-bucket";

/** How a bucket is spoken to. */
export interface BucketTransport {
    readonly bucket: NodeBucket;
    /** Its policy; the bucket where it has none. */
    readonly at: string;
    readonly hasPolicy: boolean;
    /** Of reads and writes those that plain HTTP may do. */
    readonly plain: readonly ("reads" | "writes")[];
}

/** Whether a bucket keeps what is replaced or deleted. */
export interface BucketVersions {
    readonly bucket: NodeBucket;
    readonly at: string;
    readonly state: "enabled" | "suspended" | "never enabled";
}
