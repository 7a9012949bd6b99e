import { definePolicy } from "../../lib/define-policy";
import type { Finding } from "../../model/finding";
import { BESIDE_NODES, type Certainty, findingsOf, isOutsider, isWorkload } from "../../model/iam-facts";
import type { GrantedRight, IamGrant } from "../../model/iam-grant";
import { ENTERS_NODES, RUNS_COMMANDS } from "../../model/iam-rights";
import { NO_REPAIR } from "../../model/repair";
import { type NamedHolders, namedHolders } from "../../settings/named-holders";
import { iamGrant, iamGrantsInStack } from "../../subjects/aws/iam/iam-grant";
import { trustOf } from "../examples";

const ASKED = { rights: ENTERS_NODES, whose: BESIDE_NODES };

const FOR_PODS = trustOf("pods.eks.amazonaws.com");

export const nodeSessionsRestricted = definePolicy({
    name: "node-sessions-restricted",
    displayName: "Sessions on nodes are restricted",
    description: "Only named operators may run commands or start sessions on nodes through AWS.",
    severity: "high",
    mitigation: "M15",
    remediationSteps:
        "Limit it to instances that are no nodes (a condition on aws:ResourceTag), or name who operates nodes in the setting operators",
    repair: NO_REPAIR.whoIsMeant,
    attack:
        "Systems Manager's agent is root on the node. Whoever may start a session or send a command there reads the kubelet's credentials, " +
        "every Secret of every Pod and the runtime's socket, from anywhere, past the API server and its audit log.",
    settings: { operators: namedHolders("operate nodes") },
    subject: iamGrant(ASKED),
    check: judged,
    stack: { subject: iamGrantsInStack(ASKED, ASKED), check: judged },
    examples: {
        bad: {
            type: "aws:iam/role:Role",
            name: "chatops",
            props: {
                assumeRolePolicy: FOR_PODS,
                inlinePolicies: [
                    { name: "run", policy: '{"Statement": [{"Effect": "Allow", "Action": "ssm:SendCommand", "Resource": "*"}]}' },
                ],
            },
        },
        good: {
            type: "aws:iam/role:Role",
            name: "chatops",
            props: {
                assumeRolePolicy: FOR_PODS,
                inlinePolicies: [
                    {
                        name: "run",
                        policy:
                            '{"Statement": [{"Effect": "Allow", "Action": "ssm:SendCommand", "Resource": "*", ' +
                            '"Condition": {"StringEquals": {"aws:ResourceTag/team": "web"}}}]}',
                    },
                ],
            },
        },
    },
});

function* judged(grant: IamGrant, { operators }: { readonly operators: NamedHolders }): Generator<Finding> {
    if (operators.has(grant.holder.names)) return;
    // A tag of one's own narrows it to instances that the program does not show.
    if (grant.tag !== undefined && !grant.tag.isOfCluster) return;
    yield* findingsOf(grant, (right) => levelOf(grant, right, !operators.isEmpty));
}

/**
 * How certain it is that somebody who does not operate nodes enters them.
 * @param areOperatorsNamed whoever is not among them is then known to be none
 */
function levelOf(grant: IamGrant, granted: GrantedRight, areOperatorsNamed: boolean): Certainty | "none" {
    const { holder, tag, isConditional } = grant;
    const sure = isConditional ? "unsure" : "known";
    // Who may do everything is judged by what else it lets them do.
    if (granted.spelling === "everything") return "none";
    if (tag !== undefined) return isOutsider(holder) || areOperatorsNamed ? sure : "unsure";
    if (granted.reach === "some") {
        // A command to one node changes its configuration, which is another policy's.
        if (granted.known === undefined || granted.right === RUNS_COMMANDS) return "none";
        return isOutsider(holder) || areOperatorsNamed ? sure : "unsure";
    }
    return isWorkload(holder) ? sure : "unsure";
}
