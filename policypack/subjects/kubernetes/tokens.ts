/**
 * The type tokens under which Pulumi knows a Kubernetes kind: for each group and version the kind itself and its Patch form
 * (`ClusterRole`, `ClusterRolePatch`), which have the same properties. The List form (`ClusterRoleList`, with `items`) is apart.
 */
export function tokensOf(
    kind: string,
    ...groupVersions: readonly string[]
): { readonly single: readonly string[]; readonly list: readonly string[] } {
    return {
        single: groupVersions.flatMap((gv) => [`kubernetes:${gv}:${kind}`, `kubernetes:${gv}:${kind}Patch`]),
        list: groupVersions.map((gv) => `kubernetes:${gv}:${kind}List`),
    };
}
