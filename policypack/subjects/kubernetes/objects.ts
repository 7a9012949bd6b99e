import { each, type Lens, on, type Row } from "../../lib/subject";
import type { Cursor } from "../../parse/cursor";
import { tokensOf } from "./tokens";

/** Reads one Kubernetes object, wherever it stands: a resource of its own, or an item of a List. */
export type ObjectLens<O, V> = (object: Cursor<O>) => ReturnType<Lens<O, V>>;

/**
 * The rows of one kind in all its forms: each group and version, the Patch form, and the List form with its items.
 *
 * @param kind `ClusterRole`
 * @param groupVersions as in the token: `rbac.authorization.k8s.io/v1`
 * @param lens reads one object of that kind
 */
export function everyFormOf<O>(kind: string, groupVersions: readonly string[]) {
    return <V>(lens: ObjectLens<O, V>): Row<V>[] => {
        const { single, list } = tokensOf(kind, ...groupVersions);
        return [
            ...single.map((token) => on<O>()<V>(token, ({ props }) => lens(props as Cursor<O>))),
            ...list.map((token) =>
                on<{ items: O[] }>()<V>(token, ({ props }) =>
                    each(props.field("items").items(), (item) => lens(item as Cursor<O>)),
                ),
            ),
        ];
    };
}
