import type { AddonArgs } from "@pulumi/aws/eks/addon";
import type { ReleaseArgs } from "@pulumi/kubernetes/helm/v3/release";
import type { Props, Resource } from "../../lib/subject";
import { isUnknown } from "../../lib/unknown";
import { Unreadable } from "../../model/unreadable";
import { BELOW, Cursor } from "../../parse/cursor";
import { remembered } from "../../parse/remembered";
import { HOLE } from "../../parse/word";
import { yamlDocuments } from "../../parse/yaml";
import { ifKnown } from "../../lib/read-all";
import { addonValues } from "../eks/addon-values";
import { oncePerValues } from "./values";

/** Values for a chart that is rendered out of Pulumi's sight, and that puts objects of its values into the cluster. */
interface Holder {
    readonly values: Cursor<unknown> | undefined;
    /** Where its objects are that name no namespace. */
    readonly namespace: () => string | undefined;
}

/** What holds whole Kubernetes objects: a release that the provider makes, and an add-on that EKS does. */
const HOLDERS: Readonly<Record<string, (resource: Resource) => Holder>> = {
    "kubernetes:helm.sh/v3:Release": ({ props }) => {
        const release = props as Cursor<Props<ReleaseArgs>>;
        return { values: release.field("values") as Cursor<unknown>, namespace: () => release.field("namespace").text() };
    },
    "aws:eks/addon:Addon": holderOfAddon,
    "aws-native:eks:Addon": holderOfAddon,
};

/** Their type tokens. */
export const OBJECT_HOLDERS: readonly string[] = Object.keys(HOLDERS);

/** Where the values stand that such a resource gives its chart; undefined for other resources, and where they are not known yet. */
export const valuesHeldBy = (resource: Resource): Cursor<unknown> | undefined => HOLDERS[resource.type]?.(resource).values;

function holderOfAddon({ props }: Resource): Holder {
    const addon = props as Cursor<Props<AddonArgs>>;
    return {
        values: addonValues(addon.field("configurationValues")),
        namespace: () => addon.field("namespaceConfig").field("namespace").text() ?? "kube-system",
    };
}

/** A Kubernetes object that stands in another resource. */
export interface NestedObject {
    /** As in a type token: `core/v1`. */
    readonly groupVersion: string;
    readonly kind: string;
    /** Its path is that in the resource: `values.extraDeploy[0]`. */
    readonly object: Cursor<unknown>;
}

/** A volume among values: an item of a list, as a Pod has it, and the part of the values that it belongs to. */
export interface NestedVolume {
    /** `values.extraVolumes[0]` */
    readonly volume: Cursor<unknown>;
    /** `values`, in which `extraVolumeMounts` and `image` stand beside the list. */
    readonly section: Cursor<unknown>;
}

/** What values ask of the node for Pods, and the part of them that it belongs to. */
export interface NestedShares {
    /** Whole containers: items of `extraContainers`, `initContainers`, `sidecars`. */
    readonly containers: readonly NestedPart[];
    /** What the chart's own templates may give its Pods: `hostPID`, `hostNetwork`, `hostIPC`. */
    readonly namespaces: readonly (NestedPart & { readonly name: string })[];
    /** The same for its containers: `securityContext`, `containerSecurityContext`. */
    readonly contexts: readonly NestedPart[];
}

export interface NestedPart {
    readonly place: Cursor<unknown>;
    readonly section: Cursor<unknown>;
}

const walked = oncePerValues((values) => new ValuesWalk(values));

/**
 * The Kubernetes objects among a chart's values (`extraDeploy`, `extraObjects`, `extraManifests`): as data or as text, in lists or under names. An
 * object without a namespace of its own gets the release's or the add-on's. Values that are not known yet are none, as most are no objects, unless their name
 * says that objects stand there.
 * @throws the unknown value where a name says that objects stand, once those that are known have been yielded
 */
export function* nestedObjects(resource: Resource): Generator<NestedObject> {
    const { values, namespace } = HOLDERS[resource.type]!(resource);
    if (values === undefined) return;
    const walk = walked(values);
    for (const { value, path, ...kind } of walk.objects)
        yield { ...kind, object: Cursor.of(inNamespace(value, namespace), path) };
    if (walk.unknownObjects !== undefined) throw walk.unknownObjects;
}

/**
 * The volumes of the node's paths among a chart's values, which its templates put into Pods (`extraVolumes`). Those of whole objects are not among them.
 * @throws the unknown value where a name says that volumes stand, once those that are known have been yielded
 */
export function* nestedVolumes(values: Cursor<unknown>): Generator<NestedVolume> {
    const walk = walked(values);
    yield* walk.volumes;
    if (walk.unknownVolumes !== undefined) throw walk.unknownVolumes;
}

/** What a chart's values ask of the node for its Pods. What is not known yet is nothing: `up` judges it before the chart is there. */
export const nestedShares = (values: Cursor<unknown>): NestedShares => walked(values);

/** Under these names charts take objects. */
const TAKES_OBJECTS = /^(?:extra|raw|additional)(?:Deploy|Objects|Manifests|Resources|K8sManifests)?$|^manifests$/;
/** Under these names they take volumes. */
const TAKES_VOLUMES = /volumes$|hostVolumeMounts$/i;
/** Volumes also stand under names of their own, as in charts that are made with a library of charts. */
const NAMES_VOLUMES = /volumes$|^persistence$/i;
const TAKES_CONTAINERS = /containers$|^sidecars$/i;
const NAMESPACES = /^host(?:PID|IPC|Network)$/;
const CONTEXT = /^(?:container)?securityContext$/i;

/** No chart's values come near these. */
const MAX_PLACES = 20_000;
const MAX_DEPTH = 16;

