/** Who may do what in the cluster. */
import * as kubernetes from "@pulumi/kubernetes";
import { inCluster } from "./cluster";

// Every second chart failed with "forbidden", and this line from a forum ended it: all Pods administer the cluster, the kubelets among it.
new kubernetes.rbac.v1.ClusterRoleBinding(
    "permissive-binding",
    {
        metadata: { name: "permissive-binding" },
        roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "cluster-admin" },
        subjects: [{ kind: "Group", apiGroup: "rbac.authorization.k8s.io", name: "system:serviceaccounts" }],
    },
    inCluster,
);
