import type { NodeEvidence } from "./node-evidence";
import type { Sourced } from "./sourced";

/** One address on which etcd serves its clients. */
export interface EtcdListener {
    /** The flag or variable that lists it. */
    readonly at: string;
    readonly url: string;
    /** `http` and `unix` ignore every setting about certificates. */
    readonly isTls: boolean;
    /** Reached from its own machine, or Pod, alone. */
    readonly isLocal: boolean;
}

/**
 * What an etcd will really do, after its flags, variables and defaults. Each part is read when asked for and throws when it is not known.
 */
export interface EffectiveEtcd {
    /** Whether it is the datastore of a cluster; an application may have an etcd of its own. */
    readonly evidence: NodeEvidence;
    /** A file that replaces every flag and variable, and that cannot be seen here. */
    readonly configFile: Sourced<string> | undefined;
    readonly clientListeners: readonly EtcdListener[];
    /**
     * Whom its TLS listeners let in: clients with a certificate of a named authority, of any authority that the machine trusts, or
     * anybody.
     */
    readonly clientAuthentication: Sourced<"authority" | "system-roots" | "anybody">;
    /** Where more settings may come from that cannot be seen here. */
    readonly unseen: string | undefined;
}
