import { BOOT_OBJECTS, IDENTITY_OBJECTS } from "../../policypack/model/boot-objects";
import type { GuardedObject } from "../../policypack/model/guarded-object";
import type { Policy } from "../../policypack/lib/define-policy";
import { nodeIdentityWritersRestricted } from "../../policypack/policies/kubelet-api/node-identity-writers-restricted";
import { nodeBootObjectsWritersRestricted } from "../../policypack/policies/static-pods/node-boot-objects-writers-restricted";
import { BUILT_IN_ROLES } from "../../policypack/subjects/kubernetes/rbac/built-in-cluster-roles";
import { judgeStack } from "../policypack/judge";
import { both, type Cel, indexed, joined, listOf, text, textMap, texts } from "./cel";
import { isEveryone, RBAC, RULES } from "./roles";
import type { Ruling } from "./rule";

const V1 = "kubernetes:rbac.authorization.k8s.io/v1:";
const IN = "kube-system";

/** What the pack says of one binding of a role that Kubernetes brings, after its place. */
function saidOfBinding(policy: Policy, kind: string, role: string, subject: object): string | undefined {
    const props = {
        metadata: { name: "sample", namespace: IN },
        roleRef: { kind: "ClusterRole", name: role },
        subjects: [subject],
    };
    const { reported } = judgeStack(policy, [{ type: V1 + kind, name: "sample", props }]);
    return reported[0]?.message.replace(/^\S+: /, "");
}

/** By role what the pack says where it is bound to a subject, for each kind of binding. */
const saidByRole = (policy: Policy, subject: object): Cel => {
    const of = (kind: string) =>
        textMap(
            BUILT_IN_ROLES.flatMap(({ name }) => {
                const said = saidOfBinding(policy, kind, name, subject);
                return said === undefined ? [] : [[name, said] as const];
            }),
        );
    return `object.kind == "ClusterRoleBinding" ? ${of("ClusterRoleBinding")} : request.?namespace.orValue("") == "${IN}" ? ${of("RoleBinding")} : {}`;
};

const EVERYBODY = { kind: "Group", name: "system:authenticated" };
const SOMEBODY = { kind: "ServiceAccount", namespace: "sample", name: "sample" };
const SHOWN =
    's.kind + " " + (s.kind == "ServiceAccount" ? s.?namespace.orValue(request.?namespace.orValue("")) + "/" : "") + s.name';

/** Of a role's rules `r` that reach an object, the first that writes it and is about it or its kind; the others may be about everything. */
function aimed({ group, resources, namespace, name, isMadeAnew }: GuardedObject): Cel {
    const isIn =
        namespace === "any"
            ? "true"
            : `(object.kind == "ClusterRole" || request.?namespace.orValue("") == ${text(namespace ?? "")})`;
    const scope = namespace === undefined ? 'object.kind == "ClusterRole"' : isIn;
    const kinds = `r.resources.exists(x, x.matches(${text(resources.source)}))`;
    const isOfGroup = `r.groups.exists(g, g in ${texts([group, "*"])})`;
    const isAdministrators =
        'object.kind == "ClusterRole" && "*" in r.resources && r.groups.exists(g, g in ["", "*"]) && size(r.names) == 0 && ' +
        'r.verbs.exists(v, v in ["*", "get", "create"])';
    const reaching = `variables.rules.filter(r, ${isOfGroup} && ("*" in r.resources || ${kinds}) && !(${isAdministrators}))`;
    const may = (...verbs: readonly string[]) => `r.verbs.exists(v, v in ${texts([...verbs, "*"])})`;
    const changes = may("update", "patch");
    const isAbout =
        name === undefined ? `(${kinds} || ${text(group)} in r.groups)` : `r.names.exists(n, n.matches(${text(name.source)}))`;
    const changing = `a.filter(r, ${changes} && ${isAbout})`;
    const isChangedAnyway = `a.exists(r, ${changes} && size(r.names) == 0)`;
    const makes = `a.filter(r, ${may("create")} && size(r.names) == 0 && ${name === undefined ? isAbout : "false"})`;
    const removes = `a.filter(r, ${may("delete")} && ${isAbout} && a.exists(r, ${may("create")} && size(r.names) == 0))`;
    return `(${scope} ? [${reaching}].map(a, ${changing} + (${isChangedAnyway} ? a.filter(r, false) : ${isMadeAnew ? makes : removes}))[0] : variables.rules.filter(r, false))`;
}

function writers(policy: Policy, objects: readonly GuardedObject[]): Ruling {
    const isKept = saidOfBinding(policy, "RoleBinding", "edit", { kind: "User", name: "eks:sample" }) === undefined;
    const kept = [
        '(s.kind == "Group" && s.name in ["system:masters", "kubeadm:cluster-admins"])',
        ...(isKept ? ['(s.kind == "User" && s.name.startsWith("eks:"))'] : []),
    ];
    const others = `variables.subjects.filter(s, !(${isEveryone}) && !(${kept.join(" || ")}))`;
    const toldOfRoles = objects.map((object) => {
        const said = `lets its subjects write ${object.words}, and so ${object.gives}, and no binding in this stack tells who they are. ${policy.remediationSteps!.replace(/\.$/, "")}.`;
        return `[${aimed(object)}].map(w, size(w) == 0 ? "" : string(w[0].at) + ${text(`: ${said}`)})[0]`;
    });
    return {
        policy,
        objects: [{ apiGroups: [RBAC], resources: ["roles", "clusterroles", "rolebindings", "clusterrolebindings"] }],
        changed:
            'request.operation == "CREATE" || object.?rules != oldObject.?rules || object.?subjects != oldObject.?subjects || ' +
            "object.?aggregationRule != oldObject.?aggregationRule",
        hasPods: false,
        variables: [
            {
                ...RULES,
                expression: `has(object.roleRef) || has(object.aggregationRule) ? [].map(r, dyn(r)) : ${RULES.expression}`,
            },
            {
                name: "role",
                expression: 'has(object.roleRef) && object.roleRef.kind == "ClusterRole" ? string(object.roleRef.name) : ""',
            },
            { name: "subjects", expression: listOf("object.?subjects") },
            { name: "everyone", expression: saidByRole(policy, EVERYBODY) },
            { name: "somebody", expression: saidByRole(policy, SOMEBODY) },
        ],
        faults: `variables.role in variables.everyone ? ${joined(
            `variables.subjects.filter(s, ${isEveryone})`,
            "s",
            `"subjects" + ${indexed("variables.subjects", "s")} + ".name: " + variables.everyone[variables.role].replace(${text(EVERYBODY.name)}, s.name, 1)`,
        )} : ""`,
        advice: both(
            `variables.role in variables.somebody ? [${others}].map(l, size(l) == 0 ? "" : l.filter(s, l.indexOf(s) == 0).map(s, "roleRef.name: " + ` +
                `variables.somebody[variables.role].replace("ServiceAccount sample/sample", ${SHOWN} + (size(l) == 1 ? "" : " and " + string(size(l) - 1) + " more"), 1))[0])[0] : ""`,
            ...toldOfRoles,
        ),
    };
}

/** What one role or binding shows of who writes what nodes boot from, and what says who is a node. */
export const WRITER_RULES: readonly Ruling[] = [
    writers(nodeBootObjectsWritersRestricted, BOOT_OBJECTS),
    writers(nodeIdentityWritersRestricted, IDENTITY_OBJECTS),
];
