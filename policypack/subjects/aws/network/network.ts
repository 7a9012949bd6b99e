import { isUnknownWhen } from "../../../lib/unknown";
import { oncePerStack } from "../../../lib/stack";
import type { StackResource } from "../../../lib/subject";
import type { Cursor } from "../../../parse/cursor";
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

/** The groups of a stack with every rule that is attached to them. */
export const networkOf = oncePerStack((stack): Network => {
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
});

/**
 * At a preview the rules of a group that has none inline are unknown: AWS computes them from the rules attached elsewhere. Only rules
 * that the program makes of something unknown could be judged later.
 */
function rulesInStack(resource: StackResource) {
    const { known: rules, faults } = rulesOf(resource);
    const property = resource.type.startsWith("aws-native:") ? "securityGroupIngress" : "ingress";
    const isComputed =
        isGroup(resource) &&
        (resource.propertyDependencies[property] ?? []).length === 0 &&
        isUnknownWhen(() => (resource.props as Cursor<Record<string, unknown>>).field(property).raw());
    return { rules, faults: isComputed ? [] : faults };
}
