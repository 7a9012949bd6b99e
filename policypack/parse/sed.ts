import { createContext, Script as Program } from "node:vm";
import { type Read, read, unread } from "../model/read";
import { lazy } from "./lazy";
import { MAX_TEXT, TOO_LARGE } from "./limits";
import { posixRegExp } from "./posix-regexp";
import { HOLE } from "./word";

/** One command of a sed script, with the lines that it is for. */
interface Command {
    readonly from?: Address;
    readonly to?: Address;
    readonly isNegated: boolean;
    readonly action: Action;
}
type Address = { readonly line: number } | { readonly last: true } | { readonly matches: RegExp };
type Action =
    | {
          readonly name: "s";
          readonly pattern: RegExp;
          readonly replacement: string;
          readonly isGlobal: boolean;
          readonly nth: number;
      }
    | { readonly name: "d" }
    | { readonly name: "p" }
    | { readonly name: "a"; readonly text: string }
    | { readonly name: "i"; readonly text: string }
    | { readonly name: "c"; readonly text: string };

const NOT_FOLLOWED = "uses a command of sed that is not followed";
const ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", f: "\f", v: "\v" };
const MAX_COMMANDS = 100;
const MAX_LINES = 20_000;
const MAX_MILLISECONDS = 50;
const MAX_TRIES = 3;

/**
 * What sed makes of a text: `s`, `d`, `p`, `a`, `i` and `c` with addresses, in POSIX's basic or extended regular expressions. Anything else
 * is not read.
 *
 * @param args the words after `sed`, without the names of files; `-i` counts for nothing here
 */
export function sedEdit(args: readonly string[], text: string): Read<string> {
    if (text.length > MAX_TEXT) return unread(TOO_LARGE);
    let isExtended = false;
    let isQuiet = false;
    const scripts: string[] = [];
    const rest: string[] = [];
    for (let i = 0; i < args.length; i++) {
        const arg = args[i]!;
        // `-i` takes the rest of its word for the name of a copy, `-e` takes it, or else the next word, for a script.
        const [, letters, attached] = /^-(?=.)([nErs]*)(?:e(.*)|i.*)?$/s.exec(arg) ?? [];
        if ((attached === "" || arg === "--expression") && i + 1 === args.length) return unread(NOT_FOLLOWED);
        if (letters !== undefined) {
            isExtended ||= /[Er]/.test(letters);
            isQuiet ||= letters.includes("n");
            if (attached !== undefined) scripts.push(attached || args[++i]!);
        } else if (arg === "--expression") scripts.push(args[++i]!);
        else if (arg.startsWith("--expression=")) scripts.push(arg.slice(13));
        else if (arg === "--regexp-extended") isExtended = true;
        else if (arg === "--quiet" || arg === "--silent") isQuiet = true;
        else if (arg.startsWith("--in-place")) continue;
        else if (arg.startsWith("-") && arg.length > 1) return unread(NOT_FOLLOWED);
        else rest.push(arg);
    }
    const script = scripts.length > 0 ? scripts.join("\n") : rest[0];
    if (script === undefined) return unread("has no script");
    if (script.includes(HOLE) || text.includes(HOLE)) return unread("depends on what only the machine knows");
    const commands = new Script(script, isExtended).commands();
    return commands.ok ? inTime(() => applied(commands.value, text, isQuiet)) : commands;
}

const sandbox = lazy(() => ({ context: createContext({}) as { run?: () => unknown }, program: new Program("run()") }));

/**
 * Expressions that go back over long lines may take minutes, though no repetition stands in another: they are cut off. The limit is one of the
 * clock; of a process that was kept waiting meanwhile it says nothing, and it is tried again.
 */
function inTime(run: () => Read<string>): Read<string> {
    const { context, program } = sandbox();
    try {
        context.run = run;
        for (let i = 0; ; i++) {
            const before = process.cpuUsage();
            try {
                return program.runInContext(context, { timeout: MAX_MILLISECONDS }) as Read<string>;
            } catch {
                const { user, system } = process.cpuUsage(before);
                const hadTime = user + system >= MAX_MILLISECONDS * 500;
                if (hadTime || i === MAX_TRIES) return unread("has an expression that takes too long");
            }
        }
    } finally {
        delete context.run;
    }
}

