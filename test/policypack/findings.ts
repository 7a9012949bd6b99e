import { policies } from "../../policypack/policies";
import { type Given, judge } from "./judge";

/** Everything that the whole pack reports of one resource: `policy (level): line`. Policies of this name alone, where names are given. */
export function findings(given: Given, ...names: readonly string[]): string[] {
    return policies.flatMap((policy) => {
        if (!policy.reads.includes(given.type) || (names.length > 0 && !names.includes(policy.name))) return [];
        const { reported } = judge(policy, given);
        return reported.map(({ message, level }) => `${policy.name} (${level ?? policy.enforcementLevel}): ${message}`);
    });
}

/** Those that stop a deployment. */
export const mandatory = (given: Given): string[] => findings(given).filter((line) => /^\S+ \(mandatory\)/.test(line));
