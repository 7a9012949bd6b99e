import { MAX_TEXT, TOO_LARGE } from "./limits";
import { type Token, tokensOf } from "./powershell-tokens";
import { HOLE, type Word, word } from "./word";

/** One command of a PowerShell script: a program or a cmdlet with its arguments. */
export interface PowerShellCommand {
    /** Never empty; `@splat` and expressions are a `HOLE`. */
    readonly argv: readonly Word[];
    /** It stands in a block: of an `if`, a loop, a function, a `try`. */
    readonly isConditional: boolean;
    /** It reads what the command before it in its pipeline prints. */
    readonly isPiped: boolean;
    /** From 1. */
    readonly line: number;
}

/** A script as far as it can be read. */
export interface PowerShellScript {
    readonly commands: readonly PowerShellCommand[];
    readonly fault?: string;
}

const MAX_COMMANDS = 5_000;
/** Where Windows has it on every machine of EC2. */
const ENVIRONMENT: Readonly<Record<string, string>> = {
    "env:programfiles": "C:\\Program Files",
    "env:programdata": "C:\\ProgramData",
    "env:systemdrive": "C:",
    "env:systemroot": "C:\\Windows",
    "env:windir": "C:\\Windows",
    "env:temp": "C:\\Windows\\Temp",
    true: "True",
    false: "False",
    null: "",
};
const KEYWORDS = new Set(
    "if elseif else for foreach while do until switch try catch finally function filter param return throw trap begin process end".split(
        " ",
    ),
);

/**
 * The commands of a PowerShell script in the order of its text, with variables that it sets to literals and the string forms of the language.
 * Of what an expression becomes nothing is known. Never throws.
 */
export function readPowerShell(script: string): PowerShellScript {
    if (script.length > MAX_TEXT) return { commands: [], fault: TOO_LARGE };
    const variables = new Map(Object.entries(ENVIRONMENT));
    const reading = tokensOf(script, (name) => variables.get(name.toLowerCase()));
    const commands: PowerShellCommand[] = [];
    let depth = 0;
    let statement: Token[] = [];
    let isPiped = false;
    let fault: string | undefined;
    const finish = (pipesOn = false) => {
        assign(statement, variables, depth > 0);
        const command = commandOf(statement, depth > 0, isPiped);
        if (command !== undefined && commands.length >= MAX_COMMANDS) fault = `has more than ${MAX_COMMANDS} commands`;
        else if (command !== undefined) commands.push(command);
        statement = [];
        isPiped = pipesOn;
    };
    for (const token of reading.tokens) {
        if (token.kind === "end") finish(token.text === "|");
        else if (token.kind === "open") {
            // What stands before a block is its head: a keyword with a condition, or a cmdlet to which the block is given.
            finish();
            depth++;
        } else if (token.kind === "close") {
            finish();
            depth = Math.max(0, depth - 1);
        } else statement.push(token);
    }
    finish();
    fault = reading.fault ?? fault;
    return { commands, ...(fault !== undefined && { fault }) };
}

/** `[string]$name = 'value' + "more"`, which is no command; what is no text or sum of texts is not known afterwards. */
function assign(tokens: readonly Token[], variables: Map<string, string>, isConditional: boolean): void {
    const [target, operator, ...value] = tokens[0]?.kind === "type" ? tokens.slice(1) : tokens;
    if (target?.kind !== "variable" || operator?.kind !== "assignment") return;
    const name = target.name!.toLowerCase();
    const parts = value.filter(({ kind }) => kind !== "type");
    const isSum = parts.every(({ kind, text }, i) => (i % 2 === 0 ? kind !== "word" : kind === "word" && text === "+"));
    const text =
        isSum && parts.length % 2 === 1
            ? parts
                  .filter((_, i) => i % 2 === 0)
                  .map((part) => part.text)
                  .join("")
            : HOLE;
    const before = variables.get(name);
    const next = operator.text === "=" ? text : operator.text === "+=" ? `${before ?? HOLE}${text}` : HOLE;
    variables.set(name, isConditional && before !== undefined && before !== next ? HOLE : next);
}

function commandOf(tokens: readonly Token[], isConditional: boolean, isPiped: boolean): PowerShellCommand | undefined {
    const [first, ...rest] = tokens;
    if (first === undefined) return undefined;
    const isCalled = first.kind === "word" && (first.text === "&" || first.text === ".");
    const program = isCalled ? rest[0] : first;
    if (program === undefined || (!isCalled && program.kind !== "word")) return undefined;
    if (!isCalled && KEYWORDS.has(program.text.toLowerCase())) return undefined;
    const words = (isCalled ? rest : tokens).filter(({ kind }) => kind !== "redirection");
    return { argv: words.map(({ text }) => word(text)), isConditional, isPiped, line: first.line };
}
