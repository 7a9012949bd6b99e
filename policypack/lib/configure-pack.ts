import { allowExemptionsOnResources, exemptions } from "../settings/exemptions";
import type { Configurable } from "./define-policy";
import { putInForce } from "./exemptions";
import { PACK, type PackConfiguration, withShared } from "./pack-settings";

/** What beside the properties decides. */
export interface Circumstances {
    /** The names of the policies that are disabled. */
    readonly disabled?: ReadonlySet<string>;
    /** The clock, by which exemptions expire. */
    readonly now?: () => Date;
}

/**
 * Puts a configuration without faults (`faultsOf`) into force for this process: its exemptions hold from now on.
 *
 * @param policies the catalogue
 * @returns what each policy is configured with
 */
export function configurePack(
    policies: readonly Configurable[],
    configuration: PackConfiguration,
    { disabled = new Set(), now = () => new Date() }: Circumstances = {},
): PackConfiguration {
    const own = configuration.get(PACK) ?? {};
    putInForce({
        exemptions: exemptions.read(own["exemptions"], `${PACK}.exemptions`),
        allowOnResources: allowExemptionsOnResources.read(
            own["allowExemptionsOnResources"],
            `${PACK}.allowExemptionsOnResources`,
        ),
        disabled,
        now,
    });
    return withShared(policies, configuration);
}
