import type { Located, StackResource, Thunk } from "../../../lib/subject";
import type { BucketVersions } from "../../../model/bucket-state";
import type { Cursor } from "../../../parse/cursor";
import { givenProperty, propertyOf } from "./buckets";
import { toldOf, type Views } from "./hosting";
import { type Declared, type HostingBucket, nodeBucketsOf } from "./node-buckets";

type State = BucketVersions["state"];

/** Whether buckets that nodes boot from keep what is replaced in them. */
export function* bucketVersions(stack: readonly StackResource[], declared: Declared): Views<BucketVersions> {
    for (const one of nodeBucketsOf(stack, declared).hosting) yield* toldOf(one.view, () => versionsOf(one));
}

function* versionsOf({ bucket, view }: HostingBucket): Generator<Thunk<Located<BucketVersions>>> {
    const parts = bucket.parts("versioning");
    for (const part of parts) {
        const status = (propertyOf(part, "versioningConfiguration") as Cursor<{ status: string }>).field("status");
        yield () => ({ urn: part.urn, view: { bucket: view, at: status.path, state: stateOf(status.text()) } });
    }
    const { resource } = bucket;
    if (parts.length > 0 || resource === undefined) return;
    yield () => ({ urn: resource.urn, view: { bucket: view, ...inlineOf(resource) } });
}

/** `versioning.enabled` of aws, a list of it in BucketV2, `versioningConfiguration.status` of aws-native; a bucket with locked objects has versions. */
function inlineOf(resource: StackResource): { readonly at: string; readonly state: State } {
    const isLocked = givenProperty(resource, "objectLockEnabled") as Cursor<boolean> | undefined;
    if (isLocked?.flag() === true) return { at: isLocked.path, state: "enabled" };
    const native = givenProperty(resource, "versioningConfiguration") as Cursor<{ status: string }> | undefined;
    if (native !== undefined) return { at: native.field("status").path, state: stateOf(native.field("status").text()) };
    const one = givenProperty(resource, "versioning") as Cursor<{ enabled: boolean }> | undefined;
    const list = givenProperty(resource, "versionings") as Cursor<{ enabled: boolean }[]> | undefined;
    for (const place of [...(one === undefined ? [] : [one]), ...(list?.items() ?? [])]) {
        const enabled = place.field("enabled");
        if (enabled.flag() === true) return { at: enabled.path, state: "enabled" };
    }
    return { at: "", state: "never enabled" };
}

function stateOf(status: string | undefined): State {
    if (status === "Enabled") return "enabled";
    return status === "Suspended" ? "suspended" : "never enabled";
}
