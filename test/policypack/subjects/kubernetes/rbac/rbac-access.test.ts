import { rbacAccesses } from "../../../../../policypack/subjects/kubernetes/rbac/rbac-access";
import { type GivenInStack, stackOf, UNKNOWN } from "../../../judge";

const RBAC = "kubernetes:rbac.authorization.k8s.io/v1";
interface Rule {
    apiGroups?: string[];
    resources?: string[];
    verbs?: string[];
    resourceNames?: string[];
}
const rule = (...resources: string[]): Rule => ({ apiGroups: [""], resources, verbs: ["get"] });

const clusterRole = (name: string, props: object): GivenInStack => ({
    type: `${RBAC}:ClusterRole`,
    name,
    props: { ...props, metadata: { name, ...(props as { metadata?: object }).metadata } },
});
const role = (resource: string, metadata: object, ...rules: Rule[]): GivenInStack => ({
    type: `${RBAC}:Role`,
    name: resource,
    props: { metadata, rules },
});
const binding = (roleRef: object, more: object = {}): GivenInStack => ({
    type: `${RBAC}:ClusterRoleBinding`,
    name: "binding",
    props: { roleRef, subjects: [{ kind: "Group", name: "team" }], ...more },
});
const roleBinding = (roleRef: object, namespace?: string): GivenInStack => ({
    type: `${RBAC}:RoleBinding`,
    name: "local",
    props: { metadata: { namespace }, roleRef, subjects: [{ kind: "ServiceAccount", name: "app" }] },
});

/** `resource: role in namespace for subjects: the resources of its rules (who writes them)`. */
const said = (...given: readonly GivenInStack[]) =>
    rbacAccesses(stackOf(given)).known.map(({ urn, view }) => {
        const whom = view.subjects.map(({ kind, namespace, name }) => [kind, namespace, name].filter(Boolean).join("/")).join();
        const what = view.rules.map((one) => `${one.rule.resources.join()} (${one.role})`).join(", ");
        return `${urn.split("::").at(-1)}: ${view.role} in ${view.namespace ?? "all"} for ${whom || "nobody"}: ${what}`;
    });
const faultsOf = (...given: readonly GivenInStack[]) => rbacAccesses(stackOf(given)).faults.length;

const label = (key: string, value = "true") => ({ metadata: { labels: { [key]: value } } });
const collecting = (...clusterRoleSelectors: object[]) => ({ aggregationRule: { clusterRoleSelectors } });

test.each<[string, readonly GivenInStack[], readonly string[]]>([
    [
        "a ClusterRole bound for the whole cluster",
        [clusterRole("a", { rules: [rule("pods")] }), binding({ kind: "ClusterRole", name: "a" })],
        ["binding: a in all for Group/team: pods (a)"],
    ],
    [
        "without its kind a reference means a ClusterRole",
        [clusterRole("a", { rules: [rule("pods")] }), binding({ name: "a" })],
        ["binding: a in all for Group/team: pods (a)"],
    ],
    [
        "a ClusterRole bound in one namespace holds there",
        [clusterRole("a", { rules: [rule("pods")] }), roleBinding({ kind: "ClusterRole", name: "a" }, "shop")],
        ["local: a in shop for ServiceAccount/shop/app: pods (a)"],
    ],
    [
        "what names no namespace is in default, a Role too",
        [role("own", { name: "a" }, rule("pods")), roleBinding({ kind: "Role", name: "a" })],
        ["local: a in default for ServiceAccount/default/app: pods (a)"],
    ],
    [
        "a Role of another namespace is another one",
        [
            role("there", { name: "a", namespace: "other" }, rule("secrets")),
            role("here", { name: "a", namespace: "shop" }, rule("pods")),
            roleBinding({ kind: "Role", name: "a" }, "shop"),
        ],
        ["local: a in shop for ServiceAccount/shop/app: pods (a)", "there: a in other for nobody: secrets (a)"],
    ],
    [
        "a Role and a ClusterRole of one name are two",
        [
            role("own", { name: "a", namespace: "shop" }, rule("secrets")),
            clusterRole("a", { rules: [rule("pods")] }),
            roleBinding({ kind: "ClusterRole", name: "a" }, "shop"),
        ],
        ["local: a in shop for ServiceAccount/shop/app: pods (a)", "own: a in shop for nobody: secrets (a)"],
    ],
    [
        "a ClusterRole that nobody binds, beside one that is bound",
        [
            clusterRole("a", { rules: [rule("pods")] }),
            clusterRole("b", { rules: [rule("secrets")] }),
            binding({ kind: "ClusterRole", name: "a" }),
        ],
        ["binding: a in all for Group/team: pods (a)", "b: b in all for nobody: secrets (b)"],
    ],
    [
        "a role that Kubernetes brings, and the stack changes, is told by the stack's rules alone",
        [clusterRole("system:monitoring", { rules: [rule("pods")] })],
        ["system:monitoring: system:monitoring in all for nobody: pods (system:monitoring)"],
    ],
    ["a role that neither the stack nor Kubernetes has", [binding({ name: "x" })], ["binding: x in all for Group/team: "]],
    [
        "two objects that write one Role are one",
        [
            role("one", { name: "a", namespace: "shop" }, rule("pods")),
            role("two", { name: "a", namespace: "shop" }, rule("secrets")),
            roleBinding({ kind: "Role", name: "a" }, "shop"),
        ],
        ["local: a in shop for ServiceAccount/shop/app: pods (a), secrets (a)"],
    ],
])("%s", (_, given, expected) => {
    expect(said(...given)).toEqual(expected);
    expect(faultsOf(...given)).toBe(0);
});

