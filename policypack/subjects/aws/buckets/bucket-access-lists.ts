import type { StackResource } from "../../../lib/subject";
import type { BucketRight, Grantee } from "../../../model/bucket-grant";
import type { Cursor } from "../../../parse/cursor";
import type { RawGrant } from "./bucket-grants";
import { type Bucket, type Buckets, givenProperty } from "./buckets";
import { evidenceOfObject } from "./node-objects";
import { blocksPublicAcls } from "./public-block";

interface BucketAclAccessControlPolicy {
    readonly owner: { readonly id: string };
    readonly grants: readonly {
        readonly grantee: { readonly id: string; readonly uri: string; readonly emailAddress: string };
        readonly permission: string;
    }[];
}

const EVERYBODY: Grantee = { kind: "everybody", value: "" };
const EVERY_ACCOUNT: Grantee = { kind: "every account", value: "" };

/** Canned access lists, without the case and dashes in which the two providers differ. A bucket's own READ lists its objects; an object's gets it. */
const CANNED: Readonly<Record<string, { readonly to: Grantee; readonly write: boolean }>> = {
    publicread: { to: EVERYBODY, write: false },
    publicreadwrite: { to: EVERYBODY, write: true },
    authenticatedread: { to: EVERY_ACCOUNT, write: false },
};
const GROUPS: Readonly<Record<string, Grantee>> = {
    "http://acs.amazonaws.com/groups/global/AllUsers": EVERYBODY,
    "http://acs.amazonaws.com/groups/global/AuthenticatedUsers": EVERY_ACCOUNT,
};
/** "Access control list overview" of S3: what each permission gives on a bucket. */
const PERMISSIONS: Readonly<Record<string, readonly BucketRight[]>> = {
    READ: ["list"],
    WRITE: ["write"],
    READ_ACP: [],
    WRITE_ACP: ["administer"],
    FULL_CONTROL: ["list", "write", "administer"],
};

interface Line {
    readonly at: string;
    readonly to: Grantee;
    readonly rights: readonly BucketRight[];
}

/** What the access lists of a bucket, and of the objects in it that nodes take, give. */
export function* grantsOfLists(bucket: Bucket, buckets: Buckets): Generator<RawGrant> {
    const block = () => blocksPublicAcls(bucket, buckets);
    const own = bucket.parts("access list").map((part) => [part, linesOfPart(part)] as const);
    const inline = bucket.resource === undefined ? [] : [[bucket.resource, linesOfBucket(bucket.resource)] as const];
    // After a refresh the bucket's own property repeats what another resource says.
    for (const [resource, lines] of own.length > 0 ? own : inline) {
        for (const { at, to, rights } of lines)
            if (rights.length > 0) yield { resource, at, to, rights, onlyWith: "", publicBlock: block };
    }
    for (const object of bucket.parts("object")) {
        if (evidenceOfObject(object) === undefined) continue;
        for (const { at, to } of canned(givenProperty(object, "acl")))
            yield { resource: object, at, to, rights: ["read"], onlyWith: "", publicBlock: block };
    }
}

function* linesOfBucket(resource: StackResource): Generator<Line> {
    yield* canned(givenProperty(resource, resource.type.startsWith("aws-native") ? "accessControl" : "acl"));
    const grants = givenProperty(resource, "grants") as
        Cursor<{ type: string; uri: string; permissions: string[] }[]> | undefined;
    for (const grant of grants?.items() ?? []) {
        const to = GROUPS[grant.field("uri").text() ?? ""];
        if (to === undefined) continue;
        const rights = [...grant.field("permissions").items()].flatMap((one) => PERMISSIONS[one.text() ?? ""] ?? []);
        yield { at: grant.path, to, rights: [...new Set(rights)] };
    }
}

function* linesOfPart(resource: StackResource): Generator<Line> {
    yield* canned(givenProperty(resource, "acl"));
    const list = givenProperty(resource, "accessControlPolicy") as Cursor<BucketAclAccessControlPolicy> | undefined;
    const owner = list?.field("owner").field("id").text();
    for (const grant of list?.field("grants").items() ?? []) {
        const grantee = grant.field("grantee");
        const [uri, id, email] = [grantee.field("uri").text(), grantee.field("id").text(), grantee.field("emailAddress").text()];
        const other = (id === owner ? undefined : id) ?? email;
        const to: Grantee | undefined =
            GROUPS[uri ?? ""] ?? (other === undefined ? undefined : { kind: "account", value: other, isForeign: true });
        if (to !== undefined) yield { at: grant.path, to, rights: PERMISSIONS[grant.field("permission").text() ?? ""] ?? [] };
    }
}

function* canned(place: Cursor<unknown> | undefined): Generator<Line> {
    if (place === undefined) return;
    const list = CANNED[(place.text() ?? "").toLowerCase().replaceAll("-", "")];
    if (list !== undefined) yield { at: place.path, to: list.to, rights: list.write ? ["list", "write"] : ["list"] };
}
