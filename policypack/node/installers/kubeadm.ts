import { basename, dirname, join } from "node:path/posix";
import type { EffectiveKubelet } from "../../model/effective-kubelet";
import type { NodeBoot, NodeRole, UnreadPart } from "../../model/node-boot";
import type { Cursor } from "../../parse/cursor";
import { HOLE } from "../../parse/word";
import { yaml } from "../../parse/yaml";
import { filesFor, lastStateOf } from "../configuration-layer";
import type { ConfigLayer } from "../effective-kubelet";
import { extraArguments } from "../extra-arguments";
import type { Argument } from "../invocation";
import { patchedWith, withDefaults, withoutThoseOf } from "../kubelet-defaults";
import { SETTINGS } from "../kubelet-settings";
import { roleOf } from "../node-role";
import { type BaseService, variableWords } from "../service";
import type { NodeInstaller } from "./installer";
import { apiServerOf, certificatesDir, etcdOf, textOr } from "./kubeadm-daemons";
import { isKubeadm, kubeadmConfigs, type KubeadmConfig, type NodeConfiguration } from "./kubeadm-documents";
import { KUBEADM_CONFIG, kubeadmService } from "./kubeadm-service";
import { KUBELET_UNIT, kubeletsOfUnit, unreadOfKubeletUnit } from "./kubelet-unit";

/** What kubeadm fills into every KubeletConfiguration (componentconfigs/kubelet.go of 1.36). */
const kubeadmBase = (pki: string) => ({
    apiVersion: "kubelet.config.k8s.io/v1beta1",
    kind: "KubeletConfiguration",
    staticPodPath: "/etc/kubernetes/manifests",
    authentication: {
        anonymous: { enabled: false },
        webhook: { enabled: true },
        x509: { clientCAFile: join(pki, "ca.crt") },
    },
    authorization: { mode: "Webhook" },
    healthzBindAddress: "127.0.0.1",
    healthzPort: 10248,
    rotateCertificates: true,
});

/** kubeadm: from its documents the kubelet, and on control planes the API server and etcd as static Pods. */
export const kubeadm: NodeInstaller = {
    *kubelets(boot) {
        if (!isKubeadm(boot)) return;
        for (const config of kubeadmConfigs(boot).configs) yield* kubeletsOf(boot, config);
    },
    *apiServers(boot) {
        for (const config of controlPlanes(boot)) yield apiServerOf(config, boot);
    },
    *etcds(boot) {
        for (const config of controlPlanes(boot)) {
            const etcd = etcdOf(config);
            if (etcd !== undefined) yield etcd;
        }
    },
    *unread(boot) {
        if (!isKubeadm(boot)) return;
        const { configs, unread } = kubeadmConfigs(boot);
        yield* unread;
        yield* unreadOfKubeletUnit(boot, kubeadmService(configs[0]?.at ?? ""));
    },
};

/** Configurations of whole clusters: a node that joins takes the cluster's from elsewhere. */
const controlPlanes = (boot: NodeBoot): readonly KubeadmConfig[] =>
    isKubeadm(boot)
        ? kubeadmConfigs(boot).configs.filter(({ cluster, action }) => cluster !== undefined && action !== "join")
        : [];

interface Member {
    readonly node?: Cursor<NodeConfiguration>;
    readonly role: NodeRole;
    /** kubeadm reads a KubeletConfiguration when it makes the cluster; nodes that join have the cluster's. */
    readonly readsKubelet: boolean;
}

function membersOf(boot: NodeBoot, { cluster, init, join: joins, kubelet, action }: KubeadmConfig): readonly Member[] {
    const makes = action === "init" || (action === undefined && (init !== undefined || joins === undefined));
    const own = boot.role;
    // The cluster's alone says nothing of any node.
    const isOfNodes = action !== undefined || init !== undefined || joins !== undefined || kubelet !== undefined;
    if (!isOfNodes && boot.documents.length === 0) return [];
    const isControlPlane = joins !== undefined && textOr("", () => (joins.field("controlPlane").isPresent() ? "yes" : "")) !== "";
    const joined: NodeRole =
        own ?? (isControlPlane || (action === "join" && roleOf(boot) === "control-plane") ? "control-plane" : "worker");
    return [
        // A KubeletConfiguration alone is for every node of some cluster.
        ...(makes
            ? [
                  {
                      ...(init !== undefined && { node: init }),
                      role:
                          own ??
                          (init === undefined && cluster === undefined && action === undefined ? roleOf(boot) : "control-plane"),
                      readsKubelet: true,
                  },
              ]
            : []),
        ...(action === "join" || (action === undefined && joins !== undefined)
            ? [
                  {
                      ...(joins !== undefined && { node: joins }),
                      role: joined,
                      readsKubelet: kubelet !== undefined && init !== undefined,
                  },
              ]
            : []),
    ];
}

