import type { StackSubject } from "../../../lib/subject";
import type { GuardedService } from "../../../model/guarded-service";
import type { Ingress } from "../../../model/ingress";
import { containsPort } from "../../../model/port-range";
import { addressesIn, ingressesOf, type SourceReader } from "./ingress";
import { movedPortsOf } from "./moved-ports";
import { networkOf } from "./network";
import { ifKnown } from "../../../lib/read-all";
import { inWords } from "../words";

/**
 * The ingresses to ports that a node's own configuration moves a service to: no rule shows that such a port is guarded, and only the stack
 * joins the rule to the machine. A rule that opens one of the service's own ports as well is told of already.
 */
export const movedIngressInStackTo = (service: GuardedService): StackSubject<Ingress> =>
    function* (stack) {
        const { groups, lists, carriers } = networkOf(stack);
        const moved = movedPortsOf(stack);
        for (const { resource, rules: listed } of carriers) {
            const { resource: group, words, id } = groups.groupOf(resource);
            const ports = moved.behind(service, groups.usersOf(group));
            if (ports.size === 0) continue;
            const attached = groups.attachedTo(resource);
            const rules = attached === undefined ? listed : listed.map((rule) => attached.without(rule));
            const read: SourceReader = (place) =>
                place.kind === "prefix list" ? lists.sourcesOf(resource, place) : addressesIn(place);
            for (const [port, machine] of ports) {
                const evidence = { verdict: "node", why: `${service.name} port ${port}` } as const;
                const standing = { evidence, path: [words, inWords(machine)], group: id };
                for (const rule of rules) {
                    const range = ifKnown(() => rule.tcpPorts());
                    if (range === undefined || service.ports.some((own) => containsPort(range, own))) continue;
                    for (const thunk of ingressesOf(rule, { ...service, ports: [port] }, standing, read)) {
                        yield () => ({ urn: resource.urn, view: thunk() });
                    }
                }
            }
        }
    };
