import type { RbacSubject } from "./rbac";
import type { RbacAccess } from "./rbac-access";
import { isOfGroup, type RbacRule, type RoleRule, ruleAllows } from "./rbac-rule";

/** Objects of the API of which one who writes them gains something on nodes. */
export interface GuardedObject {
    /** With its article: `the ConfigMap kubelet-config`, `EC2NodeClasses`. */
    readonly words: string;
    /** What whoever writes it does, in the third person: `configures the kubelets of nodes that join`. */
    readonly gives: string;
    /** `karpenter.k8s.aws`; "" for the core group. */
    readonly group: string;
    /** The resources: `configmaps`. Sub-resources are never among them. */
    readonly resources: RegExp;
    /** The namespace that it is in, `any`, or undefined where it is in none. */
    readonly namespace: string | undefined;
    /** What it is called; undefined where every object of the kind counts. */
    readonly name?: RegExp;
    /** Whether a new object is used without anybody naming it. Otherwise one that is there has to be changed, or taken away and made again. */
    readonly isMadeAnew: boolean;
    /** Whether writing every object of the kind in every namespace is so ordinary that it says nothing about this one. */
    readonly isOrdinaryEverywhere?: boolean;
    /** The controller that is there to write it. */
    readonly keeper?: (subject: Omit<RbacSubject, "at">) => boolean;
}

/** How a binding reaches an object. */
export interface Written {
    readonly object: GuardedObject;
    /** The rule that does it. */
    readonly by: RoleRule;
    /** Whether the rule is about this object or its kind; otherwise it is about everything, or about every ConfigMap. */
    readonly isAimed: boolean;
}

/** Those of some objects that a binding lets its subjects write. */
export const writtenBy = (access: RbacAccess, objects: readonly GuardedObject[]): readonly Written[] =>
    objects.flatMap((object) => {
        if (access.namespace !== undefined && object.namespace !== "any" && object.namespace !== access.namespace) return [];
        const rules = access.rules.filter(({ rule }) => !isAdministrators(rule, access.namespace) && reaches(rule, object));
        const by = namesFor(rules, object).flatMap((name) => writers(rules, object, name));
        if (by.length === 0) return [];
        const aimed = by.find(({ rule }) => isAimedAt(rule, object));
        // Whoever may do anything in some namespace is no sign that it has such objects.
        if (aimed === undefined && object.namespace === "any") return [];
        return [{ object, by: aimed ?? by[0]!, isAimed: aimed !== undefined }];
    });

/** Everything in the whole cluster, nodes/proxy among it: the policies on that tell it. */
const isAdministrators = (rule: RbacRule, namespace: string | undefined): boolean =>
    namespace === undefined &&
    rule.resources.includes("*") &&
    isOfGroup(rule, "") &&
    rule.resourceNames.length === 0 &&
    ["*", "get", "create"].some((verb) => rule.verbs.includes(verb));

const kindsIn = ({ resources }: RbacRule, object: GuardedObject) => resources.filter((one) => object.resources.test(one));

const reaches = (rule: RbacRule, object: GuardedObject): boolean =>
    isOfGroup(rule, object.group) && (rule.resources.includes("*") || kindsIn(rule, object).length > 0);

/** The names to ask about: those in the rules that are the object's, and one that no rule has. */
function namesFor(rules: readonly RoleRule[], { name }: GuardedObject): readonly (string | undefined)[] {
    const named = rules.flatMap(({ rule }) => rule.resourceNames).filter((one) => name === undefined || name.test(one));
    return [undefined, ...new Set(named)];
}

/** The rules that together write the object of that name; none where they do not. */
function writers(rules: readonly RoleRule[], object: GuardedObject, name: string | undefined): readonly RoleRule[] {
    const allowing = (verb: string, asked: string | undefined) =>
        rules.filter(({ rule }) => {
            const kinds = rule.resources.includes("*") ? ["*"] : kindsIn(rule, object);
            const request = { verb, group: object.group, ...(asked !== undefined && { name: asked }) };
            return kinds.some((resource) => ruleAllows(rule, { ...request, resource }));
        });
    const changing = [...allowing("update", name), ...allowing("patch", name)];
    // Neither request names an object when it is authorized.
    const making = allowing("create", undefined);
    const removing = [...allowing("delete", name), ...allowing("deletecollection", undefined)];
    if (changing.length > 0) return changing;
    if (object.isMadeAnew) return making;
    return making.length > 0 && removing.length > 0 ? [...removing, ...making] : [];
}

const isAimedAt = (rule: RbacRule, object: GuardedObject): boolean =>
    object.name === undefined
        ? kindsIn(rule, object).length > 0 || rule.apiGroups.includes(object.group)
        : rule.resourceNames.some((name) => object.name!.test(name));
