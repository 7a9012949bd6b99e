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
