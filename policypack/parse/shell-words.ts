import type { DoubleQuotedPart, ParameterExpansionPart, ParsedScript, Word as Node, WordPart } from "unbash" with {
    "resolution-mode": "import",
};
import { ANY_NAMES, HOLE } from "./word";

/** What the script has set so far; a variable that it never set is not known, since the environment may have it. */
export interface Variables {
    get(name: string): string | undefined;
    /** What `$(…)` becomes; undefined where that cannot be told. */
    substitute(script: ParsedScript | undefined): string | undefined;
    /** What `<(…)` becomes, the name of a file with that output; undefined where that does not matter. */
    process(script: ParsedScript | undefined): string | undefined;
}

/** No word of a real script is longer: an argument of Linux has 128 KiB at most. */
const MAX_WORD = 1 << 17;

/** A piece of a word: quoted text stays one word whatever blanks it has, the value of an unquoted variable is split. */
interface Piece {
    readonly text: string;
    readonly splits: boolean;
}

/** The variable that has the positional parameters as `"$@"` gives them: one word each, with this between them. */
export const EACH_ARGUMENT = { name: '"@"', between: "\0" } as const;

const kept = (text: string): Piece => ({ text, splits: false });
const unknown = kept(HOLE);

/** The words that one word of the source becomes: several, or none, where an unquoted variable is split at its blanks. */
export function expanded(node: Node, variables: Variables): string[] {
    const parts = node.parts;
    if (parts === undefined) return [node.value];
    if (isEachArgument(parts)) return eachArgument(variables);
    const all = parts.flatMap((part) => pieces(part, variables));
    return isTooLong(all) ? [HOLE] : joined(all);
}

/** `"$@"` and nothing else: the one quoted expansion that becomes several words. */
function isEachArgument(parts: readonly WordPart[]): boolean {
    const [quotes, ...others] = parts;
    return quotes?.type === "DoubleQuoted" && others.length === 0 && /^"\$(?:@|\{@\})"$/.test(quotes.text);
}

export function eachArgument(variables: Pick<Variables, "get">): string[] {
    const all = variables.get(EACH_ARGUMENT.name);
    if (all === undefined) return [HOLE];
    return variables.get("#") === "0" ? [] : all.split(EACH_ARGUMENT.between);
}

/** The text of a word where the shell does not split: assignments, redirections, here-strings. */
export function unsplit(node: Node, variables: Variables): string {
    if (node.parts === undefined) return node.value;
    return textOf(node.parts, variables);
}

/** The text of parts taken together, as in a heredoc. */
export function textOf(parts: readonly WordPart[], variables: Variables): string {
    const all = parts.flatMap((part) => pieces(part, variables));
    return isTooLong(all) ? HOLE : all.map(({ text }) => text).join("");
}

/** Variables that double each other become longer than any memory; before they are put together they cost nothing. */
const isTooLong = (all: readonly Piece[]): boolean => all.reduce((sum, { text }) => sum + text.length, 0) > MAX_WORD;

function pieces(part: WordPart, variables: Variables): Piece[] {
    switch (part.type) {
        case "Literal":
        case "SingleQuoted":
        case "AnsiCQuoted":
            return [kept(part.value)];
        case "DoubleQuoted":
        case "LocaleString":
            return [kept(quoted(part, variables))];
        case "SimpleExpansion":
            return [{ text: variables.get(part.text.slice(1)) ?? HOLE, splits: true }];
        case "ParameterExpansion":
            return [{ text: parameter(part, variables) ?? HOLE, splits: true }];
        case "CommandExpansion":
            return [{ text: variables.substitute(part.script) ?? HOLE, splits: true }];
        case "ProcessSubstitution":
            return [kept((part.operator === "<" ? variables.process(part.script) : undefined) ?? HOLE)];
        case "ArithmeticExpansion":
            return [unknown];
        case "Glob":
            return [/^\*+$/.test(part.text) ? kept(ANY_NAMES) : unknown];
        case "ExtendedGlob":
        case "BraceExpansion":
            // A pattern becomes the names of files that exist, and braces several words: neither occurs in what is judged.
            return [unknown];
        default:
            return part satisfies never;
    }
}

const quoted = (part: Pick<DoubleQuotedPart, "parts">, variables: Variables): string => textOf(part.parts, variables);

/** `$NAME`, `${NAME}` and the forms with a default; undefined for what is not known. */
function parameter({ parameter: name, prefix, index, operation }: ParameterExpansionPart, variables: Variables) {
    if (prefix !== undefined || index !== undefined) return undefined;
    const value = variables.get(name);
    if (operation === undefined) return value;
    if (value === undefined || value.includes(HOLE) || operation.type !== "Default") return undefined;
    const isMissing = operation.operator.startsWith(":") && value === "";
    if (operation.operator.endsWith("+")) return isMissing ? "" : unsplit(operation.operand, variables);
    return isMissing ? unsplit(operation.operand, variables) : value;
}

function joined(parts: readonly Piece[]): string[] {
    const result: string[] = [];
    let current: string | undefined;
    for (const { text, splits } of parts) {
        if (!splits) {
            current = (current ?? "") + text;
            continue;
        }
        text.split(/[ \t\n]/).forEach((field, i) => {
            if (i > 0) {
                if (current !== undefined) result.push(current);
                current = undefined;
            }
            if (field !== "") current = (current ?? "") + field;
        });
    }
    if (current !== undefined) result.push(current);
    return result;
}