function applied(commands: readonly Command[], text: string, isQuiet: boolean): Read<string> {
    const endsInNewline = text.endsWith("\n");
    const lines = (endsInNewline ? text.slice(0, -1) : text).split("\n");
    if (lines.length > MAX_LINES) return unread(`has more than ${MAX_LINES} lines`);
    // From line 0 on: the end of the range may be the first line already.
    const active = new Set(commands.filter(({ from }) => from !== undefined && "line" in from && from.line === 0));
    const output: string[] = [];
    // The last line alone may lack its end.
    let lacksEnd = false;
    const put = (text: string, isLine: boolean, index: number) => {
        output.push(text);
        lacksEnd = isLine && !endsInNewline && index === lines.length - 1;
    };
    let size = 0;
    for (const [index, original] of lines.entries()) {
        let line: string | undefined = original;
        const after: string[] = [];
        for (const command of commands) {
            if (!isSelected(command, active, line, index + 1, lines.length)) continue;
            const action: Action = command.action;
            if (action.name === "d") line = undefined;
            else if (action.name === "c") {
                // A range is changed into one text, at its end.
                if (!active.has(command)) put(action.text, false, index);
                line = undefined;
            } else if (action.name === "i") put(action.text, false, index);
            else if (action.name === "a") after.push(action.text);
            else if (action.name === "p") put(line, true, index);
            else line = substituted(line, action);
            if (line === undefined) break;
        }
        if (line !== undefined && !isQuiet) put(line, true, index);
        for (const added of after) put(added, false, index);
        size += (line?.length ?? 0) + 1;
        if (size > MAX_TEXT) return unread(TOO_LARGE);
    }
    return read(output.join("\n") + (output.length > 0 && !lacksEnd ? "\n" : ""));
}

function isSelected(command: Command, active: Set<Command>, line: string, number: number, count: number): boolean {
    const { from, to, isNegated } = command;
    const hits = (address: Address) =>
        "line" in address ? address.line === number : "last" in address ? number === count : address.matches.test(line);
    let selected: boolean;
    if (from === undefined) selected = true;
    else if (to === undefined) selected = hits(from);
    else if (active.has(command)) {
        // Its last line may have been deleted before.
        selected = !("line" in to) || number <= to.line;
        if (!selected || hits(to)) active.delete(command);
    } else {
        selected = hits(from);
        if (selected && !("line" in to && to.line <= number)) active.add(command);
    }
    return selected !== isNegated;
}

function substituted(line: string, { pattern, replacement, isGlobal, nth }: Extract<Action, { name: "s" }>): string {
    let seen = 0;
    let end = -1;
    return line.replace(new RegExp(pattern, `g${pattern.flags}`), (...found: unknown[]) => {
        const whole = found[0] as string;
        const start = found.at(-2) as number;
        // Nothing does not match right behind a match.
        if (whole === "" && start === end) return "";
        end = start + whole.length;
        seen++;
        if (seen < nth || (!isGlobal && seen > nth)) return whole;
        return replacement.replace(/\\([^])|&/g, (_, letter = "0") => {
            if (/[0-9]/.test(letter)) return (found[Number(letter)] as string | undefined) ?? "";
            return ESCAPES[letter] ?? letter;
        });
    });
}

/** Reads a script, command by command. */
class Script {
    private position = 0;

    constructor(
        private readonly text: string,
        private readonly isExtended: boolean,
    ) {}

    commands(): Read<readonly Command[]> {
        const found: Command[] = [];
        for (;;) {
            this.skipComments();
            if (this.position >= this.text.length) return read(found);
            if (found.length >= MAX_COMMANDS) return unread(NOT_FOLLOWED);
            const command = this.command();
            if (command === undefined) return unread(NOT_FOLLOWED);
            found.push(command);
        }
    }

    private command(): Command | undefined {
        const from = this.address();
        let to: Address | undefined;
        if (from !== undefined && this.text[this.position] === ",") {
            this.position++;
            to = this.address();
            if (to === undefined) return undefined;
        }
        if (from !== undefined && "line" in from && from.line === 0 && (to === undefined || !("matches" in to))) return undefined;
        this.skip(/[ \t]/);
        const isNegated = this.text[this.position] === "!";
        if (isNegated) {
            this.position++;
            this.skip(/[ \t]/);
        }
        const action = this.action();
        return action && { ...(from !== undefined && { from }), ...(to !== undefined && { to }), isNegated, action };
    }

