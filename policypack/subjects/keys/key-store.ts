import type { Resource, Row, Thunk } from "../../lib/subject";
import { keyOwner } from "../../model/key-owner";
import type { KeyPlace } from "../../model/stored-key";
import type { Cursor } from "../../parse/cursor";
import { ifKnown } from "../../lib/read-all";

/** A text that may hold a private key, in a place that others may read. */
export interface KeyStore {
    readonly at: string;
    /** The property of the resource in which it stands, for what it is made from. */
    readonly property: string;
    /** Everything that says whose key it would be. */
    readonly names: readonly string[];
    /** The last of the names, which says what the text itself is: `server.key`, `ca.crt`. */
    readonly name: string;
    readonly place: KeyPlace;
    /** "" where there is no text. @throws the SDK's error while it is unknown */
    text(): string;
}

/** Rows that read the stores of one kind. */
export type KeyStoreRows = <V>(lens: (store: KeyStore, resource: Resource) => Iterable<Thunk<V>>) => Row<V>[];

/** A text; "" for anything else, which is no key whatever else is wrong with it. */
export function textAt(place: Cursor<unknown>): string {
    const value = place.raw();
    return typeof value === "string" ? value : "";
}

/** What a map or list has. While it is unknown as a whole that only matters where the names around it are those of the cluster's keys. */
export const partsOf = <T>(parts: () => Iterable<T>, names: readonly string[]): readonly T[] =>
    keyOwner(names) === "unknown" ? (ifKnown(() => [...parts()]) ?? []) : [...parts()];
