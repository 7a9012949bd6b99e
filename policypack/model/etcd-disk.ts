import type { NodeEvidence } from "./node-evidence";

/** A volume, or a copy of one, on which an etcd's data or keys lie. */
export interface EtcdDisk {
    readonly at: string;
    /** `a volume of etcd`, `a disk of a control plane`. */
    readonly what: string;
    /** `off`: somebody says so. `unsaid`: the account's default decides. */
    readonly encryption: "off" | "unsaid";
    /** Whether it is a cluster's etcd. */
    readonly evidence: NodeEvidence;
}