describe("aggregation", () => {
    const bound = binding({ kind: "ClusterRole", name: "all" });
    const part = clusterRole("part", { ...label("to", "all"), rules: [rule("pods")] });
    const matching = (selector: object) => clusterRole("all", { ...collecting(selector), rules: [rule("own")] });

    test.each<[string, object, string]>([
        ["by a label and its value", { matchLabels: { to: "all" } }, "pods (part)"],
        ["not by another value", { matchLabels: { to: "some" } }, "own (all)"],
        ["by an expression", { matchExpressions: [{ key: "to", operator: "In", values: ["all", "x"] }] }, "pods (part)"],
        ["by the label's presence", { matchExpressions: [{ key: "to", operator: "Exists" }] }, "pods (part)"],
        ["not by an expression that holds for another", { matchExpressions: [{ key: "x", operator: "Exists" }] }, "own (all)"],
    ])("collects %s", (_, selector, expected) => {
        const kept = expected.startsWith("own") ? ["part: part in all for nobody: pods (part)"] : [];
        expect(said(matching(selector), part, bound)).toEqual([`binding: all in all for Group/team: ${expected}`, ...kept]);
    });

    test("any of several selectors is enough", () => {
        const all = clusterRole("all", collecting({ matchLabels: { x: "y" } }, { matchLabels: { to: "all" } }));
        expect(said(all, part, bound)).toEqual(["binding: all in all for Group/team: pods (part)"]);
    });

    test("a role is no part of itself", () => {
        const self = clusterRole("all", {
            ...collecting({ matchLabels: { to: "all" } }),
            ...label("to", "all"),
            rules: [rule("own")],
        });
        expect(said(self, bound)).toEqual(["binding: all in all for Group/team: own (all)"]);
        expect(said(self)).toEqual(["all: all in all for nobody: own (all)"]);
    });

    test("of roles that collect each other, each has what they were written with", () => {
        const one = clusterRole("one", { ...collecting({ matchLabels: { is: "2" } }), ...label("is", "1"), rules: [rule("a")] });
        const two = clusterRole("two", { ...collecting({ matchLabels: { is: "1" } }), ...label("is", "2"), rules: [rule("b")] });
        expect(said(one, two, binding({ name: "one" }))).toEqual(["binding: one in all for Group/team: a (one)"]);
    });

    test("a part without rules writes over nothing, beside one with rules it does not matter", () => {
        const empty = clusterRole("empty", { ...label("to", "all"), rules: [] });
        const all = matching({ matchLabels: { to: "all" } });
        expect(said(all, empty, bound)).toEqual(["binding: all in all for Group/team: own (all)"]);
        expect(said(all, empty, part, bound)).toEqual(["binding: all in all for Group/team: pods (part)"]);
    });

    test("what the stack adds to edit, those who administer have", () => {
        const added = clusterRole("added", { ...label("rbac.authorization.k8s.io/aggregate-to-edit"), rules: [rule("things")] });
        const all = said(added, binding({ name: "admin" }))[0];
        expect(all).toBe("binding: admin in all for Group/team: things (added), configmaps,secrets (system:aggregate-to-edit)");
    });
});

test("rules among a chart's values are a role of the chart's, which nobody is seen to have", () => {
    const rules = [{ ...rule("nodes/proxy"), resourceNames: ["a"] }];
    const chart = { type: "kubernetes:helm.sh/v3:Release", name: "chart", props: { values: { rbac: { rules } } } };
    expect(said(chart)).toEqual(["chart: chart in all for nobody: nodes/proxy (chart)"]);
    expect(rbacAccesses(stackOf([chart])).known[0]!.view).toEqual({
        at: undefined,
        role: "chart",
        namespace: undefined,
        subjects: [],
        rules: [
            {
                rule: {
                    at: "values.rbac.rules[0]",
                    apiGroups: [""],
                    resources: ["nodes/proxy"],
                    verbs: ["get"],
                    resourceNames: ["a"],
                },
                role: "chart",
                urn: "urn:pulumi:test::test::kubernetes:helm.sh/v3:Release::chart",
            },
        ],
    });
});

test.each([
    ["things with more than rules", { rules: [rule("nodes/proxy"), { host: "a" }] }],
    ["things without verbs", { rules: [{ resources: ["nodes/proxy"] }] }],
    ["things without resources", { rules: [{ verbs: ["get"] }] }],
    ["nothing", { rules: [] }],
    ["whole objects, which are read as such", { a: { apiVersion: "v1", kind: "X", rules: [rule("nodes/proxy")] } }],
])("lists among a chart's values that are no rules: %s", (_, values) => {
    expect(said({ type: "kubernetes:helm.sh/v3:Release", name: "chart", props: { values } })).toEqual([]);
});

test.each([
    ["in lists of lists", { roles: [{ rules: [rule("a")] }] }],
    ["beside an apiVersion that is the chart's own", { apiVersion: "v2", rules: [rule("a")] }],
])("rules among a chart's values %s", (_, values) => {
    expect(said({ type: "kubernetes:helm.sh/v3:Release", name: "chart", props: { values } })).toEqual([
        "chart: chart in all for nobody: a (chart)",
    ]);
});

test("where a binding's role is not known yet it may be any role's", () => {
    const given = [clusterRole("a", { rules: [rule("pods")] }), binding({ kind: "ClusterRole", name: UNKNOWN })];
    expect(said(...given)).toEqual([]);
    expect(faultsOf(...given)).toBe(1);
});

test("an unknown subject hides no other one", () => {
    const given = binding(
        { name: "a" },
        {
            subjects: [
                { kind: "User", name: UNKNOWN },
                { kind: "User", name: "eve" },
            ],
        },
    );
    expect(said(given)).toEqual(["binding: a in all for User/eve: "]);
    expect(faultsOf(given)).toBe(1);
});
