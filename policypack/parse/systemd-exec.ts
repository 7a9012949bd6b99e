import { afterBlanks, nextWord, wordsOf } from "./systemd-words";
import { withSpecifiers } from "./systemd-specifiers";
import { type Unit, unitList, type UnitLine, unitValue } from "./systemd-unit";
import { HOLE, type Word, word } from "./word";

/** What stands before the path in `ExecStart=` (systemd.service(5), "Command lines"). */
export type ExecPrefix = "@" | "-" | ":" | "+" | "!" | "!!" | "|";

/** One command of a unit. */
export interface ExecCommand {
    /** The file that runs; a name without a slash is looked for in systemd's own path. */
    readonly path: Word;
    /** The program's name (what it is told is its name, after `@`) and its arguments, with `$VAR` and `${VAR}` as they are written. */
    readonly words: readonly Word[];
    readonly prefixes: ReadonlySet<ExecPrefix>;
    readonly line: number;
    readonly source: string;
}

/** A line for which systemd does not load the unit. */
export interface ExecFault {
    readonly reason: string;
    readonly line: number;
    readonly source: string;
}

export interface ExecLines {
    readonly commands: readonly ExecCommand[];
    readonly faults: readonly ExecFault[];
}

const MAX_COMMANDS = 500;
/** Characters of all words after variables; a variable may be named many times. */
const MAX_CHARACTERS = 1 << 20;

/**
 * The commands of a key of `[Service]` (`ExecStart`, `ExecStartPre` …), as config_parse_exec (src/core/load-fragment.c) reads them.
 *
 * @param unitName for `%n`, `%i` and the like
 */
export function execLines(unit: Unit, key: string, unitName?: string): ExecLines {
    const commands: ExecCommand[] = [];
    const faults: ExecFault[] = [];
    for (const line of unitList(unit, "Service", key)) {
        const fault = commandsOf(line, unitName, commands);
        if (fault !== undefined) faults.push({ reason: fault, line: line.line, source: line.source });
    }
    const second = commands[1];
    if (key === "ExecStart" && second !== undefined && unitValue(unit, "Service", "Type")?.value !== "oneshot")
        faults.push({
            reason: "is a second ExecStart= of a service that is no oneshot",
            line: second.line,
            source: second.source,
        });
    return { commands, faults };
}

function commandsOf(
    { value, line, source }: UnitLine,
    unitName: string | undefined,
    commands: ExecCommand[],
): string | undefined {
    let position = 0;
    const isKnown = (text: string) => word(withSpecifiers(text, unitName));
    while (position < value.length) {
        if (commands.length >= MAX_COMMANDS) return `is more than ${MAX_COMMANDS} commands`;
        const first = nextWord(value, position);
        if (!first.ok) return first.reason;
        if (first.value === undefined) return undefined;
        const { prefixes, rest } = prefixesOf(first.value.text);
        position = first.value.end;
        const path = isKnown(rest);
        if (!isExecutable(path)) {
            if (prefixes.has("-")) return undefined;
            return "names no executable";
        }
        const words = prefixes.has("@") ? [] : [path];
        while (position < value.length) {
            if (/^;(?:[ \t\n\r]|$)/.test(value.slice(position, position + 2))) {
                position = afterBlanks(value, position + 1);
                break;
            }
            if (/^\\;(?:[ \t\n\r]|$)/.test(value.slice(position, position + 3))) {
                words.push(word(";"));
                position = afterBlanks(value, position + 2);
                continue;
            }
            const next = nextWord(value, position);
            if (!next.ok) return next.reason;
            if (next.value === undefined) break;
            words.push(isKnown(next.value.text));
            position = next.value.end;
        }
        if (words.length === 0) return "has no name for the program after @";
        commands.push({ path, words, prefixes, line, source });
    }
    return undefined;
}

function prefixesOf(text: string): { prefixes: ReadonlySet<ExecPrefix>; rest: string } {
    const prefixes = new Set<ExecPrefix>();
    let i = 0;
    for (; i < text.length; i++) {
        const character = text[i]!;
        const isAlone = !prefixes.has("+") && !prefixes.has("!!");
        if ((character === "@" || character === "-" || character === ":" || character === "|") && !prefixes.has(character)) {
            prefixes.add(character);
        } else if (character === "+" && isAlone && !prefixes.has("!")) prefixes.add("+");
        else if (character === "!" && isAlone) prefixes.add(prefixes.delete("!") ? "!!" : "!");
        else break;
    }
    return { prefixes, rest: text.slice(i) };
}

const isExecutable = ({ text }: Word): boolean =>
    text.startsWith(HOLE) || (text.startsWith("/") ? !text.endsWith("/") : text !== "" && !text.includes("/"));

/** A unit's variables: a text with a `HOLE` where it is not known, or undefined for a variable that is not set. */
export type Variables = (name: string) => string | undefined;

/**
 * The words of a command when it runs, as replace_env_argv (src/basic/env-util.c) has them: a word that is `$VAR` becomes the words of
 * the variable, none when it is not set; `${VAR}` in a word is one part of it; `$$` is a dollar. Nothing is replaced after the prefix `:`.
 * The path of a command has no variables.
 */
export function expandExec({ words, prefixes }: Pick<ExecCommand, "words" | "prefixes">, variables: Variables): readonly Word[] {
    if (prefixes.has(":")) return words;
    const expanded: Word[] = [];
    let left = MAX_CHARACTERS;
    for (const [index, { text }] of words.entries()) {
        const parts = index === 0 && !prefixes.has("@") ? [text] : expandedWord(text, variables);
        for (const part of parts) {
            left -= part.length;
            if (left < 0) return [...expanded, word(HOLE)];
            expanded.push(word(part));
        }
    }
    return expanded;
}

function expandedWord(text: string, variables: Variables): readonly string[] {
    if (/^\$[^{$]/.test(text)) {
        const name = text.slice(1);
        if (name.includes(HOLE)) return [HOLE];
        const value = isName(name) ? variables(name) : undefined;
        if (value === undefined) return [];
        const parts = wordsOf(value, "variable");
        return parts.ok ? parts.value : [HOLE];
    }
    // A lone dollar has no name, and stands for nothing.
    if (text === "$") return [];
    return [
        text.replace(/\$\$|\$\{([^}:]{0,255})\}/g, (_, name: string | undefined) => {
            if (name === undefined) return "$";
            return name.includes(HOLE) ? HOLE : isName(name) ? (variables(name) ?? "") : "";
        }),
    ];
}

const isName = (name: string): boolean => /^[A-Za-z_]\w*$/.test(name);
