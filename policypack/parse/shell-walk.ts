import type * as Ast from "unbash" with { "resolution-mode": "import" };
import { LineNumbers } from "./line-numbers";
import type { Output, ShellCommand, ShellOptions } from "./shell";
import { isTest } from "./shell-tests";
import { unwrapped } from "./shell-wrappers";
import { type Environment, ShellVariables } from "./shell-variables";
import { eachArgument, expanded, textOf, unsplit, type Variables } from "./shell-words";
import { filled, HOLE, type Word, word, words } from "./word";

/** No real boot script comes near these; they end what a hostile one could do with functions that call themselves. */
const MAX_COMMANDS = 5_000;
const MAX_NESTING = 16;
const MAX_CALLS = 1_000;
/** Calls that are too deep: a function that calls itself twice has 65,000 of them. */
const MAX_TOO_DEEP = 64;
const MAX_CHARACTERS = 1 << 23;

const DECLARING = new Set(["export", "declare", "typeset", "local", "readonly"]);

interface Place {
    readonly isConditional: boolean;
    readonly nesting: number;
    /** The line that commands get where the text is not the script's own. */
    readonly line?: number;
}

type Emitted = Pick<ShellCommand, "argv" | "outputs" | "stdin" | "pipedFrom"> & Partial<Pick<ShellCommand, "environment">>;

/** What runs the script in a file that it is given. */
const RUNS_FILES = /^(?:.*\/)?(?:ba|da|a|k|z)?sh$|^(?:source|\.)$/;
const MAX_UNROLLED = 64;
const MAX_SUBSTITUTIONS = 4;
const isKnownList = (values: readonly string[]): boolean =>
    values.length > 0 &&
    values.length <= MAX_UNROLLED &&
    values.every((value) => !/[*?[\]]/.test(value) && !value.includes(HOLE));

/** Walks one script, keeping the variables that it sets. */
export class ShellWalk {
    commands: ShellCommand[] = [];
    fault: string | undefined;

    private readonly variables: ShellVariables;
    private characters = 0;
    private calls = 0;
    private tooDeep = 0;
    private isOver = false;
    private depth = 0;
    /** That of the command whose words are being put together. */
    private line = 1;
    /** The first of these words. */
    private words: readonly string[] = [];
    /** Where commands print that redirect nothing themselves: the file of the group around them. */
    private outer: readonly Output[] = [];
    private readonly functions = new Map<string, Ast.Function["body"]>();
    private source = "";
    private lines: LineNumbers | undefined;

    constructor(
        private readonly parse: typeof Ast.parse,
        private readonly options: ShellOptions,
    ) {
        this.variables = new ShellVariables(options.variables, options.positional);
    }

    /** What words are put together from. */
    private readonly scope: Variables = {
        get: (name) => this.variables.get(name),
        substitute: (script) => this.substituted(script),
        // `sh -` reads what it runs from a pipe, and so does `sh <(…)`.
        process: (script) => {
            const isRun = this.words.some((text) => RUNS_FILES.test(text));
            this.substituted(script, isRun);
            return isRun ? "-" : undefined;
        },
    };

    /** What `$(…)` becomes: the output of its only command, or pipeline, whose effects beside that are its own. */
    private substituted(script: Ast.ParsedScript | undefined, isRun = false): string | undefined {
        const statements = script?.commands ?? [];
        const { outputOf, onSubstituted } = this.options;
        const isAsked = onSubstituted !== undefined || outputOf !== undefined;
        if (!isAsked || this.depth >= MAX_SUBSTITUTIONS) return undefined;
        const [outer, line, outerWords] = [this.commands, this.line, this.words];
        this.commands = [];
        this.depth++;
        const nodes = statements.map(({ command }) => command);
        const last = this.variables.apart(() => this.last(nodes, { isConditional: false, nesting: 0, line }));
        this.depth--;
        const inner = this.commands;
        [this.commands, this.line, this.words] = [outer, line, outerWords];
        for (const command of inner) onSubstituted?.(command, isRun);
        const isCertain = statements.length === 1 && inner.every(({ isConditional }) => !isConditional);
        return last === undefined || !isCertain ? undefined : outputOf?.(last)?.replace(/(?<!\n)\n+$/, "");
    }

