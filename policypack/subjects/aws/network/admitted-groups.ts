import type { StackResource, StackSubject } from "../../../lib/subject";
import { evidenceFor, type GuardedService } from "../../../model/guarded-service";
import type { RoleHint } from "../../../model/node-evidence";
import type { AdmittedGroup } from "../../../model/source-group";
import { openedBy } from "./ingress";
import { networkOf } from "./network";
import { idOf } from "../references";
import { isNamedBy } from "../role-hints";
import { inWords } from "../words";

/**
 * The groups that rules for a service's ports admit, where the stack shows that they stand before something that is no part of a cluster.
 * A wide rule for such a group is ordinary: a load balancer reaches node ports by one.
 */
export const admittedGroupsInStackTo = (service: GuardedService): StackSubject<AdmittedGroup> =>
    function* (stack) {
        const { groups, carriers } = networkOf(stack);
        const strangers = new Map<StackResource, string | undefined>();
        for (const { resource, rules: listed } of carriers) {
            const rules = listed.filter((rule) => isNamedBy(rule, service));
            if (rules.length === 0) continue;
            const attached = groups.attachedTo(resource);
            // A rule that names the port shows that the service runs behind its group, which is no stranger's then.
            const { words, hints } = groups.groupOf(resource);
            const { evidence, decider } = evidenceFor(service, hints);
            // Behind the group that EKS makes for a cluster runs no etcd, whatever its rules name.
            if (evidence.verdict === "other") continue;
            for (const rule of attached === undefined ? rules : rules.map((one) => attached.without(one))) {
                const ports = rule.tcpPorts();
                const opens = ports === undefined ? [] : openedBy(ports, service);
                for (const place of rule.sources) {
                    for (const group of place.kind === "security group" ? groups.admittedBy(resource, place) : []) {
                        if (!strangers.has(group)) {
                            strangers.set(group, strangerBehind(groups.usersOf(group), groups.hintsOf(group)));
                        }
                        const from = strangers.get(group);
                        if (from === undefined) continue;
                        const path = [inWords(group), words, ...(decider?.through ?? [])];
                        const view: AdmittedGroup = { at: place.at, opens, from, admitted: idOf(group), path };
                        yield () => ({ urn: resource.urn, view });
                    }
                }
            }
        }
    };

/**
 * What stands behind an admitted group, in words, where everything behind it is known to be no part of a cluster: managed services, and
 * machines that are called bastions. undefined for everything else.
 */
function strangerBehind(users: readonly StackResource[], hints: readonly RoleHint[]): string | undefined {
    const isStranger = hints.every(({ role }) => role === "service" || role === "machine" || role === "bastion by name");
    const machines = hints.filter(({ role }) => role === "machine");
    const bastions = hints.filter(({ role }) => role === "bastion by name");
    if (!isStranger || users.length === 0 || (machines.length > 0 && bastions.length === 0)) return undefined;
    return hints.find(({ role }) => role !== "machine")?.through[0] ?? inWords(users[0]!);
}
