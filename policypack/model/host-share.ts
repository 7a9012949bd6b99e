import type { Finding } from "./finding";
import type { PodOwner } from "./host-path";

/** What a Pod may share with its node that takes the wall between it and the kubelet away. */
export type Shared = "hostPID" | "hostNetwork" | "hostIPC" | "privileged" | "hostProcess";

/** One such thing that a Pod asks for. */
export interface HostShare {
    /** `spec.hostPID`, `spec.containers[0].securityContext.privileged`. */
    readonly at: string;
    readonly shared: Shared;
    readonly owner: PodOwner;
    /** The images that have it: the container's, or for a Pod's namespace those of all its containers. Reading them may throw. */
    images(): readonly string[];
}

/** What each gives away, and how bad that is. */
export const SHARE_FACTS: Readonly<Record<Shared, Pick<Finding, "message" | "severity">>> = {
    hostPID: { message: "sees the node's processes, the kubelet and the container runtime among them" },
    privileged: { message: "runs a container that may do on the node whatever root may" },
    hostProcess: { message: "runs as a process of the Windows node itself" },
    hostNetwork: {
        message: "is on the node's own network, where the kubelet and its neighbours trust whoever asks",
        severity: "medium",
    },
    hostIPC: { message: "shares memory and queues with the node's processes", severity: "medium" },
};
