import type { HostPath } from "./host-path";
import type { HostShare } from "./host-share";
import type { NodeEvidence } from "./node-evidence";

/** The namespace that the manifest of a static Pod names (the kubelet's own is `default`), and what the rest of a stack says of it. */
export interface NamespaceInStack {
    /** `userData › write_files[0].content › metadata.namespace` */
    readonly at: string;
    readonly namespace: string;
    readonly evidence: NodeEvidence;
    /**
     * `absent`: nothing here makes it. `refusing`: it is made here, and its admission refuses the Pod at the level that `level` names.
     */
    readonly state: "absent" | "refusing";
    readonly level?: string;
}

/** One thing of the node that a static Pod gets. */
export type StaticPodReach = { readonly evidence: NodeEvidence } & (
    { readonly kind: "share"; readonly share: HostShare } | { readonly kind: "path"; readonly path: HostPath }
);

/** Namespaces that every cluster has from its beginning. */
const OWN = new Set(["default", "kube-system", "kube-public", "kube-node-lease"]);

export const alwaysExists = (namespace: string): boolean => OWN.has(namespace);

/** A DNS label (RFC 1123), which the name of a namespace has to be. */
export const canExist = (namespace: string): boolean => /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(namespace);
