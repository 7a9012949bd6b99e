import { isUnknown } from "../lib/unknown";

/** Whether a text stands where `read` looks. One that is not known yet does: a program that gives none leaves the property out. */
export function hasText(read: () => string | undefined): boolean {
    try {
        return (read() ?? "") !== "";
    } catch (error) {
        if (isUnknown(error)) return true;
        throw error;
    }
}