    script(text: string, place: Place = { isConditional: false, nesting: 0 }): void {
        const outer = this.source;
        this.source = text;
        const { commands, errors } = this.parse(text);
        const [error] = errors ?? [];
        if (error !== undefined) this.fault ??= `has a syntax error in line ${place.line ?? this.lineOf(error.pos)}`;
        for (const statement of commands) {
            if (error !== undefined && statement.pos >= error.pos) break;
            this.node(statement.command, place);
        }
        this.source = outer;
    }

    private node(node: Ast.PipelineNode | Ast.AndOr | Ast.CompoundList, place: Place): ShellCommand | undefined {
        if (this.isOver) return undefined;
        const maybe = { ...place, isConditional: true };
        switch (node.type) {
            case "Command":
                return this.command(node, place);
            case "CompoundList":
                return this.last(
                    node.commands.map(({ command }) => command),
                    place,
                );
            case "Pipeline": {
                let from: ShellCommand | undefined;
                const outer = this.outer;
                for (const part of node.commands) {
                    // Only the last one prints where the pipeline does.
                    this.outer = part === node.commands.at(-1) ? outer : [];
                    from = this.piped(part, place, from);
                }
                this.outer = outer;
                return from;
            }
            case "AndOr":
                return this.andOr(node, place);
            case "If":
                this.node(node.clause, place);
                return this.branches([
                    () => this.node(node.then, maybe),
                    ...node.elif.map((elif) => () => (this.node(elif.clause, maybe), this.node(elif.then, maybe))),
                    ...(node.else === undefined ? [] : [() => this.node(node.else!, maybe)]),
                ]);
            case "Case":
                return this.branches(node.items.map((item) => () => this.node(item.body, maybe)));
            case "For":
            case "Select": {
                // Without a list it is that of the arguments.
                const values = node.wordlist?.flatMap((value) => expanded(value, this.scope)) ?? eachArgument(this.scope);
                if (node.type === "For" && isKnownList(values)) return this.unrolled(node.name.value, values, node.body, place);
                this.variables.set(node.name.value, values.length === 1 ? values[0]! : HOLE);
                return this.branches([() => this.node(node.body, maybe)]);
            }
            case "While":
                return this.branches([() => (this.node(node.clause, maybe), this.node(node.body, maybe))]);
            case "ArithmeticFor":
                return this.branches([() => this.node(node.body, maybe)]);
            case "Subshell":
                return this.apart(() => this.node(node.body, place));
            case "BraceGroup":
                return this.node(node.body, place);
            case "Redirected":
                return this.redirected(node, place);
            case "Coproc":
                return this.node(node.body, place);
            case "Function":
                this.functions.set(node.name.value, node.body);
                return undefined;
            case "TestCommand":
            case "ArithmeticCommand":
                return undefined;
            default:
                return node satisfies never;
        }
    }

    /** A loop over a list that the text shows: its body happens for each value. */
    private unrolled(name: string, values: readonly string[], body: Ast.CompoundList, place: Place): undefined {
        for (const value of values) {
            this.variables.set(name, value);
            this.node(body, place);
        }
    }

    /** What follows `&&` happens in every case unless a test stands before it: scripts chain the steps of one change that way. */
    private andOr({ commands, operators }: Ast.AndOr, place: Place): undefined {
        let isCertain = true;
        const maybe = { ...place, isConditional: true };
        const rest: (() => void)[] = [];
        commands.forEach((command, i) => {
            isCertain &&= i === 0 || (operators[i - 1] === "&&" && !isTest(commands[i - 1]!));
            if (isCertain) this.node(command, place);
            else rest.push(() => this.node(command, maybe));
        });
        if (rest.length > 0) this.branches([() => rest.forEach((walk) => walk())]);
    }

