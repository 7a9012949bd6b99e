import { each, type Lens, on, type Resource, type Row, type Thunk } from "../../lib/subject";
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
    return <V>(lens: (object: Cursor<O>, resource: Resource) => Iterable<Thunk<V>>): Row<V>[] => {
        const { single, list } = tokensOf(kind, ...groupVersions);
        return [
            ...single.map((token) => on<O>()<V>(token, (resource) => lens(resource.props as Cursor<O>, resource))),
            ...list.map((token) =>
                on<{ items: O[] }>()<V>(token, (resource) =>
                    each(resource.props.field("items").items(), (item) => lens(item as Cursor<O>, resource)),
                ),
            ),
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
    return OBJECT_HOLDERS.map((token) => ({
        token,
        lens: (resource) =>
            each(nestedObjects(resource), function* (nested): Generator<Thunk<V>> {
                if (nested.kind === kind && groupVersions.includes(nested.groupVersion)) yield* lens(nested.object, resource);
            }),
    }));
}
