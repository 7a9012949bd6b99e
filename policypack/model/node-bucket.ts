import type { NodeEvidence } from "./node-evidence";

/** A bucket that nodes take static Pods, their kubelet's configuration or their boot scripts from. */
export interface NodeBucket {
    /** `bucket "boot"`. */
    readonly words: string;
    /** What shows it: `object "kubelet-config"`; or `launch template "workers"`, `/etc/kubernetes/manifests/web.yaml`. Empty where a name does. */
    readonly path: readonly string[];
    readonly evidence: NodeEvidence;
    /** The program makes the bucket, so that what it does not say of it is certain. */
    readonly isMadeHere: boolean;
}

/** A way through a stack: `everybody → bucket "boot" → launch template "workers" → /etc/kubernetes/manifests/web.yaml`. */
export const wayOf = ({ words, path }: NodeBucket, ...before: readonly string[]): string =>
    [...before, words, ...path].join(" → ");
