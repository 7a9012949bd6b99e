import type { RbacSubject } from "./rbac";
import { type RbacRequest, type RoleRule, ruleAllows } from "./rbac-rule";

/** What one binding of a stack, of whichever kind, gives its subjects; or a role of the stack that no binding there names. */
export interface RbacAccess {
    /** `roleRef.name`; undefined for a role without a binding, whose rules say where they stand. */
    readonly at: string | undefined;
    readonly role: string;
    /** The namespace in which it holds; undefined for the whole cluster. */
    readonly namespace: string | undefined;
    readonly subjects: readonly RbacSubject[];
    /** Every rule that the role comes to, those that aggregation and Kubernetes' own roles bring among them. */
    readonly rules: readonly RoleRule[];
}

/**
 * Whether a binding allows a request to whomever it names.
 * @param namespace where the object is or would be; undefined for one that is in no namespace, which no RoleBinding reaches
 */
export const accessAllows = (
    { namespace: where, rules }: RbacAccess,
    request: RbacRequest,
    namespace: string | undefined,
): boolean => (where === undefined || where === namespace) && rules.some(({ rule }) => ruleAllows(rule, request));
