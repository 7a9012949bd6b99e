import type { MountedPlace, PlaceKind } from "../model/host-path";
import { isWithin } from "../model/node-path";
import { isKubeletSetting, isNodeCredential, isRuntimeSetting, KUBELET_SETTINGS } from "./kubelet-places";
import { OWN_FOLDERS } from "./manifest-folders";

/** Private keys of a control plane and the data of its etcd: kubeadm, etcd's own folders, k3s, RKE2, k0s, minikube. */
const KEYS = [
    ...["/etc/kubernetes/pki", "/etc/etcd", "/etc/ssl/etcd", "/var/lib/etcd", "/var/lib/k0s/pki", "/var/lib/minikube/certs"],
    ...["k3s", "rke2"].flatMap((name) => ["tls", "db", "cred"].map((folder) => `/var/lib/rancher/${name}/server/${folder}`)),
];
/** Nothing to be kept from anybody. */
const PUBLIC_FILE = /\.(?:crt|cer|pub|csr)$/;

/** The kubelet's credentials, and the volumes of all Pods of its node: their tokens and Secrets. */
const SECRETS = [
    ...["/var/lib/kubelet/pki", "/var/lib/kubelet/pods", "/etc/kubernetes/kubelet.conf", "/etc/kubernetes/admin.conf"],
    ...["k3s", "rke2"].flatMap((name) => [
        `/etc/rancher/${name}/${name}.yaml`,
        `/var/lib/rancher/${name}/agent/client-kubelet.key`,
    ]),
];
const KUBELET = "/var/lib/kubelet";
/** Where Windows nodes have what Linux has in /var/lib/kubelet and /etc/kubernetes, beside C:\\var\\lib\\kubelet. */
const ON_WINDOWS = ["/programdata/kubernetes", "/k"];

/** The lists above, for what judges paths in another language. */
export const PLACES = { keys: KEYS, publicFile: PUBLIC_FILE, secrets: SECRETS, kubelet: KUBELET, windows: ON_WINDOWS } as const;

/**
 * What of the node's own a mounted path is, lies in or holds, the worst of it; undefined for every other path. Who reads keys needs not
 * write them.
 *
 * @param path as `nodePath` gives it
 */
export function mountedPlace(path: string, readOnly: boolean): MountedPlace | undefined {
    const isWindows = /^c:/.test(path);
    const own = isWindows ? path.slice("c:".length) || "/" : path;
    const place = (kind: PlaceKind, folder: string): MountedPlace => ({ kind, path: isWithin(own, folder) ? undefined : folder });
    const heldBy = (places: readonly string[]) => places.find((one) => isWithin(own, one) || isWithin(one, own));

    // Above the kubelet's folder there may be others, and this one is on every node.
    if (own !== "/" && isWithin(KUBELET, own)) return place(readOnly ? "credentials" : "settings", KUBELET);
    const manifests = heldBy(OWN_FOLDERS);
    if (manifests !== undefined && !readOnly) return place("manifests", manifests);
    const keys = PUBLIC_FILE.test(own) ? undefined : heldBy(KEYS);
    if (keys !== undefined) return place("keys", keys);
    const settings = readOnly ? undefined : settingsOf(own);
    if (settings !== undefined) return place("settings", settings);
    const secrets = PUBLIC_FILE.test(own) ? undefined : isNodeCredential(own) ? own : heldBy(SECRETS);
    if (secrets !== undefined) return place("credentials", secrets);
    const windows = isWindows ? heldBy(ON_WINDOWS) : undefined;
    if (windows !== undefined) return place(readOnly ? "credentials" : "settings", windows);
    return manifests === undefined ? undefined : place("read manifests", manifests);
}

function settingsOf(path: string): string | undefined {
    if (isKubeletSetting(path) || isRuntimeSetting(path)) return path;
    return [...KUBELET_SETTINGS, "/etc/containerd"].find((one) => isWithin(one, path));
}
