import { definePolicy } from "../../lib/define-policy";
import type { Finding } from "../../model/finding";
import { allowance, isPerhapsOfNodes } from "../../model/iam-facts";
import type { GrantedRight, IamGrant } from "../../model/iam-grant";
import { READS_KEYS } from "../../model/iam-rights";
import { type NamedHolders, namedHolders } from "../../settings/named-holders";
import { iamGrant, iamGrantsInStack } from "../../subjects/aws/iam-grant";

/** What AWS's own policy for Systems Manager gives every node, and what reads nothing by itself. */
const MILD = new Set(["parameter", "key"]);

const ALONE = { rights: READS_KEYS, whose: ["node"] } as const;
/** Machines that may be nodes only the whole stack shows. */
const ASKED = { rights: READS_KEYS, whose: ["node", "machine"] } as const;

export const nodeRoleReadsNoKeys = definePolicy({
    name: "node-role-reads-no-keys",
    displayName: "A node's role reads no keys",
    description: "The IAM role of nodes must not let them read every secret or object of the account, where keys are kept.",
    severity: "high",
    mitigation: "M10",
    remediationSteps:
        "Name the secrets or objects that nodes need, give the rights of a workload to its Pod (EKS Pod Identity, IRSA), or name the role in allowedRoles",
    attack:
        "Keys of etcd and of certificate authorities, state files and backups lie in Secrets Manager and S3. Every Pod that reaches the " +
        "instance metadata reads what the node's role reads, and with a client key of etcd it has the whole cluster.",
    settings: { allowedRoles: namedHolders("may read every secret or object although nodes have them") },
    subject: iamGrant(ALONE),
    check: judged,
    stack: { subject: iamGrantsInStack(ASKED, ALONE), check: judged },
    examples: {
        bad: {
            type: "aws:iam/role:Role",
            name: "node",
            props: {
                assumeRolePolicy:
                    '{"Statement": [{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]}',
                managedPolicyArns: [
                    "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy",
                    "arn:aws:iam::aws:policy/SecretsManagerReadWrite",
                ],
            },
        },
        good: {
            type: "aws:iam/role:Role",
            name: "node",
            props: {
                assumeRolePolicy:
                    '{"Statement": [{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]}',
                managedPolicyArns: [
                    "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy",
                    "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly",
                ],
            },
        },
    },
});

function* judged(grant: IamGrant, { allowedRoles }: { readonly allowedRoles: NamedHolders }): Generator<Finding> {
    const { holder } = grant;
    if (holder.kind !== "node" && !isPerhapsOfNodes(holder)) return;
    if (allowedRoles.has(holder.names) || grant.tag !== undefined) return;
    // Whoever may do everything is judged by what else it lets them do.
    const rights = grant.rights.filter(({ reach, spelling }) => reach === "every" && spelling !== "everything");
    const isMild = ({ right }: GrantedRight) => MILD.has(right.thing);
    const worst = rights.filter((right) => !isMild(right));
    if (worst.length > 0) yield finding(grant, worst, undefined);
    else if (rights.length > 0) yield finding(grant, rights, "medium");
}

function finding(grant: IamGrant, rights: readonly GrantedRight[], severity: Finding["severity"]): Finding {
    const isSure = grant.holder.kind === "node" && !grant.isConditional && severity === undefined;
    return {
        at: grant.at,
        message: allowance(grant, rights),
        ...(severity !== undefined && { severity }),
        ...(!isSure && { certainty: "unsure" }),
    };
}
