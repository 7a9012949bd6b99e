import type { AdmissionRule } from "../../components/bypass-admission-policy/admission-rule";
import { levelOf, type Policy } from "../../policypack/lib/define-policy";
import type { Cel } from "./cel";

export type { AdmissionRule } from "../../components/bypass-admission-policy/admission-rule";
export type Variable = AdmissionRule["variables"][number];
export type Objects = AdmissionRule["objects"][number];

/** What one policy of the pack says of one object, in CEL. */
export interface Ruling extends Pick<AdmissionRule, "objects" | "changed" | "variables" | "hasPods"> {
    readonly policy: Policy;
    readonly faults?: Cel;
    readonly advice?: Cel;
}

/** What mends it: the pack has a setting where the component has an argument. */
export const fixAtAdmission = ({ remediationSteps }: Policy): string =>
    remediationSteps!.replace("the setting systemWorkloads", "the argument allowances");

/** A rule as the component ships it, with the pack's own words. */
export const shipped = ({ policy, faults, advice, ...rest }: Ruling): AdmissionRule => ({
    policy: policy.name,
    description: policy.description,
    fix: fixAtAdmission(policy),
    isMandatory: levelOf(policy.severity!) === "mandatory",
    ...rest,
    ...(faults !== undefined && { faults }),
    ...(advice !== undefined && { advice }),
});
