import { basename, normalize } from "node:path/posix";
import type { BootFile } from "../model/node-boot";
import { fromBase64 } from "../parse/encodings";
import type { ShellCommand } from "../parse/shell";
import { HOLE, type Word, word } from "../parse/word";

/** The files that one command of a script writes, with their content as far as the script tells it. */
export function filesOf(command: ShellCommand): Omit<BootFile, "at">[] {
    const { argv, outputs } = command;
    const targets = outputs.filter(({ path }) => path.isLiteral && path.text.startsWith("/") && !path.text.startsWith("/dev/"));
    const content = targets.length > 0 ? outputOf(command, 0) : undefined;
    const files = targets.map(({ path, isAppended }) => ({ path: normalize(path.text), content: content!, isAppended }));
    if (basename(argv[0]!.text) !== "tee") return files;

    const isAppended = argv.some(({ text }) => text === "-a" || text === "--append");
    const paths = argv.slice(1).filter(({ text, isLiteral }) => isLiteral && text.startsWith("/") && !text.startsWith("/dev/"));
    return [...files, ...paths.map(({ text }) => ({ path: normalize(text), content: inputOf(command, 0), isAppended }))];
}

const UNKNOWN = word(HOLE);

function inputOf({ stdin, pipedFrom }: ShellCommand, depth: number): Word {
    return stdin ?? (pipedFrom === undefined || depth > 20 ? UNKNOWN : outputOf(pipedFrom, depth + 1));
}

/** What a command prints, where that follows from its text. */
function outputOf(command: ShellCommand, depth: number): Word {
    const [program, ...rest] = command.argv;
    const texts = rest.map(({ text }) => text);
    switch (basename(program!.text)) {
        case "cat":
            return texts.every((text) => text === "-") ? inputOf(command, depth) : UNKNOWN;
        case "tee":
            return inputOf(command, depth);
        case "echo": {
            const options = /^-[neE]+$/.test(texts[0] ?? "") ? texts.shift()! : "";
            const text = texts.join(" ");
            return word(`${options.includes("e") ? unescaped(text) : text}${options.includes("n") ? "" : "\n"}`);
        }
        case "printf": {
            const [format, ...values] = texts;
            if (format === undefined) return UNKNOWN;
            if (!format.includes("%")) return word(unescaped(format));
            if (/^%[sb](?:\\n)?$/.test(format))
                return word(values.map((value) => unescaped(format).replace(/%[sb]/, () => value)).join(""));
            return UNKNOWN;
        }
        case "base64": {
            const input = texts.some((text) => /^(?:-d|-D|--decode)$/.test(text)) ? inputOf(command, depth) : UNKNOWN;
            const bytes = input.isLiteral ? fromBase64(input.text) : undefined;
            return bytes === undefined ? UNKNOWN : word(bytes.toString("utf8"));
        }
        default:
            return UNKNOWN;
    }
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", "\\": "\\", '"': '"' };
const unescaped = (text: string): string => text.replace(/\\([ntr\\"])/g, (_, letter: string) => ESCAPES[letter]!);
