import type { ResourceValidationPolicy } from "@pulumi/policy";
import { type Configurable, schemaOf } from "./define-policy";
import { PACK, sharedSettings } from "./pack-settings";

/** The policy that is named as the pack. */
export type PackPolicy = Configurable & ResourceValidationPolicy;

/**
 * The policy that is named as the pack: what is configured of it holds for the whole pack. That it is a policy makes its settings known to the engine
 * and to the policy groups of the service, which know the settings of policies and no others.
 *
 * @param policies the catalogue, whose settings it has
 */
export function packPolicy(policies: readonly Configurable[]): PackPolicy {
    const settings = sharedSettings(policies);
    return {
        name: PACK,
        displayName: "What is configured for the whole pack",
        description: "What is configured for the whole pack must be in use.",
        severity: "low",
        enforcementLevel: "advisory",
        remediationSteps: "Remove it from the configuration",
        tags: ["kubernetes", "api-server-bypass"],
        configSchema: schemaOf(settings),
        settings,
        validateResource: ({ notApplicable }) => notApplicable("reads no resource"),
    };
}
