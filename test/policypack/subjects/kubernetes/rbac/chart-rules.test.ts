import { everyChartRules } from "../../../../../policypack/subjects/kubernetes/rbac/chart-rules";
import { viewsOf } from "../../../carried";
import { UNKNOWN } from "../../../judge";

const read = (values: unknown) =>
    viewsOf(
        everyChartRules((rules) => [() => rules.path]),
        { type: "kubernetes:helm.sh/v3:Release", props: { values } },
    );
const RULE = { apiGroups: [""], verbs: ["get"], resources: ["nodes"] };
const OBJECT = { apiVersion: "rbac.authorization.k8s.io/v1", kind: "ClusterRole", rules: [RULE] };

test.each<[why: string, values: unknown, paths: string[]]>([
    ["a list of rules", { rbac: { extraRules: [RULE, RULE] } }, ["values.rbac.extraRules"]],
    ["lists in lists", { a: [[RULE], { b: [RULE] }] }, ["values.a[0]", "values.a[1].b"]],
    ["beside nulls and texts", { a: null, b: "x", c: [null, "x"], d: [RULE] }, ["values.d"]],
    ["no list with something else in it", { a: [RULE, {}] }, []],
    ["no rule without verbs", { a: [{ resources: ["nodes"] }] }, []],
    ["no rule without resources", { a: [{ verbs: ["get"] }] }, []],
    ["no rule whose verbs are a text", { a: [{ ...RULE, verbs: "get" }] }, []],
    ["no empty list", { a: [] }, []],
    ["no rules of a whole object, which is read as what it is", { a: OBJECT }, []],
    ["rules beside a kind that is no object's", { a: { kind: "x", b: [RULE] } }, ["values.a.b"]],
    ["rules beside what is not known yet", { a: UNKNOWN, b: [{ ...RULE, verbs: UNKNOWN }], c: [RULE] }, ["values.c"]],
    ["no values", undefined, []],
    ["values that are not known yet", UNKNOWN, []],
])("rules among the values of a chart: %s", (_, values, paths) => expect(read(values)).toEqual({ views: paths, unknown: [] }));

test("they are looked for as deep as anybody puts them, in lists and under names", () => {
    const named = (depth: number): unknown => (depth === 0 ? [RULE] : { a: named(depth - 1) });
    const listed = (depth: number): unknown => (depth === 0 ? [RULE] : [listed(depth - 1)]);
    expect([11, 12].map((depth) => read(named(depth)).views.length)).toEqual([1, 0]);
    expect([11, 12].map((depth) => read(listed(depth)).views.length)).toEqual([1, 0]);
});

test("an add-on without a configuration has none", () => {
    const addon = (configurationValues?: string) =>
        viewsOf(
            everyChartRules((rules) => [() => rules.path]),
            { type: "aws:eks/addon:Addon", props: { configurationValues } },
        ).views;
    expect([addon(), addon(JSON.stringify({ a: [RULE] }))]).toEqual([[], ["configurationValues › a"]]);
});
