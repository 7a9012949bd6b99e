import { settle } from "../../lib/settle";
import { sharedOver } from "../../lib/stack";
import { each, type Located, type StackResource, type StackSubject, subject, type Thunk } from "../../lib/subject";
import type { BoundNodeSubresourceGrant, NodeSubresourceGrant } from "../../model/node-subresource-grant";
import type { ClusterRoleBinding } from "../../model/rbac";
import type { Cursor } from "../../parse/cursor";
import { type ClusterRole, isAggregated, RBAC_VERSIONS } from "./cluster-role";
import { clusterRoleBinding } from "./cluster-role-binding";
import { everyFormOf } from "./objects";

const everyClusterRole = everyFormOf<ClusterRole>("ClusterRole", RBAC_VERSIONS);

/** The grants of every rule of every ClusterRole. A Role is namespaced and can grant nothing on `nodes`. */
export const nodeSubresourceGrant = subject<NodeSubresourceGrant>(...everyClusterRole(grantsOf));

/** A grant with the role that has it. */
interface Granted {
    readonly role: Cursor<ClusterRole>;
    readonly grant: NodeSubresourceGrant;
}
const granted = subject<Granted>(
    ...everyClusterRole(function* (role): Generator<Thunk<Granted>> {
        for (const grant of grantsOf(role)) yield () => ({ role, grant: grant() });
    }),
);

/** The same grants across a stack, with the subjects that its ClusterRoleBindings give them to. */
export const boundNodeSubresourceGrant: StackSubject<BoundNodeSubresourceGrant> = (stack) =>
    each(stack, function* (resource): Generator<Thunk<Located<BoundNodeSubresourceGrant>>> {
        const lens = granted.rows.get(resource.type);
        for (const thunk of lens?.(resource) ?? []) {
            yield () => {
                const { role, grant } = thunk();
                return {
                    urn: resource.urn,
                    view: {
                        grant,
                        subjects: () => subjectsOf(stack, role.field("metadata").field("name").text()),
                        isAggregated: () => isAggregated(role),
                    },
                };
            };
        }
    });

function subjectsOf(stack: readonly StackResource[], role: string | undefined) {
    const { bindings, finish } = sharedOver(stack, bindingsOf);
    finish();
    return (bindings.get(role) ?? []).flatMap((binding) => [...binding.subjects()]);
}

/** The bindings by the role that they give. */
function bindingsOf(stack: readonly StackResource[]) {
    const thunks = each(stack, (resource) => clusterRoleBinding.rows.get(resource.type)?.(resource) ?? []);
    const { values, finish } = settle(thunks, (thunk) => thunk());
    const bindings = new Map<string | undefined, ClusterRoleBinding[]>();
    for (const binding of values) {
        const known = bindings.get(binding.role);
        if (known === undefined) bindings.set(binding.role, [binding]);
        else known.push(binding);
    }
    return { bindings, finish };
}

function* grantsOf(role: Cursor<ClusterRole>): Generator<Thunk<NodeSubresourceGrant>> {
    yield* each(role.field("rules").items(), (rule) =>
        each(rule.field("resources").items(), function* (resource) {
            yield () => {
                const written = resource.text() ?? "";
                const isCore = texts(rule.field("apiGroups")).some((group) => group === "" || group === "*");
                return {
                    at: resource.path,
                    resource: written,
                    isCore,
                    reaches: isCore ? reachOf(written) : [],
                    verbs: texts(rule.field("verbs")),
                };
            };
        }),
    );
}

const texts = (list: Cursor<readonly string[] | undefined>): string[] => [...list.items()].flatMap((item) => item.text() ?? []);

/**
 * As the API server matches (pkg/apis/rbac/v1/evaluation_helpers.go): `*` is every resource with every sub-resource, `*` before a
 * slash is any resource's; a star after the slash is a literal and matches nothing.
 */
function reachOf(written: string): "every" | readonly string[] {
    if (written === "*") return "every";
    const [resource, subresource, ...more] = written.split("/");
    const named = subresource !== undefined && subresource !== "*" && more.length === 0;
    return named && (resource === "nodes" || resource === "*") ? [subresource] : [];
}
