import { definePolicy } from "../../lib/define-policy";
import type { Finding } from "../../model/finding";
import { allowance, isPerhapsOfNodes } from "../../model/iam-facts";
import type { GrantedRight, IamGrant } from "../../model/iam-grant";
import { CONFIGURES_NODES, ENTERS_NODES, ESCALATES, FEEDS_NODES } from "../../model/iam-rights";
import { NO_REPAIR } from "../../model/repair";
import { type NamedHolders, namedHolders } from "../../settings/named-holders";
import { iamGrant, iamGrantsInStack } from "../../subjects/aws/iam/iam-grant";
import { nodeRole } from "../examples";

const ALONE = { rights: [...CONFIGURES_NODES, ...ENTERS_NODES, ...ESCALATES], whose: ["node"] } as const;
/** What nodes read from a store, and machines that may be nodes, only the whole stack shows. */
const ASKED = { rights: [...ALONE.rights, ...FEEDS_NODES], whose: ["node", "machine"] } as const;

export const nodeRoleChangesNoNodes = definePolicy({
    name: "node-role-changes-no-nodes",
    displayName: "A node's role changes no nodes",
    description: "The IAM role of nodes must not let them change or enter other machines, or give themselves other rights.",
    severity: "high",
    mitigation: "M15",
    remediationSteps:
        "Give the rights to the Pod that needs them (EKS Pod Identity, IRSA) and take them from the nodes' role, or name the role in allowedRoles",
    repair: NO_REPAIR.whoIsMeant,
    attack:
        "Every Pod that reaches the instance metadata, or breaks out of its container, is the node's role. If that role may send commands or " +
        "write launch templates, one Pod is root on every node, and none of it passes the API server.",
    settings: { allowedRoles: namedHolders("may change other nodes although nodes have them") },
    subject: iamGrant(ALONE),
    check: judged,
    stack: { subject: iamGrantsInStack(ASKED, ALONE), check: judged },
    examples: { bad: nodeRole("AmazonSSMFullAccess"), good: nodeRole("AmazonSSMManagedInstanceCore") },
});

function* judged(grant: IamGrant, { allowedRoles }: { readonly allowedRoles: NamedHolders }): Generator<Finding> {
    const { holder, tag } = grant;
    if (holder.kind !== "node" && !isPerhapsOfNodes(holder)) return;
    // A tag of one's own narrows it to things that the program does not show.
    if (allowedRoles.has(holder.names) || (tag !== undefined && !tag.isOfCluster)) return;
    const rights = grant.rights.filter((right) => isOnNodes(grant, right));
    if (rights.length > 0) yield finding(grant, rights);
}

/** On every machine, so on nodes; or on something that is a node's. */
function isOnNodes({ tag }: IamGrant, granted: GrantedRight): boolean {
    if (granted.known !== undefined || tag !== undefined) return true;
    return granted.reach === "every" && !FEEDS_NODES.includes(granted.right);
}

function finding(grant: IamGrant, rights: readonly GrantedRight[]): Finding {
    const isSure = grant.holder.kind === "node" && !grant.isConditional;
    return { at: grant.at, message: allowance(grant, rights), ...(!isSure && { certainty: "unsure" }) };
}
