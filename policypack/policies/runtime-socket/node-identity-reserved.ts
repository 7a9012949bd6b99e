import { definePolicy } from "../../lib/define-policy";
import type { Finding } from "../../model/finding";
import type { NodeIdentity } from "../../model/cluster-access";
import { NO_REPAIR } from "../../model/repair";
import { nodeIdentities, nodeIdentitiesInStack } from "../../subjects/eks/node-identities";

export const nodeIdentityReserved = definePolicy({
    name: "node-identity-reserved",
    displayName: "Only nodes are nodes",
    description: "A cluster must take nobody for a node but the machines that run its nodes.",
    severity: "high",
    mitigation: "M15",
    remediationSteps:
        "Map node roles as EKS does (username system:node:{{EC2PrivateDNSName}}, or an access entry of a node type), and people to groups of their own",
    repair: NO_REPAIR.whoIsMeant,
    attack:
        "Whoever counts as a node reads the Secrets of every Pod there, asks for certificates of kubelets, and registers machines that Pods " +
        "are sent to. The audit log shows a node at its work.",
    subject: nodeIdentities,
    check: findings,
    stack: { subject: nodeIdentitiesInStack, check: findings },
    examples: {
        bad: {
            type: "kubernetes:core/v1:ConfigMap",
            name: "aws-auth",
            props: {
                metadata: { name: "aws-auth", namespace: "kube-system" },
                data: {
                    mapRoles:
                        "- rolearn: arn:aws:iam::123456789012:role/support\n  username: support\n  groups: [system:nodes]\n",
                },
            },
        },
        good: {
            type: "kubernetes:core/v1:ConfigMap",
            name: "aws-auth",
            props: {
                metadata: { name: "aws-auth", namespace: "kube-system" },
                data: {
                    mapRoles:
                        "- rolearn: arn:aws:iam::123456789012:role/node\n  username: system:node:{{EC2PrivateDNSName}}\n" +
                        "  groups: [system:bootstrappers, system:nodes]\n",
                },
            },
        },
    },
});

function* findings({ at, by, shown, kind }: NodeIdentity): Generator<Finding> {
    if (kind === "node") return;
    yield { at, message: `makes ${shown ?? "a principal of IAM"} a node (${by}), ${reasonOf(kind)}` };
}

function reasonOf(kind: Exclude<NodeIdentity["kind"], "node">): string {
    switch (kind) {
        case "user":
            return "and that is an IAM user";
        case "chosen":
            return "and whoever has the role says which one";
        case "nobody":
            return "though its name is no node's";
        default:
            return `and who may take the role is ${kind.taker}`;
    }
}
