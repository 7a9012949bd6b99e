import type { Sourced } from "./sourced";

/** What asks every kubelet for its metrics, as metrics-server does. Each part is read when asked for and throws when it is not known. */
export interface KubeletCollector {
    /** Whether it talks to whoever answers at a node's address, with any certificate. */
    readonly acceptsAnyCertificate: Sourced<boolean>;
    /** Whether it talks in plain text, to the port that asks nobody who they are. */
    readonly isPlainText: Sourced<boolean>;
}
