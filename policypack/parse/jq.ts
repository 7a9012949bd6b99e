import { type Read, read, unread } from "../model/read";
import { lazy } from "./lazy";
import { MAX_TEXT, TOO_LARGE } from "./limits";
import { HOLE } from "./word";

// jqjs was chosen among jq's ports: plain JavaScript of 60 kB, synchronous, MIT, no generated code. Those of WebAssembly answer
// asynchronously, which a policy cannot wait for.
interface Library {
    compile(program: string): (input: unknown) => Iterable<unknown>;
}
// eslint-disable-next-line @typescript-eslint/no-require-imports -- when it is first needed
const library = lazy(() => require("@michaelhomer/jqjs") as Library);

/**
 * What boot scripts edit JSON with. Functions that may run without end (`range`, `repeat`, `recurse`) and those that the port answers
 * otherwise than jq (`setpath`) are not among them.
 */
const WORDS = new Set([
    ...[
        "if",
        "then",
        "elif",
        "else",
        "end",
        "and",
        "or",
        "not",
        "as",
        "true",
        "false",
        "null",
        "empty",
        "del",
        "select",
        "map",
        "add",
    ],
    ...[
        "with_entries",
        "to_entries",
        "from_entries",
        "map_values",
        "has",
        "in",
        "type",
        "tonumber",
        "tostring",
        "length",
        "keys",
    ],
    ...[
        "walk",
        "contains",
        "inside",
        "unique",
        "sort",
        "first",
        "last",
        "join",
        "split",
        "ascii_downcase",
        "ascii_upcase",
        "any",
    ],
    ...[
        "all",
        "startswith",
        "endswith",
        "ltrimstr",
        "rtrimstr",
        "reverse",
        "flatten",
        "min",
        "max",
        "tojson",
        "fromjson",
        "values",
    ],
]);
const MAX_PROGRAM = 10_000;

/**
 * What `jq` prints for one JSON input, as far as its program is one that edits: assignments, `del`, conditions, variables of `--arg` and
 * `--argjson`. Anything else is not read.
 *
 * @param args the words after `jq`, without the names of files
 */
export function jqEdit(args: readonly string[], input: string): Read<string> {
    const given = argumentsOf(args);
    if (!given.ok) return given;
    const { program, variables, isRaw, isNull } = given.value;
    if (program.length > MAX_PROGRAM || input.length > MAX_TEXT) return unread(TOO_LARGE);
    if (program.includes(HOLE) || input.includes(HOLE)) return unread("depends on what only the machine knows");
    const strange = wordsOutsideStrings(program).find((word) => !WORDS.has(word));
    if (strange !== undefined) return unread("uses a function of jq that is not followed");
    try {
        const value: unknown = isNull ? null : JSON.parse(input);
        const bound = variables.map(([name, json]) => `${json} as $${name} | `).join("");
        const outputs: unknown[] = [];
        for (const output of library().compile(bound + program)(value)) {
            outputs.push(output);
            if (outputs.length > 100) return unread("prints more than is followed");
        }
        // The port answers nothing to a program that breaks off, where jq refuses it.
        if (outputs.length === 0 && !/\b(?:empty|select)\b/.test(program))
            return unread("is a program or an input that jq does not take");
        return read(
            outputs
                .map((output) => (isRaw && typeof output === "string" ? output : JSON.stringify(output, null, 2)) + "\n")
                .join(""),
        );
    } catch {
        return unread("is a program or an input that jq does not take");
    }
}

interface Given {
    readonly program: string;
    readonly variables: readonly (readonly [string, string])[];
    readonly isRaw: boolean;
    readonly isNull: boolean;
}

function argumentsOf(args: readonly string[]): Read<Given> {
    const variables: (readonly [string, string])[] = [];
    const rest: string[] = [];
    let isRaw = false;
    let isNull = false;
    for (let i = 0; i < args.length; i++) {
        const arg = args[i]!;
        const [name = "", value = ""] = args.slice(i + 1, i + 3);
        if (arg === "--arg" || arg === "--argjson") {
            if (!/^\w+$/.test(name) || value.includes(HOLE)) return unread("depends on what only the machine knows");
            variables.push([name, arg === "--arg" ? JSON.stringify(value) : value]);
            i += 2;
        } else if (arg === "--indent") i++;
        else if (/^-[rcMSCjan]+$/.test(arg)) {
            isRaw ||= arg.includes("r") || arg.includes("j");
            isNull ||= arg.includes("n");
        } else if (["--raw-output", "--compact-output", "--monochrome-output", "--sort-keys", "--tab"].includes(arg))
            isRaw ||= arg === "--raw-output";
        else if (arg === "--null-input") isNull = true;
        else if (arg.startsWith("-") && arg !== "-") return unread("uses an option of jq that is not followed");
        else rest.push(arg);
    }
    const [program] = rest;
    return program === undefined ? unread("has no program") : read({ program, variables, isRaw, isNull });
}

/** Names of functions and keywords: not the keys after a dot, the keys of an object, variables or text. */
function wordsOutsideStrings(program: string): string[] {
    const bare = program.replace(/"(?:\\.|[^"\\])*"/g, '""').replace(/#[^\n]*/g, "");
    return [...bare.matchAll(/([.$@]?)\b([A-Za-z_]\w*)\b(\s*:)?/g)].flatMap(([, before, name, colon]) =>
        before === "." || before === "$" || (colon !== undefined && before === "") ? [] : [before === "@" ? `@${name!}` : name!],
    );
}
