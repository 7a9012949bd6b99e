import type { KeyOwner } from "./key-owner";

/** Somebody whom a policy on a secret lets read it. */
export interface SecretReader {
    /** Everybody in AWS, or an account with some of its users: its number. */
    readonly who: "everybody" | { readonly account: string };
    /** A condition narrows it down. */
    readonly isConditional: boolean;
}

/** A secret that holds one of etcd's private keys, with what its policy lets others do. */
export interface SharedSecret {
    readonly at: string;
    readonly owner: KeyOwner;
    readonly readers: readonly SecretReader[];
    /** The account that the secret lies in, or those that the stack's own resources are in; empty where none is known. */
    readonly accounts: ReadonlySet<string>;
    /** That a private key is in it, and not something else of etcd's. */
    readonly isCertain: boolean;
}
