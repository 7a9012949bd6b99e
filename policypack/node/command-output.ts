import { basename } from "node:path/posix";
import type { BootText } from "../model/node-boot";
import { fromBase64 } from "../parse/encodings";
import type { Read } from "../model/read";
import { jqEdit } from "../parse/jq";
import { sedEdit } from "../parse/sed";
import type { ShellCommand } from "../parse/shell";
import { HOLE, word } from "../parse/word";
import type { Disk } from "./disk";

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
            return word(parts.map((part) => (part === "-" ? inputOf(command, disk, depth) : disk.text(part)).text).join(""));
        }
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
        case "jq": {
            const { options, files } = apart(texts, disk);
            return answered(jqEdit(options, inputText(files, command, disk, depth)));
        }
        case "sed": {
            if (texts.some((text) => /^-[nErs]*i|^--in-place/.test(text))) return UNKNOWN;
            const { options, files } = apart(texts, disk);
            return answered(sedEdit(options, inputText(files, command, disk, depth)));
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

const answered = (result: Read<string>): BootText => (result.ok ? word(result.value) : UNKNOWN);

/** The files that a filter is given, and its other words: a file is a path that stands last and that the boot knows. */
function apart(words: readonly string[], disk: Disk): { readonly options: readonly string[]; readonly files: readonly string[] } {
    const first = words.findIndex(
        (word, i) => i > 0 && (word.startsWith("/") || disk.at(word).length > 0) && !word.startsWith("/dev/"),
    );
    return first < 0 ? { options: words, files: [] } : { options: words.slice(0, first), files: words.slice(first) };
}

function inputText(files: readonly string[], command: ShellCommand, disk: Disk, depth: number): string {
    return files.length === 0 ? inputOf(command, disk, depth).text : files.map((path) => disk.text(path).text).join("");
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
