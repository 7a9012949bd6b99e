import { allows } from "../../../../../policypack/model/node-subresource-grant";
import { ruleAllows } from "../../../../../policypack/model/rbac-rule";
import { BUILT_IN_ROLES } from "../../../../../policypack/subjects/kubernetes/rbac/built-in-cluster-roles";

/** The roles of Kubernetes whose own rules allow it. */
const whoMay = (verb: string, resource: string, group = "") =>
    BUILT_IN_ROLES.filter(({ rules }) => rules.some((rule) => ruleAllows(rule, { verb, group, resource }))).map(
        ({ name }) => name,
    );
/** Those that may ask a kubelet, or change what the API server says of a node. */
const whoMayAsk = (verb: string, subresource: string) =>
    BUILT_IN_ROLES.filter(({ grants }) => grants.some((grant) => allows(grant, { verb, subresource }))).map(({ name }) => name);

const CONTROLLERS = "system:controller:";

test.each([
    ["create a Secret", "create", "secrets", ["system:aggregate-to-edit", "cluster-admin", "system:kube-controller-manager"]],
    [
        "delete a Secret",
        "delete",
        "secrets",
        [
            "system:aggregate-to-edit",
            "cluster-admin",
            "system:kube-controller-manager",
            `${CONTROLLERS}generic-garbage-collector`,
            `${CONTROLLERS}namespace-controller`,
            `${CONTROLLERS}legacy-service-account-token-cleaner`,
        ],
    ],
    [
        "delete all Secrets of a namespace",
        "deletecollection",
        "secrets",
        ["system:aggregate-to-edit", "cluster-admin", `${CONTROLLERS}namespace-controller`],
    ],
    [
        "update a ConfigMap",
        "update",
        "configmaps",
        [
            "system:aggregate-to-edit",
            "cluster-admin",
            `${CONTROLLERS}generic-garbage-collector`,
            `${CONTROLLERS}root-ca-cert-publisher`,
        ],
    ],
    [
        "create a ConfigMap",
        "create",
        "configmaps",
        ["system:aggregate-to-edit", "cluster-admin", `${CONTROLLERS}root-ca-cert-publisher`],
    ],
    [
        "patch a Secret",
        "patch",
        "secrets",
        [
            "system:aggregate-to-edit",
            "cluster-admin",
            `${CONTROLLERS}generic-garbage-collector`,
            `${CONTROLLERS}legacy-service-account-token-cleaner`,
        ],
    ],
    [
        "watch Secrets",
        "watch",
        "secrets",
        [
            "cluster-admin",
            "system:kube-controller-manager",
            `${CONTROLLERS}generic-garbage-collector`,
            `${CONTROLLERS}resourcequota-controller`,
        ],
    ],
])("who may %s", (_, verb, resource, roles) => {
    expect(whoMay(verb, resource)).toEqual(roles);
});

test("a star is of every group, and what is named is of the core alone", () => {
    expect(whoMay("update", "configmaps", "apps")).toEqual(["cluster-admin", `${CONTROLLERS}generic-garbage-collector`]);
});

test.each([
    ["proxy", ["cluster-admin", "system:kubelet-api-admin"]],
    ["metrics", ["cluster-admin", "system:kubelet-api-admin", "system:monitoring"]],
    ["stats", ["cluster-admin", "system:kubelet-api-admin"]],
    ["log", ["cluster-admin", "system:kubelet-api-admin"]],
    ["configz", ["cluster-admin", "system:kubelet-api-admin"]],
    ["healthz", ["cluster-admin", "system:kubelet-api-admin"]],
    ["pods", ["cluster-admin", "system:kubelet-api-admin"]],
])("who may read nodes/%s, beside the controllers that read everything", (subresource, roles) => {
    expect(whoMayAsk("get", subresource)).toEqual([
        ...roles,
        `${CONTROLLERS}generic-garbage-collector`,
        `${CONTROLLERS}namespace-controller`,
    ]);
});

test.each([
    ["update", ["system:node", `${CONTROLLERS}attachdetach-controller`, `${CONTROLLERS}node-controller`]],
    [
        "patch",
        [
            "system:node",
            "system:node-problem-detector",
            `${CONTROLLERS}attachdetach-controller`,
            `${CONTROLLERS}node-controller`,
            `${CONTROLLERS}route-controller`,
        ],
    ],
])("who may %s the status of a node by name", (verb, roles) => {
    const named = BUILT_IN_ROLES.filter(({ grants }) =>
        grants.some((grant) => grant.resource !== "*" && grant.isCore && allows(grant, { verb, subresource: "status" })),
    );
    expect(named.map(({ name }) => name)).toEqual(roles);
    expect(new Set(named.flatMap(({ grants }) => grants.map(({ at }) => at)))).toEqual(new Set(["rules"]));
});

test("who edits has what is added to those who view, and who administers what is added to both", () => {
    const collected = (name: string) => BUILT_IN_ROLES.find((role) => role.name === name)!;
    const label = "rbac.authorization.k8s.io/aggregate-to-";
    expect([...collected("view").labels]).toEqual([[`${label}edit`, "true"]]);
    expect([...collected("edit").labels]).toEqual([[`${label}admin`, "true"]]);
    expect([...collected("system:aggregate-to-edit").labels]).toEqual([[`${label}edit`, "true"]]);
    expect([...collected("admin").labels]).toEqual([]);
    const own = ["admin", "edit", "view"].map(collected).flatMap(({ grants, rules }) => [...grants, ...rules]);
    expect(own).toEqual([]);
});
