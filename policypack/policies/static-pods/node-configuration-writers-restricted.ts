import { definePolicy, type Example } from "../../lib/define-policy";
import { BESIDE_NODES, type Certainty, findingsOf, isOutsider, isWorkload } from "../../model/iam-facts";
import type { GrantedRight, IamGrant } from "../../model/iam-grant";
import { CONFIGURES_NODES, FEEDS_NODES, RUNS_COMMANDS } from "../../model/iam-rights";
import { NO_REPAIR } from "../../model/repair";
import { publishers } from "../../settings/publishers";
import { iamGrantsInStack } from "../../subjects/aws/iam/iam-grant";
import { trustOf } from "../examples";

const BOT: Example = {
    type: "aws:iam/role:Role",
    name: "bot",
    props: {
        name: "bot",
        assumeRolePolicy: trustOf("pods.eks.amazonaws.com"),
    },
};
const NODES: Example = {
    type: "aws:ec2/launchTemplate:LaunchTemplate",
    name: "nodes",
    props: { tags: { "kubernetes.io/cluster/shop": "owned" } },
};

export const nodeConfigurationWritersRestricted = definePolicy({
    name: "node-configuration-writers-restricted",
    displayName: "Only publishers write what nodes boot from",
    description:
        "Only named publishers may change what nodes boot from: launch templates, user data, and the files and parameters they read.",
    severity: "high",
    mitigation: "M3",
    remediationSteps:
        "Take the actions away, limit them to things that are no nodes', or name who publishes node configuration in the setting publishers",
    repair: NO_REPAIR.whoIsMeant,
    attack:
        "Whoever writes a new version of the nodes' launch template, or the file that their user data fetches, has every new node run it as " +
        "root: a static Pod path, a kubelet that admits anybody, a second key. No API server sees it, and the nodes are replaced sooner or later.",
    settings: { publishers },
    stack: {
        subject: iamGrantsInStack({ rights: [...CONFIGURES_NODES, ...FEEDS_NODES, RUNS_COMMANDS], whose: BESIDE_NODES }),
        *check(grant, { publishers }) {
            if (publishers.has(grant.holder.names)) return;
            // A tag of one's own narrows it to things that the program does not show.
            if (grant.tag !== undefined && !grant.tag.isOfCluster) return;
            yield* findingsOf(grant, (right) => levelOf(grant, right, !publishers.isEmpty));
        },
    },
    examples: {
        bad: {
            type: "aws:iam/rolePolicy:RolePolicy",
            name: "bot",
            props: {
                role: "bot",
                policy: '{"Statement": [{"Effect": "Allow", "Action": "ec2:CreateLaunchTemplateVersion", "Resource": "*"}]}',
            },
            beside: [BOT, NODES],
        },
        good: {
            type: "aws:iam/rolePolicy:RolePolicy",
            name: "bot",
            props: {
                role: "bot",
                policy: '{"Statement": [{"Effect": "Allow", "Action": "ec2:DescribeLaunchTemplateVersions", "Resource": "*"}]}',
            },
            beside: [BOT, NODES],
        },
    },
});

/**
 * How certain it is that a node's configuration is written by somebody who does not publish it.
 * @param arePublishersNamed whoever is not among them is then known to be none
 */
function levelOf(grant: IamGrant, granted: GrantedRight, arePublishersNamed: boolean): Certainty | "none" {
    const { holder, tag, attached, isConditional } = grant;
    const isOfNodes = granted.known !== undefined || tag !== undefined;
    const isAimed = isOfNodes && (granted.reach === "some" || tag !== undefined);
    // What runs commands everywhere is about logging in; what writes some object or parameter is about anything.
    if (granted.right === RUNS_COMMANDS && (!isAimed || tag !== undefined)) return "none";
    if (FEEDS_NODES.includes(granted.right) && !isOfNodes) return "none";
    const sure = isConditional ? "unsure" : "known";
    if (isOfNodes && isWorkload(holder)) return sure;
    if (granted.written === "*") return isWorkload(holder) || (isOfNodes && isOutsider(holder)) ? "unsure" : "none";
    if (isAimed) return isOutsider(holder) || arePublishersNamed ? sure : "unsure";
    // Something that is named, and that nothing shows to be a node's.
    if (granted.reach === "some") return isWorkload(holder) ? "unsure" : "none";
    // What AWS attaches to its administrators and power users, so many have that only outsiders are told of it.
    if (attached !== undefined) return isOutsider(holder) && (isOfNodes || isWorkload(holder)) ? "unsure" : "none";
    return "unsure";
}
