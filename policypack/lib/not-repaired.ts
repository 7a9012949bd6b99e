/** Why findings are not repaired, noted by the repair for the check that follows it: `policy\0urn` → the finding's place → the reason. */
const noted = new Map<string, ReadonlyMap<string, string>>();
/** Policies without a repair whose level asks for one. */
const never = new Map<string, string>();

/** @param refusals by the place of a finding; or the reason that holds for all findings of the policy */
export function notRepaired(policy: string, urn: string, refusals: ReadonlyMap<string, string> | string): void {
    if (typeof refusals === "string") never.set(policy, refusals);
    else if (refusals.size > 0) noted.set(`${policy}\0${urn}`, refusals);
    else noted.delete(`${policy}\0${urn}`);
}

/** The reason for one finding; undefined where nobody asked for a repair. */
export const whyNotRepaired = (policy: string, urn: string, at: string): string | undefined =>
    never.get(policy) ?? noted.get(`${policy}\0${urn}`)?.get(at);
