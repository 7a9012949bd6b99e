import { each, type Located, type StackResource, type StackSubject, type Thunk } from "../../../lib/subject";
import { AddressSet } from "../../../model/address-set";
import type { AdmittedRange, BalancerAudience, Forwarding } from "../../../model/forwarding";
import { evidenceFor, type GuardedService } from "../../../model/guarded-service";
import { containsPort } from "../../../model/port-range";
import type { Cursor } from "../../../parse/cursor";
import { type Forward, type Forwards, forwardsOf } from "./forwards";
import type { Front } from "./load-balancers";
import { type Network, networkOf } from "../network/network";
import { ifSet } from "../../../lib/read-all";
import { inWords } from "../words";

/**
 * The load balancers of a stack that lead to a service's ports, and the endpoint services that carry them to other networks. Only a stack
 * shows these ways: a target group has the port, a listener the door, a load balancer the side that it is open to.
 */
export const forwardingInStackTo = (service: GuardedService): StackSubject<Forwarding> =>
    function* (stack) {
        const { forwards, services } = forwardsOf(stack);
        const network = networkOf(stack);
        yield* each(forwards, (forward) => forwardingsOf(forward, service, services, network));
    };

function* forwardingsOf(
    forward: Forward,
    service: GuardedService,
    services: Forwards["services"],
    network: Network,
): Generator<Thunk<Located<Forwarding>>> {
    const port = forward.port.number();
    if (port === undefined || !service.ports.includes(port)) return;
    // A machine's port says what listens there.
    const itself = { role: service.name === "etcd" ? "etcd" : "kubelet", why: "its port", through: [] } as const;
    const { evidence, decider } = evidenceFor(service, [...forward.hints, ...(forward.isMachines ? [itself] : [])]);
    const behind = [...forward.words, ...(decider?.through ?? [])];
    const view = (at: string, audience: BalancerAudience, path: readonly string[]): Forwarding => ({
        at,
        forwardsTo: port,
        audience,
        path,
        evidence,
    });
    const { urn } = forward.resource;
    const at = forward.port.path;
    if (forward.fronts.length === 0) yield () => ({ urn, view: view(at, { kind: "nobody yet" }, behind) });
    for (const front of forward.fronts) {
        const path = [wordsOf(front), ...behind];
        yield () => ({ urn, view: view(at, audienceOf(front, network), path) });
        for (const { resource, audiences } of (front.balancer && services.get(front.balancer)) ?? []) {
            for (const said of audiences) {
                yield () => {
                    const { at: place, audience } = said();
                    return { urn: resource.urn, view: view(place, audience, [inWords(resource), ...path]) };
                };
            }
        }
    }
}

const wordsOf = ({ port, balancer }: Front): string => {
    const words = balancer === undefined ? "a load balancer of another stack" : inWords(balancer);
    return port === undefined ? words : `port ${port} of ${words}`;
};

/** `aws` says `internal`, CloudFormation `scheme`; without a word it is on the internet. @throws what reading the word throws */
function audienceOf({ balancer, port }: Front, network: Network): BalancerAudience {
    if (balancer === undefined) return { kind: "other stack" };
    const said = balancer.props as Cursor<{ internal: boolean; scheme: string }>;
    const isInternal = balancer.type.startsWith("aws-native:")
        ? ifSet(balancer, "scheme", () => said.field("scheme").text()) === "internal"
        : ifSet(balancer, "internal", () => said.field("internal").flag()) === true;
    if (isInternal) return { kind: "network" };
    return { kind: "internet", admitted: port === undefined ? undefined : admittedBy(balancer, port, network) };
}

/** Whom a load balancer's groups let in to a listener; undefined where not all of their rules are known. */
function admittedBy(balancer: StackResource, port: number, { groups, faulty }: Network): readonly AdmittedRange[] | undefined {
    const before = groups.groupsBefore(balancer);
    if (before === undefined || before.some((group) => faulty.has(group))) return undefined;
    try {
        const rules = before.flatMap((group) => groups.rulesOf(group));
        return rules.flatMap((rule) => {
            const ports = rule.tcpPorts();
            if (ports === undefined || !containsPort(ports, port)) return [];
            return rule.sources.flatMap((place) => {
                if (place.kind === "addresses") return [...place.values()].map(rangeOf);
                if (place.kind === "prefix list" && [...place.values()].length > 0) throw new Unresolved();
                return [];
            });
        });
    } catch {
        // Whatever is unknown there must not narrow the way.
        return undefined;
    }
}

class Unresolved extends Error {}

function rangeOf(value: Cursor<unknown>): AdmittedRange {
    const written = value.text() ?? "";
    const addresses = AddressSet.parse(written);
    if (addresses === undefined) throw new Unresolved();
    return { written, addresses };
}
