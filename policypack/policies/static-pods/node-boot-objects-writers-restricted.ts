import { definePolicy, type Example } from "../../lib/define-policy";
import { BOOT_OBJECTS } from "../../model/boot-objects";
import { writersOf } from "../../model/object-writers";
import { NO_REPAIR } from "../../model/repair";
import { publisherSubjects } from "../../settings/publisher-subjects";
import { rbacAccess } from "../../subjects/kubernetes/rbac/rbac-access";

const role = (verbs: readonly string[]): Example => ({
    type: "kubernetes:rbac.authorization.k8s.io/v1:Role",
    name: "tuner",
    props: {
        metadata: { name: "tuner", namespace: "kube-system" },
        rules: [{ apiGroups: [""], resources: ["configmaps"], resourceNames: ["kubelet-config"], verbs }],
    },
});

export const nodeBootObjectsWritersRestricted = definePolicy({
    name: "node-boot-objects-writers-restricted",
    displayName: "Only publishers write the objects that nodes boot from",
    description: "Only named subjects may write the objects of the API from which nodes take their configuration.",
    severity: "high",
    mitigation: "M3",
    remediationSteps:
        "Take the verbs or the binding away, narrow the rule with resourceNames, or name the subject in publisherSubjects",
    frameworks: { "CIS Kubernetes 1.12": ["5.1.3"], "CIS EKS 1.8": ["4.1.3"] },
    repair: NO_REPAIR.whoIsMeant,
    attack:
        "Whoever writes kubelet-config, an EC2NodeClass or a bootstrap template chooses a static Pod path, an anonymous kubelet or a script that runs as " +
        "root on every node to come. The API server admits the change of a ConfigMap; what the nodes then start, nobody asks it.",
    settings: { publisherSubjects },
    stack: {
        subject: rbacAccess,
        check: (access, { publisherSubjects }) => writersOf(access, BOOT_OBJECTS, publisherSubjects),
    },
    examples: {
        bad: {
            type: "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding",
            name: "tuner",
            props: {
                metadata: { name: "tuner", namespace: "kube-system" },
                roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "tuner" },
                subjects: [{ kind: "ServiceAccount", namespace: "shop", name: "tuner" }],
            },
            beside: [role(["get", "update"])],
        },
        good: {
            type: "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding",
            name: "tuner",
            props: {
                metadata: { name: "tuner", namespace: "kube-system" },
                roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "tuner" },
                subjects: [{ kind: "ServiceAccount", namespace: "shop", name: "tuner" }],
            },
            beside: [role(["get"])],
        },
    },
});
