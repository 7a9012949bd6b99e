import { nodeSubresourcesNotGrantedToEveryone } from "../../../../policypack/policies/kubelet-api/node-subresources-not-granted-to-everyone";
import { UNKNOWN } from "../../judge";
import { everyForm, policyTable } from "../../table";

const type = "kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding";
const group = (name: unknown) => ({ apiGroup: "rbac.authorization.k8s.io", kind: "Group", name });
const bind = (role: string, ...subjects: object[]) => ({
    type,
    props: { roleRef: { kind: "ClusterRole", name: role }, subjects },
});
const fix = "Bind the role to the users and service accounts that need it, by name.";
const admin = (subject: string, at = 0) =>
    `subjects[${at}].name: gives ${subject} the role cluster-admin, which may do everything, so nodes/proxy too. ${fix}`;

const role = (name: string, resources: string[], labels: object = {}) => ({
    type: "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole",
    name,
    props: { metadata: { name, labels }, rules: [{ apiGroups: [""], resources, verbs: ["get"] }] },
});
const bound = (name: string, ...subjects: object[]) => ({ ...bind(name, ...subjects), name: "bound" });

policyTable(nodeSubresourcesNotGrantedToEveryone, {
    fails: {
        ...everyForm(
            nodeSubresourcesNotGrantedToEveryone,
            "ClusterRoleBinding",
            bind("cluster-admin", group("system:authenticated")).props,
            [admin("system:authenticated")],
        ),
        "who has not logged in is everyone": {
            ...bind("cluster-admin", { kind: "User", name: "system:anonymous" }, group("system:unauthenticated")),
            reports: [admin("system:anonymous"), admin("system:unauthenticated", 1)],
        },
        "every Pod is everyone": {
            ...bind("system:kubelet-api-admin", group("system:serviceaccounts")),
            reports: [
                `subjects[0].name: gives system:serviceaccounts the role system:kubelet-api-admin, which may use every sub-resource of nodes. ${fix}`,
            ],
        },
        "every Pod of a namespace is everyone who can create one": {
            ...bind("system:node", group("system:serviceaccounts:apps")),
            reports: [
                `subjects[0].name: gives system:serviceaccounts:apps the role system:node, which may act as any node. ${fix}`,
            ],
        },
        "whoever may write every ClusterRole writes nodes/proxy into one": {
            ...bind("system:controller:clusterrole-aggregation-controller", group("system:authenticated")),
            reports: [
                `subjects[0].name: gives system:authenticated the role system:controller:clusterrole-aggregation-controller, which may write any right into every ClusterRole, nodes/proxy too. ${fix}`,
            ],
        },
        "whose requests are approved at once is any node": {
            ...bind("system:certificates.k8s.io:certificatesigningrequests:nodeclient", group("system:serviceaccounts")),
            reports: [
                `subjects[0].name: gives system:serviceaccounts the role system:certificates.k8s.io:certificatesigningrequests:nodeclient, by which a request for the certificate of any node is approved at once. ${fix}`,
            ],
        },
        "whoever approves certificates makes users and nodes": {
            ...bind("system:certificates.k8s.io:kube-apiserver-client-approver", group("system:authenticated")),
            reports: [
                `subjects[0].name: gives system:authenticated the role system:certificates.k8s.io:kube-apiserver-client-approver, which may approve certificates of any user. ${fix}`,
            ],
        },
    },
    passes: {
        "machines that join, as kubeadm binds it": bind(
            "system:certificates.k8s.io:certificatesigningrequests:nodeclient",
            group("system:bootstrappers:kubeadm:default-node-token"),
        ),
        "to ask for a certificate alone": bind("system:node-bootstrapper", group("system:authenticated")),
        "a named group": bind("cluster-admin", group("platform-team")),
        "the API server's own user": bind("system:kubelet-api-admin", { kind: "User", name: "kube-apiserver-kubelet-client" }),
        "a role that opens no kubelet": bind("view", group("system:authenticated")),
        "a user who is called like a group": bind("cluster-admin", { kind: "User", name: "system:authenticated" }),
        nobody: { type, props: { roleRef: { kind: "ClusterRole", name: "cluster-admin" } } },
    },
    stacks: {
        "a role of the stack, written elsewhere": {
            resources: [role("reader", ["nodes/proxy"]), bound("reader", group("system:authenticated"))],
            reports: [
                `subjects[0].name: gives system:authenticated the role reader, which grants "nodes/proxy" and so lets everyone run commands in every container of a node. ${fix} @bound`,
            ],
        },
        "a role that discloses less": {
            resources: [role("reader", ["nodes/log"]), bound("reader", group("system:serviceaccounts"))],
            reports: [
                `[high] subjects[0].name: gives system:serviceaccounts the role reader, which grants "nodes/log" and so lets everyone read the node's log files. ${fix} @bound`,
            ],
        },
        "the API server asks a node's status where its kubelet is": {
            resources: [
                {
                    type: role("", []).type,
                    name: "status",
                    props: {
                        metadata: { name: "status" },
                        rules: [{ apiGroups: [""], resources: ["nodes/status"], verbs: ["patch"] }],
                    },
                },
                bound("status", group("system:serviceaccounts")),
                { ...bound("system:node-problem-detector", group("system:authenticated")), name: "by a role of Kubernetes" },
            ],
            reports: [
                `[high] subjects[0].name: gives system:serviceaccounts the role status, which grants "nodes/status" and so lets everyone send the API server's requests for a kubelet to another machine. ${fix} @bound`,
                `[high] subjects[0].name: gives system:authenticated the role system:node-problem-detector, which grants "nodes/status" and so lets everyone send the API server's requests for a kubelet to another machine. ${fix} @by a role of Kubernetes`,
            ],
        },
        "who may read a status changes none": {
            resources: [role("reader", ["nodes/status"]), bound("reader", group("system:authenticated"))],
            reports: [],
        },
        "a star is everything, also for an administrator's role": {
            resources: [
                role("admin-of-all", ["*"]),
                bound("admin-of-all", group("developers"), group("system:serviceaccounts:ci")),
            ],
            reports: [
                `subjects[1].name: gives system:serviceaccounts:ci the role admin-of-all, which grants "*" and so lets everyone run commands in every container of a node. ${fix} @bound`,
            ],
        },
        "a role that Kubernetes brings collects one of the stack": {
            resources: [
                role("reader", ["nodes/proxy"], { "rbac.authorization.k8s.io/aggregate-to-view": "true" }),
                bound("view", group("system:authenticated")),
                { ...bound("admin", group("system:authenticated")), name: "by two steps" },
            ],
            reports: [
                `subjects[0].name: gives system:authenticated the role view, which collects "nodes/proxy" from the role reader and so lets everyone run commands in every container of a node. ${fix} @bound`,
                `subjects[0].name: gives system:authenticated the role admin, which collects "nodes/proxy" from the role reader and so lets everyone run commands in every container of a node. ${fix} @by two steps`,
            ],
        },
        "a role of the stack collects by its own labels": {
            resources: [
                role("reader", ["nodes/proxy"], { team: "a" }),
                {
                    type: role("", []).type,
                    name: "collector",
                    props: {
                        metadata: { name: "collector" },
                        aggregationRule: {
                            clusterRoleSelectors: [{ matchExpressions: [{ key: "team", operator: "In", values: ["a", "b"] }] }],
                        },
                    },
                },
                bound("collector", group("system:unauthenticated")),
            ],
            reports: [
                `subjects[0].name: gives system:unauthenticated the role collector, which collects "nodes/proxy" from the role reader and so lets everyone run commands in every container of a node. ${fix} @bound`,
            ],
        },
        "a role that Kubernetes brings has been judged at its binding": {
            resources: [bound("cluster-admin", group("system:authenticated"))],
            reports: [],
        },
        "chosen subjects are for other policies": {
            resources: [role("reader", ["nodes/proxy"]), bound("reader", group("developers"))],
            reports: [],
        },
        "what monitoring needs opens nothing": {
            resources: [
                role("reader", ["nodes/metrics", "nodes/stats", "nodes"]),
                bound("reader", group("system:authenticated")),
            ],
            reports: [],
        },
        "a role that nobody collects": {
            resources: [
                role("reader", ["nodes/proxy"], { "rbac.authorization.k8s.io/aggregate-to-view": "false" }),
                bound("view", group("system:authenticated")),
            ],
            reports: [],
        },
        "rules that are not known yet hide no known ones": {
            resources: [
                { ...role("unknown", []), props: { metadata: { name: "unknown" }, rules: UNKNOWN } },
                role("reader", ["nodes/proxy"]),
                bound("reader", group("system:authenticated")),
            ],
            reports: [
                `subjects[0].name: gives system:authenticated the role reader, which grants "nodes/proxy" and so lets everyone run commands in every container of a node. ${fix} @bound`,
            ],
            unknown: "rules",
        },
    },
    unknowns: {
        "an unknown subject hides no bad sibling": {
            ...bind("cluster-admin", group(UNKNOWN), group("system:authenticated")),
            unknown: "subjects.0.name",
            reports: [admin("system:authenticated", 1)],
        },
        "which role it is": { ...bind(UNKNOWN, group("system:authenticated")), unknown: "roleRef.name" },
    },
});
