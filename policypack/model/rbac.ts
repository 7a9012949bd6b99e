/** Whom a binding names. */
export interface RbacSubject {
    /** The entry in the binding: `subjects[0]`. */
    readonly at: string;
    readonly kind: string;
    /** Only a ServiceAccount has one. */
    readonly namespace: string | undefined;
    readonly name: string;
}

/** How a subject is shown: `ServiceAccount monitoring/prometheus`, `Group system:masters`. */
export const shownSubject = ({ kind, namespace, name }: Omit<RbacSubject, "at">): string =>
    `${kind} ${namespace === undefined ? "" : `${namespace}/`}${name}`;

/** A ClusterRoleBinding: one role, for everybody it names. */
export interface ClusterRoleBinding {
    /** `roleRef.name` */
    readonly at: string;
    readonly role: string;
    /** Read when asked for; what is unknown is thrown after the others. */
    subjects(): Iterable<RbacSubject>;
}

/** A binding of either kind. */
export interface RoleBinding extends ClusterRoleBinding {
    /** `Role` or `ClusterRole`. */
    readonly roleKind: string;
    /** Where a RoleBinding holds; undefined for a ClusterRoleBinding, which holds everywhere. */
    readonly namespace: string | undefined;
}

/** Whom a request comes from, as the API server authenticates it. */
export interface Requester {
    readonly user: string;
    readonly groups: readonly string[];
}

/** Whether a binding's subject names a requester (plugin/pkg/auth/authorizer/rbac, appliesToUser); a name has no wildcards. */
export function names({ kind, namespace, name }: Omit<RbacSubject, "at">, { user, groups }: Requester): boolean {
    switch (kind) {
        case "User":
            return user === name;
        case "Group":
            return groups.includes(name);
        case "ServiceAccount":
            return user === `system:serviceaccount:${namespace}:${name}`;
        default:
            return false;
    }
}

/** Names of everyone, by the kind of subject. */
export const EVERYONE: Readonly<Record<string, RegExp>> = {
    User: /^system:anonymous$/,
    Group: /^system:(unauthenticated|authenticated|serviceaccounts(:.+)?)$/,
};

/** Whether a subject is no chosen one: strangers, whoever has logged in, or every Pod (of a namespace, for whoever may make one there). */
export const isEveryone = ({ kind, name }: Omit<RbacSubject, "at">): boolean => EVERYONE[kind]?.test(name) ?? false;
