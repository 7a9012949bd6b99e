import { AddressSet } from "./address-set";
import type { Finding } from "./finding";
import type { GuardedService } from "./guarded-service";
import type { Ingress, PrefixList, Source, TogetherIngress } from "./ingress";
import { holdsEverybody, isNetworkOfAws, OFF_THE_INTERNET } from "./internet";
import { fixOf, opening, openingTogether } from "./reach-words";

/** Whether an id or a name is among those that a setting lists. */
export type Matches = (idOrName: string) => boolean;

/** What the configuration says about who may reach a port, and about groups that the stack does not show. */
export interface Trust {
    readonly trustedCidrs: AddressSet;
    /** By id, or by name where the stack declares the list. */
    readonly trustedPrefixLists: Matches;
    readonly trustedSecurityGroups: Matches;
    /** Groups that are known to have the service behind them, by id. */
    readonly nodeSecurityGroups: Matches;
}

/** What one organisation has itself: a /24 of IPv4 and a /48 of IPv6, all its sources together. */
const FEW = { 4: 1n << 8n, 6: 1n << 80n };

type Addresses = Extract<Source, { kind: "addresses" }>;
/** A source, and its addresses that are not trusted. */
interface Left extends Addresses {
    readonly left: AddressSet;
}

/**
 * What is wrong with one ingress: a finding for the internet, one for private ranges, one for prefix lists that the stack does not show and
 * one for groups of other accounts.
 *
 * Everything that is not trusted is named. The internet has the policy's own level. A private range may be the cluster's own network, which
 * a rule does not tell, so it advises, with severity `medium`; where even the node is in doubt there are two doubts, and nothing is said.
 */
export function* untrusted(service: GuardedService, ingress: Ingress, trust: Trust): Generator<Finding> {
    const { at, isNarrow } = ingress;
    const evidence = evidenceWith(trust, ingress);
    const isNode = evidence.verdict === "node";
    if (evidence.verdict === "other" || (!isNarrow && service.wideRanges === "silent")) return;
    if (!isNarrow && service.wideRanges === "told of nodes" && !isNode) return;

    const told = { ...ingress, evidence };
    const { internet, rest } = exposedOf(ingress.sources, trust);
    const fix = fixOf(service, ingress);
    const orTrust = `${fix}, or list the range in trustedCidrs`;
    const mild = { severity: "medium", certainty: "unsure" } as const;
    if (internet.length > 0) {
        const everywhere = isEverywhere(internet, trust) ? "everywhere" : undefined;
        const message = opening(service, told, internet, everywhere);
        if (service.admitsFew && isFew(internet)) {
            if (isNode) yield { at, message, fix: orTrust, ...mild };
        } else if (isNode) yield { at, message, fix, ...narrowed(ingress, internet, trust) };
        else yield { at, message, fix: orDeclare(service, ingress, fix), certainty: "unsure" };
    }
    if (!isNode) return;
    if (rest.length > 0 && service.privateSources === "advise") {
        yield { at, message: opening(service, told, rest), fix: orTrust, ...mild };
    }
    const lists = ingress.sources.filter(({ kind, written }) => kind === "prefix list" && !trust.trustedPrefixLists(written));
    if (lists.length > 0) {
        const message = opening(service, told, lists, undefined, ", whose addresses the stack does not show");
        yield { at, message, fix: `${fix}, or list it in trustedPrefixLists`, certainty: "unsure" };
    }
    const groups = ingress.sources.filter(({ kind, written }) => kind === "security group" && isForeign(written, trust));
    if (groups.length > 0) {
        const message = opening(service, told, groups, undefined, " of another account");
        yield { at, message, fix: `${fix}, or list it in trustedSecurityGroups`, ...mild };
    }
}

/** Everybody but the internet stays; where nobody would, the trusted ranges come instead, as AWS takes no rule without a source. */
function narrowed(
    { isExact, sources, at }: Ingress,
    internet: readonly Left[],
    { trustedCidrs }: Trust,
): Pick<Finding, "repair"> {
    if (isExact !== true || internet.some(({ list }) => list !== undefined)) return {};
    const gone = new Set(internet.map(({ written }) => written));
    const kept = sources.map(({ written }) => written).filter((written) => !gone.has(written));
    const value = kept.length > 0 ? kept : trustedCidrs.cidrs(internet[0]!.written.includes(":") ? 6 : 4);
    return value.length === 0 ? {} : { repair: { at: [at.replace(/\[\d+\]$/, "")], value } };
}

/** What another stack makes only the configuration can place. */
const orDeclare = ({ runsOn }: GuardedService, { group, isElsewhere }: Ingress, fix: string): string =>
    isElsewhere === true && group !== undefined
        ? `${fix}, and list ${group} in nodeSecurityGroups if what has it ${runsOn}`
        : fix;

