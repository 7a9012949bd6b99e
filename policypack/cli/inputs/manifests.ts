import { type Read, read, unread } from "../../model/read";
import { kubernetesYaml } from "../../parse/kubernetes-document";
import { quickYaml } from "../../parse/quick-yaml";
import type { AuditedResource } from "./resource";

/** One document of a YAML stream. */
export interface Document {
    /** The line on which it starts, from 1. */
    readonly line: number;
    readonly text: string;
}

/** The API server takes no object that is larger (etcd's 1.5 MiB), and files have comments. */
const MAX_DOCUMENT = 3 << 20;

/** The documents of a YAML stream. `---` at the start of a line always ends one (YAML 1.1, 5.4), and kubectl cuts there too. */
export function* documentsOf(text: string): Generator<Document> {
    // Most files are one document.
    if (!/[\n\r\u2028\u2029]---/.test(text)) return yield* HAS_CONTENT.test(text) ? [{ line: 1, text }] : [];
    let line = 1;
    for (const part of text.split(/^(?=---(?:\s|$))/m)) {
        if (HAS_CONTENT.test(part)) yield { line, text: part };
        line += part.split("\n").length - 1;
    }
}

/** A line that is no comment, with more than the dashes that begin a document. */
const HAS_CONTENT = /^(?![ \t]*#).*[^\s#-]/m;

/** The value of a document. */
export function valueOf({ text, line }: Document): Read<unknown> {
    const quick = text.length > MAX_DOCUMENT ? undefined : quickYaml(text);
    if (quick !== undefined) return read(quick.value);
    const document = kubernetesYaml(text, MAX_DOCUMENT);
    if (document.ok) return read(document.value.value);
    // Lines of the document are made lines of the file.
    const reason = document.reason.replace(/\(line (\d+)\)/, (_, own: string) => `(line ${Number(own) + line - 1})`);
    const isTemplate = /\{\{(?:(?!\{\{).)*\}\}/.test(text);
    return unread(`${reason}${isTemplate ? ", but a template. Audit what `helm template` makes of it" : ". Correct it"}`);
}

/** Groups of what looks like an object and goes to no API server. */
const NO_OBJECT =
    /^(?:kustomize\.config\.k8s\.io|config\.kubernetes\.io|skaffold|kind\.x-k8s\.io|ctlptl\.dev|audit\.k8s\.io|apiserver\.config\.k8s\.io|kubescheduler\.config\.k8s\.io)\//;

/** Whether a value says that it is something else (a kustomization). */
export const isNoObject = (value: unknown): boolean =>
    isObject(value) && typeof value.apiVersion === "string" && NO_OBJECT.test(value.apiVersion);

interface Manifest {
    readonly apiVersion: string;
    readonly kind: string;
}

/** Whether a value is a Kubernetes object or a list of some. */
export const isManifest = (value: unknown): value is Manifest & Readonly<Record<string, unknown>> =>
    isObject(value) && typeof value.apiVersion === "string" && typeof value.kind === "string" && !isNoObject(value);

/**
 * The objects of a manifest as Pulumi would name them: `kubernetes:apps/v1:DaemonSet`, and a member of a list by itself.
 *
 * @param place the file, and the line on which the manifest starts
 */
export function* resourcesOf(
    manifest: Manifest,
    place: { readonly file: string; readonly line?: number },
): Generator<AuditedResource> {
    for (const { object, prefix } of membersOf(manifest)) {
        const { apiVersion, kind } = object;
        const type = `kubernetes:${apiVersion.includes("/") ? apiVersion : `core/${apiVersion}`}:${kind}`;
        const { name, generateName, namespace } = metadataOf(object);
        const own = name ?? generateName ?? "";
        const whole = namespace === undefined ? own : `${namespace}/${own}`;
        const urn = `urn:pulumi:manifests::kubernetes::${type}::${whole}`;
        yield { type, name: whole, urn, inputs: object, outputs: object, ...place, ...(prefix !== "" && { prefix }) };
    }
}

interface Member {
    readonly object: Manifest;
    readonly prefix: string;
}

function* membersOf(manifest: Manifest & { readonly items?: unknown }, prefix = ""): Generator<Member> {
    const { items, kind, apiVersion } = manifest;
    if (!kind.endsWith("List") || !Array.isArray(items)) return yield { object: manifest, prefix };
    // The members of a typed list (RoleBindingList) need not say what they are.
    const own = kind === "List" ? {} : { apiVersion, kind: kind.slice(0, -"List".length) };
    for (const [i, item] of items.entries()) {
        if (!isObject(item)) continue;
        const member = { ...own, ...item };
        if (isManifest(member)) yield* membersOf(member, `${prefix}items[${i}].`);
    }
}

function metadataOf(object: object): { readonly name?: string; readonly generateName?: string; readonly namespace?: string } {
    const { metadata } = object as { readonly metadata?: unknown };
    if (!isObject(metadata)) return {};
    const text = (key: string) => (typeof metadata[key] === "string" ? { [key]: metadata[key] } : {});
    return { ...text("name"), ...text("generateName"), ...text("namespace") };
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
    typeof value === "object" && value !== null && !Array.isArray(value);
