import type { Flag, FlagGrammar, Flags } from "../parse/flags";
import { parseFlags } from "../parse/flags";
import type { BootFile } from "../model/node-boot";
import type { Sourced } from "../model/sourced";
import type { Word } from "../parse/word";

/** A word of a command line, or a variable, and where it stands. */
export interface Argument extends Word {
    readonly at: string;
    /** What reading it threw: it is not known yet, or is no text. The word is a `HOLE` then. */
    readonly failure?: unknown;
}

/** How a daemon is started, whatever starts it. */
export interface Invocation {
    /** Where its command line stands. */
    readonly at: string;
    /** The words after the program's name. */
    readonly args: readonly Argument[];
    readonly environment: ReadonlyMap<string, Argument>;
    /** Where more variables come from that cannot be seen here: `envFrom`. */
    readonly unseen?: string;
    /** A file on the machine that it is started on, where that can be seen. */
    readonly fileAt?: (path: string) => BootFile | undefined;
}

/**
 * What a daemon's flags and variables say, one setting at a time: one that is not known hides no other.
 */
export class StartSettings {
    private readonly flags: Flags<Argument>;

    /** @param prefix of the variables that set flags: `ETCD_`; absent for a daemon that reads none */
    constructor(
        private readonly invocation: Invocation,
        grammar: FlagGrammar,
        private readonly prefix?: string,
    ) {
        this.flags = parseFlags(invocation.args, grammar);
    }

    /** Where settings may come from that are not seen here; a default is no certainty then. */
    get unseen(): string | undefined {
        return this.flags.unknown[0]?.at ?? (this.prefix === undefined ? undefined : this.invocation.unseen);
    }

    /**
     * The text of a setting, wherever it is set: a flag beats a variable, and an empty variable is none. Undefined where nothing that
     * is known sets it.
     * @throws what reading it threw
     */
    given(name: string): Sourced<string> | undefined {
        const flag = this.flags.last(name);
        if (flag !== undefined) return sourced(flag);
        return this.variable(name);
    }

    /**
     * The text of the variable for a flag, whether or not the flag is there; undefined for an empty one.
     * @throws what reading it threw
     */
    variable(name: string): Sourced<string> | undefined {
        if (this.prefix === undefined) return undefined;
        const variable = this.invocation.environment.get(this.prefix + name.toUpperCase().replaceAll("-", "_"));
        if (variable?.failure !== undefined) throw variable.failure;
        return variable === undefined || variable.text === ""
            ? undefined
            : { value: variable.text, at: variable.at, isDefault: false };
    }

    /**
     * The same with its default.
     * @throws also when it is not set and a word that may set it is not known yet
     */
    value(name: string, fallback: string): Sourced<string> {
        const given = this.given(name);
        if (given !== undefined) return given;
        for (const { failure } of this.flags.unknown) if (failure !== undefined) throw failure;
        return { value: fallback, at: this.invocation.at, isDefault: true };
    }

    /** Every occurrence of a flag that is a list: the daemon joins them. */
    values(name: string): readonly Sourced<string>[] {
        return this.flags.all.filter((flag) => flag.name === name).map(sourced);
    }
}

function sourced({ word, value }: Flag<Argument>): Sourced<string> {
    if (word.failure !== undefined) throw word.failure;
    return { value, at: word.at, isDefault: false };
}
