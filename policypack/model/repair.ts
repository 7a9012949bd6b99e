/** What a repair writes. */
export interface Write {
    /** Text, a number, true or false; a list only where the place is a property of the resource itself. */
    readonly value: string | number | boolean | readonly string[];
    /** Where, if not at the finding's own place: every mount that it names. */
    readonly at?: readonly string[];
    /** Flags of the kubelet that say the same, without dashes. */
    readonly flags?: readonly string[];
}

/** A safe repair: it gives nobody anything and takes from nobody what a right setup needs. It writes at the place that a finding names. */
export interface Repair {
    /** What it does, for the reference: `Sets httpTokens to required`. */
    readonly does: string;
    /** Absent where each finding has its own. */
    readonly write?: Write;
    /** The policy's setting that has to be on. */
    readonly onlyWith?: string;
}

/** Why a policy has no repair, where many have the same reason: half a sentence that follows "Not repaired:". */
export const NO_REPAIR = {
    betweenResources: "what stands between resources is mended by changing several of them",
    whoIsMeant: "only its owner knows who is meant to have access",
    workload: "the workload may need what it asks for, and only its owner knows",
    certificates: "the certificates have to be made and handed out first",
    script: "it stands in scripts and units, which are not rewritten",
    replaces: "the change replaces the machine or volume, with what is on it",
    unseen: "what cannot be read cannot be rewritten",
} as const;
