import type * as Yaml from "yaml";
import { type Read, read, unread } from "../model/read";
import { lazy } from "./lazy";
import { faultOfAliases, OWN_TAGS, parsedDocuments, refusedAtOnce, UNFOLDING } from "./yaml";

// eslint-disable-next-line @typescript-eslint/no-require-imports -- when it is first needed
const library = lazy(() => require("yaml") as typeof Yaml);

/** A document as Kubernetes' own reader has it (sigs.k8s.io/yaml, sigs.k8s.io/json). */
export interface KubernetesDocument {
    readonly value: unknown;
    /** A name occurs twice in one object. */
    readonly hasDuplicates: boolean;
}

/**
 * The first document of a YAML 1.1 stream as go-yaml reads it: `1:30` is text. Of a name that occurs twice the last counts.
 * @param maxLength of the text, where it may be longer than the configuration of a program
 */
export function kubernetesYaml(text: string, maxLength?: number): Read<KubernetesDocument> {
    const refused = refusedAtOnce(text, maxLength);
    if (refused !== undefined) return unread(refused);
    try {
        const [first] = parsedDocuments(text, (tags) => [
            ...OWN_TAGS,
            ...tags.filter((tag) => typeof tag === "string" || tag.format !== "TIME"),
        ]);
        if (first === undefined) return read({ value: undefined, hasDuplicates: false });
        if (!first.ok) return first;
        const document = first.value;
        const value: unknown = document.toJS(UNFOLDING);
        const fault = faultOfAliases(value);
        return fault === undefined ? read({ value, hasDuplicates: duplicates(document.contents) }) : unread(fault);
    } catch {
        return unread("is no valid YAML");
    }
}

/**
 * JSON as Go reads it into its types: of a name that occurs twice, objects add up.
 * @param wholeNumbers whether 10255.0 and 1e3 are no whole numbers (they are, once the text went through a map)
 */
export function kubernetesJson(text: string, { wholeNumbers }: { wholeNumbers: boolean }): Read<KubernetesDocument> {
    const refused = refusedAtOnce(text);
    if (refused !== undefined) return unread(refused);
    try {
        JSON.parse(text);
        const document = library().parseDocument(text, { schema: "json", uniqueKeys: false, logLevel: "silent" });
        const value = ofJson(document.contents, wholeNumbers);
        return read({ value, hasDuplicates: duplicates(document.contents) });
    } catch {
        return unread("is no valid JSON");
    }
}

function ofJson(node: unknown, wholeNumbers: boolean): unknown {
    const { isMap, isSeq, isScalar } = library();
    if (isMap(node)) {
        const value: Record<string, unknown> = {};
        for (const { key, value: inner } of node.items) {
            const name = String((key as Yaml.Scalar).value);
            define(value, name, added(Object.hasOwn(value, name) ? value[name] : undefined, ofJson(inner, wholeNumbers)));
        }
        return value;
    }
    if (isSeq(node)) return node.items.map((item) => ofJson(item, wholeNumbers));
    if (!isScalar(node)) return undefined;
    const isFraction = typeof node.value === "number" && !/^-?\d+$/.test(node.source ?? "");
    return isFraction && wholeNumbers ? Number.NaN : node.value;
}

function added(before: unknown, after: unknown): unknown {
    if (!isObject(before) || !isObject(after)) return after;
    const sum: Record<string, unknown> = { ...before };
    for (const [name, value] of Object.entries(after))
        define(sum, name, added(Object.hasOwn(sum, name) ? sum[name] : undefined, value));
    return sum;
}

/** `__proto__` is a name like any other. */
const define = (object: object, name: string, value: unknown) =>
    Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });

function duplicates(node: unknown): boolean {
    const { isMap, isSeq, isScalar } = library();
    if (isSeq(node)) return node.items.some(duplicates);
    if (!isMap(node)) return false;
    const names = node.items.map(({ key }) => (isScalar(key) ? String(key.value) : key));
    return new Set(names).size < names.length || node.items.some(({ value }) => duplicates(value));
}

const isObject = (value: unknown): value is Record<string, unknown> =>
    typeof value === "object" && value !== null && !Array.isArray(value);
