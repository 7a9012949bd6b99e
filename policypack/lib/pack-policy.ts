import type { ReportViolation, ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import { allowExemptionsOnResources, exemptions } from "../settings/exemptions";
import { type Configurable, schemaOf } from "./define-policy";
import { exemptionBook } from "./exemptions";
import { line } from "./line";
import { ownFaults } from "./own-exemptions";
import { PACK, sharedSettings } from "./pack-settings";
import { unusedExemptions } from "./unused-exemptions";

/** The policy that is named as the pack. */
export type PackPolicy = Configurable & ResourceValidationPolicy & StackValidationPolicy;

const DESCRIPTION = "Exemptions must be allowed, in date and in use.";

/**
 * The policy that is named as the pack: what is configured of it holds for the whole pack. That it is a policy makes its settings known to the engine
 * and to the policy groups of the service, which know the settings of policies and no others. It tells of exemptions that do not exempt, always as
 * advice, and has to be the last policy, as what the others report of a stack is then known.
 *
 * @param policies the catalogue, whose settings it has
 */
export function packPolicy(policies: readonly Configurable[]): PackPolicy {
    const settings = { ...sharedSettings(policies), allowExemptionsOnResources, exemptions };
    const names = policies.map(({ name }) => name);
    return {
        name: PACK,
        displayName: "What is configured for the whole pack",
        description: DESCRIPTION,
        severity: "low",
        enforcementLevel: "advisory",
        remediationSteps: "Remove the exemption, or write it as docs/exemptions.md says",
        tags: ["kubernetes", "api-server-bypass"],
        configSchema: schemaOf(settings),
        settings,
        validateResource({ props, urn, notApplicable, getConfig }, report) {
            const isAllowed = getConfig<{ allowExemptionsOnResources?: boolean }>().allowExemptionsOnResources === true;
            const faults = ownFaults(props, names, isAllowed);
            if (faults === undefined) return notApplicable("has no exemption of its own");
            for (const { at, message, fix } of faults) advise(report, line(at, message, fix), urn);
        },
        validateStack({ resources }, report) {
            const book = exemptionBook();
            if (book === undefined) return;
            for (const { at, message, fix, urn } of unusedExemptions(book, resources, names)) {
                advise(report, line(at, message, fix), urn);
            }
        },
    };
}

/** Whatever level the policy has: what blocks is the finding, and not what is written about it. */
function advise(report: ReportViolation, text: string, urn: string): void {
    const own = { message: `${DESCRIPTION}\n${text}`, urn, enforcementLevel: "advisory" };
    report(own as unknown as string, urn);
}
