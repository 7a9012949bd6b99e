import type { RbacSubject } from "./rbac";

/**
 * What one rule of a ClusterRole lets its subjects do to kubelets. Direct requests to a kubelet are authorized as sub-resources of
 * `nodes`, so these grants are keys to its API, past admission and audit.
 */
export interface NodeSubresourceGrant {
    /** The resource in the rule: `rules[2].resources[0]`. */
    readonly at: string;
    /** As the rule writes it: `nodes/proxy`, `*`, or with a star for every resource. */
    readonly resource: string;
    /** Whether the rule is about the API group that has nodes. */
    readonly isCore: boolean;
    /** The sub-resources of `nodes` that it reaches; `every` for `*`; none for a spelling that the API server matches with nothing. */
    readonly reaches: "every" | readonly string[];
    readonly verbs: readonly string[];
    /** The names of the nodes that it is for; empty for all. */
    readonly nodes: readonly string[];
    /** Whether it stands among a chart's values, which tell neither whether the role is a namespace's nor who has it. */
    readonly isOfChart?: boolean;
}

/** A grant with the role whose rules write it: another one than the bound role where that collects the rules of others. */
export interface RoleGrant {
    readonly grant: NodeSubresourceGrant;
    readonly role: string;
    /** The resource of the stack that writes it; undefined for a role that Kubernetes brings. */
    readonly urn: string | undefined;
}

/** Whether a grant allows a request (plugin/pkg/auth/authorizer/rbac, RuleAllows). Without a node the request is for all of them. */
export function allows(
    { reaches, verbs, nodes }: NodeSubresourceGrant,
    request: { readonly verb: string; readonly subresource: string; readonly node?: string },
): boolean {
    return (
        (verbs.includes(request.verb) || verbs.includes("*")) &&
        (reaches === "every" || reaches.includes(request.subresource)) &&
        (nodes.length === 0 || (request.node !== undefined && nodes.includes(request.node)))
    );
}

/** A grant with everybody who has it, as far as one stack shows. */
export interface BoundNodeSubresourceGrant {
    readonly grant: NodeSubresourceGrant;
    /** The subjects of every ClusterRoleBinding in the stack that names the role; read when asked for. */
    subjects(): readonly RbacSubject[];
    /** Whether the role's labels add it to others, so that it reaches whoever has those. */
    isAggregated(): boolean;
}

/** Whoever has one of these for everything is an administrator. */
export const WRITING_VERBS: readonly string[] = ["*", "create", "update", "patch"];
