import { Unreadable } from "../model/unreadable";
import { BELOW, Cursor } from "../parse/cursor";
import { fromBase64 } from "../parse/encodings";
import { toml } from "../parse/toml";
import { word, words } from "../parse/word";
import type { BootReader } from "./boot-reader";

interface StaticPod {
    enabled: boolean;
    manifest: string;
}

/** Bottlerocket's settings, as far as they open something (bottlerocket-settings-models). */
export interface BottlerocketSettings {
    settings: {
        kubernetes: {
            "standalone-mode": boolean;
            "server-tls-bootstrap": boolean;
            "server-certificate": string;
            "server-key": string;
            "static-pods-enabled": boolean;
            "static-pods": Record<string, StaticPod>;
            "allowed-unsafe-sysctls": string[];
            "seccomp-default": boolean;
            "event-qps": number;
            "container-runtime-endpoint": string;
            "node-labels": Record<string, unknown>;
        };
        "host-containers": Record<string, { enabled: boolean; superpowered: boolean }>;
        "bootstrap-containers": Record<string, { mode: string }>;
        "bootstrap-commands": Record<string, { mode: string; commands: string[][] }>;
    };
}

export const STATIC_PODS = "/etc/kubernetes/static-pods/";
export const SERVER_CERTIFICATE = "/etc/kubernetes/pki/kubelet-server.crt";
export const SERVER_KEY = "/etc/kubernetes/pki/private/kubelet-server.key";
const REFUSED = "which keeps Bottlerocket from taking its settings";
/** Settings with a table header, or in dotted keys. */
const MARK = /^[ \t]*(?:\[{1,2}[ \t]*"?settings\b|settings\.[\w".-]+[ \t]*=)/m;
/** The same of what makes a node of a machine, in user data. */
export const BOTTLEROCKET_NODE = /^[ \t]*(?:\[{1,2}[ \t]*)?"?settings"?\."?kubernetes(?![\w-])/m;
/** A table alone, since programs' own properties have dotted keys too. */
const TABLE = /^[ \t]*\[{1,2}[ \t]*"?settings"?\."?(?:kubernetes|host-containers|bootstrap-(?:containers|commands))(?![\w-])/m;

export const isBottlerocket = (text: string): boolean => MARK.test(text);

/**
 * Whether any text, of which nobody said that it is user data, has settings of Bottlerocket's that are of concern. Most texts are no TOML, and to
 * look for a word is fast.
 */
export const hasBottlerocketTable = (text: string): boolean => text.includes("settings") && TABLE.test(text);

/** User data in TOML: the settings, the static Pods and keys that they put on the node, and the containers that are root there. */
export function readBottlerocket(reader: BootReader, text: string, at: string): void {
    reader.isNode ||= BOTTLEROCKET_NODE.test(text);
    const document = toml(text);
    if (!document.ok) return reader.unreadable(at, `${document.reason}, ${REFUSED}`);
    const settings = Cursor.of<BottlerocketSettings>(document.value, at + BELOW).field("settings");
    const step = (read: () => void) => {
        try {
            read();
        } catch (error) {
            if (!(error instanceof Unreadable)) throw error;
            reader.unreadable(error.at, `${error.reason}, ${REFUSED}`);
        }
    };
    step(() => {
        if (settings.field("kubernetes").isPresent()) reader.document("bottlerocket", document.value, at);
    });
    step(() => readKubernetes(reader, settings));
    step(() => readContainers(reader, settings));
    step(() => readCommands(reader, settings));
}

type Settings = Cursor<BottlerocketSettings["settings"]>;

function readKubernetes(reader: BootReader, settings: Settings): void {
    const kubernetes = settings.field("kubernetes");
    for (const pod of enabledStaticPods(kubernetes)) {
        const manifest = pod.field("manifest");
        const content = fromBase64(manifest.text() ?? "");
        if (content === undefined) reader.unreadable(manifest.path, "is not base64");
        else file(reader, `${STATIC_PODS}${nameOf(pod)}`, content, manifest.path);
    }
    for (const [key, path] of [
        ["server-certificate", SERVER_CERTIFICATE],
        ["server-key", SERVER_KEY],
    ] as const) {
        const place = kubernetes.field(key);
        const content = fromBase64(place.text() ?? "");
        if (content !== undefined && content.length > 0) file(reader, path, content, place.path, 0o600);
    }
}

function file(reader: BootReader, path: string, content: Buffer, at: string, mode = 0o644): void {
    reader.file(path, word(content.toString("utf8")), { at, mode, isModeDefault: true, owner: "root", group: "root" });
}

/** Those that Bottlerocket hands to its kubelet: a Pod that does not say that it is enabled is not. */
export function enabledStaticPods(kubernetes: Cursor<BottlerocketSettings["settings"]["kubernetes"]>): Cursor<StaticPod>[] {
    if (kubernetes.field("static-pods-enabled").flag() === false) return [];
    return [...kubernetes.field("static-pods").entries()].flatMap(([, pod]) =>
        pod.field("enabled").flag() === true ? [pod] : [],
    );
}

const nameOf = ({ path }: Cursor<unknown>): string => path.slice(path.lastIndexOf(".") + 1).replace(/^.*\["|"\]$/g, "");

/** On AWS the control container runs by default, which Session Manager reaches; the admin container is the one with SSH. */
function readContainers(reader: BootReader, settings: Settings): void {
    for (const [name, container] of settings.field("host-containers").entries()) {
        const enabled = container.field("enabled");
        const superpowered = container.field("superpowered").flag() ?? name === "admin";
        if (enabled.flag() === true && superpowered)
            reader.hostContainer({
                name: name === "admin" ? "the admin container" : `the host container ${name}`,
                at: enabled.path,
            });
    }
    for (const [, container] of settings.field("bootstrap-containers").entries()) {
        if ((container.field("mode").text() ?? "off") !== "off")
            reader.unreadable(container.path, "runs a container as root before the node starts, which may change its settings");
    }
}

/** They run Bottlerocket's own client, which may set anything. */
function readCommands(reader: BootReader, settings: Settings): void {
    for (const [, group] of settings.field("bootstrap-commands").entries()) {
        if ((group.field("mode").text() ?? "off") === "off") continue;
        for (const command of group.field("commands").items()) {
            const texts = [...command.items()].map((part) => part.text() ?? "");
            if (texts.length === 0) continue;
            reader.command({ argv: words(texts), environment: new Map(), isConditional: false, at: command.path });
            if (setsNode(texts)) reader.unreadable(command.path, "changes settings by a command when the node boots");
        }
    }
}

/** `apply` takes settings from elsewhere, and `raw` speaks to the API itself: what they set is not seen. */
const setsNode = (texts: readonly string[]): boolean =>
    texts.includes("apply") ||
    (texts.includes("raw") && texts.some((text) => /^(?:PATCH|POST|PUT|DELETE)$/i.test(text))) ||
    (texts.includes("set") && texts.some((text) => /\b(?:kubernetes|host-containers|bootstrap-containers)\b/.test(text)));
