import { basename } from "node:path/posix";
import type { NodeBoot } from "../model/node-boot";
import { Cursor } from "../parse/cursor";
import { fromBase64 } from "../parse/encodings";
import { yamlDocuments } from "../parse/yaml";
import { Unreadable } from "../model/unreadable";
import { isManifest, manifestPlacesOf } from "./manifest-folders";

/** The manifest of a static Pod, as data. */
export interface StaticManifest {
    readonly value: object;
    /** `userData › write_files[0].content` */
    readonly at: string;
    /** What it is known by: `static Pod /etc/kubernetes/manifests/etcd.yaml`. */
    readonly why: string;
}

interface Bottlerocket {
    settings: { kubernetes: { "static-pods": Record<string, { enabled: boolean; manifest: string }> } };
}
interface Talos {
    machine: { pods: object[] };
}

const known = new WeakMap<NodeBoot, readonly StaticManifest[]>();

/** Every manifest that a boot hands to its kubelet: in its folder, in Bottlerocket's settings, in Talos' machine configuration. */
export function staticManifestsOf(boot: NodeBoot): readonly StaticManifest[] {
    const before = known.get(boot);
    if (before !== undefined) return before;
    const manifests = [...ofFiles(boot), ...ofDocuments(boot)].filter(
        ({ value }) => (value as { kind?: unknown }).kind === "Pod",
    );
    known.set(boot, manifests);
    return manifests;
}

function* ofFiles(boot: NodeBoot): Generator<StaticManifest> {
    const places = manifestPlacesOf(boot);
    for (const { path, kind, isBase, content, at } of boot.files) {
        if (kind !== "file" || isBase || !isManifest(places, path)) continue;
        yield* objectsIn(content.text, at, `static Pod ${path}`);
    }
}

function* ofDocuments({ documents }: NodeBoot): Generator<StaticManifest> {
    for (const { installer, value, at } of documents) {
        if (installer !== "bottlerocket" && installer !== "talos") continue;
        // What is no such document is said where the whole of it is read.
        try {
            yield* installer === "talos" ? ofTalos(value, at) : ofBottlerocket(value, at);
        } catch (error) {
            if (!(error instanceof Unreadable)) throw error;
        }
    }
}

function* ofBottlerocket(value: unknown, at: string): Generator<StaticManifest> {
    const pods = Cursor.of<Bottlerocket>(value, `${at} › `).field("settings").field("kubernetes").field("static-pods");
    for (const [name, pod] of pods.entries()) {
        const manifest = pod.field("manifest");
        const bytes = pod.field("enabled").flag() === true ? fromBase64(manifest.text() ?? "") : undefined;
        if (bytes !== undefined) yield* objectsIn(bytes.toString("utf8"), manifest.path, `static Pod ${basename(name)}`);
    }
}

function* ofTalos(value: unknown, at: string): Generator<StaticManifest> {
    for (const pod of Cursor.of<Talos>(value, `${at} › `).field("machine").field("pods").items()) {
        const object = pod.raw();
        if (isObject(object)) yield { value: object, at: pod.path, why: "a static Pod of Talos" };
    }
}

function* objectsIn(text: string, at: string, why: string): Generator<StaticManifest> {
    const documents = yamlDocuments(text);
    for (const value of documents.ok ? documents.value : []) if (isObject(value)) yield { value, at, why };
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null && !Array.isArray(value);
