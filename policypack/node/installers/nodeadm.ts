import type { NodeBoot, UnreadPart } from "../../model/node-boot";
import { Unreadable } from "../../model/unreadable";
import { Cursor } from "../../parse/cursor";
import { word } from "../../parse/word";
import { dropInsOf, filesFor, layerOf } from "../configuration-layer";
import { AL2023_KUBELET_FILE } from "../disk";
import type { ConfigLayer } from "../effective-kubelet";
import type { Argument } from "../invocation";
import { EKS_BASE } from "../kubelet-settings";
import { type BaseService, variableWords } from "../service";
import type { NodeInstaller } from "./installer";
import { KUBELET_UNIT, kubeletsOfUnit, unreadOfKubeletUnit } from "./kubelet-unit";

interface NodeConfig {
    spec: { kubelet: { config: Record<string, unknown>; flags: string[] } };
}

const BASE: ConfigLayer = { value: EKS_BASE, at: "", isBase: true, path: AL2023_KUBELET_FILE };
const FOLDER = "/etc/kubernetes/kubelet/config.json.d";
const OWN_DROP_IN = `${FOLDER}/40-nodeadm.conf`;
const ENVIRONMENT = "/etc/eks/kubelet/environment";
/** The image's unit (templates/al2023/runtime/rootfs/etc/systemd/system/kubelet.service). */
const UNIT = `[Service]\nEnvironmentFile=${ENVIRONMENT}\nExecStart=/usr/bin/kubelet $NODEADM_KUBELET_ARGS\n`;

/**
 * Amazon Linux 2023: nodeadm's base file, the drop-in that it makes of every NodeConfig, and their flags, appended
 * (nodeadm/internal/kubelet/config.go and environment.go), started by the image's unit with what the boot adds to it.
 */
export const nodeadm: NodeInstaller = {
    *kubelets(boot) {
        const read = readDocuments(boot);
        if (read === undefined) return;
        const { at, layers, unread } = read;
        const files = filesFor(boot);
        yield* kubeletsOfUnit(boot, KUBELET_UNIT, serviceOf(read), {
            at,
            distribution: "eks-al2023",
            role: "worker",
            unread,
            fileAt: (path, notes) => {
                const before = notes.length;
                const file = files.fileAt(path, notes);
                return file ?? (path === AL2023_KUBELET_FILE && notes.length === before ? BASE : undefined);
            },
            dropInsIn: (folder, notes) =>
                folder === FOLDER ? withOwnDropIn(boot, layers, notes) : files.dropInsIn(folder, notes),
        });
    },
    *unread(boot) {
        const read = readDocuments(boot);
        if (read !== undefined) yield* unreadOfKubeletUnit(boot, serviceOf(read));
    },
};

interface Documents {
    readonly at: string;
    readonly layers: readonly ConfigLayer[];
    readonly flags: readonly Argument[];
    readonly unread: readonly UnreadPart[];
}

function readDocuments(boot: NodeBoot): Documents | undefined {
    const documents = boot.documents.filter(({ installer }) => installer === "nodeadm");
    if (documents.length === 0) return undefined;
    const unread: UnreadPart[] = [];
    const layers: ConfigLayer[] = [];
    const flags: Argument[] = [];
    for (const { value, at, kubeletAt } of documents) {
        const kubelet = Cursor.of<NodeConfig>(value).field("spec").field("kubelet");
        try {
            const config = kubelet.field("config");
            if ([...config.entries()].length > 0) layers.push({ value: config.raw(), at: kubeletAt ?? `${at} › ${config.path}` });
            for (const flag of kubelet.field("flags").items()) {
                flags.push(...variableWords(flag.text() ?? "", `${at} › ${flag.path}`));
            }
        } catch (error) {
            if (!(error instanceof Unreadable)) throw error;
            unread.push({
                at: [at, error.at].filter(Boolean).join(" › "),
                reason: `${error.reason}, which keeps nodeadm from starting the node`,
            });
        }
    }
    return { at: documents[0]!.at, layers, flags, unread };
}

/** Without a config of its own nodeadm passes no --config-dir, and what else lies in the folder is not read. */
function serviceOf({ at, layers, flags }: Documents): BaseService {
    const own = [`--config=${AL2023_KUBELET_FILE}`, ...(layers.length > 0 ? [`--config-dir=${FOLDER}`] : [])];
    return {
        files: [{ path: `/etc/systemd/system/${KUBELET_UNIT}`, text: UNIT, at }],
        installed: {
            path: ENVIRONMENT,
            variables: new Map([["NODEADM_KUBELET_ARGS", [...own.map((text) => ({ ...word(text), at })), ...flags]]]),
        },
    };
}

function withOwnDropIn(boot: NodeBoot, layers: readonly ConfigLayer[], unread: UnreadPart[]): readonly ConfigLayer[] {
    const dropIns = dropInsOf(boot, FOLDER)
        .filter(({ path }) => path !== OWN_DROP_IN)
        .flatMap((file) => layerOf(file, unread, "drop-in") ?? []);
    const before = dropIns.filter(({ path }) => path! < OWN_DROP_IN);
    return [...before, ...layers, ...dropIns.slice(before.length)];
}
