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
    },
    passes: {
        "a named group": bind("cluster-admin", group("platform-team")),
        "the API server's own user": bind("system:kubelet-api-admin", { kind: "User", name: "kube-apiserver-kubelet-client" }),
        "a role that opens no kubelet": bind("view", group("system:authenticated")),
        "a user who is called like a group": bind("cluster-admin", { kind: "User", name: "system:authenticated" }),
        nobody: { type, props: { roleRef: { kind: "ClusterRole", name: "cluster-admin" } } },
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
