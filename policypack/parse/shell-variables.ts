import type * as Ast from "unbash" with { "resolution-mode": "import" };
import { EACH_ARGUMENT, unsplit, type Variables } from "./shell-words";
import { HOLE } from "./word";

export type Environment = Map<string, string>;

const POSITIONAL = [EACH_ARGUMENT.name, "@", "*", "#", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

/** The variables and positional parameters that a script has set so far, and which of them its commands get. */
export class ShellVariables {
    private own: Environment;
    /** Names of variables that every command gets. */
    private readonly exported = new Set<string>();

    constructor(given: ReadonlyMap<string, string> | undefined, positional: readonly string[] | undefined) {
        this.own = new Map(given);
        if (positional !== undefined) this.setPositional(positional);
    }

    get(name: string): string | undefined {
        return this.own.get(name);
    }

    set(name: string, value: string): void {
        this.own.set(name, value);
    }

    /** Afterwards the variables are as they were. */
    apart<T>(walk: () => T): T {
        const outer = this.own;
        this.own = new Map(outer);
        const result = walk();
        this.own = outer;
        return result;
    }

    /** Walks each branch from the same variables; afterwards only those are known on which all of them, and none being taken, agree. */
    branches(walks: readonly (() => unknown)[]): void {
        const before = this.own;
        const changed = new Set<string>();
        for (const walk of walks) {
            this.own = new Map(before);
            walk();
            for (const [name, value] of this.own) if (value !== before.get(name)) changed.add(name);
        }
        this.own = before;
        for (const name of changed) before.set(name, HOLE);
    }

    /** What every command gets in its environment. */
    environment(): Environment {
        if (this.exported.size === 0) return new Map();
        return new Map(
            [...this.exported].flatMap((name) => {
                const value = this.own.get(name);
                return value === undefined ? [] : [[name, value] as const];
            }),
        );
    }

    /** `NAME` or `NAME=value`, which is assigned by then; `-n` takes the names back, and those of `-f` are functions. */
    export(given: readonly string[]): void {
        const options = given.filter((text) => text.startsWith("-")).join("");
        if (options.includes("f")) return;
        for (const text of given) {
            const [, name] = /^([A-Za-z_]\w*)(?:\+?=|$)/.exec(text) ?? [];
            if (name === undefined) continue;
            if (options.includes("n")) this.exported.delete(name);
            else this.exported.add(name);
        }
    }

    /** @param target of a command that has it for itself; without one it is the script's */
    assign({ name, value, append, index }: Ast.Assignment, scope: Variables, target: Environment = this.own): void {
        if (value.type !== "Word" || index !== undefined) target.set(name, HOLE);
        else if (append === true) target.set(name, `${this.own.get(name) ?? HOLE}${unsplit(value, scope)}`);
        else target.set(name, unsplit(value, scope));
    }

    /** @param positional `$0`, `$1`, …, for as long as `walk` takes */
    withPositional(positional: readonly string[], walk: () => void): void {
        const outer = POSITIONAL.map((name) => [name, this.own.get(name)] as const);
        this.setPositional(positional);
        walk();
        for (const [name, value] of outer) {
            if (value === undefined) this.own.delete(name);
            else this.own.set(name, value);
        }
    }

    /**
     * `shift` takes arguments off, or none where there are fewer; one of which the number is not known makes them all unknown. They stay unknown
     * then.
     */
    shift(count = "1"): void {
        const all = this.own.get(EACH_ARGUMENT.name);
        if (all === undefined || this.own.get("#") === HOLE) return;
        const given = this.own.get("#") === "0" ? [] : all.split(EACH_ARGUMENT.between);
        const program = this.own.get("0") ?? HOLE;
        if (!/^\d+$/.test(count)) for (const name of POSITIONAL) this.own.set(name, name === "0" ? program : HOLE);
        else if (Number(count) <= given.length) this.setPositional([program, ...given.slice(Number(count))]);
    }

    private setPositional(positional: readonly string[]): void {
        const given = positional.slice(1);
        for (const name of POSITIONAL) this.own.set(name, positional[Number(name)] ?? "");
        for (const name of ["@", "*"]) this.own.set(name, given.join(" "));
        this.own.set(EACH_ARGUMENT.name, given.join(EACH_ARGUMENT.between));
        this.own.set("#", String(given.length));
    }
}
