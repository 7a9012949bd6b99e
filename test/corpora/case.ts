import type { GivenInStack } from "../policypack/judge";

/** One labelled case, whoever wrote it, as the resources that Pulumi would have of it. */
export interface Case {
    readonly id: string;
    readonly mitigation: string;
    readonly label: "fail" | "pass";
    /** Why it has that label; for a case of others, their own note. */
    readonly why: string;
    /** The project that labelled it; none for a case of ours. */
    readonly source?: string;
    /** The rule of its source that the label is for; none for a case of ours, whose label is for the whole mitigation. */
    readonly rule?: string;
    readonly resources: readonly GivenInStack[];
}
