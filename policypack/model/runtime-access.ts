import type { NodeEvidence } from "./node-evidence";

/** How somebody else than root gets to a container runtime's API on its own node. */
export type RuntimeDoor =
    /** A TCP listener; `isLocal` where only the machine itself reaches it, `isVerified` where it demands client certificates. */
    | { readonly kind: "tcp"; readonly address: string; readonly isLocal: boolean; readonly isVerified: boolean }
    /** The socket belongs to a user or group that is not root's. */
    | { readonly kind: "owner"; readonly owner: string }
    /** Permission bits let others than its owner and group in. */
    | { readonly kind: "mode"; readonly mode: number }
    /** Somebody is put into a group that the socket belongs to. */
    | { readonly kind: "member"; readonly user: string; readonly group: string }
    /** Another program passes the socket on. */
    | { readonly kind: "relay"; readonly program: string };

/** One such way, and the runtime. */
export interface RuntimeAccess {
    /** The line that opens it. */
    readonly at: string;
    /** `containerd`, `dockerd`, `CRI-O`. */
    readonly runtime: string;
    readonly door: RuntimeDoor;
    readonly evidence: NodeEvidence;
}
