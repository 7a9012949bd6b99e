import type { Resource, Subject, Thunk } from "../../../lib/subject";
import { AddressSet } from "../../../model/address-set";
import { evidenceFor, type GuardedService } from "../../../model/guarded-service";
import type { Ingress, Source } from "../../../model/ingress";
import type { NodeEvidence } from "../../../model/node-evidence";
import { containsPort, isNarrow, type PortRange } from "../../../model/port-range";
import { Unreadable } from "../../../model/unreadable";
import type { Cursor } from "../../../parse/cursor";
import { once } from "../../../parse/once";
import { type IngressRule, ingressRules, type SourcePlace } from "./ingress-rules";
import { type ReadAll, readAll } from "../../../lib/read-all";
import { hintsOfName, hintsOfRules, hintsOfTags } from "../role-hints";

/** The rules of one resource, and what reading the others throws. Read once for all services. */
export const rulesOf = once((resource: Resource): ReadAll<IngressRule> =>
    readAll(
        () => ingressRules.rows.get(resource.type)?.(resource) ?? [],
        (rule: Thunk<IngressRule>) => rule(),
    ),
);

/**
 * What one resource says by itself about what runs behind it: its tags, its name, and the ports that its rules name. This decides where a rule is
 * judged: a resource that shows that it is a node's is judged before it is created, every other with the whole stack in sight.
 */
export const ownEvidence = (service: GuardedService, resource: Resource, rules: readonly IngressRule[]): NodeEvidence =>
    evidenceFor(service, [...hintsOfTags(resource), ...hintsOfRules(rules), ...hintsOfName(resource)]).evidence;

/** The ingresses to a service's ports that the resource alone shows to be a node's. The ranges of prefix lists are not here: the stack has them. */
export const ingressTo = (service: GuardedService): Subject<Ingress> => ({
    rows: new Map(
        [...ingressRules.rows.keys()].map((token) => [
            token,
            function* (resource: Resource) {
                const { known: rules, faults } = rulesOf(resource);
                const evidence = ownEvidence(service, resource, rules);
                const isJudgedHere = evidence.verdict === "node";
                for (const rule of rules) {
                    if (!isJudgedHere && hasKnownPorts(rule)) continue;
                    yield* ingressesOf(rule, service, { evidence, path: [], group: undefined }, addressesIn);
                }
                // Where rules cannot be read the service beside this one says so.
                if (service.beside === undefined) yield* faults.map(throwing);
            },
        ]),
    ),
});

/** What is known of the place where a rule stands: the same for every view of it. */
export type Standing = Pick<Ingress, "evidence" | "path" | "group" | "isElsewhere">;
/** Reads the sources of one property; undefined where another reader has it. */
export type SourceReader = (place: SourcePlace) => ReadAll<Source> | undefined;

/**
 * The views of one rule, one for each property that names sources. Unknown ports of a rule that only admits security groups, and unknown
 * sources of a rule for other ports, matter to nobody.
 */
export function* ingressesOf(
    rule: IngressRule,
    service: GuardedService,
    standing: Standing,
    sourcesIn: SourceReader,
): Generator<Thunk<Ingress>> {
    let ports: PortRange | undefined;
    let fault: unknown;
    try {
        ports = rule.tcpPorts();
    } catch (error) {
        // Of unknown ports the service beside this one tells.
        if (service.beside !== undefined) return;
        fault = error;
    }
    const opens = ports === undefined ? [] : openedBy(ports, service);
    if (fault === undefined && opens.length === 0) return;

    for (const place of rule.sources) {
        const { known: sources, faults } = sourcesIn(place) ?? NOTHING;
        yield* faults.map(throwing);
        if (sources.length === 0) continue;
        if (fault !== undefined) yield throwing(fault);
        else if (ports !== undefined) {
            const isExact = ports.last - ports.first + 1 === opens.length;
            const view = { ...standing, at: place.at, opens, isNarrow: isNarrow(ports), isExact, sources, instead: rule.instead };
            yield () => view;
        }
    }
}

/** The service's ports in a range; none where the range opens those of the service beside it, which then tells. */
export const openedBy = (ports: PortRange, { ports: own, beside }: GuardedService): readonly number[] =>
    beside?.ports.some((port) => containsPort(ports, port)) === true ? [] : own.filter((port) => containsPort(ports, port));

/** Addresses, and groups of other accounts: what a rule shows by itself. */
export function addressesIn(place: SourcePlace): ReadAll<Source> | undefined {
    switch (place.kind) {
        case "addresses":
            return readAll(() => place.values(), addressesOf);
        case "security group": {
            const { known } = readAll(
                () => place.values(),
                (value) => value.text() ?? "",
            );
            return {
                known: known.filter(isOfAnotherAccount).map((written) => ({ kind: "security group", written })),
                faults: [],
            };
        }
        case "prefix list":
            return undefined;
        default:
            return place.kind satisfies never;
    }
}

/** @throws Unreadable when the value is no address range */
export function addressesOf(value: Cursor<unknown>): Extract<Source, { kind: "addresses" }> {
    const written = value.text() ?? "";
    const addresses = AddressSet.parse(written);
    if (addresses === undefined) throw new Unreadable(value.path, "is no address range");
    return { kind: "addresses", written, addresses };
}

/** `123456789012/sg-…`, as the provider takes a group of a peered network's account. An unknown group is taken for the cluster's. */
const isOfAnotherAccount = (group: string): boolean => /^\d{12}\//.test(group);

const NOTHING: ReadAll<never> = { known: [], faults: [] };

function hasKnownPorts(rule: IngressRule): boolean {
    try {
        rule.tcpPorts();
        return true;
    } catch {
        return false;
    }
}

export const throwing =
    (fault: unknown): Thunk<never> =>
    () => {
        throw fault;
    };
