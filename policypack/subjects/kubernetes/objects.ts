import { each, type Lens, type Resource, type Row, type Thunk } from "../../lib/subject";
import type { Cursor } from "../../parse/cursor";
import { nestedObjects, OBJECT_HOLDERS } from "./nested-objects";
import { tokensOf } from "./tokens";

/** Reads one Kubernetes object, wherever it stands: a resource of its own, an item of a List, or an object among a chart's values. */
export type ObjectLens<O, V> = (object: Cursor<O>) => ReturnType<Lens<O, V>>;

/**
 * The rows of one kind in all its forms: each group and version, the Patch form, the List form with its items, and what a Release or an add-on brings.
 *
 * @param kind `ClusterRole`
 * @param groupVersions as in the token: `rbac.authorization.k8s.io/v1`
 * @param lens reads one object of that kind
 */
export const everyFormOf =
    <O>(kind: string, groupVersions: readonly string[]) =>
    <V>(lens: ObjectLens<O, V>): Row<V>[] =>
        everyResourceForm<O>(kind, groupVersions)(lens);

/** As `everyFormOf`, for lenses that ask for the resource itself, too. */
export function everyResourceForm<O>(kind: string, groupVersions: readonly string[]) {
    const { single, list } = tokensOf(kind, ...groupVersions);
    return <V>(lens: (object: Cursor<O>, resource: Resource) => Iterable<Thunk<V>>): Row<V>[] => {
        const itself: Lens<unknown, V> = (resource) => lens(resource.props as Cursor<O>, resource);
        const items: Lens<unknown, V> = (resource) =>
            each((resource.props as Cursor<{ items: O[] }>).field("items").items(), (item) => lens(item as Cursor<O>, resource));
        return [
            { tokens: single, lens: itself },
            { tokens: list, lens: items },
            ...everyNested(kind, groupVersions, (object, resource) => lens(object as Cursor<O>, resource)),
        ];
    };
}

/** The rows of one kind in what holds whole objects. */
export function everyNested<V>(
    kind: string,
    groupVersions: readonly string[],
    lens: (object: Cursor<unknown>, resource: Resource) => Iterable<Thunk<V>>,
): Row<V>[] {
    const nested: Lens<unknown, V> = (resource) =>
        each(nestedObjects(resource), (one) =>
            one.kind === kind && groupVersions.includes(one.groupVersion) ? lens(one.object, resource) : [],
        );
    return [{ tokens: OBJECT_HOLDERS, lens: nested }];
}
