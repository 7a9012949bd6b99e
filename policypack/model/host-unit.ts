import type { NodeEvidence } from "./node-evidence";

/** What a unit of a node gets to. */
export type HostReach =
    /** A path, as it is written: `/var/run/containerd/containerd.sock`. */
    | {
          readonly kind: "path";
          readonly path: string;
          readonly whose: "the kubelet's" | "the control plane's" | "the container runtime's" | "the node's own";
      }
    /** Everything of the node, by a container that it starts: `--privileged`, `--pid=host`. */
    | { readonly kind: "container"; readonly option: string };

/** A systemd unit that runs with root's rights and gets to what is the kubelet's, a static Pod's or a container runtime's. */
export interface HostUnit {
    /** Where that stands. */
    readonly at: string;
    /** `scan-agent.service` */
    readonly name: string;
    readonly reach: HostReach;
    readonly evidence: NodeEvidence;
}
