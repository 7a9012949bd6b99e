import fc from "fast-check";
import type { GivenInStack } from "../policypack/judge";

/** Whom a request comes from, as the API server authenticates it. */
export interface Who {
    readonly user: string;
    readonly groups: readonly string[];
}

/** Roles and bindings of one stack, and who then asks. */
export interface RbacCase {
    readonly resources: readonly GivenInStack[];
    readonly who: readonly Who[];
}

export const VERBS = ["get", "list", "create", "update", "patch", "delete", "proxy"];
export const SUBRESOURCES = ["proxy", "metrics", "stats", "log", "spec", "configz", "healthz", "pods", "checkpoint", "status"];
const RESOURCES = [
    ...SUBRESOURCES.map((name) => `nodes/${name}`),
    ...[
        "*",
        "*/proxy",
        "*/metrics",
        "nodes/*",
        "*/*",
        "nodes",
        "pods/proxy",
        "Nodes/proxy",
        "nodes/proxy/x",
        "*/",
        "/proxy",
        "node/proxy",
    ],
];
export const LABELS = ["aggregate-a", "aggregate-b", "aggregate-c"];
export const ROLE = "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole";
export const BINDING = "kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding";

export const some = <T>(values: readonly T[], max: number) =>
    fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: max });

const rule = fc.record({
    apiGroups: fc.oneof({ weight: 4, arbitrary: fc.constant([""]) }, { weight: 2, arbitrary: some(["", "*", "apps"], 2) }),
    resources: some(RESOURCES, 3),
    verbs: some([...VERBS, "*", "GET"], 3),
    resourceNames: fc.oneof(
        { weight: 5, arbitrary: fc.constant(undefined) },
        { weight: 1, arbitrary: some(["node-1", "node-2"], 2) },
    ),
});

const requirement = fc.oneof(
    fc.record({ key: fc.constantFrom(...LABELS), operator: fc.constantFrom("In", "NotIn"), values: some(["true", "false"], 2) }),
    fc.record({ key: fc.constantFrom(...LABELS), operator: fc.constantFrom("Exists", "DoesNotExist") }),
);
const labelled = fc.dictionary(fc.constantFrom(...LABELS), fc.constantFrom("true", "false"), { maxKeys: 2 });

/**
 * Roles in tiers: one that collects others selects by the tier below it, as roles that collect each other end in whatever order the
 * controller came by.
 */
const role = (tier: number) =>
    fc.record({
        labels: labelled,
        rules: fc.array(rule, { minLength: tier === 0 ? 1 : 0, maxLength: 2 }),
        selectors:
            tier === 0
                ? fc.constant(undefined)
                : fc.array(fc.record({ own: labelled, expressions: fc.array(requirement, { maxLength: 2 }) }), {
                      minLength: 1,
                      maxLength: 2,
                  }),
        toBuiltIn: fc.constantFrom(undefined, undefined, undefined, "view", "edit", "admin"),
        tier: fc.constant(tier),
    });

const USERS = ["alice", "bob", "system:anonymous"];
const GROUPS = ["developers", "system:authenticated", "system:serviceaccounts", "system:serviceaccounts:monitoring"];
export const subject = fc.oneof(
    fc.constantFrom(...USERS).map((name) => ({ kind: "User", apiGroup: "rbac.authorization.k8s.io", name })),
    fc.constantFrom(...GROUPS).map((name) => ({ kind: "Group", apiGroup: "rbac.authorization.k8s.io", name })),
    fc.constantFrom("prometheus", "default").map((name) => ({ kind: "ServiceAccount", namespace: "monitoring", name })),
);
const BUILT_IN = ["cluster-admin", "admin", "edit", "view", "system:kubelet-api-admin", "system:node"];

/** @param key makes names and labels of this case's own, so that cases do not meet in one API server */
export const rbacCase = (key: string): fc.Arbitrary<RbacCase> =>
    fc
        .record({
            roles: fc.tuple(
                fc.array(role(0), { minLength: 2, maxLength: 5 }),
                fc.array(role(1), { maxLength: 2 }),
                fc.array(role(2), { maxLength: 1 }),
            ),
            bindings: fc.array(
                fc.record({
                    role: fc.nat(),
                    builtIn: fc.oneof(
                        { weight: 4, arbitrary: fc.constant(undefined) },
                        { weight: 1, arbitrary: fc.constantFrom(...BUILT_IN) },
                    ),
                    subjects: fc.array(subject, { minLength: 1, maxLength: 3 }),
                }),
                { minLength: 2, maxLength: 5 },
            ),
        })
        .map(({ roles, bindings }) => {
            const all = roles.flat();
            const name = (i: number) => `${key}-role-${i}`;
            const own = (labels: Record<string, string>, tier: number) =>
                Object.fromEntries(
                    Object.entries(labels)
                        .map(([label, value]) => [`${key}.test/${label}`, value])
                        .concat([[`${key}.test/tier`, String(tier)]]),
                );
            const resources: GivenInStack[] = all.map(({ labels, rules, selectors, toBuiltIn, tier }, i) => ({
                type: ROLE,
                name: name(i),
                props: {
                    metadata: {
                        name: name(i),
                        labels: {
                            ...own(labels, tier),
                            ...(toBuiltIn !== undefined && { [`rbac.authorization.k8s.io/aggregate-to-${toBuiltIn}`]: "true" }),
                        },
                    },
                    rules: rules.map(({ resourceNames, ...one }) => ({
                        ...one,
                        ...(resourceNames !== undefined && { resourceNames }),
                    })),
                    ...(selectors !== undefined && {
                        aggregationRule: {
                            clusterRoleSelectors: selectors.map((selector) => ({
                                matchLabels: own(selector.own, tier - 1),
                                matchExpressions: selector.expressions.map((one) => ({ ...one, key: `${key}.test/${one.key}` })),
                            })),
                        },
                    }),
                },
            }));
            bindings.forEach(({ role: index, builtIn, subjects }, i) =>
                resources.push({
                    type: BINDING,
                    name: `${key}-binding-${i}`,
                    props: {
                        metadata: { name: `${key}-binding-${i}` },
                        roleRef: {
                            apiGroup: "rbac.authorization.k8s.io",
                            kind: "ClusterRole",
                            name: builtIn ?? name(index % all.length),
                        },
                        subjects,
                    },
                }),
            );
            return { resources, who: WHO };
        });

const account = (name: string, namespace: string): Who => ({
    user: `system:serviceaccount:${namespace}:${name}`,
    groups: ["system:serviceaccounts", `system:serviceaccounts:${namespace}`, "system:authenticated"],
});

export const WHO: readonly Who[] = [
    { user: "alice", groups: ["system:authenticated"] },
    { user: "bob", groups: ["developers", "system:authenticated"] },
    { user: "system:anonymous", groups: ["system:unauthenticated"] },
    account("prometheus", "monitoring"),
    account("prometheus", "other"),
];
