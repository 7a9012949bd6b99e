import { basename } from "node:path/posix";
import type { BootText } from "../model/node-boot";
import { fromBase64 } from "../parse/encodings";
import type { Read } from "../model/read";
import { jqEdit } from "../parse/jq";
import { sedEdit } from "../parse/sed";
import type { ShellCommand } from "../parse/shell";
import { HOLE, word } from "../parse/word";
import type { Disk } from "./disk";
import { type FilterWords, isInPlace, wordsOfJq, wordsOfSed } from "./filter-words";

const UNKNOWN = word(HOLE);
const MAX_PIPELINE = 20;

/** What a command reads from its standard input, as far as that follows from the script and the files that it has written. */
export function inputOf({ stdin, pipedFrom }: ShellCommand, disk: Disk, depth = 0): BootText {
    return stdin ?? (pipedFrom === undefined || depth > MAX_PIPELINE ? UNKNOWN : outputOf(pipedFrom, disk, depth + 1));
}

/** What a command prints, as far as that follows from the script and the files that it has written. */
export function outputOf(command: ShellCommand, disk: Disk, depth = 0): BootText {
    const [program, ...rest] = command.argv;
    const texts = rest.map(({ text }) => text);
    switch (basename(program!.text)) {
        case "cat": {
            const parts = texts.length === 0 ? ["-"] : texts;
            if (parts.some((part) => /^-./.test(part))) return UNKNOWN;
            const text = parts.map((part) => (part === "-" ? inputOf(command, disk, depth) : disk.text(part)).text).join("");
            const states = parts.length === 1 ? disk.at(parts[0]!) : [];
            if (states.length === 1) disk.derive(text, states[0]);
            return word(text);
        }
        case ":":
        case "true":
        case "false":
            return word("");
        case "tee":
        case "sponge":
            return inputOf(command, disk, depth);
        case "echo": {
            const options = /^-[neE]+$/.test(texts[0] ?? "") ? texts.shift()! : "";
            const text = texts.join(" ");
            return word(`${options.includes("e") ? unescaped(text) : text}${options.includes("n") ? "" : "\n"}`);
        }
        case "printf": {
            const [format, ...values] = texts;
            return format === undefined || format === "-v" ? UNKNOWN : printed(format, values);
        }
        case "jq":
            return filtered(wordsOfJq(texts), jqEdit, command, disk, depth);
        case "sed": {
            if (isInPlace(texts)) return UNKNOWN;
            return filtered(wordsOfSed(texts), sedEdit, command, disk, depth);
        }
        case "base64": {
            const input = texts.some((text) => /^(?:-d|-D|--decode)$/.test(text)) ? inputOf(command, disk, depth) : UNKNOWN;
            const bytes = input.isLiteral ? fromBase64(input.text) : undefined;
            return bytes === undefined ? UNKNOWN : word(bytes.toString("utf8"));
        }
        default:
            return UNKNOWN;
    }
}

type Edit = (args: readonly string[], input: string) => Read<string>;

/** What a filter prints of its files or its input; what it prints is theirs, edited. */
function filtered({ options, files }: FilterWords, edit: Edit, command: ShellCommand, disk: Disk, depth: number): BootText {
    const input = files.length === 0 ? inputOf(command, disk, depth).text : files.map((path) => disk.text(path).text).join("");
    const result = edit(options, input);
    if (!result.ok) return UNKNOWN;
    const [path, ...others] = files;
    const states = path === undefined || others.length > 0 ? [] : disk.at(path);
    disk.derive(result.value, states.length === 1 ? states[0] : disk.originOf(input));
    return word(result.value);
}

/** printf(1): the format is used again while there are values left; of its verbs those for text. */
function printed(format: string, values: readonly string[]): BootText {
    const verbs = format.match(/%./g) ?? [];
    if (verbs.some((verb) => !/%[sb%]/.test(verb))) return UNKNOWN;
    const taken = verbs.filter((verb) => verb !== "%%").length;
    const rounds = taken === 0 ? 1 : Math.max(1, Math.ceil(values.length / taken));
    const rest = [...values];
    const round = () =>
        unescaped(format).replace(/%([sb%])/g, (_, verb: string) =>
            verb === "%" ? "%" : verb === "b" ? unescaped(rest.shift() ?? "") : (rest.shift() ?? ""),
        );
    return word(Array.from({ length: rounds }, round).join(""));
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", "\\": "\\", '"': '"' };
const unescaped = (text: string): string => text.replace(/\\([ntr\\"])/g, (_, letter: string) => ESCAPES[letter]!);