/** A Kubernetes object as it is written. */
interface WrittenObject extends Omit<NestedObject, "object"> {
    readonly value: object;
    readonly path: string;
}

class ValuesWalk implements NestedShares {
    readonly objects: WrittenObject[] = [];
    readonly volumes: NestedVolume[] = [];
    readonly containers: NestedPart[] = [];
    readonly namespaces: (NestedPart & { readonly name: string })[] = [];
    readonly contexts: NestedPart[] = [];
    unknownObjects: unknown;
    unknownVolumes: unknown;
    private places = 0;

    constructor(values: Cursor<unknown>) {
        this.visit(values, "", 0);
    }

    private visit(place: Cursor<unknown>, name: string, depth: number): void {
        if (++this.places > MAX_PLACES || depth > MAX_DEPTH) return;
        try {
            const value = place.raw();
            if (typeof value === "string") this.text(place, value);
            else if (Array.isArray(value)) for (const item of place.items()) this.visit(item, name, depth + 1);
            else if (typeof value === "object" && value !== null) this.object(place as Cursor<object>, value, depth);
        } catch (error) {
            // An asset among values is nothing that a template could make an object of.
            if (error instanceof Unreadable) return;
            if (!isUnknown(error)) throw error;
            if (TAKES_OBJECTS.test(name)) this.unknownObjects ??= error;
            if (TAKES_VOLUMES.test(name)) this.unknownVolumes ??= error;
        }
    }

    /** A part of a chart that is not enabled brings nothing. A text is true to a template, and no condition to Helm, whatever it says. */
    private object(place: Cursor<object>, value: object, depth: number): void {
        const part = place as Cursor<unknown> as Cursor<{ enabled: boolean }>;
        if (ifKnown(() => part.field("enabled").raw()) === false || this.take(value, place.path)) return;
        for (const [key, child] of place.entries()) {
            const own = ifKnown(() => child.raw());
            if (TAKES_CONTAINERS.test(key) && typeof own === "object") {
                this.containers.push(...partsOf(child).map((one) => ({ place: one, section: place })));
                continue;
            }
            this.visit(child, key, depth + 1);
            if (NAMESPACES.test(key) && own === true) this.namespaces.push({ name: key, place: child, section: place });
            if (CONTEXT.test(key) && typeof own === "object") this.contexts.push({ place: child, section: place });
            if (!Array.isArray(own) && !(NAMES_VOLUMES.test(key) && typeof own === "object")) continue;
            for (const one of partsOf(child)) if (hasHostPath(one)) this.volumes.push({ volume: one, section: place });
        }
    }

    private text(place: Cursor<unknown>, text: string): void {
        if (!text.includes("apiVersion") || !text.includes("kind")) return;
        for (const value of documentsIn(text)) this.take(value, place.path + BELOW);
    }

    /** Whether it is an object; a List is its items. */
    private take(value: unknown, path: string): boolean {
        const object = Cursor.of<{ apiVersion: string; kind: string; metadata: object; items: object[] }>(value, path);
        const [version, kind] = (["apiVersion", "kind"] as const).map((key) => ifKnown(() => object.field(key).text()));
        if (version === undefined || kind === undefined) return false;
        if (kind.endsWith("List") && Array.isArray(object.field("items").raw())) {
            for (const item of object.field("items").items()) this.take(item.raw(), item.path);
            return true;
        }
        // What only refers to an object has a name and no metadata.
        if (ifKnown(() => typeof object.field("metadata").raw() === "object") !== true) return false;
        const groupVersion = version.includes("/") ? version : `core/${version}`;
        this.objects.push({ groupVersion, kind, value: value as object, path });
        return true;
    }
}

/** The documents of a text among values; none where it is no YAML. Where all of a chart's values are one text, each policy asks for it. */
const documentsIn = remembered((text): readonly unknown[] => {
    const plain = yamlDocuments(text);
    const documents = plain.ok ? plain : yamlDocuments(withoutActions(text));
    return documents.ok ? documents.value : [];
});

/** The objects of a list, or those that stand under names. */
function partsOf(place: Cursor<unknown>): Cursor<unknown>[] {
    const isList = Array.isArray(ifKnown(() => place.raw()));
    const parts = isList ? [...place.items()] : [...place.entries()].map(([, child]) => child as Cursor<unknown>);
    return parts.filter((one) => {
        const value = ifKnown(() => one.raw());
        return typeof value === "object" && !Array.isArray(value);
    });
}

const hasHostPath = (volume: Cursor<unknown>): boolean =>
    ifKnown(() => (volume as Cursor<{ hostPath: unknown }>).field("hostPath").isPresent()) === true;

/** The object in a namespace, unless it names its own. Nothing is read of it, or of the release, before somebody asks. */
const inNamespace = (value: object, namespace: () => string | undefined): object =>
    over(value, "metadata", () => {
        const metadata = (value as { metadata: object }).metadata;
        return Object.hasOwn(metadata, "namespace") ? metadata : over(metadata, "namespace", namespace);
    });

/** The same object, with one property replaced. */
function over(value: object, name: string, get: () => unknown): object {
    const copy = {};
    for (const key of Object.keys(value))
        Object.defineProperty(copy, key, {
            enumerable: true,
            configurable: true,
            get: () => (value as Record<string, unknown>)[key],
        });
    return Object.defineProperty(copy, name, { enumerable: true, get });
}

/** A template's actions are lines of their own, which leave nothing, or stand for a text that only the chart knows. */
const withoutActions = (text: string): string =>
    text.replace(/^[ \t]*\{\{[^{}]*\}\}[ \t]*(?:\n|$)/gm, "").replace(/\{\{[^{}]*\}\}/g, HOLE);
