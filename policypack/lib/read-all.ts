import { Unreadable } from "../model/unreadable";
import type { StackResource } from "./subject";
import { isUnknown } from "./unknown";

/** What could be read, and what each place that could not be read throws. */
export interface ReadAll<V> {
    readonly known: readonly V[];
    readonly faults: readonly unknown[];
}

/** Reads each place by itself, so that an unknown element hides no known one. */
export function readAll<P, V>(places: () => Iterable<P>, read: (place: P) => V): ReadAll<V> {
    const known: V[] = [];
    const faults: unknown[] = [];
    try {
        for (const place of places()) {
            try {
                known.push(read(place));
            } catch (fault) {
                faults.push(fault);
            }
        }
    } catch (fault) {
        faults.push(fault);
    }
    return { known, faults };
}

/**
 * Reads a setting of a resource in a stack; undefined for one that nobody sets. At a preview what nobody sets and the provider computes is
 * unknown, and only what the program makes of something unknown could be known later.
 *
 * @param property the top property that the setting stands in
 * @throws what reading it throws, where the program sets it
 */
export function ifSet<V>(resource: StackResource, property: string, read: () => V): V | undefined {
    try {
        return read();
    } catch (fault) {
        if (isUnknown(fault) && (resource.propertyDependencies[property] ?? []).length === 0) return undefined;
        throw fault;
    }
}

/** What is read where it can be read; undefined where it is unknown or unreadable. For hints, whose absence is no finding. */
export function ifKnown<V>(read: () => V): V | undefined {
    try {
        return read();
    } catch (fault) {
        if (isUnknown(fault) || fault instanceof Unreadable) return undefined;
        throw fault;
    }
}
