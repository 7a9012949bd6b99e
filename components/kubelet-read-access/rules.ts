/** One rule of a ClusterRole. */
export interface PolicyRule {
    apiGroups: string[];
    resources: string[];
    verbs: string[];
}

/**
 * What monitoring needs of a kubelet, and nothing that runs a command or discloses a Pod. The kubelet authorizes `/metrics` as
 * `nodes/metrics` and `/stats` as `nodes/stats` (pkg/kubelet/server/auth.go); `nodes` itself is for finding them.
 *
 * @param options which of the two kinds of figures are read
 * @returns the rules of the ClusterRole
 */
export function kubeletReadRules(options: { readonly stats: boolean }): PolicyRule[] {
    const figures = options.stats ? ["nodes/metrics", "nodes/stats"] : ["nodes/metrics"];
    return [
        { apiGroups: [""], resources: ["nodes"], verbs: ["get", "list", "watch"] },
        { apiGroups: [""], resources: figures, verbs: ["get"] },
    ];
}
