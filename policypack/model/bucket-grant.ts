import type { NodeBucket } from "./node-bucket";

/**
 * What somebody may do with a bucket. `list`: learn the names of its objects. `read`: get them. `write`: put or delete them. `administer`:
 * change who may do so, or what is kept.
 */
export type BucketRight = "list" | "read" | "write" | "administer";

/** To whom a bucket's policy or access list gives rights. */
export interface Grantee {
    /**
     * `everybody`: also without an account. `every account`: everyone with an account of AWS. `nodes`: the role of the nodes themselves.
     * `service`: AWS itself, such as its log delivery.
     */
    readonly kind: "everybody" | "every account" | "account" | "principal" | "service" | "nodes";
    /** An ARN, an account's number or a service's name, as it is written; "" for everybody. */
    readonly value: string;
    /** Of an account or a principal: whether it is of another account than the stack's; undefined where the stack does not tell. */
    readonly isForeign?: boolean | undefined;
}

/** What one statement of a bucket's policy, or one line of an access list, gives to one of those whom it names. */
export interface BucketGrant {
    readonly bucket: NodeBucket;
    /** `policy › Statement[0]`, `acl`. */
    readonly at: string;
    readonly to: Grantee;
    /** At least one, in the order of their danger. */
    readonly rights: readonly BucketRight[];
    /** The key of the condition that narrows it to something known, `aws:SourceVpce`; "" for none. */
    readonly onlyWith: string;
    /** Whether S3 keeps it from the public: `off` and `on` where the stack says so; `default` where AWS's own holds (on, for buckets since April 2023). */
    readonly publicBlock: "off" | "on" | "default";
    /** Several principals of the stack's own account may write it. */
    readonly isOneOfSeveral: boolean;
}

/** `list`, `read and write`. */
export const rightsInWords = (rights: readonly BucketRight[]): string =>
    rights.length < 2 ? rights.join("") : `${rights.slice(0, -1).join(", ")} and ${rights.at(-1)!}`;

/** Whom a grant names, in a sentence: `everybody`, `account 123456789012`. */
export function granteeInWords({ kind, value }: Grantee): string {
    switch (kind) {
        case "everybody":
            return "everybody";
        case "every account":
            return "everyone with an AWS account";
        case "account":
            return `account ${value.replace(/^arn:[^:]*:iam::(\d+):root$/, "$1")}`;
        case "nodes":
            return `the nodes' own role ${value}`;
        case "principal":
        case "service":
            return value;
        default:
            return kind satisfies never;
    }
}
