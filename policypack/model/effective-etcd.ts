import type { UnreadPart } from "./node-boot";
import type { NodeEvidence } from "./node-evidence";
import type { Sourced } from "./sourced";

/** One address on which etcd serves. */
export interface EtcdListener {
    /** The flag, variable or line of the file that lists it. */
    readonly at: string;
    readonly url: string;
    /** `http` and `unix` ignore every setting about certificates. */
    readonly isTls: boolean;
    /** Reached from its own machine, or Pod, alone. */
    readonly isLocal: boolean;
}

/** Whom a TLS listener lets in: clients with a certificate of a named authority, of any authority that the machine trusts, or anybody. */
export type EtcdAuthentication = "authority" | "system-roots" | "anybody";

/** Paths of a certificate and its key. */
export interface EtcdKeyPair {
    readonly certFile: Sourced<string>;
    readonly keyFile: Sourced<string>;
}

/**
 * What an etcd will really do, after its file, or else its flags, variables and defaults. Each part is read when asked for and throws when
 * it is not known.
 */
export interface EffectiveEtcd {
    /** Whether it is the datastore of a cluster; an application may have an etcd of its own. */
    readonly evidence: NodeEvidence;
    /** A file that replaces every flag and variable, and that cannot be seen here. */
    readonly configFile: Sourced<string> | undefined;
    readonly clientListeners: readonly EtcdListener[];
    /** More of them, for HTTP alone: the same data, as JSON. Beside any `clientListeners` serve gRPC alone. */
    readonly httpListeners: readonly EtcdListener[];
    readonly peerListeners: readonly EtcdListener[];
    /** They serve `/metrics` and `/health`, with the TLS settings of clients. */
    readonly metricsListeners: readonly EtcdListener[];
    readonly clientAuthentication: Sourced<EtcdAuthentication>;
    readonly peerAuthentication: Sourced<EtcdAuthentication>;
    /** The authority whose certificates make a client; "" for none. */
    readonly trustedCAFile: Sourced<string>;
    readonly peerTrustedCAFile: Sourced<string>;
    /** With what it shows clients who it is; "" for none, or for one that it makes itself. */
    readonly certificate: EtcdKeyPair;
    readonly peerCertificate: EtcdKeyPair;
    /** The folder of its store, as it is written. */
    readonly dataDir: Sourced<string>;
    /** Whether `/debug/pprof` answers on the client listeners, and which setting has it so. */
    readonly pprof: Sourced<boolean> & { readonly by: "enable-pprof" | "log-level" };
    /** What keeps it from starting. */
    readonly faults: readonly UnreadPart[];
    /** Where more settings may come from that cannot be seen here. */
    readonly unseen: string | undefined;
}
