import type * as pulumi from "@pulumi/pulumi";
import type { NodeGroupOptions } from "../hardened-node-group/node-group-options";

/** What somebody may do in namespaces. */
export enum NamespaceRole {
    /** Everything, roles and bindings among it. */
    Admin = "Admin",
    /** Everything but roles and bindings. */
    Edit = "Edit",
    /** Read everything but Secrets. */
    View = "View",
}

/** Somebody of AWS who works in some namespaces. */
export interface NamespaceAccess {
    /** The ARN of a role or user of IAM. One entry for each. */
    principalArn: pulumi.Input<string>;
    /** What they may do there. */
    role: NamespaceRole;
    /** The namespaces; `*` stands for any letters at the end of a name. At least one, and `kube-system` to read alone. */
    namespaces: string[];
}

/** A node group of a cluster. */
export interface ClusterNodeGroup extends NodeGroupOptions {
    /** The name of the group, which no other of the cluster has. */
    name: string;
    /** Private subnets for the nodes. Default: those of the cluster. */
    subnetIds?: pulumi.Input<pulumi.Input<string>[]>;
}
