/** What the engine sends and takes for a value that preview cannot know. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export type Properties = Record<string, unknown>;

/** The keys whose values differ; the order of an object's keys does not matter. */
export function changedKeys(before: Properties, after: Properties): string[] {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...keys].filter((key) => canonical(before[key]) !== canonical(after[key]));
}

const canonical = (value: unknown): string =>
    JSON.stringify(value ?? null, (_, inner: unknown) =>
        isObject(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
    );

export const isObject = (value: unknown): value is Properties =>
    typeof value === "object" && value !== null && !Array.isArray(value);
