import { definePolicy } from "../../lib/define-policy";
import { settle } from "../../lib/settle";
import type { RbacSubject } from "../../model/rbac";
import { clusterRoleBinding } from "../../subjects/kubernetes/cluster-role-binding";

export const nodeSubresourcesNotGrantedToEveryone = definePolicy({
    name: "node-subresources-not-granted-to-everyone",
    displayName: "Built-in roles over nodes are not for everyone",
    description: "A built-in role that opens the kubelet API must not be bound to everyone.",
    severity: "critical",
    mitigation: "M5",
    remediationSteps: "Bind the role to the users and service accounts that need it, by name",
    frameworks: { "CIS Kubernetes 1.12": ["5.1.1", "5.1.7", "5.1.10"], "CIS EKS 1.8": ["4.1.1", "4.1.10"] },
    attack:
        "Anybody who can reach the cluster, or any Pod in it, has the role: with it they run commands in every container of every node " +
        "through the kubelet, unseen by admission and audit.",
    subject: clusterRoleBinding,
    *check(binding) {
        const gives = BUILT_IN.get(binding.role);
        if (gives === undefined) return;
        const { values, finish } = settle(binding.subjects(), (subject) => subject);
        for (const subject of values.filter(isEveryone)) {
            yield { at: `${subject.at}.name`, message: `gives ${subject.name} the role ${binding.role}, ${gives}` };
        }
        finish();
    },
    examples: {
        bad: {
            type: "kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding",
            props: {
                roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "cluster-admin" },
                subjects: [{ apiGroup: "rbac.authorization.k8s.io", kind: "Group", name: "system:serviceaccounts" }],
            },
        },
        good: {
            type: "kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding",
            props: {
                roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "cluster-admin" },
                subjects: [{ apiGroup: "rbac.authorization.k8s.io", kind: "Group", name: "platform-team" }],
            },
        },
    },
});

/** Source: plugin/pkg/auth/authorizer/rbac/bootstrappolicy/policy.go. */
const BUILT_IN = new Map([
    ["cluster-admin", "which may do everything, so nodes/proxy too"],
    ["system:kubelet-api-admin", "which may use every sub-resource of nodes"],
    ["system:node", "which may act as any node"],
]);

const EVERYONE: Readonly<Record<string, RegExp>> = {
    User: /^system:anonymous$/,
    Group: /^system:(unauthenticated|authenticated|serviceaccounts(:.+)?)$/,
};

const isEveryone = ({ kind, name }: RbacSubject): boolean => EVERYONE[kind]?.test(name) ?? false;
