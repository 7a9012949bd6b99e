import type { StackResource } from "../../lib/subject";

/** What makes an authority one: its private key, or else its certificate, the service that keeps it, or the text of its certificate. */
export type AuthorityId = StackResource | string;

/** An authority, as one resource makes it; several may be one, by their key. */
export interface Authority {
    readonly id: AuthorityId;
    readonly resource: StackResource;
    /** Its common name, organisation and the like, as far as they are known. */
    readonly subject: readonly string[];
}

/** A certificate that an authority makes. */
export interface Issued {
    readonly resource: StackResource;
    /** The property that says by whom. */
    readonly property: string;
    readonly by: AuthorityId;
    /** False where the stack leaves open which authority it is: the property's value is made from several. */
    readonly isSure: boolean;
    readonly subject: readonly string[];
    /** What is thrown by the parts of the subject, and of its uses, that are not known. */
    readonly faults: readonly unknown[];
    /** Go's TLS, and so etcd, takes it as a client's: its uses name that one, any, or none at all. */
    readonly canBeClient: boolean;
    readonly isAuthority: boolean;
    /** A managed service's own: a load balancer's. */
    readonly isService?: boolean;
}

/** The signing that one way of making certificates has in a stack. */
export interface Signing {
    readonly authorities: readonly Authority[];
    readonly issued: readonly Issued[];
    /** The certificates of authorities in PEM, where they are known. */
    readonly certificates: ReadonlyMap<string, AuthorityId>;
}
