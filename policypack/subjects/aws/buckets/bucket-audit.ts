import type { Located, StackResource, Thunk } from "../../../lib/subject";
import type { Access, BucketAudit } from "../../../model/bucket-audit";
import { accessLogOf } from "./access-log";
import type { Buckets } from "./buckets";
import { toldOf, type Views } from "./hosting";
import { type Declared, type HostingBucket, nodeBucketsOf } from "./node-buckets";
import { type Trail, trailsOf } from "./trails";

/** What the stack records of who reads and writes the buckets that nodes boot from. */
export function* bucketAudit(stack: readonly StackResource[], declared: Declared): Views<BucketAudit> {
    const { buckets, hosting } = nodeBucketsOf(stack, declared);
    if (hosting.length === 0) return;
    const trails = trailsOf(buckets);
    for (const one of hosting) yield* toldOf(one.view, () => auditOf(one, trails, buckets));
}

function* auditOf(
    { bucket, view, keys }: HostingBucket,
    trails: readonly Trail[],
    buckets: Buckets,
): Generator<Thunk<Located<BucketAudit>>> {
    const { resource } = bucket;
    if (resource === undefined || accessLogOf(bucket, buckets) !== undefined) return;
    const records = trails.map((trail) => ({ trail, accesses: trail.recorded(bucket, keys), isOn: trail.isOn() }));
    const missed = (["reads", "writes"] as const).filter(
        (access) => !records.some(({ accesses, isOn }) => isOn && accesses.includes(access)),
    );
    yield () => ({ urn: resource.urn, view: { bucket: view, missed, nearest: nearestOf(records) } });
}

function nearestOf(
    records: readonly { readonly trail: Trail; readonly accesses: readonly Access[]; readonly isOn: boolean }[],
): string | undefined {
    const near = records.find(({ accesses }) => accesses.length > 0);
    if (near === undefined) return undefined;
    const { trail, accesses, isOn } = near;
    return isOn ? `${trail.words} records ${accesses.join(" and ")} alone` : `${trail.words} is switched off`;
}
