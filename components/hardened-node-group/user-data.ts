import { auditedNode } from "./audited-node";
import { bottlerocketSettings } from "./bottlerocket-settings";
import { multipart } from "./mime";
import { nodeConfig } from "./node-config";
import { type NodeGroupOptions, NodeSystem } from "./node-group-options";

/**
 * The user data of a hardened node, before base64: plain text of plain data, so that a preview knows all of it.
 * @param options those of the node group; whatever is none of the node's own is ignored
 * @param logGroup the log group of the audit record; undefined for a record that stays on the node
 */
export function nodeUserData(options: NodeGroupOptions, logGroup: string | undefined): string {
    const { maxPods, runStaticPodsFrom: staticPodPath } = options;
    const isSelfSigned = options.serveSelfSignedCertificate ?? false;
    if (options.system === NodeSystem.Bottlerocket) {
        return bottlerocketSettings({
            isSelfSigned,
            hasSessions: options.sessions ?? false,
            ...(maxPods !== undefined && { maxPods }),
        });
    }
    const ofStaticPods = staticPodPath === undefined ? {} : { staticPodPath };
    return multipart([
        {
            type: "application/node.eks.aws",
            text: nodeConfig({
                isSelfSigned,
                servesJournal: options.serveJournal ?? false,
                ...ofStaticPods,
                ...(maxPods !== undefined && { maxPods }),
            }),
        },
        {
            type: 'text/cloud-config; charset="us-ascii"',
            text: auditedNode({ ...ofStaticPods, ...(logGroup !== undefined && { logGroup }) }),
        },
    ]);
}
