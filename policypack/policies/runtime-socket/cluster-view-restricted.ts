import { definePolicy } from "../../lib/define-policy";
import { NO_REPAIR } from "../../model/repair";
import { principals } from "../../settings/principals";
import { clusterGrantsByPolicy } from "../../subjects/eks/cluster-grants";

export const clusterViewRestricted = definePolicy({
    name: "cluster-view-restricted",
    displayName: "Reading everything is restricted",
    description: "Only named principals of IAM may read everything in a whole cluster.",
    severity: "medium",
    mitigation: "M15",
    remediationSteps:
        "Associate AmazonEKSViewPolicy, bind a ClusterRole that names what is read to a group of the access entry, or name the principal in clusterReaders",
    repair: NO_REPAIR.whoIsMeant,
    attack:
        "AmazonEKSAdminViewPolicy is get, list and watch on every resource, and nodes/proxy is one: a get that becomes a WebSocket there runs " +
        "commands in any container of a node, so that a read-only role writes. It reads every Secret as well.",
    settings: { clusterReaders: principals("IAM principals that may read everything in the cluster") },
    subject: clusterGrantsByPolicy,
    *check(grant, { clusterReaders }) {
        if (grant.gives !== "access policy" || !grant.isClusterWide || grant.name !== "AmazonEKSAdminViewPolicy") return;
        if (!clusterReaders.isEmpty && clusterReaders.has(grant.principal())) return;
        const whom = grant.shown ?? "a principal of IAM";
        yield { at: grant.at, message: `lets ${whom} read every resource of the cluster, nodes/proxy among them` };
    },
    examples: {
        bad: {
            type: "aws:eks/accessPolicyAssociation:AccessPolicyAssociation",
            name: "support",
            props: {
                clusterName: "prod",
                principalArn: "arn:aws:iam::123456789012:role/support",
                policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSAdminViewPolicy",
                accessScope: { type: "cluster" },
            },
        },
        good: {
            type: "aws:eks/accessPolicyAssociation:AccessPolicyAssociation",
            name: "support",
            props: {
                clusterName: "prod",
                principalArn: "arn:aws:iam::123456789012:role/support",
                policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy",
                accessScope: { type: "cluster" },
            },
        },
    },
});
