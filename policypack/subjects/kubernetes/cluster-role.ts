import type { ClusterRoleArgs } from "@pulumi/kubernetes/rbac/v1/clusterRole";
import type { Props } from "../../lib/subject";
import type { Cursor } from "../../parse/cursor";

export type ClusterRole = Props<ClusterRoleArgs>;

/** Under which RBAC's kinds have been served. */
export const RBAC_VERSIONS = [
    "rbac.authorization.k8s.io/v1",
    "rbac.authorization.k8s.io/v1beta1",
    "rbac.authorization.k8s.io/v1alpha1",
] as const;

const AGGREGATE_TO = "rbac.authorization.k8s.io/aggregate-to-";

/** Whether its labels add the role's rules to the built-in `admin`, `edit` or `view`, or to a role that follows their custom. */
export function isAggregated(role: Cursor<ClusterRole>): boolean {
    for (const [label, value] of role.field("metadata").field("labels").entries()) {
        if (label.startsWith(AGGREGATE_TO) && value.text() === "true") return true;
    }
    return false;
}
