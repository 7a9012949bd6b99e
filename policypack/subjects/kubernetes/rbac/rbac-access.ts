import { oncePerStack } from "../../../lib/stack";
import { type Located, type StackResource, type StackSubject, subject } from "../../../lib/subject";
import type { RbacAccess } from "../../../model/rbac-access";
import type { RbacRule } from "../../../model/rbac-rule";
import { type ReadAll, readAll } from "../../../lib/read-all";
import { roleBinding } from "../cluster-role-binding";
import { everyChartRules } from "./chart-rules";
import { rulesIn } from "./cluster-role";
import { Roles } from "./roles";

const chartRules = subject<RbacRule>(...everyChartRules(rulesIn));

/**
 * What each binding of a stack gives whom, computed as the API server does: ClusterRoleBindings everywhere, RoleBindings in their namespace,
 * with aggregated rules and the roles that Kubernetes brings. Beside them the stack's roles that no binding there names, and what charts are
 * given for theirs.
 */
export const rbacAccesses = oncePerStack((stack: readonly StackResource[]): ReadAll<Located<RbacAccess>> => {
    const roles = new Roles(stack);
    const bindings = stack.flatMap((resource) =>
        [...(roleBinding.rows.get(resource.type)?.(resource) ?? [])].map((thunk) => ({ urn: resource.urn, thunk })),
    );
    const bound = new Set<string>();
    const subjectFaults: unknown[] = [];
    const { known, faults } = readAll(
        () => bindings,
        ({ urn, thunk }): Located<RbacAccess> => {
            const { at, role, roleKind, namespace, ...binding } = thunk();
            bound.add(keyOf(roleKind, role, namespace));
            const subjects = readAll(
                () => binding.subjects(),
                (one) => one,
            );
            subjectFaults.push(...subjects.faults);
            const rules = roles.rulesOf(roleKind, role, namespace);
            return { urn, view: { at, role, namespace, subjects: subjects.known, rules } };
        },
    );
    // A binding that is not known yet may be any role's.
    const loose = faults.length > 0 ? [] : [...roles.own()].filter((one) => !bound.has(keyOf(one.kind, one.name, one.namespace)));
    const unbound = loose.map(({ kind, name, namespace, urn }): Located<RbacAccess> => {
        const rules = roles.rulesOf(kind, name, namespace).filter((rule) => rule.urn === urn);
        return { urn, view: { at: undefined, role: name, namespace, subjects: [], rules } };
    });
    const charts = stack.flatMap((resource) =>
        [...(chartRules.rows.get(resource.type)?.(resource) ?? [])].map((thunk) => ({ resource, thunk })),
    );
    const ofCharts = readAll(
        () => charts,
        ({ resource: { urn, name }, thunk }): Located<RbacAccess> => {
            const rules = [{ rule: thunk(), role: name, urn }];
            return { urn, view: { at: undefined, role: name, namespace: undefined, subjects: [], rules } };
        },
    );
    return {
        known: [...known, ...unbound, ...ofCharts.known],
        faults: [...roles.faults, ...faults, ...subjectFaults, ...ofCharts.faults],
    };
});

/** The same as views, each at its binding or role. */
export const rbacAccess: StackSubject<RbacAccess> = function* (stack) {
    const { known, faults } = rbacAccesses(stack);
    for (const access of known) yield () => access;
    for (const fault of faults) {
        yield () => {
            throw fault;
        };
    }
};

const keyOf = (kind: string, name: string, namespace: string | undefined) =>
    kind === "Role" ? `${kind} ${namespace}/${name}` : `${kind} ${name}`;
