import type { NodeEvidence } from "./node-evidence";

/** Another account that may make volumes of snapshots of etcd's volume. */
export interface SharedSnapshot {
    readonly at: string;
    /** Its number; `all` for every account. */
    readonly account: string;
    /** `snapshot "nightly" of volume "etcd-main"`, `the snapshots that it makes`. */
    readonly what: string;
    readonly evidence: NodeEvidence;
}
