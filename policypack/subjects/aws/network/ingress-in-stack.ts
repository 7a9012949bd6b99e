import type { Located, StackResource, StackSubject, Thunk } from "../../../lib/subject";
import { evidenceFor, type GuardedService } from "../../../model/guarded-service";
import type { Ingress, TogetherIngress } from "../../../model/ingress";
import { barriersOf } from "./barriers";
import { GroupOpenings } from "./group-openings";
import { addressesIn, ingressesOf, ownEvidence, type SourceReader, throwing } from "./ingress";
import { networkOf } from "./network";
import { ifKnown } from "../../../lib/read-all";
import { hintsOfTags, isNamedBy } from "../role-hints";
import { isGroup } from "./security-groups";

/**
 * The ingresses that a resource alone does not place: a wide rule on a group that says nothing of Kubernetes, and prefix lists, whose
 * ranges stand elsewhere. The stack shows what stands behind the group, also when the rule is a resource of its own. What `ingressTo`
 * has judged is here again only as a part of what all the rules of its group open together.
 */
export const ingressInStackTo = (service: GuardedService): StackSubject<Ingress | TogetherIngress> =>
    function* (stack) {
        const { groups, lists, carriers } = networkOf(stack);
        const barriers = barriersOf(stack);
        const openings = new GroupOpenings();

        for (const { resource, rules: listed, faults } of carriers) {
            const attached = groups.attachedTo(resource);
            const rules = attached === undefined ? listed : listed.map((rule) => attached.without(rule));
            const inline = attached === undefined ? listed : listed.filter((rule) => attached.isInline(rule));
            const own = ownEvidence(service, resource, inline);
            const isJudged = own.verdict === "node";
            const { resource: group, words, hints, id, isReferenced } = groups.groupOf(resource);
            const ownTags = isGroup(resource) ? [] : hintsOfTags(resource);
            const { evidence, decider } = evidenceFor(service, [...ownTags, ...hints]);
            const placed = { evidence, path: [words, ...(decider?.through ?? [])], group: id, isElsewhere: isReferenced };
            const atResource = { evidence: own, path: [], group: id };
            // Two groups of other stacks whose ids are unknown are not one.
            const key = group ?? id ?? (hints.length > 0 ? words : undefined);
            const all: SourceReader = (place) =>
                place.kind === "prefix list" ? lists.sourcesOf(resource, place) : addressesIn(place);
            const onlyLists: SourceReader = (place) => (place.kind === "prefix list" ? all(place) : undefined);

            if (!isJudged && evidence.verdict === "other") continue;

            for (const rule of rules) {
                const opened = [...ingressesOf(rule, service, isJudged ? { ...placed, evidence: own } : placed, all)];
                const views = opened.flatMap((thunk) => [...barriers.narrow(thunk, groups.usersOf(group))]);
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
        if (ingress?.barrier !== undefined) continue;
        if (ingress === undefined || (!ingress.isNarrow && service.wideRanges !== "told")) continue;
        openings.add(group, ingress, { urn, opens: ingress.opens, sources: ingress.sources });
    }
}

const located =
    ({ urn }: StackResource, thunk: Thunk<Ingress>): Thunk<Located<Ingress>> =>
    () => ({ urn, view: thunk() });
