import { JqNotFollowed, JqRefused } from "./jq-scanner";

/** Any value of JSON. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = Readonly<Record<string, Json>>;
export type Path = readonly (string | number)[];

const TYPES = ["null", "false", "true", "number", "string", "array", "object"];
const MAX_INDEX = 10_000;
const MAX_LENGTH = 1 << 20;

export function typeOf(value: Json): "null" | "boolean" | "number" | "string" | "array" | "object" {
    if (value === null) return "null";
    if (Array.isArray(value)) return "array";
    return typeof value as "boolean" | "number" | "string" | "object";
}

export const isObject = (value: Json): value is JsonObject => typeOf(value) === "object";
export const isList = (value: Json): value is readonly Json[] => Array.isArray(value);
export const isTrue = (value: Json): boolean => value !== null && value !== false;

/** Counts work, so that values that share their parts do not run without end. @throws JqNotFollowed */
export type Tick = () => void;

export function compare(a: Json, b: Json, tick: Tick): number {
    tick();
    const rank = (value: Json) => TYPES.indexOf(typeof value === "boolean" ? String(value) : typeOf(value));
    if (rank(a) !== rank(b)) return rank(a) - rank(b);
    if (typeof a === "number") return a - (b as number);
    if (typeof a === "string") return a < (b as string) ? -1 : a > (b as string) ? 1 : 0;
    if (isList(a)) return compareLists(a, b as readonly Json[], tick);
    if (!isObject(a)) return 0;
    const [left, right] = [sortedKeys(a), sortedKeys(b as JsonObject)];
    const keys = compareLists(left, right, tick);
    return keys !== 0 ? keys : compareLists(left.map((key) => a[key]!), right.map((key) => (b as JsonObject)[key]!), tick); // prettier-ignore
}

function compareLists(a: readonly Json[], b: readonly Json[], tick: Tick): number {
    for (let i = 0; i < a.length && i < b.length; i++) {
        const order = compare(a[i]!, b[i]!, tick);
        if (order !== 0) return order;
    }
    return a.length - b.length;
}

export const sortedKeys = (value: JsonObject): string[] => Object.keys(value).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));

/** What stands at a key or an index; null where nothing does. @throws JqRefused for a key that the value cannot have */
export function at(value: Json, key: Json): Json {
    if (typeof key === "string" && (value === null || isObject(value)))
        return value !== null && Object.hasOwn(value, key) ? value[key]! : null;
    if (typeof key === "number" && (value === null || isList(value))) {
        // What stands between two places differs between jq's versions.
        if (!Number.isInteger(key)) throw new JqNotFollowed();
        return value?.[key < 0 ? value.length + key : key] ?? null;
    }
    if (isList(key) || isObject(key)) throw new JqNotFollowed();
    throw new JqRefused();
}

export const atPath = (value: Json, path: Path): Json => path.reduce<Json>((inner, key) => at(inner, key), value);

/** A value with another one at a path; what is missing on the way is made. */
export function withPath(value: Json, path: Path, change: (old: Json) => Json): Json {
    const [key, ...rest] = path;
    if (key === undefined) return change(value);
    const inner = withPath(at(value, key), rest, change);
    if (typeof key === "string") return Object.fromEntries([...Object.entries(value ?? {}), [key, inner]]) as JsonObject;
    const list = [...((value as readonly Json[] | null) ?? [])];
    const index = key < 0 ? list.length + key : key;
    if (index < 0) throw new JqRefused();
    if (index > MAX_INDEX || !Number.isInteger(index)) throw new JqNotFollowed();
    while (list.length < index) list.push(null);
    list[index] = inner;
    return list;
}

/** A value without what stands at the paths. */
export function withoutPaths(value: Json, paths: readonly Path[], tick: Tick): Json {
    const last = [...paths].sort((a, b) => compare(b, a, tick));
    return last.reduce<Json>((current, path) => withoutPath(current, path), value);
}

