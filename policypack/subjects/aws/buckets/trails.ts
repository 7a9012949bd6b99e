import type { StackResource } from "../../../lib/subject";
import { isUnknown } from "../../../lib/unknown";
import type { Access } from "../../../model/bucket-audit";
import type { Cursor } from "../../../parse/cursor";
import type { Bucket, Buckets } from "./buckets";
import { givenProperty, propertyOf } from "./buckets";
import { type ReadText, recordedByAdvanced, recordedByBasic } from "./trail-selectors";

const TRAIL =
    /^(?:aws:cloudtrail\/(?:trail:Trail|eventDataStore:EventDataStore)|aws-native:cloudtrail:(?:Trail|EventDataStore))$/;

/** A trail of CloudTrail, or an event data store of CloudTrail Lake. */
export interface Trail {
    readonly resource: StackResource;
    /** `trail "audit"`. */
    readonly words: string;
    /** Whether it records at all. @throws what reading throws */
    isOn(): boolean;
    /** What it records of every one of some objects, while it is on. @throws what reading throws */
    recorded(bucket: Bucket, keys: readonly string[]): readonly Access[];
}

/** Every trail that a stack makes. */
export const trailsOf = (buckets: Buckets): Trail[] =>
    buckets.stack
        .filter(({ type }) => TRAIL.test(type))
        .map((resource) => ({
            resource,
            words: `${/Store$/.test(resource.type) ? "event data store" : "trail"} "${resource.name}"`,
            isOn: () => isOn(resource),
            recorded: (bucket, keys) => recorded(resource, buckets, bucket, keys),
        }));

/** `enableLogging` and `isLogging` of a trail, `suspend` and `ingestionEnabled` of a store. */
function isOn(resource: StackResource): boolean {
    const flag = (name: string) => (givenProperty(resource, name) as Cursor<boolean> | undefined)?.flag();
    const isOff = [flag("enableLogging"), flag("isLogging"), flag("ingestionEnabled")].includes(false);
    return !isOff && flag("suspend") !== true;
}

function recorded(resource: StackResource, buckets: Buckets, bucket: Bucket, keys: readonly string[]): Access[] {
    const text = (property: string) => textOrBucket(resource, property, buckets, bucket);
    const found = keys.map((key) => {
        const arn = `arn:aws:s3:::${bucket.name ?? ""}/${key}`;
        const [basic, advanced] = ["eventSelectors", "advancedEventSelectors"] as const;
        return [
            ...[...itemsOf(resource, basic)].flatMap((selector) => recordedByBasic(selector, arn, text(basic))),
            ...[...itemsOf(resource, advanced)].flatMap((selector) => recordedByAdvanced(selector, arn, text(advanced))),
        ];
    });
    return (["reads", "writes"] as const).filter((access) => found.every((accesses) => accesses.includes(access)));
}

function itemsOf(resource: StackResource, property: string): Iterable<Cursor<never>> {
    const place = givenProperty(resource, property) as Cursor<never[]> | undefined;
    return place?.items() ?? [];
}

/**
 * A value's text in the form that the other texts are compared in. One that is not known yet is about the bucket if it is made from it,
 * and about another if it is made from something else.
 */
const textOrBucket =
    (resource: StackResource, property: string, buckets: Buckets, bucket: Bucket): ReadText =>
    (value) => {
        try {
            return value.text()?.replace(/^arn:[^:]*:/, "arn:aws:");
        } catch (fault) {
            const sources = resource.propertyDependencies[property] ?? [];
            if (!isUnknown(fault) || sources.length === 0) throw fault;
            return buckets.behind({ propertyDependencies: { [property]: sources } }).has(bucket);
        }
    };

/** The bucket to which a trail delivers; undefined for a store. */
export const deliveryOf = (
    { resource }: Trail,
    buckets: Buckets,
): { readonly bucket: Bucket; readonly at: string } | undefined => {
    const bucket = buckets.of(resource, "s3BucketName");
    return bucket === undefined ? undefined : { bucket, at: propertyOf(resource, "s3BucketName").path };
};
