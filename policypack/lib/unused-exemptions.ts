import type { PolicyResource } from "@pulumi/policy";
import type { Exemption } from "../settings/exemptions";
import { nearest } from "../settings/nearest";
import { type ExemptionBook, isAbout } from "./exemptions";
import { outputsOrInputs } from "./inputs";
import { type ExemptionFault, ownExemptionsOf } from "./own-exemptions";
import { partsOfUrn } from "./urn";

/** An exemption that exempted nothing; `urn` is that of the resource on which it stands, "" for one of the configuration. */
export interface Unused extends ExemptionFault {
    readonly urn: string;
}

/**
 * The exemptions that no finding met once everything is judged. Where that cannot be told (a resource is no target of the operation and not there
 * yet, or something of it is not known yet), nothing is said.
 *
 * @param policies the names of all policies
 */
export function* unusedExemptions(
    book: ExemptionBook,
    resources: readonly PolicyResource[],
    policies: readonly string[],
): Generator<Unused> {
    for (const exemption of book.inForce.exemptions) {
        if (!concerns(exemption, resources)) continue;
        for (const policy of exemption.policies) {
            if (book.isMet(exemption, policy)) continue;
            const message = whyUnused(book, exemption, policy, resources);
            if (message !== undefined) yield { at: exemption.at, message, fix: "Remove it from the configuration", urn: "" };
        }
    }
    if (!book.inForce.allowOnResources) return;
    for (const resource of resources) {
        const { urn } = resource;
        for (const own of ownExemptionsOf(propsOf(resource))) {
            if (own.fault !== undefined || !policies.includes(own.policy) || book.isOwnMet(own, urn)) continue;
            const message = whyOwnUnused(book, own.policy, resource);
            if (message !== undefined) yield { at: own.at, message, fix: "Remove it from the resource", urn };
        }
    }
}

function whyUnused(
    book: ExemptionBook,
    exemption: Exemption,
    policy: string,
    resources: readonly PolicyResource[],
): string | undefined {
    if (book.inForce.disabled.has(policy)) return disabled(policy);
    const meant = resources.filter(({ urn }) => isAbout(exemption, urn));
    if (meant.length === 0) return `exempts nothing, as this stack has no resource of ${pattern(exemption, resources)}`;
    if (!meant.every((resource) => isSettled(book, policy, resource))) return undefined;
    const why = nothing(policy, shown(meant.map(({ name }) => name)), exemption.finding);
    return book.isExpired(exemption) ? `expired on ${exemption.expires!}, and ${why}` : `exempts nothing, as ${why}`;
}

function whyOwnUnused(book: ExemptionBook, policy: string, resource: PolicyResource): string | undefined {
    if (book.inForce.disabled.has(policy)) return disabled(policy);
    return isSettled(book, policy, resource) ? `exempts nothing, as ${nothing(policy, "this resource")}` : undefined;
}

const disabled = (policy: string): string => `exempts nothing, as ${policy} is disabled`;

/** As many names as anybody reads. */
const SHOWN = 3;

const shown = (names: readonly string[]): string =>
    names.slice(0, SHOWN).join(", ") + (names.length > SHOWN ? " and others" : "");

const nothing = (policy: string, of: string, like?: string): string =>
    `${policy} has nothing to report of ${of}${like === undefined ? "" : ` that is like "${like}"`}`;

const propsOf = ({ urn, props }: PolicyResource) => outputsOrInputs(urn, props) as Readonly<Record<string, unknown>>;

/**
 * Whether all that a policy has to report of a resource is reported. One that the operation is not about and that is not there yet has no
 * properties at all, for the resource's check and for the stack's (seen with CLI 3.259).
 */
const isSettled = (book: ExemptionBook, policy: string, resource: PolicyResource): boolean =>
    Object.keys(propsOf(resource)).length > 0 && book.couldJudge(policy, resource.urn);

/** What an exemption means, and the name that was perhaps meant. */
function pattern(exemption: Exemption, resources: readonly PolicyResource[]): string {
    const parts = (["urn", "name", "type"] as const).flatMap((key) =>
        exemption[key] === undefined ? [] : [`the ${key} "${exemption[key]}"`],
    );
    const { name } = exemption;
    const names = resources.map((resource) => resource.name);
    const best = name === undefined || names.includes(name) ? undefined : nearest(name, names);
    return `${parts.join(" and ")}${best === undefined ? "" : ` (did you mean "${best}"?)`}`;
}

/** Whether an exemption is about a stack at all: a configuration may be that of many. */
function concerns({ stack, urn }: Exemption, resources: readonly PolicyResource[]): boolean {
    const [first] = resources;
    const own = first && partsOfUrn(first.urn);
    if (own === undefined) return false;
    if (stack !== undefined && !isAboutStack(stack, first!.urn)) return false;
    if (urn === undefined) return true;
    const [project, name] = own.stack.split("/") as [string, string];
    const ofStack = `urn:pulumi:${name}::${project}::`;
    const beginning = urn.split("*", 1)[0]!;
    return ofStack.startsWith(beginning) || beginning.startsWith(ofStack);
}

const isAboutStack = (stack: string, urn: string): boolean =>
    isAbout({ at: "", policies: [], reason: "", owner: "", stack }, urn);
