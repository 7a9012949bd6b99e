import { each, type Row, type Thunk } from "../../../lib/subject";
import type { Cursor } from "../../../parse/cursor";
import { ifKnown } from "../../../lib/read-all";
import { OBJECT_HOLDERS, valuesHeldBy } from "../nested-objects";
import { oncePerValues } from "../values";
import type { RuleList } from "./cluster-role";

/** Deeper than any chart's values go. */
const DEPTH = 12;

/**
 * The rules that a program gives a chart for its roles: lists among the values of a Release or an add-on (`rbac.extraRules`, `clusterRole.rules`) whose items have
 * verbs and resources. Helm makes the roles out of Pulumi's sight. What is unknown among the values is no such list before it is known.
 */
export const everyChartRules = <V>(lens: (rules: RuleList) => Iterable<Thunk<V>>): Row<V>[] => [
    {
        tokens: OBJECT_HOLDERS,
        lens: (resource) => {
            const values = valuesHeldBy(resource);
            return values === undefined ? [] : each(ruleListsIn(values), lens);
        },
    },
];

const ruleListsIn = oncePerValues((values): readonly RuleList[] => [...ruleLists(values, DEPTH)]);

function* ruleLists(place: Cursor<unknown>, depth: number): Generator<RuleList> {
    const value = ifKnown(() => place.raw());
    if (typeof value !== "object" || value === null || depth === 0) return;
    if (Array.isArray(value)) {
        const items = [...place.items()];
        if (items.length > 0 && items.every(isRule)) return yield place as RuleList;
        for (const item of items) yield* ruleLists(item, depth - 1);
        return;
    }
    // A whole object is read as a resource of its own, by its kind.
    if ("apiVersion" in value && "kind" in value) return;
    for (const [, child] of place.entries()) yield* ruleLists(child as Cursor<unknown>, depth - 1);
}

const isRule = (item: Cursor<unknown>): boolean =>
    ["verbs", "resources"].every((key) =>
        Array.isArray(ifKnown(() => (item as Cursor<Record<string, unknown>>).field(key).raw())),
    );
