import type { NodeBoot, UnreadPart } from "../../model/node-boot";
import { Unreadable } from "../../model/unreadable";
import { Cursor } from "../../parse/cursor";
import { splitAtBlanks, word } from "../../parse/word";
import { filesIn, lastStateOf, layerOf } from "../configuration-layer";
import { AL2023_KUBELET_FILE } from "../disk";
import { type ConfigLayer, effectiveKubelet } from "../effective-kubelet";
import type { Argument } from "../invocation";
import { EKS_BASE } from "../kubelet-settings";
import type { NodeInstaller } from "./installer";

interface NodeConfig {
    spec: { kubelet: { config: Record<string, unknown>; flags: string[] } };
}

const BASE: ConfigLayer = { value: EKS_BASE, at: "", isBase: true };
const FOLDER = "/etc/kubernetes/kubelet/config.json.d";
const OWN_DROP_IN = `${FOLDER}/40-nodeadm.conf`;

/**
 * Amazon Linux 2023: nodeadm's base file, the drop-in that it makes of every NodeConfig, and their flags, appended
 * (nodeadm/internal/kubelet/config.go).
 */
export const nodeadm: NodeInstaller = {
    *kubelets(boot) {
        const documents = boot.documents.filter(({ installer }) => installer === "nodeadm");
        if (documents.length === 0) return;
        const unread: UnreadPart[] = [];
        const layers: ConfigLayer[] = [];
        const argv: Argument[] = [];
        for (const { value, at } of documents) {
            const kubelet = Cursor.of<NodeConfig>(value).field("spec").field("kubelet");
            try {
                const config = kubelet.field("config");
                if ([...config.entries()].length > 0) layers.push({ value: config.raw(), at: `${at} › ${config.path}` });
                for (const flag of kubelet.field("flags").items()) {
                    for (const text of splitAtBlanks(flag.text() ?? "")) argv.push({ ...word(text), at: `${at} › ${flag.path}` });
                }
            } catch (error) {
                if (!(error instanceof Unreadable)) throw error;
                unread.push({
                    at: [at, error.at].filter(Boolean).join(" › "),
                    reason: `${error.reason}, which keeps nodeadm from starting the node`,
                });
            }
        }
        // Without a config of its own nodeadm passes no --config-dir, and what else lies in the folder is not read.
        const dropIns = layers.length === 0 ? [] : dropInsOf(boot, unread);
        const before = dropIns.filter(({ path }) => path < OWN_DROP_IN);
        const edited = lastStateOf(boot, AL2023_KUBELET_FILE);
        yield effectiveKubelet({
            at: documents[0]!.at,
            layers: [(edited && layerOf(edited, unread)) ?? BASE, ...before, ...layers, ...dropIns.slice(before.length)],
            hasFile: true,
            argv,
            distribution: "eks-al2023",
            role: "worker",
            evidence: boot.evidence,
            unread,
        });
    },
};

function dropInsOf(boot: NodeBoot, unread: UnreadPart[]): (ConfigLayer & { readonly path: string })[] {
    return filesIn(boot, FOLDER, ".conf")
        .filter(({ path }) => path !== OWN_DROP_IN)
        .flatMap((file) => {
            const layer = layerOf(file, unread);
            return layer === undefined ? [] : { ...layer, path: file.path };
        });
}
