import { type Failure, differenceOf, failureOf } from "./oracle";
import type { Target } from "./target";

const MAX_TRIES = 1_500;
const MAX_MILLISECONDS = 20_000;

/** The shortest input that fails in the same way and was found in time. Time and memory are not tried: that takes too long. */
export async function minimized(target: Target, input: Buffer, { kind, cause }: Failure): Promise<Buffer> {
    if (kind === "hangs" || kind === "memory" || kind === "dies") return input;
    const end = Date.now() + MAX_MILLISECONDS;
    let tries = 0;
    const isSame = async (one: Buffer): Promise<boolean> => {
        if (tries++ > MAX_TRIES || Date.now() > end) return false;
        const { outcome, failure } = await failureOf(target, one);
        const found = failure ?? (outcome && kind === "differs" ? await differenceOf(target, one, outcome) : undefined);
        return found?.kind === kind && found.cause === cause;
    };
    if (!(await isSame(input))) return input;
    const data = parsed(input);
    if (data === undefined) return shortened(input, isSame);
    let current: unknown = data;
    for (let isSmaller = true; isSmaller;) {
        isSmaller = false;
        for (const smaller of smallerThan(current)) {
            if (!(await isSame(Buffer.from(JSON.stringify(smaller))))) continue;
            current = smaller;
            isSmaller = true;
            break;
        }
    }
    return Buffer.from(JSON.stringify(current));
}

/** Without each half, quarter, and so on, down to each byte. */
async function shortened(input: Buffer, isSame: (one: Buffer) => Promise<boolean>): Promise<Buffer> {
    let current = input;
    for (let size = Math.ceil(current.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
        for (let start = 0; start < current.length;) {
            const without = Buffer.concat([current.subarray(0, start), current.subarray(start + size)]);
            if (await isSame(without)) current = without;
            else start += size;
        }
    }
    return current;
}

function parsed(input: Buffer): unknown {
    try {
        const data: unknown = JSON.parse(input.toString("utf8"));
        return typeof data === "object" && data !== null ? data : undefined;
    } catch {
        return undefined;
    }
}

/** The data without one of its parts, the largest first. */
function* smallerThan(value: unknown): Generator<unknown> {
    if (typeof value === "string") {
        if (value.length > 1) yield value.slice(0, value.length / 2);
        if (value.length > 1) yield value.slice(value.length / 2);
        if (value.length > 8) yield value.slice(1);
        if (value.length > 8) yield value.slice(0, -1);
    }
    if (typeof value !== "object" || value === null) return;
    const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
    const copy = (change: (made: any) => void): unknown => {
        const made = JSON.parse(JSON.stringify(value)) as unknown;
        change(made);
        return made;
    };
    for (const key of keys)
        yield copy((made) => (Array.isArray(made) ? made.splice(key as number, 1) : Reflect.deleteProperty(made, key)));
    for (const key of keys) {
        for (const inner of smallerThan((value as Record<string | number, unknown>)[key])) {
            yield copy((made) => Object.defineProperty(made, key, { value: inner, enumerable: true, configurable: true, writable: true })); // prettier-ignore
        }
    }
}
