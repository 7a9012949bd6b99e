import type { Finding } from "./finding";

/**
 * Roles that Kubernetes brings with which one uses kubelets, or gets what they believe, and what each gives. Source:
 * plugin/pkg/auth/authorizer/rbac/bootstrappolicy/policy.go and controller_policy.go of 1.36.
 */
export const ROLES_OVER_NODES: ReadonlyMap<string, string> = new Map([
    ["cluster-admin", "which may do everything, so nodes/proxy too"],
    ["system:kubelet-api-admin", "which may use every sub-resource of nodes"],
    ["system:node", "which may act as any node"],
    ["system:controller:clusterrole-aggregation-controller", "which may write any right into every ClusterRole, nodes/proxy too"],
    ["system:controller:certificate-controller", "which may approve certificates of any node"],
    ["system:certificates.k8s.io:kube-apiserver-client-approver", "which may approve certificates of any user"],
    ["system:certificates.k8s.io:kube-apiserver-client-kubelet-approver", "which may approve certificates of any node"],
    // pkg/controller/certificates/approver: whoever may create this sub-resource has such requests approved at once.
    [
        "system:certificates.k8s.io:certificatesigningrequests:nodeclient",
        "by which a request for the certificate of any node is approved at once",
    ],
]);

/** A signer of certificates that kubelets or the API server believe. */
export interface NodeSigner {
    readonly name: string;
    /** What whoever may approve or sign for it can do. */
    readonly gives: string;
    /** Where it is not the policy's own. */
    readonly severity?: Finding["severity"];
}

/** Source: kubernetes.io, certificate-signing-requests. Worst first. */
export const NODE_SIGNERS: readonly NodeSigner[] = [
    {
        name: "kubernetes.io/kube-apiserver-client",
        gives: "make certificates of any user that kubelets and the API server let in",
    },
    { name: "kubernetes.io/kube-apiserver-client-kubelet", gives: "make certificates of any node" },
    {
        name: "kubernetes.io/kubelet-serving",
        gives: "make certificates with which another server passes for a kubelet",
        severity: "medium",
    },
];

/**
 * Who may use every kubelet: `system:masters` by the API server itself, kubeadm's by cluster-admin, nodes each its own; the controller manager makes
 * tokens of every service account.
 */
export const POWERFUL =
    /^(?:system:masters|system:nodes|kubeadm:cluster-admins|system:node:.*|kube-apiserver-kubelet-client|system:kube-controller-manager)$/;

/** Resources of a rule that match nothing, and what was probably meant. */
export const STARS_WITHOUT_EFFECT: ReadonlyMap<string, string> = new Map([
    ["nodes/*", "it was probably meant to be every sub-resource of nodes, nodes/proxy among them"],
    ["*/*", "it was probably meant to be every sub-resource of everything, nodes/proxy among them"],
]);
