import { sharedOver } from "../../lib/stack";
import type { Located, StackResource, StackSubject, Thunk } from "../../lib/subject";
import { evidenceFor, type GuardedService } from "../../model/guarded-service";
import type { Ingress } from "../../model/ingress";
import { ingressesOf, ownEvidence } from "./ingress";
import { networkOf } from "./network";
import { hintsOfTags, isNamedBy } from "./role-hints";
import { isGroup } from "./security-groups";

/**
 * The ingresses that a resource alone does not place: a wide rule on a group that says nothing of Kubernetes. The stack shows what stands
 * behind the group, also when the rule is a resource of its own. What `ingressTo` has judged is not here again.
 */
export const ingressInStackTo = (service: GuardedService): StackSubject<Ingress> =>
    function* (stack) {
        const { groups, carriers } = sharedOver(stack, networkOf);
        for (const { resource, rules: listed, faults } of carriers) {
            const attached = groups.attachedTo(resource);
            const inline = attached === undefined ? listed : listed.filter((rule) => attached.isInline(rule));
            if (ownEvidence(service, resource, inline).verdict === "node") continue;
            // A rule that names the port is judged by itself, wherever it was written.
            const wide = listed.filter((rule) => !isNamedBy(rule, service));
            const rules = attached === undefined ? wide : wide.map((rule) => attached.without(rule));
            const { words, hints } = groups.groupOf(resource);
            const ownTags = isGroup(resource) ? [] : hintsOfTags(resource);
            const { evidence, decider } = evidenceFor(service, [...ownTags, ...hints]);
            if (evidence.verdict === "other") continue;
            const path = [words, ...(decider?.through ?? [])];
            for (const rule of rules) {
                for (const thunk of ingressesOf(rule, service, evidence, path)) yield located(resource, thunk);
            }
            for (const fault of faults) {
                yield () => {
                    throw fault;
                };
            }
        }
    };

const located =
    ({ urn }: StackResource, thunk: Thunk<Ingress>): Thunk<Located<Ingress>> =>
    () => ({ urn, view: thunk() });
