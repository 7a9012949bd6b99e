/** What may read the kubelets. `nodes/proxy` runs commands in every container of a node. */
import * as kubernetes from "@pulumi/kubernetes";
import { inCluster } from "./cluster";

const namespace = "monitoring";
new kubernetes.core.v1.Namespace("monitoring", { metadata: { name: namespace } }, inCluster);

/** A ClusterRole, bound to a service account of the same name. */
function grant(name: string, rules: { apiGroups: string[]; resources: string[]; verbs: string[] }[]) {
    const labels = { "app.kubernetes.io/name": name };
    new kubernetes.core.v1.ServiceAccount(name, { metadata: { name, namespace, labels } }, inCluster);
    new kubernetes.rbac.v1.ClusterRole(name, { metadata: { name, labels }, rules }, inCluster);
    new kubernetes.rbac.v1.ClusterRoleBinding(
        name,
        {
            metadata: { name, labels },
            roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name },
            subjects: [{ kind: "ServiceAccount", name, namespace }],
        },
        inCluster,
    );
}

const read = ["get", "list", "watch"];

// The chart scrapes cAdvisor through the API server's proxy, so it asks for all of nodes/proxy.
grant("prometheus-server", [
    {
        apiGroups: [""],
        resources: ["nodes", "nodes/proxy", "nodes/metrics", "services", "endpoints", "pods", "configmaps"],
        verbs: read,
    },
    { apiGroups: ["networking.k8s.io"], resources: ["ingresses", "ingresses/status"], verbs: read },
]);

// A dashboard "only reads", so it may read everything.
grant("dashboard-viewer", [{ apiGroups: ["*"], resources: ["*"], verbs: read }]);

// Meant to be every sub-resource of nodes. It grants none of them, but says what was wanted.
grant("cost-exporter", [{ apiGroups: [""], resources: ["nodes", "nodes/*"], verbs: read }]);
