import { type Read, read, unread } from "../model/read";
import { MAX_TEXT, TOO_LARGE } from "./limits";

/** One variable of an environment file, where it stands. */
export interface EnvironmentLine {
    readonly name: string;
    readonly value: string;
    /** From 1: the line that it begins in. */
    readonly line: number;
}

type State = "before" | "name" | "comment" | "gap" | "value" | "single" | "double";

/**
 * A file for `EnvironmentFile=`, as parse_env_file_internal (src/basic/env-file.c) reads it: comments begin a line with `#` or `;`, quotes
 * may hold line breaks and stand side by side, a backslash quotes the next character and joins lines. Names that are none
 * (`export A`) are left out. Nothing is replaced in values. In order: of a name that occurs twice the last counts.
 */
export function environmentFile(text: string): Read<readonly EnvironmentLine[]> {
    if (text.length > MAX_TEXT) return unread(TOO_LARGE);
    const found: EnvironmentLine[] = [];
    let state: State = "before";
    let name = "";
    let line = 1;
    let begin = 1;
    /** The value's pieces, and its length without the blanks at its end that are not quoted. */
    let value: string[] = [];
    let kept = 0;
    const add = (character: string, isKept = true) => {
        value.push(character);
        if (isKept) kept = value.length;
    };
    const finish = () => {
        const trimmed = name.trimEnd();
        if (/^[A-Za-z_]\w*$/.test(trimmed)) found.push({ name: trimmed, value: value.slice(0, kept).join(""), line: begin });
        state = "before";
        value = [];
        kept = 0;
    };
    for (let i = 0; i < text.length; i++) {
        const character = text[i]!;
        const isBreak = character === "\n" || character === "\r";
        const isBlank = isBreak || character === " " || character === "\t";
        switch (state) {
            case "before":
                if (character === "#" || character === ";") state = "comment";
                else if (!isBlank) {
                    state = "name";
                    name = character;
                    begin = line;
                }
                break;
            case "comment":
                if (isBreak) state = "before";
                break;
            case "name":
                if (isBreak) state = "before";
                else if (character === "=") state = "gap";
                else if (name.length < 256) name += character;
                break;
            case "gap":
            case "value":
                if (isBreak) finish();
                else if (character === "\\") {
                    state = "value";
                    i++;
                    const next = text[i];
                    if (next === "\n") line++;
                    else if (next !== undefined && next !== "\r") add(next);
                } else if (state === "gap" && (character === "'" || character === '"')) {
                    state = character === "'" ? "single" : "double";
                } else if (state === "value" || !isBlank) {
                    state = "value";
                    add(character, !isBlank);
                }
                break;
            case "single":
                if (character === "'") state = "gap";
                else add(character);
                break;
            case "double":
                if (character === '"') state = "gap";
                else if (character === "\\") {
                    i++;
                    const next = text[i];
                    if (next === "\n") line++;
                    else if (next !== undefined) add('"\\`$'.includes(next) ? next : `\\${next}`);
                } else add(character);
                break;
            default:
                return state satisfies never;
        }
        if (character === "\n") line++;
    }
    if (state !== "before" && state !== "comment" && state !== "name") finish();
    return read(found);
}
