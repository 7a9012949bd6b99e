/** One rule of a Role or ClusterRole. */
export interface RbacRule {
    /** `rules[2]` */
    readonly at: string;
    readonly apiGroups: readonly string[];
    readonly resources: readonly string[];
    readonly verbs: readonly string[];
    /** Empty for every object. */
    readonly resourceNames: readonly string[];
}

/** A rule with the role that writes it: another one than the bound role where that collects the rules of others. */
export interface RoleRule {
    readonly rule: RbacRule;
    readonly role: string;
    /** The resource of the stack that writes it; undefined for a role that Kubernetes brings. */
    readonly urn: string | undefined;
}

/** What somebody asks of the API server. */
export interface RbacRequest {
    readonly verb: string;
    /** "" for the core group. */
    readonly group: string;
    readonly resource: string;
    readonly subresource?: string;
    /** Absent where the request names no object, as one that creates or lists does. */
    readonly name?: string;
}

/** Whether a rule names an API group, itself or with a star. */
export const isOfGroup = ({ apiGroups }: RbacRule, group: string): boolean =>
    apiGroups.includes(group) || apiGroups.includes("*");

/** Those of some verbs that a rule allows; a star is all of them. */
export const verbsAmong = ({ verbs }: RbacRule, wanted: readonly string[]): readonly string[] =>
    verbs.includes("*") ? wanted : wanted.filter((verb) => verbs.includes(verb));

/** Whether a rule allows a request (pkg/apis/rbac/v1/evaluation_helpers.go and plugin/pkg/auth/authorizer/rbac, RuleAllows). */
export function ruleAllows(rule: RbacRule, { verb, group, resource, subresource, name }: RbacRequest): boolean {
    const asked = subresource === undefined ? resource : `${resource}/${subresource}`;
    return (
        verbsAmong(rule, [verb]).length > 0 &&
        isOfGroup(rule, group) &&
        rule.resources.some((one) => one === "*" || one === asked || (subresource !== undefined && one === `*/${subresource}`)) &&
        (rule.resourceNames.length === 0 || (name !== undefined && rule.resourceNames.includes(name)))
    );
}
