import { BOTTLEROCKET_NODE, hasBottlerocketTable } from "../../node/bottlerocket-settings";
import { kindOfContent } from "../../node/content";
import { isIgnition } from "../../node/ignition";
import { isMime } from "../../parse/mime";
import { USER_DATA_FILE } from "../../subjects/user-data-file";
import type { Unreadable } from "../verdict";
import { deploymentOf, previewOf } from "./deployment";
import { documentsOf, isManifest, isNoObject, resourcesOf, valueOf } from "./manifests";
import type { AuditedResource, AuditedStack } from "./resource";
import { textOf, unpackedFile } from "./text";

/** What is in a file, told by its content. */
export type Content =
    /** A stack by itself. */
    | { readonly kind: "stack"; readonly stack: AuditedStack }
    /** Resources that stand in a stack with those of other files. */
    | { readonly kind: "resources"; readonly resources: readonly AuditedResource[]; readonly unreadable: readonly Unreadable[] }
    /** It should be one of these and cannot be read. */
    | { readonly kind: "unreadable"; readonly reason: string }
    /** It is nothing that could be judged; the reason is for whoever named it. */
    | { readonly kind: "nothing"; readonly reason: string };

const NOTHING = "is no stack export, preview, Kubernetes manifest or user data. Name one of these, or a folder with some";

/**
 * Reads a file.
 *
 * @param file its name, for whatever is said of it
 * @param isNamed whether somebody named it, so that a script which says nothing of nodes is user data all the same
 */
export function contentOf(packed: Buffer, file: string, isNamed: boolean): Content {
    const bytes = unpackedFile(packed);
    if (!bytes.ok) return { kind: "unreadable", reason: bytes.reason };
    const text = textOf(bytes.value);
    if (text === undefined) return { kind: "nothing", reason: NOTHING };
    if (text.trim() === "") return { kind: "nothing", reason: "is empty. Write it anew" };
    if (/^\s*\{/.test(text) && !isIgnition(text)) return ofJson(text, file, isNamed);
    if (isUserData(bytes.value, text, isNamed)) return userData(text, file);
    if (!/^["']?apiVersion["']?\s*:/m.test(text)) return ofOther(text, file, isNamed);
    return ofYaml(text, file);
}

function ofJson(text: string, file: string, isNamed: boolean): Content {
    let json: unknown;
    try {
        json = JSON.parse(text);
    } catch (error) {
        return ofBrokenJson(text, file, isNamed, error as Error);
    }
    const stack = deploymentOf(json, file) ?? previewOf(json, file);
    if (stack !== undefined) return { kind: "stack", stack };
    if (isManifest(json)) {
        if (isNodeFile(json)) return userData(text, file);
        return { kind: "resources", resources: [...resourcesOf(json, { file, line: 1 })], unreadable: [] };
    }
    return isEvent(json) ? EVENTS : { kind: "nothing", reason: NOTHING };
}

const EVENTS: Content = {
    kind: "nothing",
    reason: "is an event log of the engine. Read it with `kube-bypass-guard report`",
};
const isEvent = (json: unknown): boolean =>
    typeof json === "object" && json !== null && "sequence" in json && "timestamp" in json;

/** One JSON document a line, or what only looks like JSON. Never the error's own message, which quotes the file. */
function ofBrokenJson(text: string, file: string, isNamed: boolean, error: Error): Content {
    try {
        const first: unknown = JSON.parse(text.slice(0, text.indexOf("\n")));
        if (isEvent(first)) return EVENTS;
    } catch {
        // It is what it is below.
    }
    if (/^["']?apiVersion["']?\s*:/m.test(text) || /^---/m.test(text)) return ofYaml(text, file);
    if (!isNamed && !/"(?:apiVersion|deployment|checkpoint|urn)"\s*:/.test(text)) return { kind: "nothing", reason: NOTHING };
    const position = /position (\d+)/.exec(error.message)?.[1];
    const line = position === undefined ? "" : ` (line ${text.slice(0, Number(position)).split("\n").length})`;
    return { kind: "unreadable", reason: `is no valid JSON${line}. Write it anew` };
}

/** What the kubelet, kubeadm and nodeadm read themselves. */
const NODE_FILE = /^(?:node\.eks\.aws|kubelet\.config\.k8s\.io|kubeadm\.k8s\.io)\//;
const isNodeFile = ({ apiVersion }: { readonly apiVersion: string }): boolean => NODE_FILE.test(apiVersion);

/** Whether a text is what machines are given to boot, and no manifest: that may hold all of it in a ConfigMap. */
function isUserData(bytes: Buffer, text: string, isNamed: boolean): boolean {
    if (/^\s*(?:#!|#cloud-(?:config|boothook)|#include|## template:\s*jinja|<(?:powershell|script)>)/i.test(text)) {
        return isNamed || kindOfContent(text) !== undefined;
    }
    return isMime(bytes) || isIgnition(text) || hasBottlerocketTable(text) || (isNamed && BOTTLEROCKET_NODE.test(text));
}

const userData = (text: string, file: string): Content => ({
    kind: "resources",
    resources: [nodeFile(text, file)],
    unreadable: [],
});

function nodeFile(text: string, file: string): AuditedResource {
    const props = { userData: text };
    const urn = `urn:pulumi:files::nodes::${USER_DATA_FILE}::${file}`;
    return { type: USER_DATA_FILE, name: file, urn, inputs: props, outputs: props, file };
}

/** Talos' machine configuration, k3s' by its name, and base64 have no beginning of their own. */
function ofOther(text: string, file: string, isNamed: boolean): Content {
    if (kindOfContent(text, { name: file }) !== undefined) return userData(text, file);
    if (isNamed && /^[A-Za-z0-9+/\s]{40,}(?:={1,2}\s*)?$/.test(text)) return userData(text, file);
    return { kind: "nothing", reason: NOTHING };
}

function ofYaml(text: string, file: string): Content {
    const resources: AuditedResource[] = [];
    const unreadable: Unreadable[] = [];
    const strange: number[] = [];
    let isForNode = false;
    for (const document of documentsOf(text)) {
        const value = valueOf(document);
        if (!value.ok) unreadable.push({ file, reason: value.reason });
        else if (!isManifest(value.value)) strange.push(...(isNoObject(value.value) ? [] : [document.line]));
        else if (isNodeFile(value.value)) isForNode = true;
        else resources.push(...resourcesOf(value.value, { file, line: document.line }));
    }
    // kubeadm and nodeadm read all documents of a file together.
    if (isForNode) resources.push(nodeFile(text, file));
    if (resources.length === 0 && unreadable.length === 0) return { kind: "nothing", reason: NOTHING };
    const reason = (line: number) => `has a document without apiVersion and kind (line ${line}). Give it both`;
    return {
        kind: "resources",
        resources,
        unreadable: [...unreadable, ...strange.map((line) => ({ file, reason: reason(line) }))],
    };
}
