import type { BootFile, NodeBoot } from "../model/node-boot";
import { isWithin, nodePath } from "../model/node-path";
import { holdsPrivateKey } from "../parse/private-keys";
import type { Guard } from "./file-accesses";

/** Where the keys of Kubernetes and etcd lie. */
const PLACES = ["/etc/kubernetes/pki", "/etc/kubernetes", "/var/lib/kubelet/pki", "/etc/etcd", "/var/lib/etcd", "/etc/ssl/etcd"];
const RANCHER = /^\/(?:etc|var\/lib)\/rancher\//;
const NAMED_KEY = /(?:\.key|-key\.pem|\/kubelet-(?:client|server)-[\w*-]+\.pem)$/;

/** Whether a path is a place of Kubernetes' or etcd's own, by its folder. */
export const isClusterPath = (path: string): boolean =>
    PLACES.some((place) => isWithin(path, place)) || RANCHER.test(path) || /\/(?:etcd|kubernetes|kube-apiserver)\//.test(path);

/** Whether a path is that of a private key, by its name and folder. */
export const isNamedKey = (path: string): boolean =>
    isClusterPath(path) && (NAMED_KEY.test(path) || /\/pki\/(?:etcd\/)?\*$/.test(path));

/** The private keys of a boot, which root alone may read, or etcd's own user. */
export const keyGuardOf = (boot: NodeBoot): Guard => ({
    places: ["/etc/kubernetes/pki", "/etc/kubernetes/pki/etcd"],
    guards: (file) => isKey(file, boot.evidence.verdict === "node"),
    mayHave: (name, path) => name === "etcd" && isEtcds(path),
});

/** By its content where that is known, by its name and place, or as a copy of one. */
function isKey({ path, kind, content, copyOf, isBase }: BootFile, isNode: boolean): boolean {
    if (kind === "folder") return false;
    if (content.isLiteral && !isBase) return (isNode || isClusterPath(path)) && holdsPrivateKey(content.text);
    return [path, ...(copyOf === undefined ? [] : [nodePath(copyOf)])].some(isNamedKey);
}

/** Of the API server's keys its client's is for etcd to check, not to have. */
const isEtcds = (path: string): boolean => /\/etcd(?:\/|-)|\/etcd[\w-]*\.key$/.test(path) && !/apiserver-etcd-client/.test(path);
