import type { NodeEvidence } from "./node-evidence";

/** A private key that stands where more people read it than the one machine that it is for. */
export interface KeyMaterial {
    readonly at: string;
    /** `user data`, `a ConfigMap`. */
    readonly carrier: "node configuration" | "ConfigMap";
    /** What it is for, where its place says so: `/etc/kubernetes/pki/etcd/server.key`, "" otherwise. */
    readonly file: string;
    readonly evidence: NodeEvidence;
    /** It is kubeadm's certificate key, with which whoever reads the Secret kubeadm-certs decrypts every key of the control plane. */
    readonly isCertificateKey?: boolean;
}
