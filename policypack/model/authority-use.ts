/** A certificate, or an authority, in a finding's words: `"kubelet"`, `the authority "front-proxy-ca"`. */
export interface Signed {
    readonly words: string;
    /** Certainly not etcd's: another part of Kubernetes, an authority of other things, a load balancer. */
    readonly isCertain: boolean;
}

/** An authority whose certificates open an etcd, and which makes certificates for others too: each of them is then a client of etcd. */
export interface AuthorityUse {
    /** Where to edit; "" for the authority itself. */
    readonly at: string;
    /** `"etcd-ca"`, for a message about something else than the authority itself; "" where the finding stands at the authority. */
    readonly authority: string;
    /** Why it is etcd's: `signs for etcd ("kube-apiserver-etcd-client")`, `is etcd's by its name`. */
    readonly why: string;
    /** Everybody else whose certificate etcd would take. */
    readonly others: readonly Signed[];
    /** That etcd trusts it, and that the etcd is a cluster's. */
    readonly isKnown: boolean;
}
