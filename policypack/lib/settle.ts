import { readAll } from "./read-all";

/** What reading many things came to. */
export interface Settled<R> {
    readonly values: readonly R[];
    /** Throws what kept the first unreadable one from being read, once the others have been judged. */
    finish(): void;
}

/**
 * Reads everything that can be read: one unknown hides no other.
 * @param items may throw while they are iterated
 * @param read may throw for an item
 */
export function settle<T, R>(items: Iterable<T>, read: (item: T) => R): Settled<R> {
    const { known, faults } = readAll(() => items, read);
    return {
        values: known,
        finish() {
            if (faults.length > 0) throw faults[0];
        },
    };
}
