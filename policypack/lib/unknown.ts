/** Whether this is what the SDK throws when an unknown value is read. By name: `instanceof` would load the whole SDK (0.6 s a test file). */
export const isUnknown = (error: unknown): boolean => error instanceof Error && error.constructor.name === "UnknownValueError";
