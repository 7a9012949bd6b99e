import { KUBELETS, ROLES, RULES, type Way, way } from "../way";

/** The ways to a kubelet's API. */
export const kubeletWays: readonly Way[] = [
    way("kubelet-api", "port", {
        who: ["internet", "network"],
        short: "ports 10250, 10255",
        over: "ports 10250 and 10255, and the health ports",
        closedBy: "rules that name the control plane's security group",
        policies: ["kubelet-port-not-reachable", "kubelet-port-not-published", "node-health-ports-not-reachable"],
        population: RULES,
    }),
    way("kubelet-api", "rbac", {
        who: ["subject"],
        short: "nodes/proxy in RBAC",
        over: "nodes/proxy, impersonation and node certificates in RBAC",
        closedBy: "roles without the sub-resources of nodes",
        policies: [
            "node-subresources-restricted",
            "node-subresources-not-granted-to-everyone",
            "node-subresources-wildcard-intent",
            "node-certificate-approval-restricted",
            "node-impersonation-restricted",
            "node-identity-writers-restricted",
        ],
        population: ROLES,
    }),
    way("kubelet-api", "between", {
        who: ["network"],
        short: "in the kubelet's place",
        over: "answering in the kubelet's place",
        closedBy: "certificates that both sides verify",
        policies: [
            "kubelet-serving-certificate-set",
            "kube-apiserver-authenticates-to-kubelets",
            "kube-apiserver-verifies-kubelets",
            "metrics-server-verifies-kubelets",
        ],
        population: { judged: "own", one: "kubelet or client of one", many: "kubelets and clients of theirs" },
    }),
    way("kubelet-api", "lock", {
        who: ["anyone"],
        short: "authentication",
        over: "a kubelet that asks nobody who they are",
        closedBy: "authentication and authorization by webhook, no read-only port",
        policies: [
            "kubelet-anonymous-auth-disabled",
            "kubelet-authentication-configured",
            "kubelet-authorization-required",
            "kubelet-read-only-port-disabled",
            "kubelet-healthz-local",
            "kubelet-debug-handlers-not-enabled",
            "kube-apiserver-authorization-required",
            "kube-apiserver-anonymous-auth-disabled",
        ],
        population: KUBELETS,
    }),
];
