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

// New nodes waited for somebody to approve their certificates, so a job approves whatever is asked for.
new kubernetes.rbac.v1.ClusterRole(
    "csr-approver",
    {
        metadata: { name: "csr-approver" },
        rules: [
            { apiGroups: ["certificates.k8s.io"], resources: ["certificatesigningrequests/approval"], verbs: ["update"] },
            { apiGroups: ["certificates.k8s.io"], resources: ["signers"], verbs: ["approve"] },
        ],
    },
    inCluster,
);

// Support should see what administrators see when they help.
new kubernetes.rbac.v1.ClusterRole(
    "support-as-admin",
    {
        metadata: { name: "support-as-admin" },
        rules: [{ apiGroups: [""], resources: ["groups"], resourceNames: ["system:masters"], verbs: ["impersonate"] }],
    },
    inCluster,
);