    private last(nodes: readonly (Ast.PipelineNode | Ast.AndOr)[], place: Place): ShellCommand | undefined {
        let result: ShellCommand | undefined;
        for (const node of nodes) result = this.node(node, place);
        return result;
    }

    /** None of them may be taken. */
    private branches(walks: readonly (() => unknown)[]): undefined {
        this.variables.branches(walks);
    }

    /** In a shell of its own: what it sets is gone afterwards. */
    private apart<T>(walk: () => T): T {
        const inside = this.depth === 0 ? this.options.inChildShell : undefined;
        return this.variables.apart(() => {
            let result: T;
            const work = () => (result = walk());
            if (inside === undefined) work();
            else inside(work);
            return result!;
        });
    }

    /** `{ …; } > file`: the file is emptied once, and each command inside adds to it. */
    private redirected({ command, redirects }: Ast.Redirected, place: Place): ShellCommand | undefined {
        const outputs = this.outputs(redirects);
        if (outputs.length === 0) return this.node(command, place);
        this.emit({ argv: words([":"]), outputs }, place, this.lineOf(command.pos));
        const outer = this.outer;
        this.outer = outputs.map((output) => ({ ...output, isAppended: true }));
        this.node(command, place);
        this.outer = outer;
        return undefined;
    }

    private piped(node: Ast.CommandNode, place: Place, from: ShellCommand | undefined): ShellCommand | undefined {
        return node.type === "Command" ? this.command(node, place, from) : this.node(node, place);
    }

    private command(node: Ast.Command, place: Place, pipedFrom?: ShellCommand): ShellCommand | undefined {
        if (this.commands.length >= MAX_COMMANDS) return this.end(`has more than ${MAX_COMMANDS} commands`);
        this.line = place.line ?? this.lineOf(node.pos);
        const environment = this.variables.environment();
        for (const part of node.prefix)
            if (part.type === "Assignment") this.variables.assign(part, this.scope, node.name && environment);
        if (node.name === undefined) {
            const outputs = this.outputs(node.redirects);
            // `> file` by itself empties the file.
            return outputs.length === 0 ? undefined : this.emit({ argv: words([":"]), outputs }, place, this.lineOf(node.pos));
        }

        const texts = expanded(node.name, this.scope);
        this.words = texts;
        for (const part of node.args) texts.push(...this.argument(part));
        if (texts.length === 0) return undefined;
        if (DECLARING.has(texts[0]!)) {
            for (const part of node.args) if (part.type === "Assignment") this.variables.assign(part, this.scope);
            if (texts[0] === "export" || texts[1] === "-x") this.variables.export(texts.slice(1));
            return undefined;
        }
        if (texts[0] === "shift") {
            this.variables.shift(texts[1]);
            return undefined;
        }
        const line = place.line ?? this.lineOf(node.pos);
        const stdin = this.stdin(node.redirects);
        this.characters += texts.reduce((sum, text) => sum + text.length, stdin?.text.length ?? 0);
        if (this.characters > MAX_CHARACTERS) return this.end("has commands of more than 8 MiB");
        const deeper = { ...place, line, nesting: place.nesting + 1 };
        const inner = unwrapped(texts, environment, stdin?.text);
        if (inner.kind === "script") return this.nested(inner.script, inner.positional, environment, deeper);

        const body = this.functions.get(inner.argv[0]!);
        if (body !== undefined) return this.call(body, [this.variables.get("0") ?? HOLE, ...inner.argv.slice(1)], deeper);
        const outputs = this.outputs(node.redirects);
        return this.emit(
            {
                argv: words(inner.argv),
                environment: new Map([...environment].map(([name, value]) => [name, word(value)])),
                ...(stdin !== undefined && { stdin }),
                ...(pipedFrom !== undefined && { pipedFrom }),
                outputs: outputs.length > 0 ? outputs : this.outer,
            },
            place,
            line,
        );
    }

