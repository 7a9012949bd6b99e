import type { KubeletSettings } from "./kubelet-settings";
import type { Distribution, NodeRole, UnreadPart } from "./node-boot";
import type { NodeEvidence } from "./node-evidence";
import type { Sourced } from "./sourced";

export type { NodeRole } from "./node-boot";

/** Each setting with the line that set it. */
export type SourcedSettings = { readonly [Name in keyof KubeletSettings]: Sourced<KubeletSettings[Name]> };

/**
 * The settings that a kubelet will really run with, whatever carries them. Reading a setting that cannot be told (a variable, a wrong type)
 * throws `Unreadable`, and only that one.
 */
export interface EffectiveKubelet extends SourcedSettings {
    /** Whether it is configured by flags alone, which makes its defaults insecure. */
    readonly isFlagsOnly: boolean;
    readonly role: NodeRole;
    readonly distribution: Distribution;
    readonly evidence: NodeEvidence;
    /** What of its configuration could not be seen, or keeps it from starting. */
    readonly unread: readonly UnreadPart[];
}
