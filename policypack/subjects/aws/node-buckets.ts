import { subject, type StackResource } from "../../lib/subject";
import { isUnknown } from "../../lib/unknown";
import { Unreadable } from "../../model/unreadable";
import type { NodeBoot } from "../../model/node-boot";
import type { NodeBucket } from "../../model/node-bucket";
import type { NodeEvidence } from "../../model/node-evidence";
import { fetchesOf } from "../../node/fetches";
import { HOLE } from "../../parse/word";
import { everyNodeBoot } from "../node-boot";
import { type Bucket, Buckets, propertyOf } from "./buckets";
import { inWords, Machines } from "./machines";
import { evidenceOfObject } from "./node-objects";
import { ifKnown } from "./read-all";

/** A bucket that nodes boot from, with its own resources and the view of it. */
export interface HostingBucket {
    readonly bucket: Bucket;
    readonly view: NodeBucket;
    /** The keys of what nodes take, with a star for what follows a prefix; all of them where none is known. */
    readonly keys: readonly string[];
    /** The machines whose boots take something from it. */
    readonly machines: readonly StackResource[];
}

interface Hint {
    readonly bucket: Bucket;
    readonly key?: string;
    readonly machine?: StackResource;
    readonly evidence: NodeEvidence;
    readonly path: readonly string[];
}

const known = new WeakMap<readonly StackResource[], { readonly buckets: Buckets; readonly hosting: readonly HostingBucket[] }>();
const boots = subject(
    ...everyNodeBoot<NodeBoot>(function* (boot) {
        yield () => boot;
    }),
);
/** Names that people give to such buckets, and to nothing else. */
const NAME =
    /static-?pods?|kubelet|kubeadm|nodeadm|node-?(?:config|bootstrap|manifests)|(?:pod|kube(?:rnetes)?|k8s)-?manifests|kops-?state/i;

/**
 * The buckets of a stack that nodes boot from: an object of them configures nodes, or a boot takes what it runs from them. A name alone
 * only leaves the question open.
 */
export function nodeBucketsOf(stack: readonly StackResource[]): {
    readonly buckets: Buckets;
    readonly hosting: readonly HostingBucket[];
} {
    const before = known.get(stack);
    if (before !== undefined) return before;
    const buckets = new Buckets(stack);
    const answer = { buckets, hosting: buckets.all.length === 0 ? [] : hostingOf(buckets) };
    known.set(stack, answer);
    return answer;
}

function hostingOf(buckets: Buckets): HostingBucket[] {
    const hints = [...ofObjects(buckets), ...ofBoots(buckets), ...ofNames(buckets)];
    return buckets.all.flatMap((bucket) => {
        const own = hints.filter((hint) => hint.bucket === bucket);
        const best = own.find(({ evidence }) => evidence.verdict === "node") ?? own[0];
        if (best === undefined) return [];
        const { evidence, path } = best;
        const keys = own.flatMap(({ key }) => (key === undefined ? [] : [key === "" || key.endsWith("/") ? `${key}*` : key]));
        return [
            {
                bucket,
                view: { words: bucket.words, path, evidence, isMadeHere: bucket.resource !== undefined },
                keys: keys.length > 0 ? keys : ["*"],
                machines: own.flatMap(({ machine }) => machine ?? []),
            },
        ];
    });
}

function* ofObjects({ all }: Buckets): Generator<Hint> {
    for (const bucket of all) {
        for (const object of bucket.parts("object")) {
            const evidence = evidenceOfObject(object);
            if (evidence === undefined) continue;
            const key = ifKnown(() => propertyOf(object, "key").text());
            yield { bucket, evidence, path: [`object "${object.name}"`], ...(key !== undefined && { key }) };
        }
    }
}

function* ofBoots(buckets: Buckets): Generator<Hint> {
    let machines: Machines | undefined;
    for (const resource of buckets.stack) {
        const lens = boots.rows.get(resource.type);
        if (lens === undefined) continue;
        const { read, isPartlyUnknown } = readable(lens(resource));
        for (const boot of read) yield* ofBoot(boot, resource, buckets);
        if (!isPartlyUnknown) continue;
        // At a preview a user data that names a new bucket is unknown: the bucket may be what it boots from, or where it sends its logs.
        const behind = buckets.behind(resource);
        if (behind.size === 0) continue;
        machines ??= new Machines(buckets.stack);
        const hint = machines.hintsOf(resource).find(({ role }) => /^(?:worker|control plane|kubernetes)$/.test(role));
        if (hint === undefined) continue;
        for (const bucket of behind) yield { bucket, evidence: { verdict: "unsure", why: hint.why }, path: [inWords(resource)] };
    }
}

function* ofBoot(boot: NodeBoot, resource: StackResource, buckets: Buckets): Generator<Hint> {
    for (const { bucket, key, target, isConfiguration } of fetchesOf(boot)) {
        const isKnown = boot.evidence.verdict === "node" && isConfiguration;
        // What a machine that may be anything takes is its own affair.
        if (!isKnown && boot.evidence.verdict !== "node") continue;
        const evidence: NodeEvidence = { verdict: isKnown ? "node" : "unsure", why: boot.evidence.why };
        yield {
            bucket: buckets.named(bucket),
            key: key.replaceAll(HOLE, "*"),
            machine: resource,
            evidence,
            path: [inWords(resource), target],
        };
    }
}

function* ofNames({ all }: Buckets): Generator<Hint> {
    for (const bucket of all) {
        const tags = bucket.resource && ifKnown(() => propertyOf(bucket.resource!, "tags").raw());
        const names = [bucket.resource?.name, bucket.name, ...textsIn(tags)];
        if (names.some((name) => name !== undefined && NAME.test(name)))
            yield { bucket, evidence: { verdict: "unsure", why: "its name" }, path: [] };
    }
}

function textsIn(tags: unknown): string[] {
    if (typeof tags !== "object" || tags === null) return [];
    const values: unknown[] = Array.isArray(tags)
        ? tags.map((tag: { value?: unknown } | undefined) => ifKnown(() => tag?.value))
        : Object.keys(tags).map((key) => ifKnown(() => (tags as Record<string, unknown>)[key]));
    return values.filter((value) => typeof value === "string");
}

function readable(thunks: Iterable<() => NodeBoot>): { readonly read: readonly NodeBoot[]; readonly isPartlyUnknown: boolean } {
    const read: NodeBoot[] = [];
    let isPartlyUnknown = false;
    const attempt = (step: () => void) => {
        try {
            step();
        } catch (fault) {
            // What cannot be read has been told of where the resource is judged.
            if (isUnknown(fault)) isPartlyUnknown = true;
            else if (!(fault instanceof Unreadable)) throw fault;
        }
    };
    attempt(() => {
        for (const thunk of thunks) attempt(() => read.push(thunk()));
    });
    return { read, isPartlyUnknown };
}
