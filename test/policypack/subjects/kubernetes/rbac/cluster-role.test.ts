import { Cursor } from "../../../../../policypack/parse/cursor";
import {
    type ClusterRole,
    isAggregated,
    reachOf,
    grantsOf,
} from "../../../../../policypack/subjects/kubernetes/rbac/cluster-role";

test.each([
    ["*", "every"],
    ["nodes/proxy", ["proxy"]],
    ["*/proxy", ["proxy"]],
    ["nodes", []],
    ["nodes/*", []],
    ["*/*", []],
    ["nodes/proxy/more", []],
    ["pods/proxy", []],
    ["pods", []],
])("of a node's sub-resources the API server matches %s with %j", (written, reached) => {
    expect(reachOf(written)).toEqual(reached);
});

test.each([
    ["the label for view", { "rbac.authorization.k8s.io/aggregate-to-view": "true" }, true],
    ["a label for a role of somebody's own", { "rbac.authorization.k8s.io/aggregate-to-team": "true" }, true],
    ["the label by another value", { "rbac.authorization.k8s.io/aggregate-to-view": "false" }, false],
    ["another label", { monitoring: "true" }, false],
    ["one of two labels", { monitoring: "false", "rbac.authorization.k8s.io/aggregate-to-view": "true" }, true],
    ["two labels of which neither does both", { a: "true", "rbac.authorization.k8s.io/aggregate-to-view": "no" }, false],
])("a role is added to others by %s", (_, labels, expected) => {
    expect(isAggregated(Cursor.of<ClusterRole>({ metadata: { labels } }))).toBe(expected);
});

test.each([
    ["the core group", [""], ["proxy"]],
    ["every group", ["*"], ["proxy"]],
    ["the core group beside others", ["apps", ""], ["proxy"]],
    ["another group", ["apps"], []],
    ["no group", [], []],
])("nodes are of %s", (_, apiGroups, reaches) => {
    const role = { rules: [{ apiGroups, resources: ["nodes/proxy"], verbs: ["get", "create"], resourceNames: ["one"] }] };
    expect([...grantsOf(Cursor.of<ClusterRole>(role))].map((grant) => grant())).toEqual([
        {
            at: "rules[0].resources[0]",
            resource: "nodes/proxy",
            isCore: reaches.length > 0,
            reaches,
            verbs: ["get", "create"],
            nodes: ["one"],
        },
    ]);
});
