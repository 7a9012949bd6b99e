import { definePolicy } from "../../lib/define-policy";
import type { Finding } from "../../model/finding";
import { GIVES, opened } from "../../model/kubelet-paths";
import { type NodeSubresourceGrant, WRITING_VERBS } from "../../model/node-subresource-grant";
import { type RbacSubject, shownSubject } from "../../model/rbac";
import { NO_REPAIR } from "../../model/repair";
import { monitoringSubjects } from "../../settings/monitoring-subjects";
import { boundNodeSubresourceGrant, nodeSubresourceGrant } from "../../subjects/kubernetes/rbac/node-subresource-grant";

export const nodeSubresourcesRestricted = definePolicy({
    name: "node-subresources-restricted",
    displayName: "Sub-resources of nodes are restricted",
    description: "A role must not grant the sub-resources of nodes that open the kubelet API.",
    severity: "critical",
    mitigation: "M5",
    remediationSteps: "Grant nodes/metrics and nodes/stats where monitoring needs them, and nothing else under nodes/",
    frameworks: { "CIS Kubernetes 1.12": ["5.1.10"], "CIS EKS 1.8": ["4.1.10"] },
    repair: NO_REPAIR.whoIsMeant,
    attack:
        "A subject with get on nodes/proxy opens a WebSocket to a kubelet and runs a command in any container of that node. " +
        "The request passes no admission and the API server's audit log shows none of it.",
    settings: { monitoringSubjects },
    subject: nodeSubresourceGrant,
    *check(grant, { monitoringSubjects }) {
        // Who has it is seen across the stack alone; there the role is judged where subjects are named.
        if (monitoringSubjects.isEmpty) yield* findings(grant);
    },
    stack: {
        subject: boundNodeSubresourceGrant,
        *check({ grant, ...role }, { monitoringSubjects }) {
            if (monitoringSubjects.isEmpty) return;
            for (const finding of findings(grant)) {
                // Who names subjects has looked who has what; of a chart's roles nobody can see it here.
                if (grant.isOfChart === true) {
                    yield { ...finding, certainty: "unsure" };
                    continue;
                }
                if (role.isAggregated()) {
                    yield { ...finding, message: `${finding.message}, and its labels add it to other roles` };
                    continue;
                }
                const subjects = role.subjects();
                const strangers = subjects.filter((subject) => !monitoringSubjects.has(subject));
                if (subjects.length > 0 && strangers.length === 0) continue;
                yield { ...finding, message: `${finding.message}, ${toWhom(strangers)}`, fix: NAME_THEM };
            }
        },
    },
    examples: {
        bad: {
            type: "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole",
            props: { metadata: { name: "prometheus" }, rules: [{ apiGroups: [""], resources: ["nodes/proxy"], verbs: ["get"] }] },
        },
        good: {
            type: "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole",
            props: {
                metadata: { name: "prometheus" },
                rules: [{ apiGroups: [""], resources: ["nodes/metrics"], verbs: ["get"] }],
            },
        },
    },
});

function* findings(grant: NodeSubresourceGrant): Generator<Finding> {
    const { at, resource, reaches, verbs, isOfChart } = grant;
    const paths = opened(grant);
    if (reaches === "every") {
        if (paths.length === 0) return;
        const message = `grants ${quoted(resource)}, which includes nodes/proxy and so lets its subjects ${GIVES["proxy"]}`;
        // Whoever writes everything is an administrator, as GitOps controllers are, and gains nothing by it that they had not anyway.
        // And of a role in a namespace it is nothing under nodes.
        const isUnsure = isOfChart === true || verbs.some((verb) => WRITING_VERBS.includes(verb));
        return yield { at, message, ...(isUnsure && { certainty: "unsure" as const }) };
    }
    for (const path of paths) {
        const message = `grants ${quoted(resource)}, which lets its subjects ${GIVES[path]}`;
        yield { at, message, ...(path !== "proxy" && { severity: "high" as const }) };
    }
}

const NAME_THEM =
    "Grant nodes/metrics and nodes/stats where monitoring needs them, or bind the role in this stack to subjects that monitoringSubjects names";

const toWhom = ([first, ...others]: readonly RbacSubject[]): string =>
    first === undefined
        ? "and no binding in this stack tells to whom"
        : `to ${shownSubject(first)}${others.length === 0 ? "" : ` and ${others.length} more`}`;

const quoted = (text: string) => `"${text}"`;
