import { once } from "../parse/once";
import type { NodeBoot } from "../model/node-boot";
import { yamlDocuments } from "../parse/yaml";
import { isManifest, manifestPlacesOf } from "./manifest-folders";

/** The manifest of a static Pod, as data. */
export interface StaticManifest {
    readonly value: object;
    /** `userData › write_files[0].content` */
    readonly at: string;
    /** What it is known by: `static Pod /etc/kubernetes/manifests/etcd.yaml`. */
    readonly why: string;
}

/** Every manifest of a Pod that a boot puts where its kubelet takes them from. */
export const staticManifestsOf = once((boot: NodeBoot): readonly StaticManifest[] =>
    [...ofFiles(boot)].filter(({ value }) => (value as { kind?: unknown }).kind === "Pod"),
);

function* ofFiles(boot: NodeBoot): Generator<StaticManifest> {
    const places = manifestPlacesOf(boot);
    for (const { path, kind, isBase, content, at } of boot.files) {
        if (kind !== "file" || isBase || !isManifest(places, path)) continue;
        yield* objectsIn(content.text, at, `static Pod ${path}`);
    }
}

function* objectsIn(text: string, at: string, why: string): Generator<StaticManifest> {
    const documents = yamlDocuments(text);
    for (const value of documents.ok ? documents.value : []) if (isObject(value)) yield { value, at, why };
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null && !Array.isArray(value);
