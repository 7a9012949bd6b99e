import { HOLE, type Word } from "./word";

/**
 * How a program reads its arguments. `pflag` (the kubelet and the API server): two dashes, `_` is `-`, flags may follow other
 * arguments. `go` (etcd): one dash or two, names as they are, flags end at the first other argument.
 */
export type Dialect = "pflag" | "go";

/** One occurrence of a flag. */
export interface Flag<W extends Word = Word> {
    /** Without dashes, as the program knows it: `read-only-port`. */
    readonly name: string;
    /** With a `HOLE` where it is not known; "true" for a boolean that stands alone. */
    readonly value: string;
    readonly isLiteral: boolean;
    /** A boolean without `=`. */
    readonly isBare: boolean;
    /** The word that has the value: that of the flag itself, or the next one. */
    readonly word: W;
}

/** A command line as its program reads it. */
export interface Flags<W extends Word = Word> {
    /** In order. */
    readonly all: readonly Flag<W>[];
    /** Arguments that are no flags; the kubelet and etcd refuse to start with any. */
    readonly strays: readonly W[];
    /** Words whose name is not known (`$EXTRA_ARGS`): they may be any flags. */
    readonly unknown: readonly W[];
    /** Why the program would not start: the first word that it refuses, and the reason. Flags before it are given. */
    readonly refused?: { readonly word: W; readonly reason: string };
    /** The occurrence that counts: the last. */
    last(name: string): Flag<W> | undefined;
}

export interface FlagGrammar {
    readonly dialect: Dialect;
    /** Flags that take no following argument (booleans). Of a name that is not here the next word is the value, unless it is a flag. */
    readonly switches: ReadonlySet<string>;
    /** Flags that take a value even if it starts with a dash; the ones that are judged, at least. */
    readonly valued: ReadonlySet<string>;
}

/**
 * Reads a command line without its program. Never throws.
 *
 * @param argv the words after the program's name
 */
export function parseFlags<W extends Word>(argv: readonly W[], { dialect, switches, valued }: FlagGrammar): Flags<W> {
    const all: Flag<W>[] = [];
    const strays: W[] = [];
    const unknown: W[] = [];
    let refused: Flags<W>["refused"];
    let i = 0;
    for (; i < argv.length; i++) {
        const word = argv[i]!;
        const { text } = word;
        if (text.startsWith(HOLE)) {
            unknown.push(word);
            continue;
        }
        if (text === "--") {
            strays.push(...argv.slice(i + 1));
            break;
        }
        if (!text.startsWith("-") || text === "-") {
            if (dialect === "go") {
                strays.push(...argv.slice(i));
                break;
            }
            strays.push(word);
            continue;
        }
        if (dialect === "pflag" && !text.startsWith("--")) {
            // One letter, as -v: its value may follow. Of the letters that the kubelet has, none is judged.
            if (text.length > 2 && text[2] !== "=" && !/^-[vh]/.test(text))
                refused ??= { word, reason: "is no flag: long names need two dashes" };
            else if (text === "-v") i++;
            continue;
        }
        const body = text.slice(text.startsWith("--") ? 2 : 1);
        const equals = body.indexOf("=");
        const written = equals < 0 ? body : body.slice(0, equals);
        if (written === "" || body.startsWith("-")) {
            refused ??= { word, reason: "is no flag" };
            continue;
        }
        if (written.includes(HOLE)) {
            unknown.push(word);
            continue;
        }
        const name = dialect === "pflag" ? written.replaceAll("_", "-") : written;
        if (equals >= 0) {
            const value = body.slice(equals + 1);
            all.push({ name, value, isLiteral: !value.includes(HOLE), isBare: false, word });
            continue;
        }
        const next = argv[i + 1];
        const takesNext = !switches.has(name) && (valued.has(name) || (next !== undefined && !next.text.startsWith("-")));
        if (!takesNext) {
            all.push({ name, value: "true", isLiteral: true, isBare: true, word });
        } else if (next === undefined) {
            refused ??= { word, reason: "has no value" };
        } else {
            all.push({ name, value: next.text, isLiteral: !next.text.includes(HOLE), isBare: false, word: next });
            i++;
        }
    }
    return {
        all,
        strays,
        unknown,
        ...(refused !== undefined && { refused }),
        last: (name) => all.findLast((flag) => flag.name === name),
    };
}

/** What Go reads as a boolean. */
export const TRUE: ReadonlySet<string> = new Set(["1", "t", "T", "TRUE", "true", "True"]);
export const FALSE: ReadonlySet<string> = new Set(["0", "f", "F", "FALSE", "false", "False"]);

/** As Go's strconv.ParseBool; undefined for what it refuses (`yes`). */
export const parseBool = (text: string): boolean | undefined => (TRUE.has(text) ? true : FALSE.has(text) ? false : undefined);

/**
 * As Go's strconv.ParseInt with base 0 and 32 bits: `0x`, `0o`, `0b`, a leading `0` for octal, and `_` between digits. Undefined for what it
 * refuses.
 */
export function parseInt32(text: string): number | undefined {
    const match =
        /^([+-]?)(0[xX]_?[\da-fA-F]+(?:_[\da-fA-F]+)*|0[oO]_?[0-7]+(?:_[0-7]+)*|0[bB]_?[01]+(?:_[01]+)*|0(?:_?[0-7])*|[1-9]\d*(?:_\d+)*)$/.exec(
            text.slice(0, 64),
        );
    if (match === null || text.length > 64) return undefined;
    const digits = match[2]!.replaceAll("_", "");
    const isOldOctal = /^0\d/.test(digits);
    const value = Number(isOldOctal ? `0o${digits.slice(1)}` : digits) * (match[1] === "-" ? -1 : 1);
    return value >= -(2 ** 31) && value < 2 ** 31 ? value + 0 : undefined;
}

const NANOSECONDS: Readonly<Record<string, number>> = {
    ns: 1e-9,
    us: 1e-6,
    "\u00b5s": 1e-6,
    "\u03bcs": 1e-6,
    ms: 1e-3,
    s: 1,
    m: 60,
    h: 3600,
};
const LONGEST_SECONDS = 2 ** 63 / 1e9;

/** As Go's time.ParseDuration, in seconds: `1h30m`, `.5s`, `-2ms`, `0`. Undefined for what it refuses (`90`, `1d`). */
export function parseDuration(text: string): number | undefined {
    if (/^[+-]?0$/.test(text)) return 0;
    const match = /^([+-]?)((?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|\u00b5s|\u03bcs|ms|s|m|h))+)$/.exec(text.slice(0, 200));
    if (match === null || text.length > 200) return undefined;
    let seconds = 0;
    for (const [, amount, unit] of match[2]!.matchAll(/(?<![\d.])([\d.]+)([a-z\u00b5\u03bc]+)/g))
        seconds += Number(amount) * NANOSECONDS[unit!]!;
    return seconds < LONGEST_SECONDS ? (match[1] === "-" ? -seconds : seconds) + 0 : undefined;
}

/** As pflag's string slices, one line of CSV: `a,"b,c"` is two. Undefined for a quote in the wrong place. */
export function parseStringSlice(text: string): string[] | undefined {
    const fields: string[] = [];
    if (text === "") return fields;
    const field = /("(?:[^"]|"")*"|[^",\r\n]*)(,|$)/y;
    for (;;) {
        const match = field.exec(text);
        if (match === null) return undefined;
        const [, value, end] = match;
        fields.push(value!.startsWith('"') ? value!.slice(1, -1).replaceAll('""', '"') : value!);
        if (end === "") return fields;
    }
}
