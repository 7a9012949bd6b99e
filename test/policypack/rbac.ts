import type { Policy } from "../../policypack/lib/define-policy";
import type { GivenInStack } from "./judge";

const RBAC = "kubernetes:rbac.authorization.k8s.io/v1:";
const apiGroup = "rbac.authorization.k8s.io";

interface Rule {
    readonly apiGroups: readonly string[];
    readonly resources: readonly string[];
    readonly verbs: readonly string[];
    readonly resourceNames?: readonly string[];
}
type Labels = Readonly<Record<string, string>>;

/** A rule about one API group. */
export const rule = (
    group: string,
    resources: readonly string[],
    verbs: readonly string[],
    ...resourceNames: readonly string[]
): Rule => ({ apiGroups: [group], resources, verbs, ...(resourceNames.length > 0 && { resourceNames }) });

/** A rule about ConfigMaps, those of some names or all. */
export const configMaps = (verbs: readonly string[], ...names: readonly string[]): Rule =>
    rule("", ["configmaps"], verbs, ...names);

/** A Role, whose resource is called as it is. */
export const role = (name: string, namespace: string, ...rules: readonly Rule[]): GivenInStack => ({
    type: `${RBAC}Role`,
    name,
    props: { metadata: { name, namespace }, rules },
});

/** A ClusterRole. */
export const clusterRole = (name: string, first: Rule, labels?: Labels, ...more: readonly Rule[]): GivenInStack => ({
    type: `${RBAC}ClusterRole`,
    name,
    props: { metadata: { name, ...(labels && { labels }) }, rules: [first, ...more] },
});

/**
 * A resource `binding`.
 * @param namespace undefined for a ClusterRoleBinding
 * @param to `Role tuner`
 */
export function binding(namespace: string | undefined, to: string, ...subjects: readonly object[]): GivenInStack {
    const [kind, ...name] = to.split(" ");
    const isNamespaced = namespace !== undefined;
    return {
        type: `${RBAC}${isNamespaced ? "RoleBinding" : "ClusterRoleBinding"}`,
        name: "binding",
        props: {
            metadata: { name: "binding", ...(isNamespaced && { namespace }) },
            roleRef: { apiGroup, kind, name: name.join(" ") },
            subjects,
        },
    };
}

export const serviceAccount = (namespace: string, name: string) => ({ kind: "ServiceAccount", namespace, name });
export const group = (name: string) => ({ apiGroup, kind: "Group", name });
export const user = (name: string) => ({ apiGroup, kind: "User", name });

/** How every line of a policy ends. */
export const fixOf = ({ remediationSteps }: Policy): string => `${remediationSteps}.`;
