import type { Located, StackResource, StackSubject } from "../../../lib/subject";
import type { NodeAccess } from "../../../model/node-access";
import { type ReadAll, readAll } from "../../../lib/read-all";
import { ClusterRoles } from "./cluster-roles";
import { clusterRoleBinding } from "../cluster-role-binding";

/**
 * Whom a stack lets use which sub-resources of nodes, computed as the API server does: the union over ClusterRoleBindings, with aggregated
 * rules and the roles that Kubernetes brings. A RoleBinding is namespaced and can grant nothing on `nodes`.
 */
export function nodeAccesses(stack: readonly StackResource[]): ReadAll<Located<NodeAccess>> {
    const roles = new ClusterRoles(stack);
    const bindings = stack.flatMap((resource) =>
        [...(clusterRoleBinding.rows.get(resource.type)?.(resource) ?? [])].map((thunk) => ({ urn: resource.urn, thunk })),
    );
    const subjectFaults: unknown[] = [];
    const { known, faults } = readAll(
        () => bindings,
        ({ urn, thunk }): Located<NodeAccess> => {
            const binding = thunk();
            const subjects = readAll(
                () => binding.subjects(),
                (one) => one,
            );
            subjectFaults.push(...subjects.faults);
            return {
                urn,
                view: {
                    at: binding.at,
                    role: binding.role,
                    subjects: subjects.known,
                    grants: roles.grantsOf(binding.role),
                },
            };
        },
    );
    return { known, faults: [...roles.faults, ...faults, ...subjectFaults] };
}

/** The same as views, each at its binding. */
export const nodeAccess: StackSubject<NodeAccess> = function* (stack) {
    const { known, faults } = nodeAccesses(stack);
    for (const access of known) yield () => access;
    for (const fault of faults) {
        yield () => {
            throw fault;
        };
    }
};
