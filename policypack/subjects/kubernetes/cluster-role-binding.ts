import type { ClusterRoleBindingArgs } from "@pulumi/kubernetes/rbac/v1/clusterRoleBinding";
import { type Props, subject } from "../../lib/subject";
import { settle } from "../../lib/settle";
import type { ClusterRoleBinding, RbacSubject } from "../../model/rbac";
import type { Cursor } from "../../parse/cursor";
import { RBAC_VERSIONS } from "./rbac/cluster-role";
import { everyFormOf } from "./objects";

type Binding = Props<ClusterRoleBindingArgs>;
type Subject = NonNullable<Binding["subjects"]>[number];

/** Every ClusterRoleBinding. A RoleBinding is namespaced and can grant nothing on `nodes`. */
export const clusterRoleBinding = subject<ClusterRoleBinding>(
    ...everyFormOf<Binding>(
        "ClusterRoleBinding",
        RBAC_VERSIONS,
    )(function* (binding) {
        yield () => read(binding);
    }),
);

function read(binding: Cursor<Binding>): ClusterRoleBinding {
    const role = binding.field("roleRef").field("name");
    return {
        at: role.path,
        role: role.text() ?? "",
        *subjects() {
            const { values, finish } = settle(binding.field("subjects").items(), rbacSubject);
            yield* values;
            finish();
        },
    };
}

function rbacSubject(place: Cursor<Subject>): RbacSubject {
    const kind = place.field("kind").text() ?? "";
    const namespace = kind === "ServiceAccount" ? (place.field("namespace").text() ?? "default") : undefined;
    return { at: place.path, kind, namespace, name: place.field("name").text() ?? "" };
}
