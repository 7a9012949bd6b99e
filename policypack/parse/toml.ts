import type * as Toml from "smol-toml";
import { type Read, read, unread } from "../model/read";
import { lazy } from "./lazy";

// eslint-disable-next-line @typescript-eslint/no-require-imports -- when it is first needed
const library = lazy(() => require("smol-toml") as typeof Toml);

const MAX_TOML = 1 << 18;
const MAX_DEPTH = 100;
const TOO_DEEP = `is TOML nested more than ${MAX_DEPTH} deep`;

/**
 * A TOML 1.0 document (containerd, CRI-O, Bottlerocket) as plain data: dates are ISO texts, numbers that no double holds the nearest that one
 * does.
 */
export function toml(text: string): Read<Readonly<Record<string, unknown>>> {
    if (text.length > MAX_TOML) return unread("is more TOML than any configuration has (256 KiB)");
    if (hasLongKey(text)) return unread(TOO_DEEP);
    try {
        const table = library().parse(text, { maxDepth: MAX_DEPTH, integersAsBigInt: "asNeeded" });
        return read(plain(table, 0) as Record<string, unknown>);
    } catch (error) {
        if (error === TOO_DEEP) return unread(TOO_DEEP);
        const line = error instanceof library().TomlError ? ` (line ${error.line})` : "";
        return unread(`is no valid TOML${line}`);
    }
}

/** Headers and dotted keys with more dots than anybody writes; the library takes its time over them. */
function hasLongKey(text: string): boolean {
    let dots = 0;
    for (let i = 0; i < text.length; i++) {
        const character = text[i];
        if (character === "." && ++dots > MAX_DEPTH) return true;
        if (character === "\n") dots = 0;
        // What follows up to the next line is a value, or a comment.
        else if (character === "=" || character === "#") {
            const end = text.indexOf("\n", i);
            if (end < 0) return false;
            i = end;
            dots = 0;
        }
    }
    return false;
}

/** @throws TOO_DEEP headers and dotted keys nest without brackets, which the library does not bound */
function plain(value: unknown, depth: number): unknown {
    if (depth > MAX_DEPTH) throw TOO_DEEP;
    if (typeof value === "bigint") return Number(value);
    if (value instanceof library().TomlDate) return value.isValid() ? value.toISOString() : "";
    if (Array.isArray(value)) return value.map((item) => plain(item, depth + 1));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item, depth + 1)]));
}
