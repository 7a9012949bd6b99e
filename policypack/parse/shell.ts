import type * as Ast from "unbash" with { "resolution-mode": "import" };
import { type Read, read, unread } from "../model/read";
import { lazy } from "./lazy";
import { MAX_TEXT, TOO_LARGE } from "./limits";
import { ShellWalk } from "./shell-walk";
import type { Word } from "./word";

/** A file that a command's output goes to: `> path` or `>> path`. */
export interface Output {
    readonly path: Word;
    readonly isAppended: boolean;
}

/** One simple command: what runs, without the shells, `sudo`, `env` or `exec` in front of it. */
export interface ShellCommand {
    /** The program and its arguments; never empty. */
    readonly argv: readonly Word[];
    /** Variables that are exported, or set for this command alone. */
    readonly environment: ReadonlyMap<string, Word>;
    /** A heredoc or here-string. */
    readonly stdin?: Word;
    /** The command of the same pipeline whose output this one reads. */
    readonly pipedFrom?: ShellCommand;
    readonly outputs: readonly Output[];
    /** It runs only if something else does: the body of an `if`, what follows `&&`, a loop. */
    readonly isConditional: boolean;
    /** Its line in the script, from 1; the line of the outermost script for a command inside `sh -c`. */
    readonly line: number;
}

/** A script as far as it can be read. */
export interface ShellScript {
    readonly commands: readonly ShellCommand[];
    /** Why what follows, or a part of it, could not be read; the commands up to there are judged all the same. */
    readonly fault?: string;
}

export interface ShellOptions {
    /** Variables that the script finds set: a container's `env`. */
    readonly variables?: ReadonlyMap<string, string>;
    /** `$0` and the script's arguments; they are not known where this is absent. */
    readonly positional?: readonly string[];
    /** Gets each command when it runs, before the words of the next one are put together. */
    readonly onCommand?: (command: ShellCommand) => void;
    /** Called around what a shell of its own runs (`( … )`, `sh -c`), so that its folder and umask can be put back; calls `work` once. */
    readonly inChildShell?: (work: () => void) => void;
    /**
     * Gets each command of `$(…)` and `<(…)`, which runs as well; a text that is put together twice gives them twice. `isRun` where a shell runs
     * what it prints, as in `bash <(…)`.
     */
    readonly onSubstituted?: (command: ShellCommand, isRun: boolean) => void;
    /** What a command prints, for `$(…)`; undefined where that cannot be told. */
    readonly outputOf?: (command: ShellCommand) => string | undefined;
}

// eslint-disable-next-line @typescript-eslint/no-require-imports -- when it is first needed
const library = lazy(() => require("unbash") as typeof Ast);
export { library as shellLibrary };

/**
 * The commands of a bash or POSIX shell script in the order of the text, from everywhere: pipelines, lists, subshells, bodies of `if`, `for`,
 * `while` and `case`, called functions, `sh -c '…'`, `eval`. Both branches of an `if` are given; a variable that they set differently is
 * not known after it.
 *
 * @returns what could be read; a script with a syntax error has the commands before it and a `fault`
 */
export function readShell(script: string, options: ShellOptions = {}): ShellScript {
    if (script.length > MAX_TEXT) return { commands: [], fault: TOO_LARGE };
    const walk = new ShellWalk(library().parse, options);
    try {
        walk.script(script.replaceAll("\r\n", "\n"));
    } catch {
        walk.fault ??= "could not be read as a shell script";
    }
    return { commands: walk.commands, ...(walk.fault !== undefined && { fault: walk.fault }) };
}

/** As `readShell`, all or nothing: a script with a fault is not read. */
export function shellCommands(script: string, options: ShellOptions = {}): Read<readonly ShellCommand[]> {
    const { commands, fault } = readShell(script, options);
    return fault === undefined ? read(commands) : unread(fault);
}
