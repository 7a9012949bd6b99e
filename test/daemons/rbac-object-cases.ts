import fc from "fast-check";
import type { RbacRequest } from "../../policypack/model/rbac-rule";
import type { GivenInStack } from "../policypack/judge";
import { BINDING, type RbacCase, ROLE, some, subject, WHO } from "./rbac-cases";

/** What is asked about one object: the request without its verb, and the namespace, if the kind has any. */
export interface AskedObject {
    readonly request: Omit<RbacRequest, "verb">;
    readonly namespace: string | undefined;
}

const configMap = (namespace: string, name?: string): AskedObject => ({
    request: { group: "", resource: "configmaps", ...(name !== undefined && { name }) },
    namespace,
});
const custom = (group: string, resource: string, namespace: string | undefined, more: object = {}): AskedObject => ({
    request: { group, resource, ...more },
    namespace,
});

/** What nodes boot from, what says who is a node, and near misses of both. */
export const OBJECTS: readonly AskedObject[] = [
    configMap("kube-system", "kubelet-config"),
    configMap("kube-system", "kubelet-config-1.23"),
    configMap("kube-system", "kubeadm-config"),
    configMap("kube-system", "aws-auth"),
    configMap("kube-system"),
    configMap("shop", "kubelet-config"),
    { request: { group: "", resource: "secrets", name: "bootstrap-token-abcdef" }, namespace: "kube-system" },
    { request: { group: "", resource: "secrets" }, namespace: "kube-system" },
    custom("karpenter.k8s.aws", "ec2nodeclasses", undefined),
    custom("karpenter.k8s.aws", "ec2nodeclasses", undefined, { name: "default" }),
    custom("karpenter.k8s.aws", "ec2nodeclasses", undefined, { name: "default", subresource: "status" }),
    custom("bootstrap.cluster.x-k8s.io", "kubeadmconfigtemplates", "clusters", { name: "workers" }),
    custom("controlplane.cluster.x-k8s.io", "kubeadmcontrolplanes", "clusters", { name: "main" }),
    custom("machineconfiguration.openshift.io", "machineconfigs", undefined, { name: "99-worker" }),
];
export const OBJECT_VERBS = ["get", "create", "update", "patch", "delete", "deletecollection"];

const GROUPS = ["", "*", "karpenter.k8s.aws", "bootstrap.cluster.x-k8s.io", "controlplane.cluster.x-k8s.io", "apps"];
export const RESOURCES = [
    ...[
        "configmaps",
        "configmaps",
        "secrets",
        "ec2nodeclasses",
        "kubeadmconfigtemplates",
        "kubeadmcontrolplanes",
        "machineconfigs",
    ],
    ...["*", "*/status", "configmaps/*", "ec2nodeclasses/status", "ConfigMaps", "*/*"],
];
export const NAMES = [
    "kubelet-config",
    "kubelet-config",
    "kubeadm-config",
    "aws-auth",
    "bootstrap-token-abcdef",
    "default",
    "kubelet-*",
];
const NAMESPACES = ["kube-system", "kube-system", "shop", "clusters"];
const LABELS = ["a", "b"];

const rule = fc.record({
    apiGroups: fc.oneof({ weight: 3, arbitrary: fc.constant([""]) }, { weight: 4, arbitrary: some(GROUPS, 3) }),
    resources: some(RESOURCES, 3),
    verbs: some([...OBJECT_VERBS, "*"], 3),
    resourceNames: fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 2, arbitrary: some(NAMES, 3) }),
});
const rules = fc.array(rule, { minLength: 1, maxLength: 3 });
const RBAC = ROLE.slice(0, ROLE.lastIndexOf(":") + 1);
const BUILT_IN = ["admin", "edit", "view", "cluster-admin"];

/**
 * Roles and bindings of both kinds, some of them crossed: a Role of another namespace, a ClusterRole in a RoleBinding.
 * @param key makes names and labels of this case's own
 */