/** What is wrong with what the whole stack shows. */
export const untrustedInStack = (service: GuardedService, ingress: Ingress | TogetherIngress, trust: Trust): Iterable<Finding> =>
    "parts" in ingress ? untrustedTogether(service, ingress, trust) : behind(ingress.barrier, untrusted(service, ingress, trust));

/**
 * What a network ACL denies advises: nobody gets in, but an ACL is written for a subnet by somebody who does not know what the group opens,
 * and one more rule in it opens the port.
 */
function* behind(barrier: string | undefined, findings: Iterable<Finding>): Generator<Finding> {
    if (barrier === undefined) return yield* findings;
    for (const finding of findings) {
        const message = `${finding.message}, which ${barrier} today`;
        yield { ...finding, message, severity: "medium", certainty: "unsure" };
    }
}

/** Whether rules that are halves by themselves let everybody in together; a finding of the group, beside those of its rules. */
function* untrustedTogether(service: GuardedService, ingress: TogetherIngress, trust: Trust): Generator<Finding> {
    const evidence = evidenceWith(trust, ingress);
    if (evidence.verdict === "other") return;
    const parts = ingress.parts.map((part) => exposedOf(part, trust).internet).filter((part) => part.length > 0);
    if (parts.length < 2 || !isEverywhere(parts.flat(), trust)) return;
    if (parts.some((part) => isEverywhere(part, trust) || part.some(isWrittenWhole))) return;
    yield {
        at: "",
        message: openingTogether(service, { ...ingress, evidence }, parts.flat()),
        fix: `Name ${service.client} in its rules and remove the addresses`,
        ...(evidence.verdict === "unsure" && { certainty: "unsure" }),
    };
}

/** A group that the configuration declares is known, whatever the stack shows of it. */
function evidenceWith({ nodeSecurityGroups }: Trust, { group, evidence }: Pick<Ingress, "group" | "evidence">) {
    return group !== undefined && nodeSecurityGroups(group) ? { verdict: "node" as const, why: "nodeSecurityGroups" } : evidence;
}

/** The untrusted sources that reach from the internet, and those of the others that the first do not cover. */
function exposedOf(sources: readonly Source[], trust: Trust): { internet: Left[]; rest: Left[] } {
    const trustedLists = trustedListsOf(sources, trust);
    const left = sources
        .filter((source): source is Addresses => source.kind === "addresses")
        .filter(({ list }) => list === undefined || !trustedLists.has(keyOf(list)))
        .map((source) => ({ ...source, left: source.addresses.minus(trust.trustedCidrs) }))
        .filter((source) => !source.left.isEmpty());
    const internet = left.filter((source) => !OFF_THE_INTERNET.includes(source.left) && !isNetworkOfAws(source.left));
    const exposed = AddressSet.unionOf(internet.map((source) => source.left));
    return { internet, rest: left.filter((source) => !exposed.includes(source.left)) };
}

/** A list that holds everybody is not made safe by being trusted. */
function trustedListsOf(sources: readonly Source[], { trustedPrefixLists }: Trust): Set<string> {
    const ranges = new Map<string, AddressSet[]>();
    for (const source of sources) {
        if (source.kind !== "addresses" || source.list === undefined) continue;
        const { id, name } = source.list;
        if (!trustedPrefixLists(name) && (id === undefined || !trustedPrefixLists(id))) continue;
        const sets = ranges.get(keyOf(source.list));
        if (sets === undefined) ranges.set(keyOf(source.list), [source.addresses]);
        else sets.push(source.addresses);
    }
    return new Set([...ranges].filter(([, sets]) => !holdsEverybody(AddressSet.unionOf(sets))).map(([list]) => list));
}

const keyOf = ({ id, name }: PrefixList): string => `${id} ${name}`;

/** Whether the ranges hold everybody together though none is written as /0, which everybody can read. */
const isEverywhere = (sources: readonly Left[], { trustedCidrs }: Trust): boolean =>
    !sources.some(isWrittenWhole) &&
    holdsEverybody(AddressSet.unionOf([...sources.map(({ addresses }) => addresses), trustedCidrs]));

const isWrittenWhole = ({ written }: Source): boolean => /\/0+$/.test(written);

function isFew(sources: readonly Left[]): boolean {
    const all = AddressSet.unionOf(sources.map(({ left }) => left));
    return all.count(4) <= FEW[4] && all.count(6) <= FEW[6];
}

const isForeign = (group: string, { trustedSecurityGroups }: Trust): boolean =>
    /^\d{12}\//.test(group) && !trustedSecurityGroups(group);
