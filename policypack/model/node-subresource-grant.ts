/**
 * What one rule of a ClusterRole lets its subjects do to kubelets. Direct requests to a kubelet are authorized as sub-resources of
 * `nodes`, so these grants are keys to its API, past admission and audit.
 */
export interface NodeSubresourceGrant {
    /** The resource in the rule: `rules[2].resources[0]`. */
    readonly at: string;
    /** As the rule writes it: `nodes/proxy`, `*`, or with a star for every resource. */
    readonly resource: string;
    /** The sub-resources of `nodes` that it reaches; `every` for `*`; none for a spelling that the API server matches with nothing. */
    readonly reaches: "every" | readonly string[];
    readonly verbs: readonly string[];
}