export const rbacObjectCase = (key: string): fc.Arbitrary<RbacCase> =>
    fc
        .record({
            roles: fc.array(fc.record({ namespace: fc.constantFrom(...NAMESPACES), rules }), { minLength: 2, maxLength: 4 }),
            clusterRoles: fc.array(fc.record({ label: fc.constantFrom(...LABELS), rules }), { minLength: 2, maxLength: 4 }),
            collects: fc.constantFrom(...LABELS),
            bindings: fc.array(
                fc.record({
                    namespace: fc.oneof(
                        { weight: 3, arbitrary: fc.constantFrom(...NAMESPACES) },
                        { weight: 1, arbitrary: fc.constant(undefined) },
                    ),
                    kind: fc.constantFrom("Role", "ClusterRole", "collector", "built-in"),
                    which: fc.nat(),
                    subjects: fc.array(subject, { minLength: 1, maxLength: 2 }),
                    isOfOwnNamespace: fc.boolean(),
                }),
                { minLength: 3, maxLength: 6 },
            ),
        })
        .map(({ roles, clusterRoles, collects, bindings }) => {
            const label = `${key}.test/part`;
            const resources: GivenInStack[] = [
                ...roles.map(({ namespace, rules }, i) =>
                    object("Role", `${key}-role-${i}`, { namespace }, { rules: told(rules) }),
                ),
                ...clusterRoles.map(({ label: value, rules }, i) =>
                    object("ClusterRole", `${key}-role-${i}`, { labels: { [label]: value } }, { rules: told(rules) }),
                ),
                object(
                    "ClusterRole",
                    `${key}-collector`,
                    {},
                    {
                        aggregationRule: { clusterRoleSelectors: [{ matchLabels: { [label]: collects } }] },
                        rules: [],
                    },
                ),
            ];
            bindings.forEach(({ namespace, kind, which, subjects, isOfOwnNamespace }, i) => {
                const name: Readonly<Record<string, string>> = {
                    Role: `${key}-role-${which % roles.length}`,
                    ClusterRole: `${key}-role-${which % clusterRoles.length}`,
                    collector: `${key}-collector`,
                    "built-in": BUILT_IN[which % BUILT_IN.length]!,
                };
                // A ClusterRoleBinding can name no Role. A Role is mostly looked for where it is, and elsewhere it is none.
                const isRole = kind === "Role" && namespace !== undefined;
                const where = isRole && isOfOwnNamespace ? roles[which % roles.length]!.namespace : namespace;
                const given = isRole ? name["Role"] : name[kind === "Role" ? "ClusterRole" : kind];
                const body = {
                    roleRef: {
                        apiGroup: "rbac.authorization.k8s.io",
                        kind: isRole ? "Role" : "ClusterRole",
                        name: given,
                    },
                    subjects: subjects.map((one) => withoutNamespace(one, where !== undefined && isOfOwnNamespace)),
                };
                resources.push(
                    where === undefined
                        ? {
                              type: BINDING,
                              name: `${key}-binding-${i}`,
                              props: { metadata: { name: `${key}-binding-${i}` }, ...body },
                          }
                        : object("RoleBinding", `${key}-binding-${i}`, { namespace: where }, body),
                );
            });
            return { resources, who: [...WHO, SHOP] };
        });

/** Who is meant by a service account without a namespace, in a RoleBinding of `shop`. */
const SHOP = {
    user: "system:serviceaccount:shop:default",
    groups: ["system:serviceaccounts", "system:serviceaccounts:shop", "system:authenticated"],
};

/** A RoleBinding's service account may leave out its namespace, which is the binding's then. */
function withoutNamespace(one: { readonly kind: string; readonly name: string }, isLeftOut: boolean): object {
    return one.kind === "ServiceAccount" && one.name === "default" && isLeftOut ? { kind: one.kind, name: one.name } : one;
}

const told = (all: readonly { readonly resourceNames?: readonly string[] | undefined }[]) =>
    all.map(({ resourceNames, ...one }) => ({ ...one, ...(resourceNames !== undefined && { resourceNames }) }));

const object = (kind: string, name: string, metadata: object, body: object): GivenInStack => ({
    type: `${RBAC}${kind}`,
    name,
    props: { metadata: { name, ...metadata }, ...body },
});
