import type { ClusterRoleArgs } from "@pulumi/kubernetes/rbac/v1/clusterRole";
import { each, type Props, subject } from "../../lib/subject";
import type { NodeSubresourceGrant } from "../../model/node-subresource-grant";
import type { Cursor } from "../../parse/cursor";
import { everyFormOf } from "./objects";

type ClusterRole = Props<ClusterRoleArgs>;

/** The grants of every rule of every ClusterRole. A Role is namespaced and can grant nothing on `nodes`. */
export const nodeSubresourceGrant = subject<NodeSubresourceGrant>(
    ...everyFormOf<ClusterRole>("ClusterRole", [
        "rbac.authorization.k8s.io/v1",
        "rbac.authorization.k8s.io/v1beta1",
        "rbac.authorization.k8s.io/v1alpha1",
    ])((role) =>
        each(role.field("rules").items(), (rule) =>
            each(rule.field("resources").items(), function* (resource) {
                yield () => {
                    const written = resource.text() ?? "";
                    const core = texts(rule.field("apiGroups")).some((group) => group === "" || group === "*");
                    return {
                        at: resource.path,
                        resource: written,
                        reaches: core ? reachOf(written) : [],
                        verbs: texts(rule.field("verbs")),
                    };
                };
            }),
        ),
    ),
);

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
