import { type Read, read, unread } from "../model/read";

const BLANK = /[ \t\n\r]/;
const ESCAPES: Readonly<Record<string, string>> = {
    a: "\x07",
    b: "\b",
    f: "\f",
    n: "\n",
    r: "\r",
    t: "\t",
    v: "\v",
    "\\": "\\",
    '"': '"',
    "'": "'",
    s: " ",
};

/** How words are cut: `unit` for settings (C escapes, quotes must close), `variable` for the value of a `$VAR` (an escape only quotes). */
export type WordRules = "unit" | "variable";

/** One word from `start` on: the word and where the next one begins; `undefined` at the end of the text. */
export interface CutWord {
    readonly text: string;
    readonly end: number;
}

/** The next word of a setting's value, as systemd's extract_first_word (src/basic/extract-word.c) cuts it. */
export function nextWord(text: string, start: number, rules: WordRules = "unit"): Read<CutWord | undefined> {
    let i = afterBlanks(text, start);
    if (i >= text.length) return read(undefined);
    let found = "";
    let quote = "";
    for (; i < text.length; i++) {
        const character = text[i]!;
        if (character === "\\") {
            const escape = escapeAt(text, i + 1, rules);
            // An escape that nobody knows stays as it is written; systemd warns of it.
            found += escape?.text ?? text.slice(i, i + 2);
            i += escape?.length ?? 1;
        } else if (quote !== "") {
            if (character === quote) quote = "";
            else found += character;
        } else if (character === '"' || character === "'") quote = character;
        else if (BLANK.test(character)) break;
        else found += character;
    }
    if (quote !== "" && rules === "unit") return unread("has a quote that does not end");
    return read({ text: found, end: afterBlanks(text, i) });
}

/** All words of a value. */
export function wordsOf(text: string, rules: WordRules = "unit"): Read<readonly string[]> {
    const found: string[] = [];
    for (let position = 0; position < text.length;) {
        const next = nextWord(text, position, rules);
        if (!next.ok) return next;
        if (next.value === undefined) break;
        found.push(next.value.text);
        position = next.value.end;
    }
    return read(found);
}

export function afterBlanks(text: string, start: number): number {
    let i = start;
    while (BLANK.test(text.charAt(i))) i++;
    return i;
}

/** What stands after a backslash, as cunescape_one (src/basic/escape.c) has it; undefined for what it does not know. */
function escapeAt(text: string, at: number, rules: WordRules): { text: string; length: number } | undefined {
    const letter = text[at];
    if (rules === "variable") return { text: letter ?? "", length: 1 };
    if (letter === undefined) return undefined;
    const plain = Object.hasOwn(ESCAPES, letter) ? ESCAPES[letter] : undefined;
    if (plain !== undefined) return { text: plain, length: 1 };
    const digits = /^(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8}))/.exec(text.slice(at, at + 9));
    const octal = /^[0-3][0-7]{2}/.exec(text.slice(at, at + 3));
    const code = digits
        ? Number.parseInt(digits[1] ?? digits[2] ?? digits[3]!, 16)
        : octal
          ? Number.parseInt(octal[0], 8)
          : undefined;
    if (code === undefined || code === 0 || code > 0x10ffff) return undefined;
    return { text: String.fromCodePoint(code), length: (digits ?? octal)![0].length };
}
