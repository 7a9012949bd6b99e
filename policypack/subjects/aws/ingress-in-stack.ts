import type { Located, StackResource, StackSubject, Thunk } from "../../lib/subject";
import { isUnknown } from "../../lib/unknown";
import { evidenceFor, type GuardedService } from "../../model/guarded-service";
import type { Ingress } from "../../model/ingress";
import type { Cursor } from "../../parse/cursor";
import { ingressesOf, ownEvidence, rulesOf } from "./ingress";
import { ingressRules } from "./ingress-rules";
import { hintsOfTags, isNamedBy } from "./role-hints";
import { isGroup, SecurityGroups } from "./security-groups";

/**
 * The ingresses that a resource alone does not place: a wide rule on a group that says nothing of Kubernetes. The stack shows what stands
 * behind the group, also when the rule is a resource of its own. What `ingressTo` has judged is not here again.
 */
export const ingressInStackTo = (service: GuardedService): StackSubject<Ingress> =>
    function* (stack) {
        const groups = new SecurityGroups(stack);
        const carriers = stack
            .filter(({ type }) => ingressRules.rows.has(type))
            .map((resource) => ({ resource, ...rulesInStack(resource) }));
        for (const { resource, rules } of carriers) groups.attach(resource, rules);

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
