import type { StackResource } from "../../lib/subject";
import { isUnknown } from "../../lib/unknown";
import type { Cursor } from "../../parse/cursor";
import { rulesOf } from "./ingress";
import { type IngressRule, ingressRules } from "./ingress-rules";
import { PrefixLists } from "./prefix-lists";
import { isGroup, SecurityGroups } from "./security-groups";

/** A resource that has rules: a group with its inline ones, or a rule of its own. */
export interface RuleCarrier {
    readonly resource: StackResource;
    readonly rules: readonly IngressRule[];
    /** What reading the other rules throws. */
    readonly faults: readonly unknown[];
}

/** Who may come in where, over a whole stack. */
export interface Network {
    readonly groups: SecurityGroups;
    readonly lists: PrefixLists;
    readonly carriers: readonly RuleCarrier[];
    /** Groups of which not every rule could be read. */
    readonly faulty: ReadonlySet<StackResource>;
}

/** For `sharedOver`: the groups of a stack with every rule that is attached to them. */
export function networkOf(stack: readonly StackResource[]): Network {
    const groups = new SecurityGroups(stack);
    const carriers = stack
        .filter(({ type }) => ingressRules.rows.has(type))
        .map((resource) => ({ resource, ...rulesInStack(resource) }));
    const faulty = new Set<StackResource>();
    for (const { resource, rules, faults } of carriers) {
        const of = groups.attach(resource, rules);
        if (faults.length > 0) for (const group of of) faulty.add(group);
    }
    return { groups, lists: new PrefixLists(stack), carriers, faulty };
}

/**
 * At a preview the rules of a group that has none inline are unknown: AWS computes them from the rules attached elsewhere. Only rules
 * that the program makes of something unknown could be judged later.
 */
function rulesInStack(resource: StackResource) {
    const { known: rules, faults } = rulesOf(resource);
    const isComputed =
        isGroup(resource) && (resource.propertyDependencies["ingress"] ?? []).length === 0 && isUnknownWhole(resource);
    return { rules, faults: isComputed ? [] : faults };
}

function isUnknownWhole({ props }: StackResource): boolean {
    try {
        (props as Cursor<{ ingress: unknown }>).field("ingress").raw();
        return false;
    } catch (fault) {
        return isUnknown(fault);
    }
}
