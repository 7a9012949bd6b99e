import { once } from "../parse/once";
import type { NodeBoot } from "../model/node-boot";
import { isWithin, nodePath } from "../model/node-path";
import { Unreadable } from "../model/unreadable";
import { kubeletsOf } from "./installers";

/** Where kubelets take static Pods from: kubeadm, k3s and RKE2, Bottlerocket. */
export const OWN_FOLDERS: readonly string[] = [
    "/etc/kubernetes/manifests",
    "/var/lib/rancher/k3s/agent/pod-manifests",
    "/var/lib/rancher/rke2/agent/pod-manifests",
    "/etc/kubernetes/static-pods",
];

/** The folders from which the kubelets of a boot may take static Pods, and files that are such a manifest: known ones, and those that are set. */
export const manifestPlacesOf = once((boot: NodeBoot): readonly string[] => [
    ...new Set([...OWN_FOLDERS, ...kubeletsOf(boot).flatMap(pathOf)]),
]);

/** What cannot be told is said where configuration is read. */
function pathOf(kubelet: { readonly staticPodPath: { readonly value: string } }): string[] {
    try {
        const { value } = kubelet.staticPodPath;
        return value === "" ? [] : [nodePath(value)];
    } catch (error) {
        if (error instanceof Unreadable) return [];
        throw error;
    }
}

/** Whether a file is a manifest that the kubelet takes: it leaves out names that begin with a dot, and folders below. */
export function isManifest(places: readonly string[], path: string): boolean {
    const own = nodePath(path);
    const name = own.slice(own.lastIndexOf("/") + 1);
    const folder = own.slice(0, own.lastIndexOf("/"));
    return !name.startsWith(".") && places.some((place) => place === own || place === folder);
}

/** Whether a path is such a place or lies in it. */
export const isInManifestPlace = (places: readonly string[], path: string): boolean =>
    places.some((place) => isWithin(path, place));
