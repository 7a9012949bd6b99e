import type { FileAccess } from "./file-access";
import type { NodeEvidence } from "./node-evidence";

/** How somebody else than root on the node itself comes to say how its kubelet runs, or to speak with its credentials. */
export type KubeletExposure =
    /** By the mode, owner or access list of a file or folder. */
    | { readonly kind: "access"; readonly access: FileAccess }
    /** By a file system that other machines write too. */
    | {
          readonly kind: "shared";
          readonly at: string;
          /** Where it comes to be on the node. */
          readonly path: string;
          /** `nfs4`, `a link into /mnt/efs`. */
          readonly by: string;
          /** Only the name of a folder says that it is shared. */
          readonly isGuess: boolean;
          readonly evidence: NodeEvidence;
      };
