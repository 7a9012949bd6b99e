import type { NodeEvidence } from "./node-evidence";

/** A systemd unit that runs with root's rights and works on a path that is the kubelet's, a static Pod's or a container runtime's. */
export interface HostUnit {
    /** Where the path stands. */
    readonly at: string;
    /** `scan-agent.service` */
    readonly name: string;
    /** As it is written: `/var/run/containerd/containerd.sock`. */
    readonly path: string;
    /** Whose path that is. */
    readonly whose: "the kubelet's" | "the control plane's" | "the container runtime's";
    readonly evidence: NodeEvidence;
}
