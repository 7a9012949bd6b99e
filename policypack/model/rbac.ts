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
