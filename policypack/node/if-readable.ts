import { Unreadable } from "../model/unreadable";

/** What is read, or undefined where it cannot be: where only what is known counts, and what cannot be read is told elsewhere. */
export function ifReadable<T>(read: () => T): T | undefined {
    try {
        return read();
    } catch (error) {
        if (error instanceof Unreadable) return undefined;
        throw error;
    }
}
