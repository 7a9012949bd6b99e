import type { Sourced } from "./sourced";

/** What a kube-apiserver will really do, after its flags and defaults. Each part is read when asked for and throws when it is not known. */
export interface EffectiveApiServer {
    /** Where it is started. */
    readonly at: string;
    /** The authority that kubelets' certificates are verified against; "" verifies none. */
    readonly kubeletCertificateAuthority: Sourced<string>;
    /** With which it shows kubelets who it is; "" for none. */
    readonly kubeletClientCertificate: Sourced<string>;
    readonly kubeletClientKey: Sourced<string>;
    /** The authority that clients' certificates are verified against; "" for none. */
    readonly clientCAFile: Sourced<string>;
    /** The authority that etcd's certificates are verified against; "" for none. */
    readonly etcdCAFile: Sourced<string>;
    /** With which it shows etcd who it is; "" for none. */
    readonly etcdClientCertificate: Sourced<string>;
    readonly etcdClientKey: Sourced<string>;
    /** The addresses of etcd, parted by commas; "" where it is started without etcd of its own (k3s), or cannot start. */
    readonly etcdServers: Sourced<string>;
    /** Only versions before 1.22 know the flag. */
    readonly kubeletHttps: Sourced<boolean>;
    readonly anonymousAuth: Sourced<boolean>;
    /** A file that may say who is anonymous, and that cannot be seen here; "" for none. */
    readonly authenticationConfig: Sourced<string>;
    /** In order; a list of one default where neither modes nor a file are set; empty where a file says them. */
    readonly authorizationModes: readonly Sourced<string>[];
    /** Where more flags may come from that cannot be seen here. */
    readonly unseen: string | undefined;
}
