import { definePolicy } from "../../lib/define-policy";
import type { Finding } from "../../model/finding";
import { allowance, isPerhapsOfNodes } from "../../model/iam-facts";
import type { IamGrant } from "../../model/iam-grant";
import { DELETES_LOGS } from "../../model/iam-rights";
import { NO_REPAIR } from "../../model/repair";
import { type NamedHolders, namedHolders } from "../../settings/named-holders";
import { iamGrant, iamGrantsInStack } from "../../subjects/aws/iam/iam-grant";
import { nodeRole } from "../examples";

const ALONE = { rights: DELETES_LOGS, whose: ["node"] } as const;
/** Machines that may be nodes only the whole stack shows. */
const ASKED = { rights: DELETES_LOGS, whose: ["node", "machine"] } as const;

export const nodeRoleDeletesNoLogs = definePolicy({
    name: "node-role-deletes-no-logs",
    displayName: "A node's role deletes no logs",
    description: "The IAM role of nodes must not let them delete the log groups to which their audit record goes.",
    severity: "medium",
    mitigation: "M4",
    remediationSteps:
        "Give nodes CloudWatchAgentServerPolicy, or logs:CreateLogStream and logs:PutLogEvents on their own groups, or name the role in allowedRoles",
    repair: NO_REPAIR.whoIsMeant,
    attack:
        "Whoever put a static Pod on a node is root there, and has the node's role from its metadata. With logs:DeleteLogGroup the record that " +
        "was sent away is gone as well.",
    settings: { allowedRoles: namedHolders("may delete log groups although nodes have them") },
    subject: iamGrant(ALONE),
    check: judged,
    stack: { subject: iamGrantsInStack(ASKED, ALONE), check: judged },
    examples: { bad: nodeRole("CloudWatchLogsFullAccess"), good: nodeRole("CloudWatchAgentServerPolicy") },
});

function* judged(grant: IamGrant, { allowedRoles }: { readonly allowedRoles: NamedHolders }): Generator<Finding> {
    const { holder } = grant;
    if ((holder.kind !== "node" && !isPerhapsOfNodes(holder)) || allowedRoles.has(holder.names) || grant.tag !== undefined)
        return;
    // Some groups may be an application's own; whoever may do everything is judged by what else it lets them do.
    const rights = grant.rights.filter(({ reach, spelling }) => reach === "every" && spelling !== "everything");
    if (rights.length === 0) return;
    const isSure = holder.kind === "node" && !grant.isConditional;
    yield { at: grant.at, message: allowance(grant, rights), ...(!isSure && { certainty: "unsure" }) };
}