    private address(): Address | undefined {
        this.skip(/[ \t]/);
        const number = /^\d+/.exec(this.text.slice(this.position, this.position + 10))?.[0];
        if (number !== undefined) {
            this.position += number.length;
            return { line: Number(number) };
        }
        const mark = this.text[this.position];
        if (mark === "$") {
            this.position++;
            return { last: true };
        }
        if (mark !== "/" && mark !== "\\") return undefined;
        this.position += mark === "\\" ? 1 : 0;
        const source = this.delimited(this.text[this.position++] ?? "/");
        const matches = source === undefined ? undefined : posixRegExp(source, this.isExtended, "");
        return matches && { matches };
    }

    private action(): Action | undefined {
        const letter = this.text[this.position++];
        if (letter === "d" || letter === "p") return this.atEnd() ? { name: letter } : undefined;
        if (letter === "a" || letter === "i" || letter === "c") {
            const text = this.added();
            return text === undefined ? undefined : { name: letter, text };
        }
        if (letter !== "s") return undefined;
        const delimiter = this.text[this.position++];
        if (delimiter === undefined || /[\\\n]/.test(delimiter)) return undefined;
        const source = this.delimited(delimiter);
        const replacement = source === undefined ? undefined : this.delimited(delimiter);
        const flags = /^[gIi0-9]*/.exec(this.text.slice(this.position))![0];
        this.position += flags.length;
        if (source === undefined || replacement === undefined || !this.atEnd()) return undefined;
        // Letters that change the case of what follows, and characters by their number.
        if (/\\[ULulEacdox]/.test(replacement.replace(/\\\\/g, ""))) return undefined;
        const pattern = posixRegExp(source, this.isExtended, /i/i.test(flags) ? "i" : "");
        const nth = Number(/\d+/.exec(flags)?.[0] ?? "1");
        return pattern && { name: "s", pattern, replacement, isGlobal: flags.includes("g"), nth };
    }

    /**
     * What `a`, `i` and `c` add: to the end of the line, or of the next one behind `a\`. A backslash keeps a blank at the start, takes the text
     * on to the next line, and makes line ends and tabs of letters.
     */
    private added(): string | undefined {
        this.skip(/[ \t]/);
        const opening = /^\\[ \t]*\n/.exec(this.text.slice(this.position, this.position + 100))?.[0];
        this.position += opening?.length ?? 0;
        const start = this.position;
        let found = "";
        for (; this.position < this.text.length && this.text[this.position] !== "\n"; this.position++) {
            const character = this.text[this.position]!;
            const next = character === "\\" ? (this.text[++this.position] ?? "") : undefined;
            if (next !== undefined && /[acdforvx]/.test(next)) return undefined;
            found += next === undefined ? character : next === "n" ? "\n" : next === "t" ? "\t" : next;
        }
        // sed takes no text that is not there.
        return this.position === start && opening === undefined ? undefined : found;
    }

    /** Up to the delimiter, which a backslash makes a plain character. */
    private delimited(delimiter: string): string | undefined {
        let found = "";
        for (; this.position < this.text.length; this.position++) {
            const character = this.text[this.position]!;
            if (character === delimiter) {
                this.position++;
                return found;
            }
            const next = this.text[this.position + 1];
            if (character === "\\" && next !== undefined) {
                found += next === delimiter && delimiter !== "/" ? next : character + next;
                this.position++;
            } else found += character;
        }
        return undefined;
    }

    private atEnd(): boolean {
        this.skip(/[ \t]/);
        const next = this.text[this.position];
        return next === undefined || next === ";" || next === "\n" || next === "#";
    }

    /** And what stands between commands; `#n` at the very start is an option of its own. */
    private skipComments(): void {
        for (;;) {
            this.skip(/[\s;]/);
            if (this.text[this.position] !== "#" || (this.position === 0 && this.text[1] === "n")) return;
            this.skip(/[^\n]/);
        }
    }

    private skip(what: RegExp): void {
        while (this.position < this.text.length && what.test(this.text[this.position]!)) this.position++;
    }
}
