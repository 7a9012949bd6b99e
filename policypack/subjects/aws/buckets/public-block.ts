import type { StackResource } from "../../../lib/subject";
import type { BucketGrant } from "../../../model/bucket-grant";
import type { Cursor } from "../../../parse/cursor";
import { type Bucket, type Buckets, givenProperty, propertyOf } from "./buckets";

type Block = BucketGrant["publicBlock"];
type Switch = "blockPublicAcls" | "ignorePublicAcls" | "blockPublicPolicy" | "restrictPublicBuckets";

/**
 * Whether S3 keeps a public policy of a bucket from taking effect. A block that is declared without one of its switches has that switch off
 * (the provider's default, and the API's).
 */
export const blocksPublicPolicy = (bucket: Bucket, buckets: Buckets): Block =>
    blocked(bucket, buckets, ["blockPublicPolicy", "restrictPublicBuckets"]);

/**
 * The same of an access list, which S3 also passes over where the bucket's owner owns every object. That is the default of new buckets too,
 * but says nothing of an older one whose block of public access the program switches off.
 */
export const blocksPublicAcls = (bucket: Bucket, buckets: Buckets): Block =>
    ownershipOf(bucket) === "BucketOwnerEnforced" ? "on" : blocked(bucket, buckets, ["blockPublicAcls", "ignorePublicAcls"]);

function blocked(bucket: Bucket, { stack }: Buckets, switches: readonly Switch[]): Block {
    const isOn = (place: Cursor<unknown>) =>
        switches.some((name) => (place as Cursor<Partial<Record<Switch, boolean>>>).field(name).flag() === true);
    const own = [...bucket.parts("public access block").map(wholeOf), ...inlineOf(bucket)];
    const ofAccount = stack.filter(({ type }) => type.startsWith("aws:s3/accountPublicAccessBlock:")).map(wholeOf);
    if ([...own, ...ofAccount].some(isOn)) return "on";
    return own.length > 0 ? "off" : "default";
}

const wholeOf = ({ props }: StackResource): Cursor<unknown> => props;

function inlineOf({ resource }: Bucket): Cursor<unknown>[] {
    const place = resource && givenProperty(resource, "publicAccessBlockConfiguration");
    return place === undefined ? [] : [place];
}

function ownershipOf(bucket: Bucket): string | undefined {
    for (const part of bucket.parts("ownership")) {
        const rule = propertyOf(part, "rule") as Cursor<{ objectOwnership: string }>;
        return rule.field("objectOwnership").text();
    }
    const inline = bucket.resource && givenProperty(bucket.resource, "ownershipControls");
    for (const rule of (inline as Cursor<{ rules: { objectOwnership: string }[] }> | undefined)?.field("rules").items() ?? [])
        return rule.field("objectOwnership").text();
    return undefined;
}
