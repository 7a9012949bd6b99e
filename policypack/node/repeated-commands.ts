import type { BootCommand } from "../model/node-boot";
import { textKey } from "../parse/text-key";

/** Nobody starts the same thing more often. */
const MANY = 16;

/**
 * The commands without those that are run again and again, as a loop or a function does: of runs with the same words, input and variables
 * the first sixteen stay, for what comes after them, and the last, for the state that it leaves. Two kilobytes of script start a kubelet
 * thousands of times, and each start would be judged by itself.
 */
export function withoutRepeats(commands: readonly BootCommand[]): readonly BootCommand[] {
    if (commands.length <= MANY) return commands;
    const keys = commands.map(keyOf);
    const last = new Map(keys.map((key, i) => [key, i]));
    const runs = new Map<string, number>();
    return commands.filter((_, i) => {
        const key = keys[i]!;
        const run = (runs.get(key) ?? 0) + 1;
        runs.set(key, run);
        return run <= MANY || last.get(key) === i;
    });
}

/** Wherever it stands: a function's commands have the lines of its calls. */
const keyOf = ({ environment, argv, stdin, isConditional }: BootCommand): string =>
    textKey(JSON.stringify([argv, [...environment], stdin, isConditional]));
