/** The levels of Pod Security that keep Pods from their node. */
export enum PodSecurityLevel {
    /** Nothing of the node, no root, no privileges. */
    Restricted = "restricted",
    /** Nothing of the node; whatever else an image asks for. */
    Baseline = "baseline",
}

/** The labels that have Pod Security enforce a level, and warn of and record what would not be restricted. */
export const podSecurityLabels = (level: PodSecurityLevel): Record<string, string> => ({
    "pod-security.kubernetes.io/enforce": level,
    "pod-security.kubernetes.io/enforce-version": "latest",
    "pod-security.kubernetes.io/audit": PodSecurityLevel.Restricted,
    "pod-security.kubernetes.io/audit-version": "latest",
    "pod-security.kubernetes.io/warn": PodSecurityLevel.Restricted,
    "pod-security.kubernetes.io/warn-version": "latest",
});
