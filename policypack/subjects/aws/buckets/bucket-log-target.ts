import type { Located, StackResource, Thunk } from "../../../lib/subject";
import type { BucketLogTarget } from "../../../model/bucket-audit";
import type { Grantee } from "../../../model/bucket-grant";
import { accessLogOf } from "./access-log";
import { grantsIn, type Whose, whoseOf } from "./bucket-grants";
import type { Bucket, Buckets } from "./buckets";
import { toldOf, type Views } from "./hosting";
import { type Declared, type HostingBucket, nodeBucketsOf } from "./node-buckets";
import { deliveryOf, type Trail, trailsOf } from "./trails";

interface Record {
    readonly resource: StackResource;
    readonly at: string;
    readonly target: Bucket;
    readonly keys: readonly string[];
}

/** Where the records of who used a node bucket go, and who of those may change them there. */
export function* bucketLogTargets(stack: readonly StackResource[], declared: Declared): Views<BucketLogTarget> {
    const { buckets, hosting } = nodeBucketsOf(stack, declared);
    if (hosting.length === 0) return;
    const trails = trailsOf(buckets);
    const whose = whoseOf(stack, hosting);
    for (const one of hosting) yield* toldOf(one.view, () => targetsOf(one, trails, buckets, whose));
}

function* targetsOf(
    one: HostingBucket,
    trails: readonly Trail[],
    buckets: Buckets,
    whose: Whose,
): Generator<Thunk<Located<BucketLogTarget>>> {
    for (const { resource, at, target, keys } of recordsOf(one, trails, buckets)) {
        const isItself = target === one.bucket;
        yield () => {
            const changedBy = isItself ? [] : changersOf(one, target, keys, buckets, whose);
            return { urn: resource.urn, view: { bucket: one.view, at, target: target.words, isItself, changedBy } };
        };
    }
}

function* recordsOf(one: HostingBucket, trails: readonly Trail[], buckets: Buckets): Generator<Record> {
    const log = accessLogOf(one.bucket, buckets);
    if (log?.target !== undefined) yield { ...log, target: log.target, keys: [`${log.prefix}*`] };
    for (const trail of trails) {
        if (trail.recorded(one.bucket, one.keys).length === 0) continue;
        const delivery = deliveryOf(trail, buckets);
        if (delivery !== undefined)
            yield { resource: trail.resource, at: delivery.at, target: delivery.bucket, keys: ["AWSLogs/*"] };
    }
}

/** Of those who may change what nodes boot from, and of the nodes, who may put or delete the records of it. */
function changersOf(one: HostingBucket, target: Bucket, keys: readonly string[], buckets: Buckets, whose: Whose): Grantee[] {
    const changes = (bucket: Bucket, of: readonly string[]) =>
        grantsIn(bucket, of, buckets, whose).filter(
            ({ rights, publicBlock }) => publicBlock() !== "on" && (rights.includes("write") || rights.includes("administer")),
        );
    const writers = new Set(changes(one.bucket, one.keys).map(({ to }) => to.value));
    const all = changes(target, keys).map(({ to }) => to);
    return all.filter(
        ({ kind, value }) =>
            kind === "everybody" || kind === "every account" || kind === "nodes" || (kind !== "service" && writers.has(value)),
    );
}
