import type * as Ast from "unbash" with { "resolution-mode": "import" };
import type { Output, ShellCommand, ShellOptions } from "./shell";
import { isTest } from "./shell-tests";
import { unwrapped } from "./shell-wrappers";
import { EACH_ARGUMENT, expanded, textOf, unsplit, type Variables } from "./shell-words";
import { HOLE, type Word, word, words } from "./word";

/** No real boot script comes near these; they end what a hostile one could do with functions that call themselves. */
const MAX_COMMANDS = 5_000;
const MAX_NESTING = 16;
const MAX_CHARACTERS = 1 << 23;

const POSITIONAL = [EACH_ARGUMENT.name, "@", "*", "#", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
const DECLARING = new Set(["export", "declare", "typeset", "local", "readonly"]);

type Environment = Map<string, string>;

interface Place {
    readonly isConditional: boolean;
    readonly nesting: number;
    /** The line that commands get where the text is not the script's own. */
    readonly line?: number;
}

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

    private variables: Environment;
    private characters = 0;
    private depth = 0;
    /** Names of variables that every command gets. */
    private readonly exported = new Set<string>();
    private readonly functions = new Map<string, Ast.Function["body"]>();
    private source = "";

    constructor(
        private readonly parse: typeof Ast.parse,
        private readonly options: ShellOptions,
    ) {
        this.variables = new Map(options.variables);
        if (options.positional !== undefined) this.setPositional(options.positional);
    }

    /** What words are put together from. */
    private readonly scope: Variables = {
        get: (name) => this.variables.get(name),
        substitute: (script) => this.substituted(script),
    };

    /** What `$(…)` becomes: the output of its only command, or pipeline, whose effects beside that are its own. */
    private substituted(script: Ast.ParsedScript | undefined): string | undefined {
        const [statement, ...others] = script?.commands ?? [];
        const { outputOf } = this.options;
        if (outputOf === undefined || statement === undefined || others.length > 0 || this.depth >= MAX_SUBSTITUTIONS)
            return undefined;
        const outer = { commands: this.commands, variables: this.variables };
        [this.commands, this.variables] = [[], new Map(this.variables)];
        this.depth++;
        const last = this.node(statement.command, { isConditional: false, nesting: 0, line: 1 });
        this.depth--;
        const isCertain = this.commands.every(({ isConditional }) => !isConditional);
        [this.commands, this.variables] = [outer.commands, outer.variables];
        return last === undefined || !isCertain ? undefined : outputOf(last)?.replace(/\n+$/, "");
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
                for (const part of node.commands) from = this.piped(part, place, from);
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
                const values = (node.wordlist ?? []).flatMap((value) => expanded(value, this.scope));
                if (node.type === "For" && isKnownList(values)) return this.unrolled(node.name.value, values, node.body, place);
                this.variables.set(node.name.value, values.length === 1 ? values[0]! : HOLE);
                return this.branches([() => this.node(node.body, maybe)]);
            }
            case "While":
                return this.branches([() => (this.node(node.clause, maybe), this.node(node.body, maybe))]);
            case "ArithmeticFor":
                return this.branches([() => this.node(node.body, maybe)]);
            case "Subshell": {
                const outer = new Map(this.variables);
                const result = this.node(node.body, place);
                this.variables = outer;
                return result;
            }
            case "BraceGroup":
                return this.node(node.body, place);
            case "Redirected":
                return this.node(node.command, place);
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

    /** Walks each branch from the same variables; afterwards only those are known on which all of them, and none being taken, agree. */
    private branches(walks: readonly (() => unknown)[]): ShellCommand | undefined {
        const before = this.variables;
        const after = walks.map((walk) => {
            this.variables = new Map(before);
            walk();
            return this.variables;
        });
        const names = new Set(after.flatMap((variables) => [...variables.keys()]));
        this.variables = new Map(before);
        for (const name of names) {
            if (after.some((variables) => variables.get(name) !== before.get(name))) this.variables.set(name, HOLE);
        }
        return undefined;
    }

    private piped(node: Ast.CommandNode, place: Place, from: ShellCommand | undefined): ShellCommand | undefined {
        return node.type === "Command" ? this.command(node, place, from) : this.node(node, place);
    }

    private command(node: Ast.Command, place: Place, pipedFrom?: ShellCommand): ShellCommand | undefined {
        if (this.commands.length >= MAX_COMMANDS) {
            this.fault ??= `has more than ${MAX_COMMANDS} commands`;
            return undefined;
        }
        const environment: Environment = new Map([...this.exported].flatMap((name) => this.entryOf(name)));
        for (const part of node.prefix)
            if (part.type === "Assignment") this.assign(part, node.name ? environment : this.variables);
        if (node.name === undefined) return undefined;

        const texts = [...expanded(node.name, this.scope), ...node.args.flatMap((part) => this.argument(part))];
        if (texts.length === 0) return undefined;
        if (DECLARING.has(texts[0]!)) {
            for (const part of node.args) if (part.type === "Assignment") this.assign(part, this.variables);
            if (texts[0] === "export" || texts[1] === "-x")
                for (const [name] of texts.slice(1).map((text) => text.split("=", 1))) this.exported.add(name!);
            return undefined;
        }
        if (texts[0] === "shift") return this.shift(texts[1]);
        const line = place.line ?? this.lineOf(node.pos);
        const stdin = this.stdin(node.redirects);
        this.characters += texts.reduce((sum, text) => sum + text.length, stdin?.text.length ?? 0);
        if (this.characters > MAX_CHARACTERS) {
            this.fault ??= "has commands of more than 8 MiB";
            return undefined;
        }
        const deeper = { ...place, line, nesting: place.nesting + 1 };
        const inner = unwrapped(texts, environment, stdin?.text);
        if (inner.kind === "script") return this.nested(inner.script, inner.positional, environment, deeper);
        if (inner.argv.length === 0) return undefined;

        const body = this.functions.get(inner.argv[0]!);
        if (body !== undefined) return this.call(body, [this.variables.get("0") ?? HOLE, ...inner.argv.slice(1)], deeper);
        const command: ShellCommand = {
            argv: words(inner.argv),
            environment: new Map([...environment].map(([name, value]) => [name, word(value)])),
            ...(stdin !== undefined && { stdin }),
            ...(pipedFrom !== undefined && { pipedFrom }),
            outputs: this.outputs(node.redirects),
            isConditional: place.isConditional,
            line,
        };
        this.commands.push(command);
        if (this.depth === 0) this.options.onCommand?.(command);
        return command;
    }

    /** An argument that looks like an assignment is text to any other command. */
    private argument(part: Ast.CommandArgument): string[] {
        if (part.type === "Word") return expanded(part, this.scope);
        if (part.value.type !== "Word" || part.index !== undefined) return [HOLE];
        return [`${part.name}${part.append === true ? "+=" : "="}${unsplit(part.value, this.scope)}`];
    }

    private assign({ name, value, append, index }: Ast.Assignment, target: Environment): void {
        if (value.type !== "Word" || index !== undefined) target.set(name, HOLE);
        else if (append === true) target.set(name, `${this.variables.get(name) ?? HOLE}${unsplit(value, this.scope)}`);
        else target.set(name, unsplit(value, this.scope));
    }

    private entryOf(name: string): [string, string][] {
        const value = this.variables.get(name);
        return value === undefined ? [] : [[name, value]];
    }

    private call(body: Ast.Function["body"], positional: readonly string[], place: Place): undefined {
        this.with(positional, place, () => this.node(body, place));
    }

    /** A script in another: `sh -c`, `eval`, a heredoc fed to a shell. Given to a shell it changes no variable of the outer one. */
    private nested(script: string, positional: readonly string[] | undefined, environment: Environment, place: Place): undefined {
        if (script.includes(HOLE) && script.replaceAll(HOLE, "").trim() === "") {
            this.fault ??= `runs a script in line ${place.line} that is not in the text`;
            return;
        }
        const walk = () => this.script(script, place);
        if (positional === undefined) this.within(place, walk);
        else {
            const outer = new Map(this.variables);
            for (const [name, value] of environment) this.variables.set(name, value);
            this.with(positional, place, walk);
            this.variables = outer;
        }
    }

    /** @param positional `$0`, `$1`, … */
    private with(positional: readonly string[], place: Place, walk: () => void): void {
        const outer = POSITIONAL.map((name) => [name, this.variables.get(name)] as const);
        this.setPositional(positional);
        this.within(place, walk);
        for (const [name, value] of outer) {
            if (value === undefined) this.variables.delete(name);
            else this.variables.set(name, value);
        }
    }

    private setPositional(positional: readonly string[]): void {
        const given = positional.slice(1);
        for (const name of POSITIONAL) this.variables.set(name, positional[Number(name)] ?? "");
        for (const name of ["@", "*"]) this.variables.set(name, given.join(" "));
        this.variables.set(EACH_ARGUMENT.name, given.join(EACH_ARGUMENT.between));
        this.variables.set("#", String(given.length));
    }

    /** `shift` takes arguments off; one of which the number is not known makes them all unknown. */
    private shift(count: string | undefined): undefined {
        const all = this.variables.get(EACH_ARGUMENT.name);
        if (all === undefined) return undefined;
        const number = /^\d*$/.test(count ?? "") ? Number(count ?? "1") : undefined;
        const given = this.variables.get("#") === "0" ? [] : all.split(EACH_ARGUMENT.between);
        if (number !== undefined) this.setPositional([this.variables.get("0") ?? HOLE, ...given.slice(number)]);
        else for (const name of POSITIONAL) this.variables.set(name, HOLE);
        return undefined;
    }

    private within(place: Place, walk: () => void): void {
        if (place.nesting > MAX_NESTING) this.fault ??= `nests scripts more than ${MAX_NESTING} deep`;
        else walk();
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
            if (![">", ">>", ">|", "&>", "&>>"].includes(redirect.operator)) return [];
            const descriptor = redirect.descriptor?.type === "FileDescriptor" ? redirect.descriptor.value : 1;
            if (descriptor !== 1) return [];
            return { path: word(unsplit(redirect.target, this.scope)), isAppended: redirect.operator.endsWith(">>") };
        });
    }

    private lineOf(position: number): number {
        let line = 1;
        for (let i = this.source.indexOf("\n"); i >= 0 && i < position; i = this.source.indexOf("\n", i + 1)) line++;
        return line;
    }
}

/** A heredoc that nothing is expanded in: the shell still takes a backslash away before another, a dollar, a backtick and the end of a line. */
const unescaped = (text: string): string => text.replace(/\\([\\$`\n])/g, (_, next: string) => (next === "\n" ? "" : next));
