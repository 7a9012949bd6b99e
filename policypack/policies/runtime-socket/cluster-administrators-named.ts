import { definePolicy } from "../../lib/define-policy";
import { NO_REPAIR } from "../../model/repair";
import { principals } from "../../settings/principals";
import { clusterGrants } from "../../subjects/eks/cluster-grants";

export const clusterAdministratorsNamed = definePolicy({
    name: "cluster-administrators-named",
    displayName: "Administrators of the cluster are named",
    description: "Only named principals of IAM may administer a whole cluster.",
    severity: "medium",
    mitigation: "M15",
    remediationSteps:
        "Give it AmazonEKSAdminPolicy or AmazonEKSEditPolicy in the namespaces that it needs, or name it in clusterAdministrators",
    frameworks: { "CIS EKS 1.8": ["4.1.1"] },
    repair: NO_REPAIR.whoIsMeant,
    attack:
        "An administrator of the cluster has nodes/proxy, and with it every kubelet: commands in every container, past admission and the audit " +
        "log. Whoever may take the role in IAM, a build server or another account, has the same.",
    settings: { clusterAdministrators: principals("IAM principals that may administer the cluster") },
    subject: clusterGrants,
    *check(grant, { clusterAdministrators }) {
        const { at, shown } = grant;
        const whom = shown ?? "a principal of IAM";
        if (grant.gives === "login") {
            const message = `lets every principal of account ${grant.name} log in under its own name`;
            yield {
                at,
                message,
                fix: "Name the roles that need the cluster in access entries, and remove the account",
                severity: "low",
            };
            return;
        }
        const isEverything =
            grant.gives === "group"
                ? grant.name === "system:masters"
                : grant.isClusterWide && grant.name === "AmazonEKSClusterAdminPolicy";
        if (!isEverything) return;
        if (!clusterAdministrators.isEmpty && clusterAdministrators.has(grant.principal())) return;
        yield {
            at,
            message:
                grant.gives === "group"
                    ? `puts ${whom} into system:masters, which no authorizer refuses anything`
                    : `gives ${whom} everything in the whole cluster`,
        };
    },
    examples: {
        bad: {
            type: "aws:eks/accessPolicyAssociation:AccessPolicyAssociation",
            name: "build",
            props: {
                clusterName: "prod",
                principalArn: "arn:aws:iam::123456789012:role/build",
                policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
                accessScope: { type: "cluster" },
            },
        },
        good: {
            type: "aws:eks/accessPolicyAssociation:AccessPolicyAssociation",
            name: "build",
            props: {
                clusterName: "prod",
                principalArn: "arn:aws:iam::123456789012:role/build",
                policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSEditPolicy",
                accessScope: { type: "namespace", namespaces: ["shop"] },
            },
        },
    },
});
