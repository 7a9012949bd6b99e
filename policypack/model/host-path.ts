/** A container runtime's socket, or another that gives what one gives: whoever opens it starts containers as root on the node. */
export interface RuntimeSocket {
    /** As it stands on the node: `/run/containerd/containerd.sock`. */
    readonly path: string;
    /** Whose it is: `containerd`. */
    readonly owner: string;
    /** It asks who opens it, so that nobody but root gains by it. */
    readonly obeysRootAlone?: boolean;
}

/** How a path of the node leads to a runtime socket. */
export interface SocketReach {
    readonly socket: RuntimeSocket;
    /** `itself`: the path is the socket. `inside`: it is a directory above it. `processes`: through the root of the node's processes. */
    readonly how: "itself" | "inside" | "processes";
}

/** What runs a Pod, for allowances; read when asked for, as each part may be unknown. */
export interface PodOwner {
    readonly namespace: string;
    readonly serviceAccount: string;
}

/**
 * What somebody has who has a path of the node. `manifests`: writes static Pods. `keys`: reads the private keys of the control plane or the
 * data of its etcd. `settings`: writes how the kubelet or the runtime runs. `credentials`: reads the kubelet's, or those of all Pods of the node.
 */
export type PlaceKind = "manifests" | "keys" | "settings" | "credentials" | "read manifests";

export interface MountedPlace {
    readonly kind: PlaceKind;
    /** Where that lies below the mounted path; undefined where that path itself is it, or lies in it. */
    readonly path: string | undefined;
}

/** One container's mount of a volume. What it says is read when asked for. */
export interface Mount {
    /** `spec.containers[0].volumeMounts[1]` */
    readonly at: string;
    /** What of the node the container sees: the volume's path with the mount's sub path, normalised. */
    readonly path: string;
    /** Of the mount itself; file systems that are mounted below it stay as they are, unless `isRecursive`. */
    readonly readOnly: boolean;
    /** Whether what is mounted below is read-only as well (`recursiveReadOnly: Enabled`). */
    readonly isRecursive: boolean;
    /** How it leads to a runtime socket; undefined when it does not. */
    readonly reach: SocketReach | undefined;
    /** What of the kubelet's or the control plane's it gives. */
    readonly place: MountedPlace | undefined;
    readonly image: string;
    /** Whether the container's processes have neither root's user nor root's group, nor privileges, so that they open no socket of root's. */
    readonly unprivileged: boolean;
}

/** A path of the node that becomes a volume. */
export interface HostPath {
    /** `spec.volumes[0].hostPath.path` */
    readonly at: string;
    /** As written. */
    readonly written: string;
    /** Normalised, for comparing. */
    readonly path: string;
    /** Who runs the Pod; undefined for a PersistentVolume, which any Pod may come to mount. */
    readonly owner: PodOwner | undefined;
    /** Where it is only likely that a Pod comes to mount it: what makes it, such as `the Pods of a runner's jobs`. */
    readonly likelyFor?: string;
    /** How it leads to a runtime socket; undefined when it does not. */
    readonly reach: SocketReach | undefined;
    /** What of the kubelet's or the control plane's whoever writes it has; for a PersistentVolume, of which no mount is seen. */
    readonly place: MountedPlace | undefined;
    /** Every mount of the volume in the Pod; what is unknown or unreadable is thrown after the others. */
    mounts(): Iterable<Mount>;
}

/** What follows the path as it is written, in a message about it. */
export function socketFact({ socket, how }: SocketReach): string {
    switch (how) {
        case "itself":
            return `, the socket of ${socket.owner}`;
        case "inside":
            return `, which holds ${socket.path}, the socket of ${socket.owner}`;
        case "processes":
            return ` where it may look into the node's processes, and so into their root with ${socket.path}`;
    }
}

/** The capabilities with which the kernel lets a process look into others. */
export const LOOKS_INTO_PROCESSES: readonly string[] = ["ALL", "SYS_PTRACE", "SYS_ADMIN"];

/** The capabilities that open no file, become nobody else and look into nobody (capabilities(7)): with these a user is who it was. */
export const OPENS_NO_FILES: readonly string[] = [
    "AUDIT_WRITE",
    "IPC_LOCK",
    "NET_BIND_SERVICE",
    "NET_RAW",
    "SYS_NICE",
    "SYS_TIME",
    "WAKE_ALARM",
];

/** Nearly every cluster runs it with the node's root mounted: read-only, and as a user who opens no socket of root's. */
export const NODE_EXPORTER = /\/(prometheus-)?node[-_]exporter$/;
export const NODE_EXPORTER_FIX =
    "Leave out the collectors that need it (--path.rootfs), if the metrics of file systems are not used";
