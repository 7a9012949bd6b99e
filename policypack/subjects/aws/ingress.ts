import type { Resource, Subject, Thunk } from "../../lib/subject";
import { AddressSet } from "../../model/address-set";
import { evidenceFor, type GuardedService } from "../../model/guarded-service";
import type { Ingress, Source } from "../../model/ingress";
import type { NodeEvidence } from "../../model/node-evidence";
import { containsPort, isNarrow, type PortRange } from "../../model/port-range";
import { Unreadable } from "../../model/unreadable";
import type { Cursor } from "../../parse/cursor";
import { type IngressRule, ingressRules, type SourcePlace } from "./ingress-rules";
import { readAll } from "./read-all";
import { hintsOfRules, hintsOfTags } from "./role-hints";

/** The rules of one resource, and what reading the others throws. */
export const rulesOf = (resource: Resource) =>
    readAll(
        () => ingressRules.rows.get(resource.type)?.(resource) ?? [],
        (rule: Thunk<IngressRule>) => rule(),
    );

/**
 * What one resource says by itself about what runs behind it: its tags, and the ports that its rules name. This decides where a rule is
 * judged: a resource that shows that it is a node's is judged before it is created, every other with the whole stack in sight.
 */
export const ownEvidence = (service: GuardedService, resource: Resource, rules: readonly IngressRule[]): NodeEvidence =>
    evidenceFor(service, [...hintsOfTags(resource), ...hintsOfRules(rules)]).evidence;

/** The ingresses to a service's ports that the resource alone shows to be a node's. */
export const ingressTo = (service: GuardedService): Subject<Ingress> => ({
    rows: new Map(
        [...ingressRules.rows.keys()].map((token) => [
            token,
            function* (resource: Resource) {
                const { known: rules, faults } = rulesOf(resource);
                const evidence = ownEvidence(service, resource, rules);
                const isJudgedHere = evidence.verdict === "node";
                for (const rule of rules) {
                    if (isJudgedHere || !hasKnownPorts(rule)) yield* ingressesOf(rule, service, evidence, []);
                }
                yield* faults.map(throwing);
            },
        ]),
    ),
});

/**
 * The views of one rule, one for each property that names sources. Unknown ports of a rule that only admits security groups, and unknown
 * sources of a rule for other ports, matter to nobody.
 */
export function* ingressesOf(
    rule: IngressRule,
    service: GuardedService,
    evidence: NodeEvidence,
    path: readonly string[],
): Generator<Thunk<Ingress>> {
    let ports: PortRange | undefined;
    let fault: unknown;
    try {
        ports = rule.tcpPorts();
    } catch (error) {
        fault = error;
    }
    const opens = service.ports.filter((port) => ports !== undefined && containsPort(ports, port));
    if (fault === undefined && opens.length === 0) return;

    for (const place of rule.sources) {
        const { known: sources, faults } = readAll(
            () => place.values(),
            (value) => sourceOf(place, value),
        );
        yield* faults.map(throwing);
        if (sources.length === 0) continue;
        if (fault !== undefined) yield throwing(fault);
        else if (ports !== undefined) {
            const view: Ingress = {
                at: place.at,
                opens,
                isNarrow: isNarrow(ports),
                sources,
                instead: rule.instead,
                evidence,
                path,
            };
            yield () => view;
        }
    }
}

/** @throws Unreadable when the value is no address range */
function sourceOf({ kind }: SourcePlace, value: Cursor<unknown>): Source {
    const written = value.text() ?? "";
    if (kind === "prefix list") return { kind, written };
    const addresses = AddressSet.parse(written);
    if (addresses === undefined) throw new Unreadable(value.path, "is no address range");
    return { kind, written, addresses };
}

function hasKnownPorts(rule: IngressRule): boolean {
    try {
        rule.tcpPorts();
        return true;
    } catch {
        return false;
    }
}

const throwing =
    (fault: unknown): Thunk<never> =>
    () => {
        throw fault;
    };
