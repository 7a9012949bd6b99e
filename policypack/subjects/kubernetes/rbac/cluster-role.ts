import type { ClusterRoleArgs } from "@pulumi/kubernetes/rbac/v1/clusterRole";
import { each, type Props, type Thunk } from "../../../lib/subject";
import type { LabelSelector } from "../../../model/label-selector";
import type { NodeSubresourceGrant } from "../../../model/node-subresource-grant";
import type { RbacRule } from "../../../model/rbac-rule";
import type { Cursor } from "../../../parse/cursor";
import { everyFormOf } from "../objects";

export type ClusterRole = Props<ClusterRoleArgs>;
type Selector = NonNullable<NonNullable<NonNullable<ClusterRole["aggregationRule"]>["clusterRoleSelectors"]>[number]>;

/** Under which RBAC's kinds have been served. */
export const RBAC_VERSIONS = [
    "rbac.authorization.k8s.io/v1",
    "rbac.authorization.k8s.io/v1beta1",
    "rbac.authorization.k8s.io/v1alpha1",
] as const;

/** The rows of ClusterRole in all its forms. */
export const everyClusterRole = everyFormOf<ClusterRole>("ClusterRole", RBAC_VERSIONS);

const AGGREGATE_TO = "rbac.authorization.k8s.io/aggregate-to-";

/** Whether its labels add the role's rules to the built-in `admin`, `edit` or `view`, or to a role that follows their custom. */
export function isAggregated(role: Cursor<ClusterRole>): boolean {
    return [...labelsOf(role)].some(([label, value]) => label.startsWith(AGGREGATE_TO) && value === "true");
}

/** A role's labels. */
export function labelsOf(role: Cursor<ClusterRole>): ReadonlyMap<string, string> {
    const entries = [...role.field("metadata").field("labels").entries()];
    return new Map(entries.map(([label, value]) => [label, value.text() ?? ""]));
}

/** Whose rules a role collects instead of having its own; undefined for an ordinary role. */
export function aggregationOf(role: Cursor<ClusterRole>): readonly LabelSelector[] | undefined {
    const aggregation = role.field("aggregationRule");
    if (!aggregation.isPresent()) return undefined;
    return [...aggregation.field("clusterRoleSelectors").items()].map((selector) => selectorOf(selector as Cursor<Selector>));
}

function selectorOf(selector: Cursor<Selector>): LabelSelector {
    return {
        matchLabels: new Map([...selector.field("matchLabels").entries()].map(([key, value]) => [key, value.text() ?? ""])),
        matchExpressions: [...selector.field("matchExpressions").items()].map((one) => ({
            key: one.field("key").text() ?? "",
            operator: one.field("operator").text() ?? "",
            values: textsOf(one.field("values")),
        })),
    };
}

/** The rules of a role, where they stand. */
export type RuleList = Cursor<ClusterRole["rules"]>;

/** The rules of a role of either kind. */
export const rulesIn = (rules: RuleList): Generator<Thunk<RbacRule>> =>
    each(rules.items(), (rule) => [
        () => ({
            at: rule.path,
            apiGroups: textsOf(rule.field("apiGroups")),
            resources: textsOf(rule.field("resources")),
            verbs: textsOf(rule.field("verbs")),
            resourceNames: textsOf(rule.field("resourceNames")),
        }),
    ]);

/** The grants of every rule of a role. */
export const grantsOf = (role: Cursor<ClusterRole>) => grantsIn(role.field("rules"));

/** The grants of every rule of a list. */
export function* grantsIn(rules: RuleList): Generator<Thunk<NodeSubresourceGrant>> {
    yield* each(rules.items(), (rule) =>
        each(rule.field("resources").items(), (resource) => [
            () => {
                const written = resource.text() ?? "";
                const isCore = textsOf(rule.field("apiGroups")).some((group) => group === "" || group === "*");
                return {
                    at: resource.path,
                    resource: written,
                    isCore,
                    reaches: isCore ? reachOf(written) : [],
                    verbs: textsOf(rule.field("verbs")),
                    nodes: textsOf(rule.field("resourceNames")),
                };
            },
        ]),
    );
}

const textsOf = (list: Cursor<readonly string[] | undefined>): string[] => [...list.items()].flatMap((item) => item.text() ?? []);

/**
 * As the API server matches (pkg/apis/rbac/v1/evaluation_helpers.go): `*` is every resource with every sub-resource, `*` before a
 * slash is any resource's; a star after the slash is a literal and matches nothing.
 */
export function reachOf(written: string): "every" | readonly string[] {
    if (written === "*") return "every";
    const [resource, subresource, ...more] = written.split("/");
    const named = subresource !== undefined && subresource !== "*" && more.length === 0;
    return named && (resource === "nodes" || resource === "*") ? [subresource] : [];
}
