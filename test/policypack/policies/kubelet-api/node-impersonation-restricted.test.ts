import { nodeImpersonationRestricted } from "../../../../policypack/policies/kubelet-api/node-impersonation-restricted";
import { UNKNOWN } from "../../judge";
import { chart } from "../../rbac";
import { everyForm, policyTable } from "../../table";

const type = "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole";
const rule = (own: object) => ({ apiGroups: [""], resources: ["groups"], verbs: ["impersonate"], ...own });
const role = (...rules: object[]) => ({ type, props: { metadata: { name: "r" }, rules } });
const fix = "Name in resourceNames the users and groups that may be impersonated.";
const masters = `rules[0].resourceNames: lets its subjects act as system:masters. ${fix}`;

policyTable(nodeImpersonationRestricted, {
    fails: {
        "what a chart is given for its role": {
            ...chart({ rules: [rule({ resourceNames: ["system:masters"] })] }),
            reports: [masters.replace("rules", "values.rules")],
        },
        ...everyForm(nodeImpersonationRestricted, "ClusterRole", role(rule({ resourceNames: ["system:masters"] })).props, [
            masters,
        ]),
        "a node, as a user": {
            ...role(rule({ resources: ["users"], resourceNames: ["alice", "system:node:ip-10-0-0-1"], verbs: ["*"] })),
            reports: [`rules[0].resourceNames: lets its subjects act as system:node:ip-10-0-0-1. ${fix}`],
        },
        "the controller manager, who makes tokens of every service account": {
            ...role(rule({ resources: ["users"], resourceNames: ["system:kube-controller-manager"] })),
            reports: [`rules[0].resourceNames: lets its subjects act as system:kube-controller-manager. ${fix}`],
        },
        "a proxy that logs people in may act as every group": {
            ...role(rule({ resources: ["users", "groups"] })),
            reports: [
                `(advisory) [medium] rules[0].resources: lets its subjects act as every group, system:masters among them. ${fix}`,
            ],
        },
    },
    passes: {
        "chosen groups": role(rule({ resourceNames: ["support", "developers"] })),
        "users alone have no groups": role(rule({ resources: ["users", "serviceaccounts"] })),
        "another verb": role(rule({ verbs: ["get"] })),
        "an administrator's stars are told elsewhere": role(rule({ apiGroups: ["*"], resources: ["*"], verbs: ["*"] })),
        "another API group": role(rule({ apiGroups: ["user.openshift.io"], resourceNames: ["system:masters"] })),
    },
    unknowns: {
        "an unknown name hides no bad sibling": {
            ...role(rule({ resourceNames: UNKNOWN }), rule({ resourceNames: ["system:masters"] })),
            unknown: "rules.0.resourceNames",
            reports: [masters.replace("rules[0]", "rules[1]")],
        },
    },
});
