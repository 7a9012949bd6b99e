/** A configuration with what it leaves out, or empty, filled in. Neither argument is changed. */
export function withDefaults(value: unknown, defaults: unknown): unknown {
    if (!isObject(defaults)) return value === undefined || value === null || value === "" ? defaults : value;
    if (value === undefined || value === null) return defaults;
    if (!isObject(value)) return value;
    const filled: Record<string, unknown> = { ...value };
    for (const [key, own] of Object.entries(defaults))
        filled[key] = withDefaults(Object.hasOwn(value, key) ? value[key] : undefined, own);
    return filled;
}

/** A configuration with a patch merged into it as RFC 7396 has it: null deletes, lists are replaced. Neither argument is changed. */
export function patchedWith(value: unknown, patch: unknown): unknown {
    if (!isObject(patch)) return patch;
    const result = new Map(Object.entries(isObject(value) ? value : {}));
    for (const [key, own] of Object.entries(patch)) {
        if (own === null) result.delete(key);
        else result.set(key, patchedWith(result.get(key), own));
    }
    return Object.fromEntries(result);
}

/** A configuration without the settings that a patch has, whatever it makes of them. Neither argument is changed. */
export function withoutThoseOf(value: unknown, patch: unknown): unknown {
    if (!isObject(value) || !isObject(patch)) return value;
    const kept = Object.entries(value).filter(
        ([key, own]) => !Object.hasOwn(patch, key) || (isObject(own) && isObject(patch[key])),
    );
    return Object.fromEntries(kept.map(([key, own]) => [key, withoutThoseOf(own, patch[key])]));
}

const isObject = (value: unknown): value is Record<string, unknown> =>
    typeof value === "object" && value !== null && !Array.isArray(value);
