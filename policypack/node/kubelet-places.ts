import { once } from "../parse/once";
import { dirname } from "node:path/posix";
import type { BootFile, NodeBoot } from "../model/node-boot";
import { isWithin, nodePath } from "../model/node-path";
import { HOLE } from "../parse/word";
import { yamlDocuments } from "../parse/yaml";
import type { Guard } from "./file-accesses";
import { isKubeletConfiguration } from "./kubelet-configuration";
import { isInManifestPlace, manifestPlacesOf } from "./manifest-folders";

/** Folders of which everything says how the kubelet runs: images of EKS, kubeadm, nodeadm, k3s and RKE2. */
const FOLDERS = [
    ...["/etc/kubernetes/kubelet", "/etc/kubernetes/kubelet.conf.d", "/etc/kubernetes/config", "/etc/eks/nodeadm.d"],
    ...["/var/lib/kubelet/config.d", "/var/lib/kubelet/kubelet.conf.d", "/var/lib/kubelet/pki", "/etc/rancher"],
    ...["k3s", "rke2"].map((name) => `/var/lib/rancher/${name}/agent/etc`),
];
/** Folders that hold such files among others. */
const HOLDERS = ["/etc/kubernetes", "/var/lib/kubelet", "/etc/eks"];
const FILES =
    /^(?:\/etc\/kubernetes\/[\w.*-]+\.(?:conf|ya?ml|json)|\/var\/lib\/kubelet\/(?:[\w.*-]+\.(?:ya?ml|json|env|conf)|(?:bootstrap-)?kubeconfig)|\/etc\/(?:default|sysconfig)\/(?:kubelet|k3s|rke2)[\w-]*)$/;
const UNIT_FOLDERS = "(?:/etc|/run|/usr/local/lib|/usr/lib|/lib)/systemd/system";
const UNITS = new RegExp(`^${UNIT_FOLDERS}/(?:kubelet|k3s|rke2)[\\w-]*\\.service(?:\\.d(?:/[^/]+)?)?$`);
/** What starts the containers of a node is as much its own, where it is known to be one. */
const RUNTIME = new RegExp(
    `^(?:${UNIT_FOLDERS}/(?:containerd|docker|crio)\\.service(?:\\.d(?:/[^/]+)?)?|/etc/containerd(?:/.*)?|/etc/(?:default|sysconfig)/(?:containerd|docker|crio))$`,
);
const PLACES = [
    ...FOLDERS,
    ...HOLDERS,
    ...["/etc/default/kubelet", "/etc/sysconfig/kubelet", "/etc/systemd/system/kubelet.service"],
    ...["/etc/systemd/system/kubelet.service.d", "/usr/lib/systemd/system/kubelet.service"],
];

const CREDENTIALS =
    /^\/etc\/kubernetes\/(?:(?:bootstrap-)?kubelet|(?:super-)?admin|controller-manager|scheduler)\.conf$|^\/var\/lib\/kubelet\/(?:(?:bootstrap-)?kubeconfig|pki\/[^/]+\.(?:pem|key))$|^\/etc\/rancher\/(?:k3s|rke2)\/(?:k3s|rke2|config)\.yaml$/;

/** Whether a file or folder says how a kubelet runs, by its name. */
export const isKubeletSetting = (path: string): boolean =>
    FOLDERS.some((folder) => isWithin(path, folder)) || FILES.test(path) || UNITS.test(path);

/** The same of the runtime that the kubelet starts containers with. */
export const isRuntimeSetting = (path: string): boolean => RUNTIME.test(path);

/** A kubeconfig or key with which one is the kubelet, or an administrator of the cluster. */
export const isNodeCredential = (path: string): boolean => CREDENTIALS.test(path);

/** What the two ask for, for what judges paths in another language: folders, and the forms of files' names. */
export const SETTING_FORMS = { folders: FOLDERS, files: [FILES, UNITS, RUNTIME], credentials: CREDENTIALS } as const;

/** Where such settings lie on an ordinary node. */
export const KUBELET_SETTINGS: readonly string[] = PLACES;

/** The files and folders of a boot that say how its kubelet runs, and those that hold the kubelet's credentials. */
export const kubeletGuardOf = once((boot: NodeBoot): Guard => {
    const own = new Set(boot.files.filter(isConfiguration).map(({ path }) => nodePath(path)));
    const isNode = boot.evidence.verdict === "node";
    const manifests = manifestPlacesOf(boot);
    return {
        places: [...PLACES, ...own],
        guards: ({ path }) =>
            own.has(path) ||
            HOLDERS.includes(path) ||
            (isKubeletSetting(path) && !(FILES.test(path) && isInManifestPlace(manifests, path))) ||
            (isNode && isRuntimeSetting(path)),
        hides: holdsCredentials,
    };
});

/** Where a shared file system is none of the node's own: the places above, what starts static Pods, and all below /etc/kubernetes. */
export const localPlacesOf = (boot: NodeBoot): { readonly places: readonly string[]; readonly folders: readonly string[] } => {
    const { places } = kubeletGuardOf(boot);
    const manifests = manifestPlacesOf(boot);
    return { places: [...places, ...manifests], folders: [...FOLDERS, ...manifests, "/etc/kubernetes", "/etc/eks"] };
};

/** A KubeletConfiguration lies wherever a flag says; in /tmp it is on its way to somewhere else. */
function isConfiguration({ kind, isBase, path, content }: BootFile): boolean {
    if (kind !== "file" || isBase || !content.text.includes("kubelet.config.k8s.io")) return false;
    if (dirname(path) === "/tmp" || dirname(path) === "/var/tmp") return false;
    const documents = yamlDocuments(content.text);
    return documents.ok && documents.value.some(isKubeletConfiguration);
}

/** A kubeconfig that only says which program to ask for a token gives nobody anything. */
function holdsCredentials({ path, isBase, content: { text } }: BootFile): boolean {
    if (!CREDENTIALS.test(path)) return false;
    if (isBase || text === HOLE) return !path.startsWith("/etc/rancher/") || !path.endsWith("/config.yaml");
    return (
        /(?:^|[\s{,"'-])(?:token|agent-token|client-key-data|password)["']?\s*:\s*\S/.test(text) || /PRIVATE KEY-----/.test(text)
    );
}
