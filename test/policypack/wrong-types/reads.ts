/** A place in a resource's properties: `["ingress", 0, "cidrBlocks"]`. */
export type Path = readonly (string | number)[];

/** The places that were read while something was judged, each once, in their order. */
export class Reads {
    private readonly seen = new Map<string, Path>();

    get paths(): readonly Path[] {
        return [...this.seen.values()];
    }

    /** The same properties, which note what is read of them. What is asked for and is not there is noted too. */
    watch<T extends object>(value: T, path: Path = []): T {
        return new Proxy(value, {
            get: (target, key, receiver) => {
                const inner: unknown = Reflect.get(target, key, receiver);
                const step = stepOf(target, key);
                if (step === undefined) return inner;
                const below = [...path, step];
                this.note(below);
                return isData(inner) ? this.watch(inner, below) : inner;
            },
            getOwnPropertyDescriptor: (target, key) => {
                const found = Reflect.getOwnPropertyDescriptor(target, key);
                const step = stepOf(target, key);
                if (found === undefined && step !== undefined) this.note([...path, step]);
                return found;
            },
        });
    }

    private note(path: Path): void {
        const key = JSON.stringify(path);
        if (!this.seen.has(key)) this.seen.set(key, path);
    }
}

/** A key of a mapping, or a position in a list; nothing for what every list and object has. */
function stepOf(target: object, key: string | symbol): string | number | undefined {
    if (typeof key === "symbol" || key.startsWith("__")) return undefined;
    if (!Array.isArray(target)) return Object.hasOwn(Object.prototype, key) ? undefined : key;
    return /^\d+$/.test(key) ? Number(key) : undefined;
}

/** Whether it is a list or a mapping, and no asset. */
export function isData(value: unknown): value is Record<string, unknown> | unknown[] {
    if (typeof value !== "object" || value === null) return false;
    const prototype: unknown = Object.getPrototypeOf(value);
    return prototype === Object.prototype || prototype === Array.prototype;
}
