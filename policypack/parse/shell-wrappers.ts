import { basename } from "node:path/posix";
import { HOLE } from "./word";

/** What a command line comes to when the programs that only start another one are taken off. */
export type Unwrapped =
    | { readonly kind: "command"; readonly argv: readonly string[] }
    /** `positional` is `$0`, `$1`, …; absent where the script runs in the same shell (`eval`). */
    | { readonly kind: "script"; readonly script: string; readonly positional?: readonly string[] };

const SHELLS = new Set(["sh", "bash", "dash", "ash", "ksh", "zsh"]);

/** Programs that run the command in their arguments: the options of theirs that take a value, and how many words come before the command. */
export const STARTERS: Readonly<Record<string, { readonly valued?: string; readonly words?: number }>> = {
    sudo: { valued: "ugpChrtTRD" },
    env: { valued: "uCS" },
    exec: { valued: "a" },
    command: {},
    builtin: {},
    nohup: {},
    setsid: {},
    nice: { valued: "n" },
    ionice: { valued: "cn" },
    chrt: { words: 1 },
    timeout: { valued: "ks", words: 1 },
    stdbuf: { valued: "ioe" },
    time: { valued: "fo" },
    tini: { valued: "pe" },
    "dumb-init": { valued: "r" },
    chroot: { words: 1 },
};

/**
 * @param argv the words of the command; a container may have none
 * @param environment gets the variables that `env A=b` sets
 * @param stdin a heredoc, which a shell without arguments runs
 */
export function unwrapped(argv: readonly string[], environment: Map<string, string>, stdin: string | undefined): Unwrapped {
    // An index, not what is left: a line of nothing but `sudo` would be copied for each of them.
    for (let at = 0; ;) {
        const rest = () => argv.slice(at);
        const name = basename(argv[at] ?? "");
        if (name === "eval") return { kind: "script", script: argv.slice(at + 1).join(" ") };
        if (SHELLS.has(name)) return shellScript(rest(), stdin) ?? { kind: "command", argv: rest() };
        const starter = Object.hasOwn(STARTERS, name) ? STARTERS[name] : undefined;
        if (starter === undefined || isLookup(argv, at)) return { kind: "command", argv: rest() };
        let inner = behindOptions(argv, at + 1, starter.valued ?? "") + (starter.words ?? 0);
        const isAssigning = name === "env" || name === "sudo";
        for (; isAssigning && inner < argv.length; inner++) {
            const [, variable, value] = /^([A-Za-z_]\w*)=([^]*)$/.exec(argv[inner]!) ?? [];
            if (variable === undefined) break;
            environment.set(variable, value!);
        }
        // A starter alone is a command of its own: `exec > /var/log/boot.log`.
        if (inner >= argv.length) return { kind: "command", argv: rest() };
        at = inner;
    }
}

/** `command -v kubelet` tells where a program lies and starts nothing. */
function isLookup(argv: readonly string[], at: number): boolean {
    if (argv[at] !== "command") return false;
    let option = at + 1;
    while (argv[option] === "-p") option++;
    return /^-p*[vV]/.test(argv[option] ?? "");
}

/** Where the first word stands that is neither an option nor an option's value. */
function behindOptions(argv: readonly string[], from: number, valued: string): number {
    let i = from;
    for (; i < argv.length; i++) {
        const text = argv[i]!;
        if (text === "--") return i + 1;
        if (!text.startsWith("-") || text === "-") break;
        const takesNext = /^-[A-Za-z]$/.test(text) && valued.includes(text[1]!);
        const isLong = /^--(user|group|unset|chdir|signal|kill-after|adjustment)$/.test(text);
        if (takesNext || isLong) i++;
    }
    return i;
}

/** `sh -c 'script' name arguments…`, or a heredoc given to `sh` or `sh -s`; `sh file arguments…` runs the file; undefined for a shell alone. */
function shellScript(argv: readonly string[], stdin: string | undefined): Unwrapped | undefined {
    let i = 1;
    let isCommand = false;
    for (; i < argv.length && /^[-+]./.test(argv[i]!) && argv[i] !== "--"; i++) {
        const text = argv[i]!;
        if (/^-(?=[A-Za-z]+$)[A-Za-z]*c/.test(text)) isCommand = true;
        // Its value is the next word, whatever other letters stand with it.
        if (/^[-+](?=\w+$)[^oO]*[oO]/.test(text) || text === "--rcfile" || text === "--init-file") i++;
    }
    if (argv[i] === "--") i++;
    if (isCommand)
        return { kind: "script", script: argv[i] ?? HOLE, positional: [argv[i + 1] ?? argv[0]!, ...argv.slice(i + 2)] };
    const isFromStdin = i >= argv.length || argv.slice(1, i).some((text) => /^-[a-z]*s/.test(text));
    if (!isFromStdin) return { kind: "command", argv: argv.slice(i) };
    return stdin === undefined ? undefined : { kind: "script", script: stdin, positional: [argv[0]!, ...argv.slice(i)] };
}
