import { type Read, read, unread } from "../model/read";
import { MAX_TEXT, TOO_LARGE } from "./limits";

/** One line of sshd's configuration. */
export interface SshdLine {
    /** In small letters, as sshd compares it. */
    readonly keyword: string;
    /** As it is written: `PermitRootLogin`. */
    readonly written: string;
    /** Without quotes. */
    readonly values: readonly string[];
    /** The criteria of the `Match` block that it stands in: `User backup`; undefined outside of all, and after `Match all`. */
    readonly match?: string;
    /** From 1. */
    readonly line: number;
}

const MAX_LINES = 10_000;

/**
 * A sshd_config(5) as its lines: keywords in any case, values after blanks or one `=`, in double or single quotes where they have blanks.
 * A `Match` holds to the next one or to the end of the file. Which line counts is the reader's matter: of each keyword the first does.
 */
export function sshdConfig(text: string): Read<readonly SshdLine[]> {
    if (text.length > MAX_TEXT) return unread(TOO_LARGE);
    const physical = text.split(/\r\n|\n/);
    if (physical.length > MAX_LINES) return unread(`has more than ${MAX_LINES} lines`);
    const found: SshdLine[] = [];
    let match: string | undefined;
    for (const [index, line] of physical.entries()) {
        const [, written, rest = ""] = /^[ \t\f]*"?([A-Za-z]\w*)"?(?:[ \t\f]*=[ \t\f]*|[ \t\f]+|$)([^]*)$/.exec(line) ?? [];
        if (written === undefined) continue;
        const values = valuesOf(rest);
        // A quote that does not end keeps sshd from starting.
        if (values === undefined) return unread(`has a quote that does not end (line ${index + 1})`);
        const keyword = written.toLowerCase();
        if (keyword === "match") {
            match = /^all$/i.test(values.join(" ")) ? undefined : values.join(" ");
            continue;
        }
        found.push({ keyword, written, values, line: index + 1, ...(match !== undefined && { match }) });
    }
    return read(found);
}

/** As argv_split (misc.c): a `#` that begins a word ends the line, and a backslash keeps a quote, a backslash or a blank. */
function valuesOf(text: string): string[] | undefined {
    const values: string[] = [];
    let value: string | undefined;
    let quote: string | undefined;
    for (let i = 0; i < text.length; i++) {
        const character = text[i]!;
        const next = text[i + 1];
        if (character === "\\" && next !== undefined && ("\"'\\".includes(next) || (quote === undefined && next === " "))) {
            value = (value ?? "") + next;
            i++;
        } else if (quote !== undefined) {
            if (character === quote) quote = undefined;
            else value += character;
        } else if (character === '"' || character === "'") {
            quote = character;
            value ??= "";
        } else if (/[ \t\f]/.test(character)) {
            if (value !== undefined) values.push(value);
            value = undefined;
        } else if (character === "#" && value === undefined) break;
        else value = (value ?? "") + character;
    }
    if (value !== undefined) values.push(value);
    return quote === undefined ? values : undefined;
}
