/** Whom a certificate is for: a member or client of etcd, another part of Kubernetes, or something else. */
export interface CertificateHolder {
    readonly is: "etcd" | "kubernetes" | "other";
    /** Its own subject says so; a name in the program, or nothing at all, would be weaker. */
    readonly isCertain: boolean;
}

const ETCD = /etcd/i;
/**
 * Subjects that parts of Kubernetes other than etcd have: kubeadm's certificates (cmd/kubeadm/app/phases/certs/certlist.go), the users and
 * groups that the API server knows (`system:…`), and the names under which Pods reach it.
 */
const KUBERNETES =
    /^system:|^kubeadm:|^kubernetes(?:-|$)|^kubernetes\.default(?:\.|$)|kube-?(?:let|proxy|api-?server|controller|scheduler|admin)|^apiserver(?:$|-kubelet-client)|front-?proxy|(?:^|[^a-z])kubernetes[ -]?(?:ca|admin|root)(?:$|[^a-z])/i;

/**
 * @param subject what the certificate says of its holder: common name, organisations, DNS names
 * @param names what the program calls it, which is only a hint
 */
export function certificateHolder(subject: readonly string[], names: readonly string[]): CertificateHolder {
    for (const [texts, isCertain] of [
        [subject, true],
        [names, false],
    ] as const) {
        if (texts.some((text) => ETCD.test(text))) return { is: "etcd", isCertain };
        if (texts.some((text) => KUBERNETES.test(text))) return { is: "kubernetes", isCertain };
    }
    return { is: "other", isCertain: false };
}

/** Whether a text speaks of Kubernetes: an application may have an etcd, too, whose names do not. */
export const speaksOfKubernetes = (text: string): boolean => KUBERNETES.test(text) || /kube|k8s|control-?plane/i.test(text);
