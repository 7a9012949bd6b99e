import type { NodeBoot } from "../model/node-boot";
import type { NodeEvidence } from "../model/node-evidence";
import { unpacked } from "../parse/encodings";
import { MAX_TEXT } from "../parse/limits";
import { word } from "../parse/word";
import { BootReader } from "./boot-reader";
import { hasBottlerocketTable } from "./bottlerocket-settings";
import { UNPLACED } from "./configuration-layer";
import { isIgnition } from "./ignition";
import { isTalosConfig } from "./installers/talos-config";
import { bootOfUserData } from "./user-data";

/** What is known of a text beside itself. */
export interface ContentHint {
    /** The name under which it stands: a key, a file's name or path. */
    readonly name?: string;
}

/** What configures nodes and is no user data, by itself or with its name. */
export type ContentKind = "user data" | "kubelet" | "kubeadm" | "k3s";

const SCRIPT = /^\s*#!/;
/** Scripts are about everything; these words are of what makes a node of a machine. */
const NODE_SCRIPT =
    /\bkubeadm\s+(?:-\S+\s+){0,30}(?:init|join)\b|\bnodeadm\s+init\b|\/etc\/eks\/|\/etc\/kubernetes\/|\/var\/lib\/kubelet|\/etc\/(?:default|sysconfig)\/kubelet|\bkubelet\s+--|\bget\.(?:k3s|rke2)\.io\b|\/etc\/rancher\/|\b(?:k3s|rke2)\s+(?:server|agent)\b/;
const CLOUD_INIT = /^\s*(?:#cloud-(?:config|boothook)|MIME-Version:|Content-Type:\s*multipart)/i;
const NODE_WORDS = /kube|nodeadm|node\.eks\.aws|\/etc\/eks\/|etcd|k3s|rke2/i;

/** What of nodes a text configures; undefined for anything else. Nothing is parsed for it. */
export function kindOfContent(text: string, { name = "" }: ContentHint = {}): ContentKind | undefined {
    if (text.length > MAX_TEXT) return undefined;
    if (SCRIPT.test(text)) return NODE_SCRIPT.test(text) ? "user data" : undefined;
    if (isIgnition(text)) return NODE_WORDS.test(text) ? "user data" : undefined;
    if (CLOUD_INIT.test(text)) return NODE_WORDS.test(text) ? "user data" : undefined;
    if (/apiVersion["']?\s*:\s*["']?kubeadm\.k8s\.io\/v/.test(text)) return "kubeadm";
    if (text.includes("kubelet.config.k8s.io") && /kind["']?\s*:\s*["']?KubeletConfiguration\b/.test(text)) return "kubelet";
    if (/apiVersion["']?\s*:\s*["']?node\.eks\.aws\//.test(text)) return "user data";
    if (hasBottlerocketTable(text)) return "user data";
    if (isTalosConfig(text) && /(?:kubelet|etcd|apiServer|controlPlane)["']?:/.test(text)) return "user data";
    const isK3s = /(?:^|[^a-z0-9])(?:k3s|rke2)(?:[^a-z0-9]|$)/i.test(name) && /^[a-z][a-z-]*\+?:/m.test(text);
    return isK3s ? "k3s" : undefined;
}

/**
 * What nodes do that take a text which stands somewhere: the value of a Secret or ConfigMap, an object in a bucket, a step of a document.
 * Undefined for a text that configures no node. Never throws.
 *
 * @param text as it is, in base64 or packed with gzip
 * @param at its path: `stringData.value`
 */
export function bootOfContent(text: string, at: string, hint: ContentHint = {}): NodeBoot | undefined {
    const plain = unpackedText(text);
    const kind = kindOfContent(plain, hint);
    switch (kind) {
        case undefined:
            return undefined;
        case "user data":
            return bootOfUserData(plain, at);
        case "kubelet":
            return bootOfFile(plain, at, { verdict: "unsure", why: "" });
        case "kubeadm":
            return bootOfFile(plain, at, { verdict: "node", why: "a configuration of kubeadm" });
        case "k3s": {
            const reader = new BootReader();
            const program = /rke2/i.test(hint.name ?? "") ? "rke2" : "k3s";
            reader.file(`/etc/rancher/${program}/config.yaml`, word(plain), { at });
            return reader.boot({ verdict: "unsure", why: "" });
        }
        default:
            return kind satisfies never;
    }
}

/** Base64 is looked into where it is long enough to be anything, and plain words are not. */
function unpackedText(text: string): string {
    if (text.length < 40 || !/^[A-Za-z0-9+/=\s]+$/.test(text.slice(0, 200))) return text;
    const bytes = unpacked(Buffer.from(text, "utf8"));
    return bytes.ok ? bytes.value.toString("utf8") : text;
}

const bootOfFile = (text: string, at: string, evidence: NodeEvidence): NodeBoot => ({
    files: [{ path: UNPLACED, kind: "file", content: word(text), isAppended: false, isBase: false, at }],
    commands: [],
    documents: [],
    users: [],
    unread: [],
    distribution: "unknown",
    evidence,
});
