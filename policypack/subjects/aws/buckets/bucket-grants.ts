import type { Located, StackResource, Thunk } from "../../../lib/subject";
import { settle } from "../../../lib/settle";
import type { BucketGrant, BucketRight, Grantee } from "../../../model/bucket-grant";
import type { NodeBucket } from "../../../model/node-bucket";
import { BELOW } from "../../../parse/cursor";
import type { Principal, Statement } from "../../../parse/iam-policy";
import type { Bucket, Buckets } from "./buckets";
import { grantsOfLists } from "./bucket-access-lists";
import { exceptionOf, keyInWords, limitOf } from "./bucket-conditions";
import { concerns, type Place, rightsOf } from "./bucket-rights";
import { toldOf, type Views } from "./hosting";
import { type Declared, type HostingBucket, nodeBucketsOf } from "./node-buckets";
import { NodeRoles } from "../iam/node-roles";
import { ownAccounts } from "./own-accounts";
import { type PlacedPolicy, policiesOf } from "./policy-places";
import { blocksPublicPolicy } from "./public-block";

/** A grant before it is known whose bucket it is about, at the resource in which it stands. */
export interface RawGrant extends Omit<BucketGrant, "bucket" | "isOneOfSeveral" | "publicBlock"> {
    readonly resource: StackResource;
    /** As in `BucketGrant`, once it is asked for. @throws what reading it throws */
    publicBlock(): BucketGrant["publicBlock"];
}

/** Everything that the policies and access lists of node buckets give to anybody, wherever in the stack they stand. */
export const bucketGrants = (stack: readonly StackResource[], declared: Declared): Views<BucketGrant> =>
    grantsOnAll(stack, nodeBucketsOf(stack, declared));

/** The buckets of a stack, and those of them that matter. */
interface Chosen {
    readonly buckets: Buckets;
    readonly hosting: readonly HostingBucket[];
}

/** The same of any buckets. */
export function* grantsOnAll(stack: readonly StackResource[], { buckets, hosting }: Chosen): Views<BucketGrant> {
    if (hosting.length === 0) return;
    const whose = whoseOf(stack, hosting);
    for (const { bucket, view, keys } of hosting) {
        const readers = [
            ...policiesOf(bucket).map((policy) => () => grantsOfPolicy(policy, { bucket, keys }, buckets, whose)),
            () => grantsOfLists(bucket, buckets),
        ];
        const { values, finish } = settle(readers, (read) => [...read()]);
        yield* located(view, values.flat());
        yield* toldOf(view, () => {
            finish();
            return [];
        });
    }
}

function* located(view: NodeBucket, grants: readonly RawGrant[]): Generator<Thunk<Located<BucketGrant>>> {
    const changes = ({ rights }: RawGrant) => rights.includes("write") || rights.includes("administer");
    const own = grants.filter((grant) => grant.to.kind === "principal" && grant.to.isForeign !== true && changes(grant));
    const isSeveral = new Set(own.map(({ to }) => to.value)).size > 1;
    for (const { resource, ...grant } of grants)
        yield () => ({
            urn: resource.urn,
            view: {
                ...grant,
                publicBlock: grant.publicBlock(),
                bucket: view,
                isOneOfSeveral: isSeveral && own.some(({ to }) => to === grant.to),
            },
        });
}

/** What tells whose a principal is. */
export interface Whose {
    readonly roles: NodeRoles;
    readonly accounts: ReadonlySet<string>;
}

export const whoseOf = (stack: readonly StackResource[], hosting: readonly HostingBucket[]): Whose => ({
    roles: new NodeRoles(
        stack,
        hosting.flatMap(({ machines }) => machines),
    ),
    accounts: ownAccounts(stack),
});

/** What the policies and access lists of any bucket give to some of its objects. @throws what reading throws */
export const grantsIn = (bucket: Bucket, keys: readonly string[], buckets: Buckets, whose: Whose): RawGrant[] => [
    ...policiesOf(bucket).flatMap((policy) => [...grantsOfPolicy(policy, { bucket, keys }, buckets, whose)]),
    ...grantsOfLists(bucket, buckets),
];

type Part = Pick<HostingBucket, "bucket" | "keys">;

function* grantsOfPolicy(policy: PlacedPolicy, one: Part, buckets: Buckets, whose: Whose): Generator<RawGrant> {
    const statements = policy.statements();
    for (const statement of statements) {
        const rights = rightsOf(statement, statements, placeOf(one));
        if (rights.length === 0) continue;
        for (const { principal, limit } of whomOf(statement, statements, rights, one)) {
            const to = granteeOf(principal, whose);
            yield {
                resource: policy.resource,
                at: policy.place + BELOW + statement.at,
                to,
                rights,
                onlyWith: limit,
                publicBlock: () => (to.kind === "everybody" && limit === "" ? blocksPublicPolicy(one.bucket, buckets) : "off"),
            };
        }
    }
}

export const placeOf = ({ bucket, keys }: Part): Place => ({ name: bucket.name ?? "*", keys });

interface Named {
    readonly principal: Principal;
    /** As in `BucketGrant.onlyWith`. */
    readonly limit: string;
}

const ANYBODY: Principal = { kind: "anybody", value: "*" };

/** Whom a statement allows the rights that it gives. A condition that names principals names them as well as `Principal` does. */
function* whomOf(statement: Statement, all: readonly Statement[], rights: readonly BucketRight[], one: Part): Generator<Named> {
    const { principals } = statement;
    if (principals === undefined) return;
    const limit = limitOf(statement);
    const place = placeOf(one);
    // Who may learn names alone matters only where that is all.
    const strong = rights.filter((right) => right !== "list");
    const asked = strong.length > 0 ? strong : rights;
    const exception = all.find(
        (other) => exceptionOf(other) !== undefined && asked.every((right) => concerns(other, right, place)),
    );
    const except = exception === undefined ? "" : keyInWords(exceptionOf(exception)!);
    for (const principal of principals.allBut ? [ANYBODY] : principals.list) {
        if (principal.kind === "anybody" && (limit?.key === "aws:principalarn" || limit?.key === "aws:principalaccount")) {
            for (const value of limit.values) yield { principal: { kind: "AWS", value }, limit: "" };
        } else yield { principal, limit: limit === undefined ? except : keyInWords(limit) };
    }
}

function granteeOf({ kind, value }: Principal, { roles, accounts }: Whose): Grantee {
    if (kind === "anybody") return { kind: "everybody", value: "" };
    if (kind === "Service") return { kind: "service", value };
    const account = /^(\d{12})$|^arn:[^:]*:(?:iam|sts)::(\d{12}):/.exec(value);
    const id = account?.[1] ?? account?.[2];
    const isForeign = id === undefined || accounts.size === 0 ? undefined : !accounts.has(id);
    if (isForeign !== true && roles.has(value)) return { kind: "nodes", value };
    const isWhole = /^\d{12}$|:root$/.test(value);
    return { kind: isWhole ? "account" : "principal", value, isForeign };
}
