import { oncePerStack } from "../../../lib/stack";
import type { StackResource } from "../../../lib/subject";
import type { NodeBoot } from "../../../model/node-boot";
import type { NodeBucket } from "../../../model/node-bucket";
import type { NodeEvidence } from "../../../model/node-evidence";
import { fetchesOf } from "../../../node/fetches";
import type { Cursor } from "../../../parse/cursor";
import { filled } from "../../../parse/word";
import { type Bucket, Buckets, propertyOf } from "./buckets";
import { knownMachines } from "../machines/machines";
import { carriersIn } from "../machines/node-boots";
import { evidenceOfObject } from "./node-objects";
import { ifKnown, readAll } from "../../../lib/read-all";
import { inWords } from "../words";

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

/** What a stack shows of its buckets. */
interface Shown {
    readonly buckets: Buckets;
    readonly hints: readonly Hint[];
}

/** Names that people give to such buckets, and to nothing else. */
const NAME =
    /static-?pods?|kubelet|kubeadm|nodeadm|node-?(?:config|bootstrap|manifests)|(?:pod|kube(?:rnetes)?|k8s)-?manifests|kops-?state/i;

/** What settings say of buckets. */
export interface Declared {
    /** Whether nodes boot from the bucket of that name, whatever the stack shows. */
    readonly nodeBuckets: (name: string) => boolean;
}

/**
 * The buckets of a stack that nodes boot from: an object of them configures nodes, a boot takes what it runs from them, or it is declared. A
 * name alone only leaves the question open.
 */
export function nodeBucketsOf(
    stack: readonly StackResource[],
    declared: Declared,
): { readonly buckets: Buckets; readonly hosting: readonly HostingBucket[] } {
    const { buckets, hints } = hintsIn(stack);
    return { buckets, hosting: hostingOf(buckets, [...hints, ...ofSettings(buckets, declared)]) };
}

const hintsIn = oncePerStack((stack): Shown => {
    const buckets = new Buckets(stack);
    const hints = buckets.all.length === 0 ? [] : [...ofObjects(buckets), ...ofBoots(buckets), ...ofNames(buckets)];
    return { buckets, hints };
});

function hostingOf(buckets: Buckets, hints: readonly Hint[]): HostingBucket[] {
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
    for (const { resource, read, isPartlyUnknown } of carriersIn(buckets.stack)) {
        for (const boot of read) yield* ofBoot(boot, resource, buckets);
        if (!isPartlyUnknown) continue;
        // At a preview a user data that names a new bucket is unknown: the bucket may be what it boots from, or where it sends its logs.
        const behind = buckets.behind(resource);
        if (behind.size === 0) continue;
        const hint = knownMachines(buckets.stack)
            .hintsOf(resource)
            .find(({ role }) => /^(?:worker|control plane|kubernetes)$/.test(role));
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
            key: filled(key, "*"),
            machine: resource,
            evidence,
            path: [inWords(resource), target],
        };
    }
}

function* ofSettings({ all }: Buckets, { nodeBuckets }: Declared): Generator<Hint> {
    for (const bucket of all) {
        const names = [bucket.resource?.name, bucket.name];
        if (names.some((name) => name !== undefined && nodeBuckets(name)))
            yield { bucket, key: "", evidence: { verdict: "node", why: "nodeBuckets" }, path: ["nodes"] };
    }
}

function* ofNames({ all }: Buckets): Generator<Hint> {
    for (const bucket of all) {
        const { resource, name } = bucket;
        const names = [resource?.name, name, ...(resource === undefined ? [] : textsIn(propertyOf(resource, "tags")))];
        if (names.some((text) => text !== undefined && NAME.test(text)))
            yield { bucket, evidence: { verdict: "unsure", why: "its name" }, path: [] };
    }
}

/** The values of tags: a map, or aws-native's list. */
function textsIn(tags: Cursor<unknown>): readonly string[] {
    const isList = Array.isArray(ifKnown(() => tags.raw()));
    const list = tags as Cursor<{ value: string }[]>;
    const places = () =>
        isList
            ? [...list.items()].map((tag) => tag.field("value"))
            : [...(tags as Cursor<Record<string, string>>).entries()].map(([, value]) => value);
    return readAll(places, (place) => place.text() ?? "").known;
}
