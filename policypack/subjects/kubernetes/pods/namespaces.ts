import type { NamespaceArgs } from "@pulumi/kubernetes/core/v1/namespace";
import type { ReleaseArgs } from "@pulumi/kubernetes/helm/v3/release";
import type { Props, StackResource } from "../../../lib/subject";
import type { Cursor } from "../../../parse/cursor";
import { ifKnown } from "../../../lib/read-all";

interface Namespace {
    readonly name: string;
    /** The level of Pod Security that its admission enforces, if any. */
    readonly enforces: string | undefined;
}

const ENFORCE = "pod-security.kubernetes.io/enforce";
const HELM_RELEASE = /^kubernetes:helm\.sh\/v[34]:(?:Release|Chart)$/;

/** The namespaces that a stack makes. */
export class Namespaces {
    private readonly byName = new Map<string, Namespace>();

    constructor(stack: readonly StackResource[]) {
        for (const one of stack.flatMap(namespacesOf)) if (!this.byName.has(one.name)) this.byName.set(one.name, one);
    }

    named(name: string): Namespace | undefined {
        return this.byName.get(name);
    }
}

function namespacesOf({ type, props }: StackResource): Namespace[] {
    if (/^kubernetes:core\/v1:Namespace(?:Patch)?$/.test(type)) return named(props as Cursor<Props<NamespaceArgs>>);
    if (type === "kubernetes:core/v1:NamespaceList") {
        const items = (props as Cursor<{ items: Props<NamespaceArgs>[] }>).field("items").items();
        return [...(ifKnown(() => [...items]) ?? [])].flatMap((item) => named(item as Cursor<Props<NamespaceArgs>>));
    }
    if (!HELM_RELEASE.test(type)) return [];
    const release = props as Cursor<Props<ReleaseArgs>>;
    const name = ifKnown(() =>
        release.field("createNamespace").flag() === true ? release.field("namespace").text() : undefined,
    );
    return name === undefined ? [] : [{ name, enforces: undefined }];
}

function named(object: Cursor<Props<NamespaceArgs>>): Namespace[] {
    const metadata = object.field("metadata");
    const name = ifKnown(() => metadata.field("name").text());
    const labels = ifKnown(() => [...metadata.field("labels").entries()]) ?? [];
    const level = labels.find(([key]) => key === ENFORCE)?.[1];
    return name === undefined ? [] : [{ name, enforces: level && ifKnown(() => level.text()) }];
}
