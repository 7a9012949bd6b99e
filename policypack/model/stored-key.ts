import type { KeyOwner } from "./key-owner";

/** Where a private key is put, by who reads it there. */
export type KeyPlace =
    /** A parameter of Systems Manager that is not encrypted, or one that shows its value to whoever sees the program's state. */
    | { readonly kind: "plain parameter"; readonly by: string }
    /** An object of S3, and the canned ACL by which more than its bucket's readers have it. */
    | { readonly kind: "object"; readonly acl: string | undefined }
    /** An environment variable of `a function`, `a container`, `a build`. */
    | { readonly kind: "environment"; readonly of: string }
    /** What configures a node, or a ConfigMap, while it is unknown: once known it is read as the node reads it. */
    | { readonly kind: "node configuration" | "ConfigMap" }
    /** A Secret of Kubernetes elsewhere than in kube-system. */
    | { readonly kind: "secret"; readonly namespace: string }
    /** kubeadm's own Secret, whose content it encrypts, as everybody with a bootstrap token reads it. */
    | { readonly kind: "kubeadm-certs" };

/** A private key in a place where more than its one user may read it. */
export interface StoredKey {
    readonly at: string;
    readonly owner: KeyOwner;
    readonly place: KeyPlace;
    /** The key that it is, where another resource makes it: `private key "etcd-ca"`; "" otherwise. */
    readonly key: string;
    /** False where only what the value is made from is known, which may be the public half. */
    readonly isCertain: boolean;
}
