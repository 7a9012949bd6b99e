import type { NodeBoot } from "../model/node-boot";
import { BootReader } from "../node/boot-reader";
import { bootOfUserData } from "../node/user-data";
import { unpacked } from "../parse/encodings";
import { remembered } from "../parse/remembered";
import { word } from "../parse/word";
import { concernsNodes } from "./boot-places";

/** How node configuration begins, or what it names: scripts, cloud-init, MIME, nodeadm, the kubelet, kubeadm. */
const NODE_CONTENT =
    /^[ \t]*(?:#!|#cloud-|#include|## template:|content-type:|mime-version:|<powershell>)|^[ \t]*\{\s*"ignition"|^[ \t]*\[+settings\b|node\.eks\.aws\/|kubelet\.config\.k8s\.io\/|kubeadm\.k8s\.io\//im;
/** Names that etcd's configuration file has, and no other. */
const ETCD_CONTENT = /^(?:listen-(?:client|peer)-urls|(?:client|peer)-transport-security):/m;

/**
 * What a text in a store (an S3 object, a parameter, a secret) makes of a node that takes it; an empty list for one that is nothing of the kind.
 * A document of the kubelet is read as the file that it will be.
 */
export const bootsOfNodeContent = remembered((text, at): readonly NodeBoot[] => {
    const bytes = unpacked(Buffer.from(text!));
    if (!bytes.ok) return [];
    const content = bytes.value.toString("utf8");
    if (!concernsNodes(content) || !(NODE_CONTENT.test(content) || ETCD_CONTENT.test(content))) return [];
    const path = pathOf(content);
    return [path === undefined ? bootOfUserData(content, at!) : bootOfFile(path, content, at!)];
});

/** Where the kubelet and etcd have the file, if it is one of theirs; a script or cloud-config that writes one begins otherwise. */
function pathOf(content: string): string | undefined {
    if (/^\s*(?:#!|#cloud-|content-type:|mime-version:|\{\s*"ignition")/i.test(content)) return undefined;
    if (content.includes("kubelet.config.k8s.io/")) return "/var/lib/kubelet/config.yaml";
    return ETCD_CONTENT.test(content) ? "/etc/etcd/etcd.conf.yml" : undefined;
}

/** Where it will stand, and with which mode, is decided by whatever fetches it. */
function bootOfFile(path: string, content: string, at: string): NodeBoot {
    const reader = new BootReader();
    reader.file(path, word(content), { at, mode: 0o600, owner: "root", group: "root" });
    return reader.boot();
}
