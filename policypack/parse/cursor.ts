import { Unreadable } from "../model/unreadable";

type Known<T> = NonNullable<T>;
type Key<T> = Known<T> extends object ? keyof Known<T> & string : never;
type Item<T> = Known<T> extends readonly (infer E)[] ? E : unknown;
type Value<T> = Known<T> extends object ? Known<T>[keyof Known<T>] : unknown;

/**
 * A place in somebody's data, with its path. Nothing is read until a value is asked for, so that an unknown value (reading one throws
 * inside the Pulumi SDK) hides only itself; a value of another type than declared throws `Unreadable` with the path, never a `TypeError`.
 *
 * `T` is what the data should be; `field` only takes keys that `T` has, so that a misspelt property does not compile.
 */
export class Cursor<T> {
    /** What was read here, as every place below asks again. What reading threw is thrown again. */
    private known: { readonly value: unknown } | undefined;
    /** The places below that were asked for, where they are kept. */
    private below: Map<string | number, unknown> | undefined;

    private constructor(
        /** The property path from the root: `spec.volumes[2].hostPath.path`. */
        readonly path: string,
        private readonly read: () => unknown,
        private readonly isShared: boolean,
    ) {}

    /** The root of a value. `path` is prefixed to every path below it; "" for a resource's own properties. */
    static of<T = unknown>(value: unknown, path = ""): Cursor<T> {
        return new Cursor<T>(path, () => value, false);
    }

    /** The root of a value that many read, one after another: what one has read is there for the next, as long as the root is. */
    static shared<T = unknown>(value: unknown): Cursor<T> {
        return new Cursor<T>("", () => value, true);
    }

    /** The property `key`; absent when this place is absent. @throws Unreadable (when read) if this is no object */
    field<K extends Key<T>>(key: K): Cursor<Known<T>[K]> {
        return this.child(key);
    }

    /** Every property of a map, in its order. Absent: none. @throws Unreadable if this is no object */
    *entries(): Generator<readonly [string, Cursor<Value<T>>]> {
        for (const key of Object.keys(this.object() ?? {})) {
            yield [key, this.child<Value<T>>(key)];
        }
    }

    /** Every element of a list, each a place of its own. Absent: none. @throws Unreadable if this is no list */
    *items(): Generator<Cursor<Item<T>>> {
        const value = this.raw();
        if (value === undefined) return;
        if (!Array.isArray(value)) throw this.unreadable("a list", value);
        for (let i = 0; i < value.length; i++) {
            yield this.kept(i, () => new Cursor<Item<T>>(`${this.path}[${i}]`, () => value[i], this.isShared));
        }
    }

    /** The text here, or undefined where there is none. @throws Unreadable if it is no text */
    text(): string | undefined {
        const value = this.raw();
        if (value === undefined || typeof value === "string") return value;
        throw this.unreadable("text", value);
    }

    /** The number here, or undefined. Decimal digits in a string count, as providers convert them. @throws Unreadable otherwise */
    number(): number | undefined {
        const value = this.raw();
        if (value === undefined) return undefined;
        if (typeof value === "number" && Number.isFinite(value)) return value;
        if (typeof value === "string" && /^-?\d{1,15}$/.test(value.trim())) return Number(value);
        throw this.unreadable("a number", value);
    }

    /** True or false, or undefined. "true" and "false" count, as providers convert them. @throws Unreadable otherwise */
    flag(): boolean | undefined {
        const value = this.raw();
        if (value === undefined || typeof value === "boolean") return value;
        if (value === "true") return true;
        if (value === "false") return false;
        throw this.unreadable("true or false", value);
    }

    /** Whether anything is here; null counts as absent. */
    isPresent(): boolean {
        return this.raw() !== undefined;
    }

    /** The value as it is, null made undefined. Prefer the typed readers. */
    raw(): unknown {
        this.known ??= { value: this.read() ?? undefined };
        return this.known.value;
    }

    private object(): object | undefined {
        const value = this.raw();
        if (value === undefined) return undefined;
        if (typeof value === "object" && !Array.isArray(value) && kindOf(value!) === "an object") return value as object;
        throw this.unreadable("an object", value);
    }

    private child<C>(key: string): Cursor<C> {
        const read = () => {
            const parent = this.object();
            return parent !== undefined && Object.hasOwn(parent, key) ? (parent as Record<string, unknown>)[key] : undefined;
        };
        return this.kept(key, () => new Cursor<C>(joined(this.path, key), read, this.isShared));
    }

    private kept<C>(key: string | number, make: () => Cursor<C>): Cursor<C> {
        if (!this.isShared) return make();
        this.below ??= new Map();
        let place = this.below.get(key) as Cursor<C> | undefined;
        if (place === undefined) this.below.set(key, (place = make()));
        return place;
    }

    private unreadable(expected: string, value: unknown): Unreadable {
        return new Unreadable(this.path, `is ${kindOf(value)} where ${expected} was expected`);
    }
}

/** In words that follow "is". Of a file or an archive that Pulumi uploads the SDK makes an object, whose properties are no data. */
function kindOf(value: unknown): string {
    if (Array.isArray(value)) return "a list";
    if (typeof value === "number" && !Number.isFinite(value)) return "no finite number";
    if (typeof value !== "object") return typeof value === "boolean" ? "true or false" : `a ${typeof value}`;
    const { __pulumiAsset, __pulumiArchive } = value as { readonly __pulumiAsset?: unknown; readonly __pulumiArchive?: unknown };
    if (__pulumiAsset === true) return "an asset";
    return __pulumiArchive === true ? "an archive" : "an object";
}

/** At the end of a path: what follows stands in the text that is there (`userData › spec.containers[0]`). */
export const BELOW = " › ";

/** `tags.Name`, but `data["kubelet.conf"]` where the key is no plain word. */
function joined(path: string, key: string): string {
    if (!/^[\w$-]+$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
    return path === "" || path.endsWith(BELOW) ? path + key : `${path}.${key}`;
}
