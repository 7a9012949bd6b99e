import type { StackResource } from "../../../lib/subject";
import type { Cursor } from "../../../parse/cursor";
import { type Bucket, type Buckets, givenProperty, propertyOf } from "./buckets";
import { ifKnown } from "../../../lib/read-all";

/** Where S3 writes a bucket's access log. */
export interface AccessLog {
    readonly resource: StackResource;
    /** `targetBucket`. */
    readonly at: string;
    /** Undefined where neither its name nor where that comes from is known. */
    readonly target: Bucket | undefined;
    readonly prefix: string;
}

type Mapping = Cursor<Record<string, unknown>>;

/** The access log of a bucket as a stack has it: a resource of its own, or the bucket's property in each provider's form. */
export function accessLogOf(bucket: Bucket, buckets: Buckets): AccessLog | undefined {
    for (const part of bucket.parts("logging")) {
        const place = propertyOf(part, "targetBucket");
        return {
            resource: part,
            at: place.path,
            target: buckets.of(part, "targetBucket"),
            prefix: textOf(propertyOf(part, "targetPrefix")),
        };
    }
    const { resource } = bucket;
    if (resource === undefined) return undefined;
    for (const property of ["logging", "loggings"]) {
        for (const place of placesAt(resource, property)) {
            const name = place.field("targetBucket");
            const target = buckets.written(name, resource, property);
            return { resource, at: name.path, target, prefix: textOf(place.field("targetPrefix")) };
        }
    }
    const native = givenProperty(resource, "loggingConfiguration") as Mapping | undefined;
    if (native === undefined) return undefined;
    const name = native.field("destinationBucketName");
    // CloudFormation's default is the bucket itself.
    const target = ifKnown(() => !name.isPresent()) === true ? bucket : buckets.written(name, resource, "loggingConfiguration");
    return { resource, at: name.path, target, prefix: textOf(native.field("logFilePrefix")) };
}

/** One object, or the list of one that BucketV2 has. */
function placesAt(resource: StackResource, property: string): Mapping[] {
    const place = givenProperty(resource, property);
    if (place === undefined) return [];
    return Array.isArray(ifKnown(() => place.raw()))
        ? [...(place as Cursor<Record<string, unknown>[]>).items()]
        : [place as Mapping];
}

const textOf = (place: Cursor<unknown>): string => ifKnown(() => place.text()) ?? "";
