/** What somebody of AWS is in a cluster of EKS. */
export type ClusterGrant = {
    /** Where it is given. */
    readonly at: string;
    /** The ARN of the IAM role or user. @throws what reading it throws; it may not be known before it is made */
    principal(): string;
    /** The same for a message; undefined where it is not known yet. */
    readonly shown: string | undefined;
} & (
    | { readonly gives: "group"; readonly name: string }
    /** An access policy of EKS, by its name: `AmazonEKSClusterAdminPolicy`. */
    | { readonly gives: "access policy"; readonly name: string; readonly isClusterWide: boolean }
    /** Whoever is in an AWS account, with no group; `name` is the account. */
    | { readonly gives: "login"; readonly name: string }
);

/** Somebody of AWS whom a cluster takes for a node. */
export interface NodeIdentity {
    readonly at: string;
    /** What makes it one: `group system:nodes`, `user system:node:ip-10-0-0-1`, `type EC2_LINUX`. */
    readonly by: string;
    readonly shown: string | undefined;
    /**
     * `node`: mapped as EKS maps nodes, each by its own name. `user`: an IAM user. `chosen`: whoever has the role says which node it is.
     * `nobody`: mapped as no node. `people`: mapped as a node, but nothing that runs a node may take the role; `taker` is who may.
     */
    readonly kind: "node" | "user" | "chosen" | "nobody" | { readonly taker: string };
}
