import type { Distribution, UnreadPart } from "./node-boot";
import type { NodeEvidence } from "./node-evidence";
import type { Sourced } from "./sourced";

/** Whether the node runs workloads or a control plane, as far as its configuration says. */
export type NodeRole = "worker" | "control-plane" | "unknown";

/**
 * The settings that a kubelet will really run with, whatever carries them: each with the line that set it. Reading a setting that cannot be
 * told (a variable, a wrong type) throws `Unreadable`, and only that one.
 */
export interface EffectiveKubelet {
    readonly anonymousAuth: Sourced<boolean>;
    readonly webhookAuth: Sourced<boolean>;
    /** "" when there is none. */
    readonly clientCAFile: Sourced<string>;
    readonly authorizationMode: Sourced<string>;
    readonly readOnlyPort: Sourced<number>;
    readonly staticPodPath: Sourced<string>;
    readonly staticPodURL: Sourced<string>;
    readonly port: Sourced<number>;
    readonly address: Sourced<string>;
    readonly tlsCertFile: Sourced<string>;
    readonly tlsPrivateKeyFile: Sourced<string>;
    readonly serverTLSBootstrap: Sourced<boolean>;

    /** Whether it is configured by flags alone, which makes its defaults insecure. */
    readonly isFlagsOnly: boolean;
    readonly role: NodeRole;
    readonly distribution: Distribution | "kubeadm";
    readonly evidence: NodeEvidence;
    /** What of its configuration could not be seen. */
    readonly unread: readonly UnreadPart[];
}
