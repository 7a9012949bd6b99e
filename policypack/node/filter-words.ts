import { type Read, unread } from "../model/read";
import { jqEdit } from "../parse/jq";
import { yaml } from "../parse/yaml";

/** The words of a program that edits text: its options with its program, and the files that it is given. */
export interface FilterWords {
    readonly options: readonly string[];
    readonly files: readonly string[];
}

/** How many words follow an option. */
type Arities = Readonly<Record<string, number>>;

const JQ: Arities = {
    "--arg": 2,
    "--argjson": 2,
    "--slurpfile": 2,
    "--rawfile": 2,
    "--indent": 1,
    "-f": 1,
    "--from-file": 1,
    "-L": 1,
};
const SED: Arities = { "-e": 1, "--expression": 1, "-f": 1, "--file": 1, "-l": 1 };
const YQ: Arities = { "-I": 1, "--indent": 1, "-o": 1, "--output-format": 1, "-p": 1, "--input-format": 1 };

export const isInPlace = (args: readonly string[]): boolean => args.some((arg) => /^-[nErsz]*i|^--in-place/.test(arg));

/** `jq PROGRAM FILE…` with options anywhere. */
export const wordsOfJq = (args: readonly string[]): FilterWords => apart(args, JQ, 1);

/** `sed SCRIPT FILE…`; with `-e` every other word is a file. */
export const wordsOfSed = (args: readonly string[]): FilterWords =>
    apart(args, SED, args.some((arg) => /^(?:-e|--expression(?:=|$)|-f|--file(?:=|$))/.test(arg)) ? 0 : 1);

/** `yq -i PROGRAM FILE`, with or without `eval`. */
export function wordsOfYq(args: readonly string[]): FilterWords & { readonly isInPlace: boolean } {
    const own = /^(?:e|eval)$/.test(args[0] ?? "") ? args.slice(1) : args;
    const isInPlace = own.some((arg) => /^-(?=[a-zA-Z]+$)[a-zA-Z]*i|^--in-?place$/.test(arg));
    const { options, files } = apart(own, YQ, 1);
    return { options, files, isInPlace };
}

/**
 * What `yq -i` leaves of a file of YAML, as far as its program means to jq what it means to yq: assignments of literals, and `del`. The
 * result is JSON, which is YAML; comments and order are no settings.
 */
export function yqEdit(options: readonly string[], text: string): Read<string> {
    const program = options.filter((option) => !option.startsWith("-"));
    const [first] = program;
    if (first === undefined || program.length > 1 || !SIMPLE.test(first))
        return unread("uses a program of yq that is not followed");
    const document = yaml(text);
    return document.ok ? jqEdit([first], JSON.stringify(document.value ?? null)) : document;
}

const PATH = String.raw`(?:\.(?:[A-Za-z_]\w*|"[^"]*"|\["[^"]*"\]))+`;
const LITERAL = String.raw`(?:"(?:[^"\\]|\\.)*"|-?\d+|true|false|null|\[\]|\{\})`;
const STEP = String.raw`\s*(?:${PATH}\s*=\s*${LITERAL}|del\(\s*${PATH}\s*\))\s*`;
const SIMPLE = new RegExp(`^${STEP}(?:\\|${STEP})*$`);

function apart(args: readonly string[], arities: Arities, programs: number): FilterWords {
    const options: string[] = [];
    const files: string[] = [];
    let left = programs;
    for (let i = 0; i < args.length; i++) {
        const arg = args[i]!;
        if (arg.startsWith("-") && arg !== "-") {
            const count = arities[arg] ?? 0;
            options.push(arg, ...args.slice(i + 1, i + 1 + count));
            i += count;
        } else if (left > 0) {
            options.push(arg);
            left--;
        } else files.push(arg);
    }
    return { options, files };
}
