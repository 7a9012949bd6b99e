import { definePolicy } from "../../lib/define-policy";
import type { Finding } from "../../model/finding";
import { POWERFUL } from "../../model/node-rights";
import { isOfGroup, type RbacRule, verbsAmong } from "../../model/rbac-rule";
import { NO_REPAIR } from "../../model/repair";
import { clusterRoleRule } from "../../subjects/kubernetes/rbac/cluster-role-rule";

export const nodeImpersonationRestricted = definePolicy({
    name: "node-impersonation-restricted",
    displayName: "Nodes and administrators are not impersonated",
    description: "A role must not let its subjects act as nodes or as cluster administrators.",
    severity: "high",
    mitigation: "M5",
    remediationSteps: "Name in resourceNames the users and groups that may be impersonated",
    frameworks: { "CIS Kubernetes 1.12": ["5.1.8"], "CIS EKS 1.8": ["4.1.8"] },
    repair: NO_REPAIR.whoIsMeant,
    attack:
        "A subject that may impersonate the group system:masters is above RBAC: it uses nodes/proxy, and the audit log names it only beside " +
        "the one whom it plays.",
    subject: clusterRoleRule,
    *check(rule) {
        if (!isOfGroup(rule, "") || verbsAmong(rule, ["impersonate"]).length === 0) return;
        yield* impersonated(rule);
    },
    examples: {
        bad: {
            type: "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole",
            props: {
                metadata: { name: "break-glass" },
                rules: [{ apiGroups: [""], resources: ["groups"], resourceNames: ["system:masters"], verbs: ["impersonate"] }],
            },
        },
        good: {
            type: "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole",
            props: {
                metadata: { name: "support" },
                rules: [{ apiGroups: [""], resources: ["groups"], resourceNames: ["support"], verbs: ["impersonate"] }],
            },
        },
    },
});

function* impersonated({ at, resources, resourceNames, verbs }: RbacRule): Generator<Finding> {
    const whom = resources.filter((resource) => resource === "users" || resource === "groups");
    // Stars for resource or verb are an administrator's, which node-subresources-restricted tells.
    if (whom.length === 0) return;
    const powerful = resourceNames.filter((name) => POWERFUL.test(name));
    if (powerful.length > 0) {
        yield { at: `${at}.resourceNames`, message: `lets its subjects act as ${powerful.join(" and ")}` };
    } else if (resourceNames.length === 0 && whom.includes("groups") && verbs.includes("impersonate")) {
        // Proxies that log people in have it; who else has it is an administrator.
        const message = "lets its subjects act as every group, system:masters among them";
        yield { at: `${at}.resources`, message, severity: "medium", certainty: "unsure" };
    }
}
