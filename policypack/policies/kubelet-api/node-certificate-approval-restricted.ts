import { definePolicy } from "../../lib/define-policy";
import { NODE_SIGNERS } from "../../model/node-rights";
import { isOfGroup, type RbacRule, verbsAmong } from "../../model/rbac-rule";
import { NO_REPAIR } from "../../model/repair";
import { clusterRoleRule } from "../../subjects/kubernetes/rbac/cluster-role-rule";

export const nodeCertificateApprovalRestricted = definePolicy({
    name: "node-certificate-approval-restricted",
    displayName: "Approval of node certificates is restricted",
    description: "A role must not approve or sign the certificates that kubelets and the API server believe.",
    severity: "high",
    mitigation: "M5",
    remediationSteps:
        "Name in resourceNames the signer that the controller needs, and leave these to Kubernetes' own controllers",
    frameworks: { "CIS Kubernetes 1.12": ["5.1.11"], "CIS EKS 1.8": ["4.1.11"] },
    repair: NO_REPAIR.whoIsMeant,
    attack:
        "A subject that approves its own request holds a client certificate of a user with nodes/proxy, or of an administrator. With it they " +
        "talk to every kubelet directly, and no role can be taken from a certificate.",
    subject: clusterRoleRule,
    *check(rule) {
        const { at, resources, resourceNames } = rule;
        // Whoever has a star for the resource is an administrator anyway, and node-subresources-restricted tells it.
        if (!isOfGroup(rule, "certificates.k8s.io") || !resources.includes("signers")) return;
        const verbs = verbsAmong(rule, ["approve", "sign"]);
        if (verbs.length === 0) return;
        const signer = NODE_SIGNERS.find(({ name }) => isNamed(rule, name));
        if (signer === undefined) return;
        const whose = resourceNames.length === 0 ? "every signer" : signer.name;
        yield {
            at: resourceNames.length === 0 ? `${at}.resources` : `${at}.resourceNames`,
            message: `lets its subjects ${verbs.join(" and ")} for ${whose}, and so ${signer.gives}`,
            ...(signer.severity && { severity: signer.severity, certainty: "unsure" as const }),
        };
    },
    examples: {
        bad: {
            type: "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole",
            props: {
                metadata: { name: "approver" },
                rules: [{ apiGroups: ["certificates.k8s.io"], resources: ["signers"], verbs: ["approve"] }],
            },
        },
        good: {
            type: "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole",
            props: {
                metadata: { name: "approver" },
                rules: [
                    {
                        apiGroups: ["certificates.k8s.io"],
                        resources: ["signers"],
                        resourceNames: ["issuers.cert-manager.io/*"],
                        verbs: ["approve"],
                    },
                ],
            },
        },
    },
});

/** A signer by its name, or by its domain with a star, which the API server takes too (pkg/…/certificates/approval, IsAuthorizedForSignerName). */
const isNamed = ({ resourceNames }: RbacRule, signer: string): boolean =>
    resourceNames.length === 0 || resourceNames.includes(signer) || resourceNames.includes("kubernetes.io/*");
