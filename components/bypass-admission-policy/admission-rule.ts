/** What one policy of the pack says of one object, in CEL. The rules are generated from the pack's own tables: see `rules.ts`. */
export interface AdmissionRule {
    /** The policy's name in the pack. */
    readonly policy: string;
    readonly description: string;
    /** How to mend what it finds. */
    readonly fix: string;
    /** Whether the pack refuses what the policy finds, rather than advise against it. */
    readonly isMandatory: boolean;
    readonly objects: readonly { readonly apiGroups: readonly string[]; readonly resources: readonly string[] }[];
    /** Whether what is judged differs from what is there already; a change of anything else is let through, or nothing could be deleted. */
    readonly changed: string;
    readonly variables: readonly { readonly name: string; readonly expression: string }[];
    /** The findings at the policy's own level, as one text; empty where there is none. `__ALLOWED__` stands for further allowances. */
    readonly faults?: string;
    /** The findings that are always advice. */
    readonly advice?: string;
    /** Whether Pods are among the objects, and so mirrors of static Pods. */
    readonly hasPods: boolean;
}
