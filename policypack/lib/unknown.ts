/** Whether this is what the SDK throws when an unknown value is read. By name: `instanceof` would load the whole SDK (0.6 s a test file). */
export const isUnknown = (error: unknown): error is Error =>
    error instanceof Error && error.constructor.name === "UnknownValueError";

/** Whether reading throws what the SDK throws for an unknown value. */
export function isUnknownWhen(read: () => unknown): boolean {
    try {
        read();
        return false;
    } catch (fault) {
        return isUnknown(fault);
    }
}
