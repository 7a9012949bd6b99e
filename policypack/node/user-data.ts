import type { NodeBoot } from "../model/node-boot";
import { unpacked } from "../parse/encodings";
import { isMime, mimeParts } from "../parse/mime";
import { remembered } from "../parse/remembered";
import { yamlDocuments } from "../parse/yaml";
import { BootReader } from "./boot-reader";
import { isIgnition, readIgnition } from "./ignition";
import { isBottlerocket, readBottlerocket } from "./bottlerocket-settings";
import { readCloudConfig } from "./cloud-config";
import { readWindows } from "./windows-user-data";
import { isTalosConfig, readTalosConfig } from "./installers/talos-config";

/** What cloud-init takes each beginning for; the longest that fits counts (cloudinit/handlers/__init__.py). */
const BEGINNINGS: readonly (readonly [string, string])[] = [
    ["#cloud-config-archive", "text/cloud-config-archive"],
    ["## template: jinja", "text/jinja2"],
    ["#cloud-config-jsonp", "text/cloud-config-jsonp"],
    ["#cloud-boothook", "text/cloud-boothook"],
    ["#include-once", "text/x-include-once-url"],
    ["#part-handler", "text/part-handler"],
    ["#cloud-config", "text/cloud-config"],
    ["#include", "text/x-include-url"],
    ["#!", "text/x-shellscript"],
];
const NODEADM = "application/node.eks.aws";
const GZIP = /^application\/(?:gzip(?:-compressed|ped)?|x-(?:compress(?:ed)?|gunzip|gzip(?:-compressed)?))$/;
const MAX_NESTING = 4;

/**
 * What a machine does with its EC2 user data: base64 and gzip in any order, MIME, cloud-config, shell scripts, nodeadm's NodeConfig,
 * Bottlerocket's settings, PowerShell. What is none of them (addresses to fetch, part handlers) is `unread`, with its reason. Never throws.
 *
 * @param text the property's value, in base64 or plain
 * @param at its path: `userData`
 */
export const bootOfUserData: (text: string, at: string) => NodeBoot = remembered((text, at) => {
    const reader = new BootReader();
    readUserData(reader, text!, at!);
    return reader.boot();
});

/** As `bootOfUserData`, into a boot that other things add to. */
export function readUserData(reader: BootReader, text: string, at: string): void {
    readDocument(reader, Buffer.from(text, "utf8"), at, 0);
}

function readDocument(reader: BootReader, packed: Buffer, at: string, nesting: number): void {
    const bytes = unpacked(packed);
    if (!bytes.ok) return reader.unreadable(at, bytes.reason);
    if (nesting > MAX_NESTING) return reader.unreadable(at, "is nested too deep");
    if (!isMime(bytes.value)) return readPlain(reader, bytes.value, at, nesting);

    const parts = mimeParts(bytes.value);
    if (!parts.ok) return reader.unreadable(at, parts.reason);
    parts.value.forEach(({ type, depth, body }, i) => {
        const place = `${at} › part ${i + 1} (${type})`;
        if (type === NODEADM && depth > 1) reader.unreadable(place, "is inside another part, where nodeadm does not look");
        else readPart(reader, type, body, place, nesting + 1);
    });
}

/** User data that is no MIME message, and parts that say nothing of their type. */
function readPlain(reader: BootReader, bytes: Buffer, at: string, nesting: number): void {
    const text = bytes.toString("utf8");
    const type = sniffed(text);
    if (type !== undefined) return readPart(reader, type, bytes, at, nesting);
    if (/^\s*<(?:powershell|script|persist)\b/i.test(text)) return readPart(reader, "windows", bytes, at, nesting);
    if (isBottlerocket(text)) return readPart(reader, "bottlerocket", bytes, at, nesting);
    if (isIgnition(text)) return readIgnition(reader, text, at);
    if (isTalosConfig(text)) return readTalosConfig(reader, text, at);
    // nodeadm takes the whole text for a NodeConfig and overlooks what is none.
    if (/node\.eks\.aws/.test(text)) readNodeConfigs(reader, text, `${at} › NodeConfig`);
}

function sniffed(text: string): string | undefined {
    const start = text.trimStart().slice(0, 32).toLowerCase();
    return BEGINNINGS.find(([beginning]) => start.startsWith(beginning))?.[1];
}

function readPart(reader: BootReader, declared: string, packed: Buffer, at: string, nesting: number): void {
    const bytes = unpacked(packed);
    if (!bytes.ok) return reader.unreadable(at, bytes.reason);
    if (nesting > MAX_NESTING) return reader.unreadable(at, "is nested too deep");
    const text = bytes.value.toString("utf8");
    // The header of a shell script is not believed, since a script has to begin with `#!` anyway (cloudinit/user_data.py).
    const isDoubted = declared === "text/x-shellscript" || declared === "text/plain" || declared === "text/x-not-multipart";
    const type = (isDoubted ? sniffed(text) : undefined) ?? declared;
    switch (type) {
        case "text/x-shellscript":
        case "text/x-shellscript-per-boot":
        case "text/x-shellscript-per-instance":
        case "text/x-shellscript-per-once":
            return reader.script(text, at);
        case "text/cloud-boothook":
            return reader.script(text.replace(/^\s*#cloud-boothook[^\n]*/i, ""), at);
        case "text/cloud-config":
        case "text/cloud-config-jsonp":
            return readCloudConfig(reader, text, at);
        case "text/cloud-config-archive":
            return readArchive(reader, text, at, nesting);
        case NODEADM:
            return readNodeConfigs(reader, text, at);
        case "text/x-include-url":
        case "text/x-include-once-url":
            return reader.unreadable(at, "fetches what it runs from elsewhere", { urls: includedBy(text), to: "cloud-init" });
        case "text/part-handler":
            return reader.unreadable(at, "is a Python program that reads other parts");
        case "text/jinja2":
            return reader.unreadable(at, "is a template that is filled in on the machine");
        case "windows":
            return readWindows(reader, text, at);
        case "bottlerocket":
            return readBottlerocket(reader, text, at);
        default:
            if (isDoubted || GZIP.test(type)) return readDocument(reader, bytes.value, at, nesting + 1);
            return;
    }
}

/** Every line but comments is an address (cloudinit/user_data.py). */
const includedBy = (text: string): string[] =>
    text
        .split(/\r?\n/)
        .map((line) => line.replace(/^#include(?:-once)?/i, "").trim())
        .filter((line) => line !== "" && !line.startsWith("#"));

function readArchive(reader: BootReader, text: string, at: string, nesting: number): void {
    const documents = yamlDocuments(text);
    if (!documents.ok) return reader.unreadable(at, documents.reason);
    const [entries] = documents.value;
    if (!Array.isArray(entries)) return reader.unreadable(at, "is no list of parts");
    entries.slice(0, 200).forEach((entry: unknown, i) => {
        const { content, type } = (typeof entry === "string" ? { content: entry } : (entry ?? {})) as Record<string, unknown>;
        if (typeof content !== "string") return;
        const declared = typeof type === "string" ? type : (sniffed(content) ?? "text/cloud-config");
        readPart(reader, declared, Buffer.from(content), `${at}[${i}].content`, nesting + 1);
    });
}

function readNodeConfigs(reader: BootReader, text: string, at: string): void {
    const documents = yamlDocuments(text);
    reader.isNode = true;
    if (!documents.ok) return reader.unreadable(at, documents.reason);
    if (documents.value[0] !== undefined) reader.document("nodeadm", documents.value[0], at);
}