function withoutPath(value: Json, path: Path): Json {
    const [key, ...rest] = path;
    if (key === undefined) return null;
    if (value === null) return null;
    const inner = at(value, key);
    if (rest.length > 0) return inner === null ? value : withPath(value, [key], () => withoutPath(inner, rest));
    if (typeof key === "string") return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
    const list = value as readonly Json[];
    const index = key < 0 ? list.length + key : key;
    return list.filter((_, i) => i !== index);
}

/** The operators on values. */
export function calculated(operator: string, a: Json, b: Json, tick: Tick): Json {
    tick();
    switch (operator) {
        case "==":
            return compare(a, b, tick) === 0;
        case "!=":
            return compare(a, b, tick) !== 0;
        case "<":
            return compare(a, b, tick) < 0;
        case "<=":
            return compare(a, b, tick) <= 0;
        case ">":
            return compare(a, b, tick) > 0;
        case ">=":
            return compare(a, b, tick) >= 0;
        case "+":
            if (a === null) return b;
            if (b === null) return a;
            if (typeof a === "number" && typeof b === "number") return finite(a + b);
            if (typeof a === "string" && typeof b === "string") return bounded(a + b);
            if (isList(a) && isList(b)) return bounded([...a, ...b]);
            if (isObject(a) && isObject(b)) return bounded({ ...a, ...b });
            throw new JqRefused();
        case "-":
            if (typeof a === "number" && typeof b === "number") return finite(a - b);
            if (isList(a) && isList(b)) return a.filter((item) => !b.some((other) => compare(item, other, tick) === 0));
            throw new JqRefused();
        case "*":
            if (typeof a === "number" && typeof b === "number") return finite(a * b);
            if (isObject(a) && isObject(b)) return merged(a, b, tick);
            // Texts times numbers are not the same in all of jq's versions.
            if (typeof a === "string" || typeof b === "string") throw new JqNotFollowed();
            throw new JqRefused();
        case "/":
            if (typeof a === "number" && typeof b === "number" && b !== 0) return finite(a / b);
            if (typeof a === "string" && typeof b === "string") return a === "" ? [] : a.split(b);
            throw new JqRefused();
        case "%":
            if (typeof a === "number" && typeof b === "number" && Math.trunc(b) !== 0)
                return Math.trunc(a) % Math.abs(Math.trunc(b)) || 0;
            throw new JqRefused();
        default:
            throw new JqNotFollowed();
    }
}

function merged(a: JsonObject, b: JsonObject, tick: Tick): JsonObject {
    const entries = Object.entries(b).map(([key, value]) => {
        tick();
        const old = Object.hasOwn(a, key) ? a[key]! : null;
        return [key, isObject(old) && isObject(value) ? merged(old, value, tick) : value] as const;
    });
    return { ...a, ...(Object.fromEntries(entries) as JsonObject) };
}

export function finite(value: number): number {
    if (!Number.isFinite(value)) throw new JqNotFollowed();
    return value;
}

function bounded<T extends Json>(value: T): T {
    const length = typeof value === "string" || isList(value) ? value.length : Object.keys(value ?? {}).length;
    if (length > MAX_LENGTH) throw new JqNotFollowed();
    return value;
}

/** As jq prints it; at most 1 MiB. */
export function printed(value: Json, indent: number, tick: Tick): string {
    let left = MAX_LENGTH;
    const weigh = (inner: Json): void => {
        tick();
        left -= typeof inner === "string" ? inner.length : 1;
        if (typeof inner === "number") finite(inner);
        if (left < 0) throw new JqNotFollowed();
        if (isList(inner)) inner.forEach(weigh);
        else if (isObject(inner))
            for (const [key, item] of Object.entries(inner)) {
                left -= key.length;
                weigh(item);
            }
    };
    weigh(value);
    return JSON.stringify(value, null, indent);
}
