import { oncePerStack } from "../../../lib/stack";
import { settle } from "../../../lib/settle";
import { each, type Located, type Row, type StackResource, type StackSubject, subject, type Thunk } from "../../../lib/subject";
import type { BoundNodeSubresourceGrant, NodeSubresourceGrant } from "../../../model/node-subresource-grant";
import type { ClusterRoleBinding } from "../../../model/rbac";
import type { Cursor } from "../../../parse/cursor";
import { everyChartRules } from "./chart-rules";
import { type ClusterRole, everyClusterRole, grantsIn, grantsOf, isAggregated, type RuleList } from "./cluster-role";
import { clusterRoleBinding } from "../cluster-role-binding";

/** The grants of every rule that a chart is given for its roles. */
const chartGrants = everyChartRules<NodeSubresourceGrant>((rules) => each([rules], grantsOfChart));

function* grantsOfChart(rules: RuleList): Generator<Thunk<NodeSubresourceGrant>> {
    for (const grant of grantsIn(rules)) yield () => ({ ...grant(), isOfChart: true });
}

/** The grants of every rule of every ClusterRole and chart. A Role is namespaced and can grant nothing on `nodes`. */
export const nodeSubresourceGrant = subject<NodeSubresourceGrant>(...everyClusterRole(grantsOf), ...chartGrants);

/** A grant with the role that has it; a chart's roles are not seen. */
interface Granted {
    readonly role: Cursor<ClusterRole> | undefined;
    readonly grant: NodeSubresourceGrant;
}
const granted = subject<Granted>(
    ...everyClusterRole(function* (role): Generator<Thunk<Granted>> {
        for (const grant of grantsOf(role)) yield () => ({ role, grant: grant() });
    }),
    ...chartGrants.map(({ tokens, lens }): Row<Granted> => ({
        tokens,
        *lens(resource) {
            for (const grant of lens(resource)) yield () => ({ role: undefined, grant: grant() });
        },
    })),
);

/** The same grants across a stack, with the subjects that its ClusterRoleBindings give them to. */
export const boundNodeSubresourceGrant: StackSubject<BoundNodeSubresourceGrant> = (stack) =>
    each(stack, (resource) => boundOf(resource, stack));

function* boundOf(
    resource: StackResource,
    stack: readonly StackResource[],
): Generator<Thunk<Located<BoundNodeSubresourceGrant>>> {
    for (const thunk of granted.rows.get(resource.type)?.(resource) ?? []) {
        yield () => {
            const { role, grant } = thunk();
            return {
                urn: resource.urn,
                view: {
                    grant,
                    subjects: () => (role === undefined ? [] : subjectsOf(stack, role.field("metadata").field("name").text())),
                    isAggregated: () => role !== undefined && isAggregated(role),
                },
            };
        };
    }
}

function subjectsOf(stack: readonly StackResource[], role: string | undefined) {
    const { bindings, finish } = bindingsOf(stack);
    finish();
    return (bindings.get(role) ?? []).flatMap((binding) => [...binding.subjects()]);
}

/** The bindings by the role that they give. */
const bindingsOf = oncePerStack((stack) => {
    const thunks = each(stack, (resource) => clusterRoleBinding.rows.get(resource.type)?.(resource) ?? []);
    const { values, finish } = settle(thunks, (thunk) => thunk());
    const bindings = new Map<string | undefined, ClusterRoleBinding[]>();
    for (const binding of values) {
        const known = bindings.get(binding.role);
        if (known === undefined) bindings.set(binding.role, [binding]);
        else known.push(binding);
    }
    return { bindings, finish };
});
