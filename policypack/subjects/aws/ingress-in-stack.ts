import type { Located, StackResource, StackSubject, Thunk } from "../../lib/subject";
import { evidenceFor, type GuardedService } from "../../model/guarded-service";
import type { Ingress, TogetherIngress } from "../../model/ingress";
import type { Cursor } from "../../parse/cursor";
import { GroupOpenings } from "./group-openings";
import { addressesIn, ingressesOf, ownEvidence, rulesOf, type SourceReader, throwing } from "./ingress";
import { ingressRules } from "./ingress-rules";
import { PrefixLists } from "./prefix-lists";
import { ifKnown, isUnknownWhen } from "./read-all";
import { hintsOfTags, isNamedBy } from "./role-hints";
import { isGroup, SecurityGroups } from "./security-groups";

/**
 * The ingresses that a resource alone does not place: a wide rule on a group that says nothing of Kubernetes, and prefix lists, whose
 * ranges stand elsewhere. The stack shows what stands behind the group, also when the rule is a resource of its own. What `ingressTo`
 * has judged is here again only as a part of what all the rules of its group open together.
 */
export const ingressInStackTo = (service: GuardedService): StackSubject<Ingress | TogetherIngress> =>
    function* (stack) {
        const { groups, lists, carriers } = placesOf(stack);
        const openings = new GroupOpenings();

        for (const { resource, rules: listed, faults } of carriers) {
            const attached = groups.attachedTo(resource);
            const rules = attached === undefined ? listed : listed.map((rule) => attached.without(rule));
            const inline = attached === undefined ? listed : listed.filter((rule) => attached.isInline(rule));
            const own = ownEvidence(service, resource, inline);
            const isJudged = own.verdict === "node";
            const { resource: group, words, hints, id } = groups.groupOf(resource);
            const ownTags = isGroup(resource) ? [] : hintsOfTags(resource);
            const { evidence, decider } = evidenceFor(service, [...ownTags, ...hints]);
            const placed = { evidence, path: [words, ...(decider?.through ?? [])], group: id };
            const atResource = { evidence: own, path: [], group: id };
            // Two groups of other stacks whose ids are unknown are not one.
            const key = group ?? id ?? (hints.length > 0 ? words : undefined);
            const all: SourceReader = (place) =>
                place.kind === "prefix list" ? lists.sourcesOf(resource, place) : addressesIn(place);
            const onlyLists: SourceReader = (place) => (place.kind === "prefix list" ? all(place) : undefined);

            if (!isJudged && evidence.verdict === "other") continue;

            for (const rule of rules) {
                const views = [...ingressesOf(rule, service, isJudged ? { ...placed, evidence: own } : placed, all)];
                if (key !== undefined) collect(openings, key, resource, views, service);
                // A rule that names the port is judged by itself, wherever it was written.
                if (!isJudged && isNamedBy(rule, service)) continue;
                const left = isJudged ? ingressesOf(rule, service, atResource, onlyLists) : views;
                for (const thunk of left) yield located(resource, thunk);
            }
            if (!isJudged && service.beside === undefined) yield* faults.map(throwing);
        }
        yield* openings.views();
    };

/** Adds what can be read of a rule to what its group opens; what cannot is told where the rule is judged. */
function collect(
    openings: GroupOpenings,
    group: StackResource | string,
    { urn }: StackResource,
    views: readonly Thunk<Ingress>[],
    service: GuardedService,
): void {
    for (const thunk of views) {
        const ingress = ifKnown(thunk);
        if (ingress === undefined || (!ingress.isNarrow && service.wideRanges !== "told")) continue;
        openings.add(group, ingress, { urn, opens: ingress.opens, sources: ingress.sources });
    }
}

/** What the views of every service are made from: the same for a stack, so made once. */
function placesOf(stack: readonly StackResource[]): Places {
    const known = places.get(stack);
    if (known !== undefined) return known;
    const groups = new SecurityGroups(stack);
    const carriers = stack
        .filter(({ type }) => ingressRules.rows.has(type))
        .map((resource) => ({ resource, ...rulesInStack(resource) }));
    for (const { resource, rules } of carriers) groups.attach(resource, rules);
    const made = { groups, lists: new PrefixLists(stack), carriers };
    places.set(stack, made);
    return made;
}

interface Places {
    readonly groups: SecurityGroups;
    readonly lists: PrefixLists;
    readonly carriers: readonly (ReturnType<typeof rulesInStack> & { readonly resource: StackResource })[];
}
const places = new WeakMap<readonly StackResource[], Places>();

const located =
    ({ urn }: StackResource, thunk: Thunk<Ingress>): Thunk<Located<Ingress>> =>
    () => ({ urn, view: thunk() });

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
