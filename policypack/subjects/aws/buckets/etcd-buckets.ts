import type { StackResource, StackSubject } from "../../../lib/subject";
import type { BucketGrant } from "../../../model/bucket-grant";
import { isOfEtcd, type KeyOwner, keyOwner } from "../../../model/key-owner";
import type { NodeBoot } from "../../../model/node-boot";
import type { NodeEvidence } from "../../../model/node-evidence";
import { holdsPrivateKey } from "../../../parse/private-keys";
import { isKeyName } from "../../keys/key-name";
import { grantsOnAll } from "./bucket-grants";
import { type Bucket, Buckets, propertyOf } from "./buckets";
import { inWords } from "../words";
import { bootsIn } from "../machines/node-boots";
import type { HostingBucket } from "./node-buckets";
import { ifKnown } from "../../../lib/read-all";

/** Names that people give to a bucket of etcd's snapshots. */
const BACKUPS = /^(?=[^]*etcd)(?=[^]*(?:backup|snapshot))/i;
/** `s3://bucket/…`, and how k3s and RKE2 name the bucket of their snapshots. */
const IN_WORDS = /s3:\/\/([a-z0-9.-]{3,63})|--etcd-s3-bucket[= ]([a-z0-9.-]{3,63})/g;
const OF_SNAPSHOTS = /etcd|snapshot/i;

/** Whom the buckets that hold etcd's backups or keys are open to. */
export const etcdBucketGrants: StackSubject<BucketGrant> = (stack) => {
    const buckets = new Buckets(stack);
    if (buckets.all.length === 0) return [];
    const ofBoots = backedUpBy(stack, buckets);
    return grantsOnAll(stack, { buckets, hosting: buckets.all.flatMap((one) => ofBoots.get(one) ?? hostingOf(one) ?? []) });
};

function hostingOf(bucket: Bucket): HostingBucket | undefined {
    const held = bucket.parts("object").map((object) => [object, ownerOf(object)] as const);
    const own = held.find(([, owner]) => owner !== undefined && isOfEtcd(owner));
    if (own !== undefined) return hosting(bucket, { verdict: "node", why: "a key of etcd's" }, [inWords(own[0])]);
    const other = held.find(([, owner]) => owner !== undefined);
    if (other !== undefined) return hosting(bucket, { verdict: "unsure", why: "a private key" }, [inWords(other[0])]);
    const names = [bucket.name ?? "", bucket.resource?.name ?? ""];
    return names.some((name) => BACKUPS.test(name)) ? hosting(bucket, { verdict: "unsure", why: "its name" }, []) : undefined;
}

/** Whose private key an object is, by its content or, while that is unknown, by its name; undefined for any other. */
function ownerOf(object: StackResource): KeyOwner | undefined {
    const name = ifKnown(() => propertyOf(object, "key").text()) ?? "";
    const owner = keyOwner([object.name, name]);
    const texts = ["content", "contentBase64"].flatMap((property) => ifKnown(() => propertyOf(object, property).text()) ?? []);
    if (texts.some(holdsPrivateKey)) return owner;
    return texts.length === 0 && isKeyName(name) && isOfEtcd(owner) ? owner : undefined;
}

/** The buckets to which a machine's boot takes etcd's snapshots. */
function backedUpBy(stack: readonly StackResource[], buckets: Buckets): ReadonlyMap<Bucket, HostingBucket> {
    const found = new Map<Bucket, HostingBucket>();
    for (const { boot, resource } of bootsIn(stack)) {
        const evidence: NodeEvidence = boot.evidence.verdict === "node" ? boot.evidence : { verdict: "unsure", why: "" };
        for (const name of bucketsIn(boot)) {
            const bucket = buckets.named(name);
            found.set(bucket, hosting(bucket, evidence, [inWords(resource)]));
        }
    }
    return found;
}

function bucketsIn({ commands }: NodeBoot): string[] {
    const lines = commands.map(({ argv }) => argv.map(({ text }) => text).join(" "));
    return lines
        .filter((line) => OF_SNAPSHOTS.test(line))
        .flatMap((line) => [...line.matchAll(IN_WORDS)].map(([, url, flag]) => (url ?? flag)!));
}

const hosting = (bucket: Bucket, evidence: NodeEvidence, path: readonly string[]): HostingBucket => ({
    bucket,
    view: { words: bucket.words, path, evidence, isMadeHere: bucket.resource !== undefined },
    keys: ["*"],
    machines: [],
});
