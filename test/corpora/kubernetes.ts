import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import type { GivenInStack } from "../policypack/judge";

export interface Manifest {
    readonly apiVersion: string;
    readonly kind: string;
    readonly metadata?: { readonly name?: string; readonly namespace?: string };
    readonly [field: string]: unknown;
}

/** A manifest under the type that Pulumi gives it; a kind that Pulumi has no class for is a CustomResource, whose type is made the same way. */
export function kubernetesResource(manifest: Manifest): GivenInStack {
    const group = manifest.apiVersion.includes("/") ? manifest.apiVersion : `core/${manifest.apiVersion}`;
    const name = manifest.metadata?.name ?? "it";
    return { type: `kubernetes:${group}:${manifest.kind}`, name: `${manifest.kind}-${name}`, props: manifest };
}

/** The manifests of a file or of every file in a folder, each with its index among the file's documents. */
export function manifestsIn(path: string): Manifest[] {
    const files = statSync(path).isDirectory() ? readdirSync(path).map((file) => join(path, file)) : [path];
    return files.sort().flatMap((file) => {
        const text = readFileSync(file, "utf8");
        // Kubernetes reads YAML 1.1. `toJS` keeps the documents that are empty: they count in the index.
        return parseAllDocuments(text, { version: "1.1" }).map((document) => document.toJS() as Manifest);
    });
}

/** The members of a List, or the manifest itself; a list may hold nulls. */
export const membersOf = (manifest: Manifest): Manifest[] =>
    manifest.kind === "List" ? (manifest.items as (Manifest | null)[]).filter((item) => item !== null) : [manifest];
