import type { ConfigMapArgs } from "@pulumi/kubernetes/core/v1/configMap";
import type { SecretArgs } from "@pulumi/kubernetes/core/v1/secret";
import { oncePerStack } from "../../../lib/stack";
import type { Props, StackResource } from "../../../lib/subject";
import { BELOW, type Cursor } from "../../../parse/cursor";
import { fromBase64 } from "../../../parse/encodings";
import { everyResourceForm } from "../objects";
import { Directory, type InStack } from "../published/directory";
import { inStack } from "../published/services-in-stack";
import type { ReferredEntry, ReferredKind, ReferredObjects } from "./container";
import type { Pod } from "./pod";

type Holder = Cursor<Props<ConfigMapArgs> & Props<SecretArgs>>;

const KINDS: readonly ReferredKind[] = ["ConfigMap", "Secret"];

/** The ConfigMaps and Secrets of a stack by their names. */
const objectsIn = oncePerStack(
    (stack) =>
        new Map(
            KINDS.map((kind) => {
                const rows = everyResourceForm<Holder>(kind, ["core/v1"])<Holder>(function* (object) {
                    yield () => object as unknown as Holder;
                });
                return [kind, new Directory(inStack(stack, rows).all, nameOf)];
            }),
        ),
);

const nameOf = (object: Holder) => ({
    name: () => object.field("metadata").field("name").text(),
    namespace: () => object.field("metadata").field("namespace").text() ?? "default",
});

/** What one Pod of a stack may refer to: objects of its own namespace. */
export class ObjectsOfPod implements ReferredObjects {
    private readonly seen = new Set<StackResource>();
    /** Whether anything was asked for, be it in the stack or not. */
    isAsked = false;

    constructor(
        private readonly stack: readonly StackResource[],
        private readonly pod: InStack<Pod>,
    ) {}

    /** The resources of which a key was asked for so far. */
    get sources(): readonly StackResource[] {
        return [...this.seen];
    }

    entriesOf(
        kind: ReferredKind,
        name: Cursor<string | undefined>,
        reference: Cursor<unknown>,
    ): ReadonlyMap<string, ReferredEntry> {
        this.isAsked = true;
        const { value: pod, resource } = this.pod;
        const found = objectsIn(this.stack)
            .get(kind)!
            .find({ name: () => name.text(), namespace: () => pod.namespace }, resource, "spec");
        const entries = new Map<string, ReferredEntry>();
        for (const object of found) {
            this.seen.add(object.resource);
            for (const [key, entry] of entriesIn(object.value, kind)) {
                entries.set(key, { ...entry, at: `${reference.path}${BELOW}${entry.at}` });
            }
        }
        return entries;
    }
}

/** The API server writes `stringData` over `data`; `binaryData` is no text. */
function* entriesIn(object: Holder, kind: ReferredKind): Generator<readonly [string, ReferredEntry]> {
    for (const [key, place] of object.field("data").entries()) {
        const written = () => (place as Cursor<string>).text() ?? "";
        yield [key, { at: place.path, text: kind === "Secret" ? () => decoded(written()) : written }];
    }
    if (kind === "ConfigMap") return;
    for (const [key, place] of object.field("stringData").entries())
        yield [key, { at: place.path, text: () => (place as Cursor<string>).text() ?? "" }];
}

const decoded = (text: string): string => fromBase64(text)?.toString("utf8") ?? "";