function* kubeletsOf(boot: NodeBoot, config: KubeadmConfig): Generator<EffectiveKubelet> {
    for (const { node, role, readsKubelet } of membersOf(boot, config)) {
        const unread: UnreadPart[] = [];
        const { layer, choosesPath } = layersOf(boot, config, readsKubelet ? config.kubelet : undefined, node, unread);
        const files = filesFor(boot);
        yield* kubeletsOfUnit(boot, KUBELET_UNIT, serviceOf(config, node), {
            at: config.at,
            // A file that somebody writes over kubeadm's, or a path in a patch of this node's own, is nobody's default.
            distribution: lastStateOf(boot, KUBEADM_CONFIG) === undefined && !choosesPath ? "kubeadm" : "unknown",
            role,
            unread,
            // kubeadm writes the file itself; what is here was written over it.
            fileAt: (path, notes) => (path === KUBEADM_CONFIG ? (files.fileAt(path, notes) ?? layer) : files.fileAt(path, notes)),
        });
    }
}

function serviceOf({ at }: KubeadmConfig, node: Cursor<NodeConfiguration> | undefined): BaseService {
    if (node === undefined) return kubeadmService(at);
    const registration = node.field("nodeRegistration");
    const socket = textOr("", () => registration.field("criSocket").text());
    const own = extraArguments(registration.field("kubeletExtraArgs"), (place) => place.path);
    const words = own.flatMap(({ word }): readonly Argument[] =>
        word.failure === undefined ? variableWords(word.text, word.at) : [word],
    );
    const ofSocket =
        socket === "" ? [] : variableWords(`--container-runtime-endpoint=${socket}`, registration.field("criSocket").path);
    return kubeadmService(at, [...ofSocket, ...words]);
}

/** The file as kubeadm writes it: its defaults, the KubeletConfiguration, and the patches of `patches.directory` that the boot writes. */
function layersOf(
    boot: NodeBoot,
    config: KubeadmConfig,
    kubelet: KubeadmConfig["kubelet"],
    node: Cursor<NodeConfiguration> | undefined,
    unread: UnreadPart[],
): { readonly layer: ConfigLayer; readonly choosesPath: boolean } {
    const base = kubeadmBase(certificatesDir(config));
    let layer: ConfigLayer = { value: base, at: "", isBase: true, path: KUBEADM_CONFIG };
    if (kubelet !== undefined) {
        const known = withoutUnknown(kubelet, unread);
        // Whoever writes false gets true.
        const value = { ...(withDefaults(known, base) as object), rotateCertificates: true };
        layer = { value, at: kubelet.at, path: KUBEADM_CONFIG, before: layer };
    }
    const folder = textOr("", () => node?.field("patches").field("directory").text());
    if (folder === "") return { layer, choosesPath: false };
    const patches = [...new Set(boot.files.map(({ path }) => path))].filter(
        (path) =>
            dirname(path) === (folder.replace(/(?<!\/)\/+$/, "") || "/") &&
            /^kubeletconfiguration[^/]*\.(?:json|ya?ml)$/.test(basename(path)),
    );
    let choosesPath = false;
    for (const path of patches.sort()) {
        const patch = patchAt(boot, path, unread);
        if (patch === undefined) continue;
        choosesPath ||= typeof patch.value === "object" && patch.value !== null && Object.hasOwn(patch.value, "staticPodPath");
        // What a patch says is its own, even where it says again what stood there.
        const before = { ...layer, value: withoutThoseOf(layer.value, patch.value) };
        layer = { value: patchedWith(layer.value, patch.value), at: patch.at, path: KUBEADM_CONFIG, before };
    }
    return { layer, choosesPath };
}

/** kubeadm takes a strategic patch where the name says none; a KubeletConfiguration is merged as RFC 7396 has it. */
function patchAt(boot: NodeBoot, path: string, unread: UnreadPart[]): { value: unknown; at: string } | undefined {
    const file = lastStateOf(boot, path);
    if (file === undefined) return undefined;
    if (/\+json\./.test(path)) {
        unread.push({ at: file.at, reason: "changes the kubelet's configuration by a JSON patch, which is not followed" });
        return undefined;
    }
    const patch = file.content.isLiteral ? yaml(file.content.text) : undefined;
    if (patch?.ok !== true) {
        unread.push({ at: file.at, reason: patch?.reason ?? "depends on what only the machine knows" });
        return undefined;
    }
    return { value: patch.value, at: file.at };
}

/** Without what only the machine knows, which is noted where it matters. */
function withoutUnknown({ value, at }: { readonly value: unknown; readonly at: string }, unread: UnreadPart[]): unknown {
    if (!JSON.stringify(value).includes(HOLE)) return value;
    const judged = new Set(Object.values(SETTINGS).map(({ path }) => path[0]));
    const known = Object.entries(value as object).filter(([key, inner]) => {
        if (!JSON.stringify(inner).includes(HOLE)) return true;
        if (judged.has(key)) unread.push({ at: `${at} › ${key}`, reason: "depends on what only the machine knows" });
        return false;
    });
    return Object.fromEntries(known);
}
