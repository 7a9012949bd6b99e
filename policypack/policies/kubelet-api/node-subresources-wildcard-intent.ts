import { definePolicy } from "../../lib/define-policy";
import { STARS_WITHOUT_EFFECT } from "../../model/node-rights";
import { NO_REPAIR } from "../../model/repair";
import { nodeSubresourceGrant } from "../../subjects/kubernetes/rbac/node-subresource-grant";

export const nodeSubresourcesWildcardIntent = definePolicy({
    name: "node-subresources-wildcard-intent",
    displayName: "No star after a slash in RBAC",
    description: "A role should name the sub-resources that it means, as a star after a slash matches none.",
    severity: "low",
    mitigation: "M5",
    remediationSteps: "Name what is needed, such as nodes/metrics",
    frameworks: { "CIS Kubernetes 1.12": ["5.1.3", "5.1.10"], "CIS EKS 1.8": ["4.1.3", "4.1.10"] },
    repair: NO_REPAIR.whoIsMeant,
    attack:
        "None yet: the rule grants nothing. Whoever finds it not working and writes * instead grants nodes/proxy, and with it a command in " +
        "every container of every node.",
    subject: nodeSubresourceGrant,
    *check({ at, resource, isCore }) {
        const meant = STARS_WITHOUT_EFFECT.get(resource);
        if (!isCore || meant === undefined) return;
        yield { at, message: `grants ${JSON.stringify(resource)}, which matches nothing; ${meant}` };
    },
    examples: {
        bad: {
            type: "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole",
            props: { rules: [{ apiGroups: [""], resources: ["nodes/*"], verbs: ["get"] }] },
        },
        good: {
            type: "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole",
            props: { rules: [{ apiGroups: [""], resources: ["nodes/metrics", "nodes/stats"], verbs: ["get"] }] },
        },
    },
});
