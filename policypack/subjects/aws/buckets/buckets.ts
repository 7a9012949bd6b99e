import type { StackResource } from "../../../lib/subject";
import { isUnknown } from "../../../lib/unknown";
import type { Cursor } from "../../../parse/cursor";
import { bucketNamed } from "../../../parse/s3-url";
import { ifKnown } from "../../../lib/read-all";

const BUCKET = /^(?:aws:s3\/bucket(?:V2)?:Bucket(?:V2)?|aws-native:s3:Bucket)$/;
/** What is a resource of its own beside the bucket that it is about. */
const PARTS: readonly (readonly [RegExp, BucketPart])[] = [
    [/^(?:aws:s3\/bucketPolicy:BucketPolicy|aws-native:s3:BucketPolicy)$/, "policy"],
    [/^aws:s3\/bucketPublicAccessBlock:/, "public access block"],
    [/^aws:s3\/bucketAcl(?:V2)?:/, "access list"],
    [/^aws:s3\/bucketOwnershipControls:/, "ownership"],
    [/^aws:s3\/bucketVersioning(?:V2)?:/, "versioning"],
    [/^aws:s3\/bucketLogging(?:V2)?:/, "logging"],
    [/^aws:s3\/bucketObject(?:v2)?:|^aws:s3\/objectCopy:/, "object"],
];

export type BucketPart = "policy" | "public access block" | "access list" | "ownership" | "versioning" | "logging" | "object";

/** A bucket that a stack makes, or that it only names. */
export interface Bucket {
    /** `bucket "boot"`, by the name in the program where it is made there. */
    readonly words: string;
    /** The name in S3, where it is known. */
    readonly name: string | undefined;
    readonly resource: StackResource | undefined;
    /** What other resources say of it. */
    parts(kind: BucketPart): readonly StackResource[];
}

class JoinedBucket implements Bucket {
    private readonly byKind = new Map<BucketPart, StackResource[]>();

    constructor(
        readonly words: string,
        readonly name: string | undefined,
        readonly resource: StackResource | undefined,
    ) {}

    add(kind: BucketPart, part: StackResource): void {
        this.byKind.set(kind, [...(this.byKind.get(kind) ?? []), part]);
    }

    parts(kind: BucketPart): readonly StackResource[] {
        return this.byKind.get(kind) ?? [];
    }
}

/**
 * The buckets of a stack with what belongs to them. They are joined by name; at a preview most names are not known yet, and the engine
 * then knows which resource the value comes from.
 */
export class Buckets {
    private readonly byName = new Map<string, JoinedBucket>();
    private readonly byResource = new Map<StackResource, JoinedBucket>();

    constructor(readonly stack: readonly StackResource[]) {
        for (const resource of stack) if (BUCKET.test(resource.type)) this.make(resource);
        for (const resource of stack) {
            const kind = partOf(resource);
            if (kind === undefined) continue;
            const bucket = this.joined(resource, "bucket");
            bucket?.add(kind, resource);
        }
    }

    /** Every bucket, those that are only named among them. */
    get all(): readonly Bucket[] {
        return [...new Set([...this.byResource.values(), ...this.byName.values()])];
    }

    /** The bucket of that name, however it is written. */
    named(text: string): Bucket {
        const name = bucketNamed(text);
        const known = this.byName.get(name);
        if (known !== undefined) return known;
        const bucket = new JoinedBucket(`bucket "${name}"`, name, undefined);
        this.byName.set(name, bucket);
        return bucket;
    }

    /** The bucket that a property of a resource names; undefined where neither its value nor where it comes from is known. */
    of(resource: StackResource, property: string): Bucket | undefined {
        return this.joined(resource, property);
    }

    /** The same for a name that stands within a property. */
    written(name: Cursor<unknown>, resource: StackResource, property: string): Bucket | undefined {
        return this.found(
            ifKnown(() => name.text()),
            resource,
            property,
        );
    }

    /** The buckets that the values of some properties are made from. */
    behind({ propertyDependencies }: Pick<StackResource, "propertyDependencies">): ReadonlySet<Bucket> {
        const sources = Object.values(propertyDependencies).flat();
        return new Set(sources.flatMap((source) => this.ofSource(source, 2) ?? []));
    }

    private make(resource: StackResource): void {
        const name = ["bucket", "bucketName", "id"]
            .map((property) => textAt(resource, property))
            .find((text) => text !== undefined && text !== "");
        const bucket = new JoinedBucket(`bucket "${resource.name}"`, name, resource);
        this.byResource.set(resource, bucket);
        if (name !== undefined) this.byName.set(name, bucket);
    }

    private joined(resource: StackResource, property: string): JoinedBucket | undefined {
        return this.found(textAt(resource, property), resource, property);
    }

    private found(text: string | undefined, resource: StackResource, property: string): JoinedBucket | undefined {
        const known = text === undefined ? undefined : this.byName.get(bucketNamed(text));
        if (known !== undefined) return known;
        for (const source of resource.propertyDependencies[property] ?? []) {
            const bucket = this.ofSource(source, 2);
            if (bucket !== undefined) return bucket;
        }
        return text === undefined || text === "" ? undefined : (this.named(text) as JoinedBucket);
    }

    /** People take the bucket's name from another of its resources too, to have them made in order. */
    private ofSource(source: StackResource, depth: number): JoinedBucket | undefined {
        const own = this.byResource.get(source);
        if (own !== undefined || depth === 0 || partOf(source) === undefined) return own;
        for (const next of source.propertyDependencies["bucket"] ?? []) {
            const bucket = this.ofSource(next, depth - 1);
            if (bucket !== undefined) return bucket;
        }
        return undefined;
    }
}

const partOf = ({ type }: StackResource): BucketPart | undefined => PARTS.find(([token]) => token.test(type))?.[1];

const textAt = ({ props }: StackResource, property: string): string | undefined =>
    ifKnown(() => (props as Cursor<Record<string, unknown>>).field(property).text());

/** A property of any resource; misspelt ones are found by the tests alone. */
export const propertyOf = ({ props }: StackResource, name: string): Cursor<unknown> =>
    (props as Cursor<Record<string, unknown>>).field(name);

/**
 * A property that the program sets; undefined where it does not. At a preview one that AWS computes is unknown and made of nothing: it says
 * nothing then.
 */
export function givenProperty(resource: StackResource, name: string): Cursor<unknown> | undefined {
    const place = propertyOf(resource, name);
    try {
        return place.isPresent() ? place : undefined;
    } catch (fault) {
        if (!isUnknown(fault) || (resource.propertyDependencies[name] ?? []).length > 0) return place;
        return undefined;
    }
}
