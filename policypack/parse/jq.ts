import { type Read, read, unread } from "../model/read";
import { JqRun } from "./jq-evaluate";
import { JqNotFollowed } from "./jq-scanner";
import { jqProgram } from "./jq-syntax";
import { type Json, printed } from "./jq-values";
import { MAX_TEXT, TOO_LARGE } from "./limits";
import { HOLE } from "./word";

// jq's ports to JavaScript were tried and left: jqjs reads `.a // 1`, `del(.list[0])`, `.. |= …` and slices otherwise than jq and says nothing,
// those of WebAssembly answer asynchronously, which a policy cannot wait for.

const MAX_PROGRAM = 10_000;
const MAX_OUTPUTS = 100;

/**
 * What `jq` prints for one JSON input, as far as its program is one that edits: assignments, `del`, conditions, variables of `--arg` and
 * `--argjson`. Anything else is not read.
 *
 * @param args the words after `jq`, without the names of files
 */
export function jqEdit(args: readonly string[], input: string): Read<string> {
    const given = argumentsOf(args);
    if (!given.ok) return given;
    const { program, variables, isRaw, isJoined, isNull } = given.value;
    if (program.length > MAX_PROGRAM || input.length > MAX_TEXT) return unread(TOO_LARGE);
    if (program.includes(HOLE) || input.includes(HOLE)) return unread("depends on what only the machine knows");
    try {
        const value = isNull ? null : (JSON.parse(input) as Json);
        const bound = new Map(variables.map(([name, json]) => [name, JSON.parse(json) as Json]));
        const run = new JqRun();
        let output = "";
        let count = 0;
        for (const result of run.values(jqProgram(program), value, bound)) {
            output += (isRaw && typeof result === "string" ? result : printed(result, 2, run.tick)) + (isJoined ? "" : "\n");
            if (++count > MAX_OUTPUTS || output.length > MAX_TEXT) return unread("prints more than is followed");
        }
        return read(output);
    } catch (error) {
        if (error instanceof JqNotFollowed) return unread("uses a function of jq that is not followed");
        return unread("is a program or an input that jq does not take");
    }
}

interface Given {
    readonly program: string;
    readonly variables: readonly (readonly [string, string])[];
    readonly isRaw: boolean;
    /** Without line ends. */
    readonly isJoined: boolean;
    readonly isNull: boolean;
}

function argumentsOf(args: readonly string[]): Read<Given> {
    const variables: (readonly [string, string])[] = [];
    const rest: string[] = [];
    let isRaw = false;
    let isJoined = false;
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
            isJoined ||= arg.includes("j");
            isRaw ||= arg.includes("r") || isJoined;
            isNull ||= arg.includes("n");
        } else if (["--raw-output", "--compact-output", "--monochrome-output", "--sort-keys", "--tab"].includes(arg))
            isRaw ||= arg === "--raw-output";
        else if (arg === "--null-input") isNull = true;
        else if (arg.startsWith("-") && arg !== "-") return unread("uses an option of jq that is not followed");
        else rest.push(arg);
    }
    const [program] = rest;
    return program === undefined ? unread("has no program") : read({ program, variables, isRaw, isJoined, isNull });
}
