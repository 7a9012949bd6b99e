import type { Finding } from "./finding";
import type { PodOwner } from "./host-path";

/** Capabilities with which a process leaves its container. */
export const CAPABILITIES = ["ALL", "SYS_ADMIN", "SYS_MODULE", "DAC_READ_SEARCH", "SYS_RAWIO", "BPF", "PERFMON"] as const;
export type Capability = (typeof CAPABILITIES)[number];

/** What a Pod may share with its node that takes the wall between it and the kubelet away. */
export type Shared = "hostPID" | "hostNetwork" | "hostIPC" | "privileged" | "hostProcess" | "procMount" | Capability;

/** One such thing that a Pod asks for. */
export interface HostShare {
    /** `spec.hostPID`, `spec.containers[0].securityContext.privileged`. */
    readonly at: string;
    readonly shared: Shared;
    readonly owner: PodOwner;
    /** Whether the Pod has a user namespace of its own, in which its root is nobody on the node. */
    readonly hasOwnUsers: boolean;
    /** Of BPF: whether PERFMON is beside it. */
    readonly tracesAll: boolean;
    /** Whether it is only likely: a chart's templates may not take the value. */
    readonly isGuess?: boolean;
    /** The images that have it: the container's, or for a Pod's namespace those of all its containers. Reading them may throw. */
    images(): readonly string[];
}

const WITH = (name: string, then: string) => ({ message: `adds the capability ${name}, with which ${then}` });

/** What each gives away, and how bad that is. */
export const SHARE_FACTS: Readonly<Record<Shared, Pick<Finding, "message" | "severity">>> = {
    hostPID: { message: "sees the node's processes, the kubelet and the container runtime among them" },
    privileged: { message: "runs a container that may do on the node whatever root may" },
    hostProcess: { message: "runs as a process of the Windows node itself" },
    procMount: { message: "unmasks /proc, where root writes what the node's kernel then runs" },
    hostNetwork: {
        message: "is on the node's own network, where the kubelet and its neighbours trust whoever asks",
        severity: "medium",
    },
    hostIPC: { message: "shares memory and queues with the node's processes", severity: "medium" },
    ALL: { message: "adds all capabilities, with which it may do on the node nearly whatever root may" },
    SYS_ADMIN: WITH("SYS_ADMIN", "it mounts what it likes, a /proc among it where the kernel's settings are"),
    SYS_MODULE: WITH("SYS_MODULE", "it loads its own code into the node's kernel"),
    DAC_READ_SEARCH: WITH("DAC_READ_SEARCH", "it opens any file of the node's disk by its handle"),
    SYS_RAWIO: WITH("SYS_RAWIO", "it talks to the node's devices and memory directly"),
    BPF: { ...WITH("BPF", "it loads programs into the node's kernel"), severity: "medium" },
    PERFMON: { ...WITH("PERFMON", "it samples the node's processes"), severity: "medium" },
};

/** What a share gives away, in the third person; `severity` where it is milder than most. */
export function shareFact({ shared, tracesAll, hasOwnUsers }: Omit<HostShare, "images">): Pick<Finding, "message" | "severity"> {
    const fact = SHARE_FACTS[shared];
    // What reads the kernel's memory and every process' (capabilities(7), bpf-helpers(7)).
    if (tracesAll)
        return {
            message: "adds the capabilities BPF and PERFMON, with which it reads the memory of the node's kernel and processes",
        };
    return hasOwnUsers ? { message: `${fact.message}, if not for its user namespace`, severity: "medium" } : fact;
}
