import { definePolicy } from "../../lib/define-policy";
import { settle } from "../../lib/settle";
import type { Finding } from "../../model/finding";
import { GIVES, opened, redirects } from "../../model/kubelet-paths";
import type { NodeAccess } from "../../model/node-access";
import { ROLES_OVER_NODES } from "../../model/node-rights";
import { isEveryone } from "../../model/rbac";
import { NO_REPAIR } from "../../model/repair";
import { clusterRoleBinding } from "../../subjects/kubernetes/cluster-role-binding";
import { nodeAccess } from "../../subjects/kubernetes/rbac/node-access";

export const nodeSubresourcesNotGrantedToEveryone = definePolicy({
    name: "node-subresources-not-granted-to-everyone",
    displayName: "Roles over nodes are not for everyone",
    description: "A role that opens the kubelet API must not be bound to everyone.",
    severity: "critical",
    mitigation: "M5",
    remediationSteps: "Bind the role to the users and service accounts that need it, by name",
    frameworks: { "CIS Kubernetes 1.12": ["5.1.1", "5.1.7", "5.1.10"], "CIS EKS 1.8": ["4.1.1", "4.1.10"] },
    repair: NO_REPAIR.whoIsMeant,
    attack:
        "Anybody who can reach the cluster, or any Pod in it, has the role: with it they run commands in every container of every node " +
        "through the kubelet, unseen by admission and audit.",
    subject: clusterRoleBinding,
    *check(binding) {
        const gives = ROLES_OVER_NODES.get(binding.role);
        if (gives === undefined) return;
        const { values, finish } = settle(binding.subjects(), (subject) => subject);
        for (const subject of values.filter(isEveryone)) {
            yield { at: `${subject.at}.name`, message: `gives ${subject.name} the role ${binding.role}, ${gives}` };
        }
        finish();
    },
    stack: {
        subject: nodeAccess,
        *check(access) {
            // A role that Kubernetes brings has been judged at its binding.
            if (!ROLES_OVER_NODES.has(access.role)) yield* ofStack(access);
        },
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

function* ofStack({ role, subjects, grants }: NodeAccess): Generator<Finding> {
    const opening = grants.map((one) => ({ ...one, paths: opened(one.grant) })).filter(({ paths }) => paths.length > 0);
    const [worst] = [...opening].sort((a, b) => Number(b.paths.includes("proxy")) - Number(a.paths.includes("proxy")));
    const told = worst ?? grants.find(({ grant }) => redirects(grant));
    if (told === undefined) return;
    const path = worst?.paths[0];
    const gives = path === undefined ? "send the API server's requests for a kubelet to another machine" : GIVES[path];
    const resource = JSON.stringify(told.grant.resource);
    const gets = told.role === role ? `grants ${resource}` : `collects ${resource} from the role ${told.role}`;
    for (const subject of subjects.filter(isEveryone)) {
        yield {
            at: `${subject.at}.name`,
            message: `gives ${subject.name} the role ${role}, which ${gets} and so lets everyone ${gives}`,
            ...(path !== "proxy" && { severity: "high" as const }),
        };
    }
}
