import type { Finding } from "../model/finding";
import { dayOf } from "../settings/date";
import type { Exemption } from "../settings/exemptions";
import { wildMatches } from "../settings/glob";
import { fact } from "./line";
import { type OwnExemption, ownExemptionsOf } from "./own-exemptions";
import { partsOfUrn } from "./urn";

/** What is in force for one operation. */
export interface InForce {
    readonly exemptions: readonly Exemption[];
    readonly allowOnResources: boolean;
    /** The policies that are disabled. */
    readonly disabled: ReadonlySet<string>;
    /** The clock. */
    readonly now: () => Date;
}

/** What was written about one finding: it is exempt, or it would be if that had not expired. In words that follow the finding. */
export interface Ruling {
    readonly isExempt: boolean;
    readonly words: string;
}

/** A finding as somebody may exempt it. */
export interface Exemptible {
    readonly policy: string;
    readonly urn: string;
    /** `path: fact`. */
    readonly line: string;
    /** The resource's own properties. */
    readonly props: () => object | undefined;
}

/** What happened to the exemptions of one operation. */
export class ExemptionBook {
    private readonly byPolicy = new Map<string, Exemption[]>();
    /** Exemptions that a finding met, each with the policy. */
    private readonly met = new Set<string>();
    /** Where a policy met something unknown, so that its findings are not all known. */
    private readonly unknowns = new Set<string>();
    private today: string | undefined;

    constructor(readonly inForce: InForce) {
        for (const one of inForce.exemptions) {
            for (const policy of one.policies) this.byPolicy.set(policy, [...(this.byPolicy.get(policy) ?? []), one]);
        }
    }

    /** What is written about a finding; undefined where nothing is. An exemption that holds wins over one that has expired. */
    ruling({ policy, urn, line, props }: Exemptible): Ruling | undefined {
        const configured = (this.byPolicy.get(policy) ?? []).filter(
            (one) => isAbout(one, urn) && (one.finding === undefined || wildMatches(one.finding, line)),
        );
        const own = this.inForce.allowOnResources ? ownExemptionsOf((props() ?? {}) as Readonly<Record<string, unknown>>) : [];
        const valid = own.filter((one) => one.policy === policy && one.fault === undefined);
        for (const one of configured) this.met.add(keyOf(one, policy));
        for (const one of valid) this.met.add(ownKeyOf(one, urn));
        const all = [...configured, ...valid];
        const holding = all.find((one) => !this.isExpired(one));
        const [first] = all;
        if (holding !== undefined) return { isExempt: true, words: exemptWords(holding) };
        return first === undefined ? undefined : { isExempt: false, words: expiredWords(first) };
    }

    noteUnknown(policy: string, urn: string): void {
        this.unknowns.add(`${policy}\0${urn}`);
    }

    /** Whether a policy could judge all of a resource, in its own check and in that of the stack. */
    couldJudge(policy: string, urn: string): boolean {
        return !this.unknowns.has(`${policy}\0${urn}`) && !this.unknowns.has(`${policy}\0`);
    }

    /** One operation has one day, that of its first finding: what it said before midnight, or before the clock was set, holds to its end. */
    isExpired({ expires }: Pick<Exemption, "expires">): boolean {
        return expires !== undefined && (this.today ??= dayOf(this.inForce.now())) > expires;
    }

    isMet = (exemption: Exemption, policy: string): boolean => this.met.has(keyOf(exemption, policy));
    isOwnMet = (exemption: OwnExemption, urn: string): boolean => this.met.has(ownKeyOf(exemption, urn));
}

const keyOf = ({ at }: Exemption, policy: string): string => `${at}\0${policy}`;
const ownKeyOf = ({ at }: OwnExemption, urn: string): string => `${at}\0${urn}`;

/** Whether every pattern matches a resource. */
export function isAbout(exemption: Exemption, urn: string): boolean {
    const parts = partsOfUrn(urn);
    if (parts === undefined) return false;
    const { stack, type, name } = exemption;
    return (
        (exemption.urn === undefined || wildMatches(exemption.urn, urn)) &&
        (stack === undefined || wildMatches(stack, parts.stack)) &&
        (name === undefined || wildMatches(name, parts.name)) &&
        (type === undefined || [parts.type, shortType(parts.type)].some((form) => wildMatches(type, form)))
    );
}

/** As the CLI shows it: `aws:ec2:SecurityGroup`. */
const shortType = (type: string): string => type.replace(/^([^:]*:[^:/]*)\/[^:]*:/, "$1:");

type Words = Pick<OwnExemption, "owner" | "reason" | "expires" | "ticket">;

/** They end without a full stop, as fixes do. */
const exemptWords = (one: Words): string =>
    `Exempt${one.expires === undefined ? "" : ` until ${one.expires}`} by ${byWhom(one)}: ${withoutStop(one.reason)}`;

const expiredWords = (one: Words): string =>
    `Its exemption by ${byWhom(one)} expired on ${one.expires ?? ""}: ${withoutStop(one.reason)}`;

const byWhom = ({ owner = "whoever wrote it on the resource", ticket }: Words): string =>
    ticket === undefined ? owner : `${owner} (${ticket})`;
const withoutStop = (text: string): string => text.replace(/\.$/, "");

let book: ExemptionBook | undefined;

/** From now on these exemptions hold; undefined where none is configured, so that nothing is done about them. */
export function putInForce(inForce: InForce): void {
    book = inForce.exemptions.length > 0 || inForce.allowOnResources ? new ExemptionBook(inForce) : undefined;
}

/** Whether somebody accepts a finding about a resource with these properties, so that nothing is to be done about it. */
export const isExempt = (policy: string, urn: string, finding: Finding, props: object): boolean =>
    book?.ruling({ policy, urn, line: lineOf(finding), props: () => props })?.isExempt === true;

/** `path: fact`. */
export const lineOf = ({ at, message }: Finding): string => fact(at, message);

/** What happened to exemptions so far; undefined where none is in force. */
export const exemptionBook = (): ExemptionBook | undefined => book;

/** A book of the same exemptions in which nothing is noted yet, for one more stack; undefined where none is in force. */
export const blankBook = (): ExemptionBook | undefined => book && new ExemptionBook(book.inForce);

/** From now on what happens to exemptions is noted there: whoever judges several stacks has a book for each. */
export function noteIn(other: ExemptionBook | undefined): void {
    book = other;
}
