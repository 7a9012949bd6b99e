import { nodeSubresourcesRestricted } from "../../../../policypack/policies/kubelet-api/node-subresources-restricted";
import { UNKNOWN } from "../../judge";
import { chart } from "../../rbac";
import { everyForm, policyTable } from "../../table";

const type = "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole";
const role = (resources: string[], verbs = ["get"], apiGroups = [""]) => ({
    type,
    props: { rules: [{ apiGroups, resources, verbs }] },
});
const fix = "Grant nodes/metrics and nodes/stats where monitoring needs them, and nothing else under nodes/.";
const exec = `rules[0].resources[0]: grants "nodes/proxy", which lets its subjects run commands in every container of a node. ${fix}`;

const binding = "kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding";
const prometheus = { kind: "ServiceAccount", namespace: "monitoring", name: "prometheus" };
const named = { monitoringSubjects: [{ ...prometheus, reason: "scrapes cAdvisor" }] };
const reader = (labels: object = {}) => ({
    type,
    name: "reader",
    config: named,
    props: { metadata: { name: "reader", labels }, rules: role(["nodes/proxy"]).props.rules },
});
const bound = (...subjects: object[]) => ({
    type: binding,
    name: "bound",
    props: { roleRef: { kind: "ClusterRole", name: "reader" }, subjects },
});
const proxy = `rules[0].resources[0]: grants "nodes/proxy", which lets its subjects run commands in every container of a node`;
const nameThem =
    "Grant nodes/metrics and nodes/stats where monitoring needs them, or bind the role in this stack to subjects that monitoringSubjects names.";

policyTable(nodeSubresourcesRestricted, {
    fails: {
        "nodes/proxy is command execution": { ...role(["nodes/proxy"]), reports: [exec] },
        "nodes/log discloses the node's logs": {
            ...role(["nodes/log"]),
            reports: [
                `[high] rules[0].resources[0]: grants "nodes/log", which lets its subjects read the node's log files. ${fix}`,
            ],
        },
        "a star means an administrator, whom a GitOps controller is too": {
            ...role(["*"], ["*"], ["*"]),
            reports: [
                `(advisory) rules[0].resources[0]: grants "*", which includes nodes/proxy and so lets its subjects run commands in every container of a node. ${fix}`,
            ],
        },
        "what reads everything runs commands too": {
            ...role(["*"], ["get", "list", "watch"], ["*"]),
            reports: [
                `rules[0].resources[0]: grants "*", which includes nodes/proxy and so lets its subjects run commands in every container of a node. ${fix}`,
            ],
        },
        "a star before the slash is any resource's": {
            ...role(["*/proxy"]),
            reports: [
                `rules[0].resources[0]: grants "*/proxy", which lets its subjects run commands in every container of a node. ${fix}`,
            ],
        },
        "what a chart is given for its roles": {
            ...chart({ rbac: { extraRules: role(["nodes/proxy"]).props.rules } }),
            reports: [exec.replace("rules[0]", "values.rbac.extraRules[0]")],
        },
        "everything for a chart's role, which may be that of a namespace": {
            ...chart({ agents: [{ role: { rules: role(["*"]).props.rules } }] }),
            reports: [
                `(advisory) values.agents[0].role.rules[0].resources[0]: grants "*", which includes nodes/proxy and so lets its subjects run commands in every container of a node. ${fix}`,
            ],
        },
        ...everyForm(nodeSubresourcesRestricted, "ClusterRole", role(["nodes/proxy"]).props, [exec]),
    },
    passes: {
        "rules for a chart that open no kubelet": chart({ rbac: { extraRules: role(["nodes/metrics"]).props.rules } }),
        "a Role among a chart's values, which grants nothing under nodes": chart({
            extraObjects: [
                { apiVersion: "rbac.authorization.k8s.io/v1", kind: "Role", rules: role(["nodes/proxy"]).props.rules },
            ],
        }),
        "a list among a chart's values that is no rules": chart({ probes: [{ resources: ["nodes/proxy"] }] }),
        "values that are not known yet": chart(UNKNOWN),
        "monitoring needs nodes/metrics": role(["nodes", "nodes/metrics", "nodes/stats"]),
        "nodes without a sub-resource opens no kubelet": role(["nodes"]),
        "a star after the slash matches nothing": role(["nodes/*"]),
        "another API group has no nodes": role(["*/proxy"], ["get"], ["apps"]),
        "with named subjects a role is judged across the stack": { ...role(["nodes/proxy"]), config: named },
        "the kubelet answers no list": role(["nodes/proxy"], ["list", "watch"]),
    },
    stacks: {
        "without named subjects, the role has been judged already": {
            resources: [{ ...reader(), config: {} }, bound()],
            reports: [],
        },
        "a role that is bound to named subjects alone": { resources: [reader(), bound(prometheus)], reports: [] },
        "another subject has it too": {
            resources: [
                reader(),
                bound(prometheus, { kind: "Group", name: "developers" }, { kind: "ServiceAccount", name: "prometheus" }),
            ],
            reports: [`${proxy}, to Group developers and 1 more. ${nameThem} @reader`],
        },
        "a second binding gives it to another": {
            resources: [reader(), bound(prometheus), { ...bound({ kind: "User", name: "eve" }), name: "second" }],
            reports: [`${proxy}, to User eve. ${nameThem} @reader`],
        },
        "a chart's role, of which nobody sees who has it": {
            resources: [{ ...chart({ rules: role(["nodes/proxy"]).props.rules }), config: named }],
            reports: [`(advisory) values.${proxy}. ${fix} @chart`],
        },
        "bound elsewhere, if at all": {
            resources: [reader()],
            reports: [`${proxy}, and no binding in this stack tells to whom. ${nameThem} @reader`],
        },
        "bound in a list of bindings": {
            resources: [reader(), { type: `${binding}List`, name: "list", props: { items: [bound(prometheus).props] } }],
            reports: [],
        },
        "a role that is added to others reaches their subjects": {
            resources: [reader({ "rbac.authorization.k8s.io/aggregate-to-view": "true" }), bound(prometheus)],
            reports: [`${proxy}, and its labels add it to other roles. ${fix} @reader`],
        },
        "who is bound may not be known yet": {
            resources: [reader(), bound({ kind: "User", name: UNKNOWN })],
            reports: [],
            unknown: "subjects.0.name",
        },
    },
    unknowns: {
        "an unknown rule hides no bad sibling": {
            type,
            props: { rules: [UNKNOWN, { apiGroups: [""], resources: ["nodes/proxy"], verbs: ["get"] }] },
            unknown: "rules.0",
            reports: [exec.replace("rules[0]", "rules[1]")],
        },
    },
});
