import type { StackResource } from "../../../lib/subject";
import { ifKnown } from "../../../lib/read-all";

/** An object, and the resource of the stack in which it stands. */
export interface InStack<T> {
    readonly value: T;
    readonly resource: StackResource;
}

/** A namespaced name, of an object or in a reference to one. Both throw where they are not known. */
export interface ObjectName {
    name(): string | undefined;
    namespace(): string;
}

interface Entry<T> {
    readonly object: InStack<T>;
    readonly namespace: string | undefined;
}

/**
 * Objects of a stack by their names. Names join where they are known; at a preview the engine still knows from which resource an
 * unknown name comes.
 */
export class Directory<T> {
    private readonly byName = new Map<string, Entry<T>[]>();
    private readonly nameless: InStack<T>[] = [];
    private readonly byResource = new Map<StackResource, InStack<T>[]>();

    /** @param nameOf the name by which each is referred to: its own, or what a label says */
    constructor(
        private readonly objects: readonly InStack<T>[],
        nameOf: (value: T) => ObjectName,
    ) {
        for (const object of objects) {
            const { name, namespace } = known(nameOf(object.value));
            if (name === undefined) this.nameless.push(object);
            else push(this.byName, name, { object, namespace });
            push(this.byResource, object.resource, object);
        }
    }

    /**
     * The objects that a reference means.
     * @param from the resource in which the reference stands
     * @param property of that resource, in which it stands
     */
    find(reference: ObjectName, from: StackResource, property: string): InStack<T>[] {
        const { name, namespace } = known(reference);
        if (name === undefined) return this.tied(this.objects, from, property);
        const named = (this.byName.get(name) ?? [])
            .filter((entry) => entry.namespace === undefined || namespace === undefined || entry.namespace === namespace)
            .map(({ object }) => object);
        return [...named, ...this.tied(this.nameless, from, property)];
    }

    /** Those of which a property is made, or of which it makes the name. */
    private tied(objects: readonly InStack<T>[], from: StackResource, property: string): InStack<T>[] {
        if (objects.length === 0) return [];
        const made = this.madeInto(from, property);
        return objects.filter((object) => made.includes(object) || isMadeOf(object.resource, "metadata", from));
    }

    /** The objects of whose resources a property's value is made. */
    madeInto(from: StackResource, property: string): InStack<T>[] {
        return sourcesOf(from, property).flatMap((source) => this.byResource.get(source) ?? []);
    }
}

const known = (reference: ObjectName) => ({
    name: ifKnown(() => reference.name()),
    namespace: ifKnown(() => reference.namespace()),
});

/** The resources from which a property's value comes, or that of the items where it is a List's. */
const sourcesOf = ({ propertyDependencies }: StackResource, property: string): readonly StackResource[] => {
    const edges = propertyDependencies;
    return [...(edges[property] ?? []), ...(edges["items"] ?? [])];
};

/** Whether a property's value comes from another resource. */
export const isMadeOf = (resource: StackResource, property: string, of: StackResource): boolean =>
    sourcesOf(resource, property).includes(of);

export function push<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
    const list = lists.get(key);
    if (list === undefined) lists.set(key, [value]);
    else list.push(value);
}
