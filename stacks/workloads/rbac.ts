import * as kubernetes from "@pulumi/kubernetes";
import { inCluster } from "./in-cluster";

export interface Rule {
    apiGroups?: string[];
    resources?: string[];
    resourceNames?: string[];
    nonResourceURLs?: string[];
    verbs: string[];
}

export const read = ["get", "list", "watch"];

/** Makes a service account. */
export function serviceAccount(namespace: string, name: string) {
    new kubernetes.core.v1.ServiceAccount(name, { metadata: { name, namespace } }, inCluster);
}

/** Makes a ClusterRole and binds it to a service account. */
export function clusterRole(name: string, subject: { namespace: string; name: string }, rules: Rule[]) {
    new kubernetes.rbac.v1.ClusterRole(name, { metadata: { name }, rules }, inCluster);
    bindClusterRole(name, name, subject);
}

/** Binds a ClusterRole that is there already. */
export function bindClusterRole(binding: string, role: string, subject: { namespace: string; name: string }) {
    new kubernetes.rbac.v1.ClusterRoleBinding(
        binding,
        {
            metadata: { name: binding },
            roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: role },
            subjects: [{ kind: "ServiceAccount", ...subject }],
        },
        inCluster,
    );
}

/** Makes a Role and binds it to a service account of its namespace. */
export function namespacedRole(name: string, subject: { namespace: string; name: string }, rules: Rule[]) {
    const metadata = { name, namespace: subject.namespace };
    new kubernetes.rbac.v1.Role(name, { metadata, rules }, inCluster);
    new kubernetes.rbac.v1.RoleBinding(
        name,
        {
            metadata,
            roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name },
            subjects: [{ kind: "ServiceAccount", ...subject }],
        },
        inCluster,
    );
}
