import type { ClusterRoleBindingArgs } from "@pulumi/kubernetes/rbac/v1/clusterRoleBinding";
import type { RoleBindingArgs } from "@pulumi/kubernetes/rbac/v1/roleBinding";
import { type Props, subject } from "../../lib/subject";
import { settle } from "../../lib/settle";
import type { ClusterRoleBinding, RbacSubject, RoleBinding } from "../../model/rbac";
import type { Cursor } from "../../parse/cursor";
import { RBAC_VERSIONS } from "./rbac/cluster-role";
import { everyFormOf } from "./objects";

type Binding = Props<ClusterRoleBindingArgs>;
type Subject = NonNullable<Binding["subjects"]>[number];
type Namespaced = Props<RoleBindingArgs>;

/** Every ClusterRoleBinding. A RoleBinding is namespaced and can grant nothing on `nodes`. */
export const clusterRoleBinding = subject<ClusterRoleBinding>(
    ...everyFormOf<Binding>(
        "ClusterRoleBinding",
        RBAC_VERSIONS,
    )(function* (binding) {
        yield () => read(binding, undefined);
    }),
);

/** Every binding of either kind. One that names no namespace is in `default`, and so are its service accounts (RBAC, appliesToUser). */
export const roleBinding = subject<RoleBinding>(
    ...everyFormOf<Binding>(
        "ClusterRoleBinding",
        RBAC_VERSIONS,
    )(function* (binding) {
        yield () => read(binding, undefined);
    }),
    ...everyFormOf<Namespaced>(
        "RoleBinding",
        RBAC_VERSIONS,
    )(function* (binding) {
        yield () => read(binding as Cursor<Binding>, binding.field("metadata").field("namespace").text() ?? "default");
    }),
);

function read(binding: Cursor<Binding>, namespace: string | undefined): RoleBinding {
    const role = binding.field("roleRef").field("name");
    return {
        at: role.path,
        role: role.text() ?? "",
        roleKind: binding.field("roleRef").field("kind").text() ?? "ClusterRole",
        namespace,
        *subjects() {
            const { values, finish } = settle(binding.field("subjects").items(), (place) => rbacSubject(place, namespace));
            yield* values;
            finish();
        },
    };
}

function rbacSubject(place: Cursor<Subject>, own: string | undefined): RbacSubject {
    const kind = place.field("kind").text() ?? "";
    const namespace = kind === "ServiceAccount" ? (place.field("namespace").text() ?? own ?? "default") : undefined;
    return { at: place.path, kind, namespace, name: place.field("name").text() ?? "" };
}
