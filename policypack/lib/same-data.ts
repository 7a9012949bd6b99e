/**
 * Whether two values that the SDK made of one message are the same. The SDK makes them anew for every policy, behind a proxy that throws at
 * what is unknown; below it an unknown is a text like others.
 *
 * What an asset holds is a promise, and two of them count as the same. The caller compares only what arrived in one turn of the event loop.
 */
export function isSameData(one: unknown, other: unknown): boolean {
    const left = unproxied(one);
    const right = unproxied(other);
    if (left === right) return true;
    if (typeof left !== "object" || typeof right !== "object" || left === null || right === null) return Object.is(left, right);
    if (Object.getPrototypeOf(left) !== Object.getPrototypeOf(right)) return false;
    const keys = Object.keys(left);
    return (
        keys.length === Object.keys(right).length &&
        keys.every(
            (key) =>
                Object.hasOwn(right, key) &&
                isSameData((left as Record<string, unknown>)[key], (right as Record<string, unknown>)[key]),
        )
    );
}

/** The value behind the SDK's proxy, the same object for every policy. `@pulumi/policy` 1.21, proxy.js: its proxies answer these two names. */
export function unproxied(value: unknown): unknown {
    if (typeof value !== "object" || value === null) return value;
    const asked = value as { readonly __isSpecialProxy?: unknown; readonly __getSpecialProxyTarget?: unknown };
    return asked.__isSpecialProxy === true ? asked.__getSpecialProxyTarget : value;
}
