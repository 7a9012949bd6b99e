/** One rule of a ClusterRole. */
export interface RbacRule {
    /** `rules[2]` */
    readonly at: string;
    readonly apiGroups: readonly string[];
    readonly resources: readonly string[];
    readonly verbs: readonly string[];
    /** Empty for every object. */
    readonly resourceNames: readonly string[];
}

/** Whether a rule names an API group, itself or with a star. */
export const isOfGroup = ({ apiGroups }: RbacRule, group: string): boolean =>
    apiGroups.includes(group) || apiGroups.includes("*");

/** Those of some verbs that a rule allows; a star is all of them. */
export const verbsAmong = ({ verbs }: RbacRule, wanted: readonly string[]): readonly string[] =>
    verbs.includes("*") ? wanted : wanted.filter((verb) => verbs.includes(verb));
