import type { RoleGrant } from "./node-subresource-grant";
import type { RbacSubject } from "./rbac";

/** What one ClusterRoleBinding of a stack gives its subjects of the sub-resources of nodes. */
export interface NodeAccess {
    /** `roleRef.name` */
    readonly at: string;
    readonly role: string;
    readonly subjects: readonly RbacSubject[];
    /** Every grant that the role comes to, those that aggregation and Kubernetes' own roles bring among them. */
    readonly grants: readonly RoleGrant[];
}
