import { definePolicy, type Example } from "../../lib/define-policy";
import { IDENTITY_OBJECTS } from "../../model/boot-objects";
import { writersOf } from "../../model/object-writers";
import { NO_REPAIR } from "../../model/repair";
import { identitySubjects } from "../../settings/publisher-subjects";
import { rbacAccess } from "../../subjects/kubernetes/rbac/rbac-access";

const role = (verbs: readonly string[]): Example => ({
    type: "kubernetes:rbac.authorization.k8s.io/v1:Role",
    name: "mapper",
    props: {
        metadata: { name: "mapper", namespace: "kube-system" },
        rules: [{ apiGroups: [""], resources: ["configmaps"], resourceNames: ["aws-auth"], verbs }],
    },
});

export const nodeIdentityWritersRestricted = definePolicy({
    name: "node-identity-writers-restricted",
    displayName: "Only named subjects decide who is a node",
    description: "Only named subjects may write the objects that say who is a node or an administrator.",
    severity: "high",
    mitigation: "M5",
    remediationSteps:
        "Take the verbs or the binding away, narrow the rule with resourceNames, or name the subject in identitySubjects",
    frameworks: { "CIS Kubernetes 1.12": ["5.1.3"], "CIS EKS 1.8": ["4.1.3"] },
    repair: NO_REPAIR.whoIsMeant,
    attack:
        "Whoever makes a bootstrap token gets the certificate of any node with it, and whoever writes aws-auth is an administrator with nodes/proxy: " +
        "they use kubelets directly, and nothing but one change of a ConfigMap or Secret is in the audit log.",
    settings: { identitySubjects },
    stack: {
        subject: rbacAccess,
        check: (access, { identitySubjects }) => writersOf(access, IDENTITY_OBJECTS, identitySubjects),
    },
    examples: {
        bad: {
            type: "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding",
            name: "mapper",
            props: {
                metadata: { name: "mapper", namespace: "kube-system" },
                roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "mapper" },
                subjects: [{ kind: "ServiceAccount", namespace: "shop", name: "mapper" }],
            },
            beside: [role(["get", "update"])],
        },
        good: {
            type: "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding",
            name: "mapper",
            props: {
                metadata: { name: "mapper", namespace: "kube-system" },
                roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "mapper" },
                subjects: [{ kind: "ServiceAccount", namespace: "shop", name: "mapper" }],
            },
            beside: [role(["get"])],
        },
    },
});