    private emit(own: Emitted, { isConditional }: Place, line: number): ShellCommand {
        const command: ShellCommand = { environment: new Map(), ...own, isConditional, line };
        this.commands.push(command);
        if (this.depth === 0) this.options.onCommand?.(command);
        return command;
    }

    /** What a declaration assigns is put together where it is assigned. */
    private argument(part: Ast.CommandArgument): string[] {
        return part.type === "Word" ? expanded(part, this.scope) : [part.text];
    }

    private call(body: Ast.Function["body"], positional: readonly string[], place: Place): undefined {
        this.within(place, () => this.variables.withPositional(positional, () => this.node(body, place)));
    }

    /** A script in another: `sh -c`, `eval`, a heredoc fed to a shell. Given to a shell it changes no variable of the outer one. */
    private nested(script: string, positional: readonly string[] | undefined, environment: Environment, place: Place): undefined {
        if (script.includes(HOLE) && filled(script, "").trim() === "") {
            this.fault ??= `runs a script in line ${place.line} that is not in the text`;
            return;
        }
        const walk = () => this.script(script, place);
        if (positional === undefined) this.within(place, walk);
        else
            this.apart(() => {
                for (const [name, value] of environment) this.variables.set(name, value);
                this.within(place, () => this.variables.withPositional(positional, walk));
            });
    }

    private within(place: Place, walk: () => void): void {
        if (place.nesting > MAX_NESTING) {
            this.fault ??= `nests scripts more than ${MAX_NESTING} deep`;
            this.isOver ||= ++this.tooDeep >= MAX_TOO_DEEP;
        } else if (++this.calls > MAX_CALLS) this.end(`calls functions and scripts more than ${MAX_CALLS} times`);
        else walk();
    }

    /** What is still to come is not walked. */
    private end(fault: string): undefined {
        this.fault ??= fault;
        this.isOver = true;
    }

    private stdin(redirects: readonly Ast.Redirection[]): Word | undefined {
        const last = redirects.findLast((redirect) => redirect.type !== "Redirect");
        if (last?.type === "HereString") return last.target && word(`${unsplit(last.target, this.scope)}\n`);
        if (last?.type !== "HereDoc") return undefined;
        const { body, delimiter, operator } = last;
        const text =
            delimiter?.quoted === true
                ? body.text
                : body.parts === undefined
                  ? unescaped(body.text)
                  : textOf(body.parts, this.scope);
        return word(operator === "<<-" ? text.replace(/^\t+/gm, "") : text);
    }

    private outputs(redirects: readonly Ast.Redirection[]): Output[] {
        return redirects.flatMap((redirect) => {
            if (redirect.type !== "Redirect" || redirect.target === undefined) return [];
            const { descriptor, operator } = redirect;
            if (descriptor !== undefined && !(descriptor.type === "FileDescriptor" && descriptor.value === 1)) return [];
            if (![">", ">>", ">|", "&>", "&>>", ">&"].includes(operator)) return [];
            const path = word(unsplit(redirect.target, this.scope));
            // `>&2` goes to another descriptor, `>& file` to a file.
            if (operator === ">&" && (!path.isLiteral || /^(?:\d+-?|-)$/.test(path.text))) return [];
            return { path, isAppended: operator.endsWith(">>") };
        });
    }

    private lineOf(position: number): number {
        if (this.lines?.text !== this.source) this.lines = new LineNumbers(this.source);
        return this.lines.at(position);
    }
}

/** A heredoc that nothing is expanded in: the shell still takes a backslash away before another, a dollar, a backtick and the end of a line. */
const unescaped = (text: string): string => text.replace(/\\([\\$`\n])/g, (_, next: string) => (next === "\n" ? "" : next));
