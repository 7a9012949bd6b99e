import { basename } from "node:path/posix";
import type { NodeBoot } from "../model/node-boot";
import { readShell } from "../parse/shell";
import type { Word } from "../parse/word";
import type { Argument } from "./invocation";
import { lastStateOf } from "./configuration-layer";
import type { ServiceStart } from "./service";
import { placeOfLine } from "./units";

/** A program that a service runs in the end, whatever shells and scripts stand before it. */
export interface ServiceCommand {
    readonly at: string;
    readonly argv: readonly Argument[];
    readonly environment: ReadonlyMap<string, Argument>;
}

const SHELLS = new Set(["sh", "bash", "dash", "ash", "ksh", "zsh"]);
/** Programs that start another one (`env`, `exec`): the shell's own reader takes them off. */
const STARTERS = new Set([
    ...SHELLS,
    "env",
    "nice",
    "ionice",
    "chrt",
    "timeout",
    "stdbuf",
    "setsid",
    "nohup",
    "sudo",
    "tini",
    "dumb-init",
]);

/**
 * What a service's command comes to: itself, the commands of `/bin/sh -c '…'`, or those of a script that the boot has written.
 */
export function commandsOfStart(boot: NodeBoot, start: ServiceStart): readonly ServiceCommand[] {
    const [program] = start.argv;
    if (program === undefined) return [];
    const script = scriptAt(boot, program.text);
    if (script === undefined && !STARTERS.has(basename(program.text))) return [start];
    const variables = new Map([...start.environment].map(([name, { text }]) => [name, text]));
    if (script !== undefined) return commandsOfScript(script, start, variables, start.argv);
    const { commands } = readShell(start.argv.map(quoted).join(" "), { variables });
    return commands.flatMap(({ argv, environment }) => {
        const inner = { at: start.at, argv: placed(argv, start), environment: withOwn(start, environment, start.at) };
        const file = scriptAt(boot, argv[0]!.text);
        return file === undefined ? [inner] : commandsOfScript(file, inner, variables, inner.argv);
    });
}

interface Script {
    readonly text: string;
    readonly lineAt: (line: number) => string;
}

function scriptAt(boot: NodeBoot, path: string): Script | undefined {
    const file = lastStateOf(boot, path);
    if (file?.content.isLiteral !== true || !/^#!\s*\S*(?:\/env\s+)?(?:ba|da|a|k|z)?sh\b/.test(file.content.text))
        return undefined;
    return { text: file.content.text, lineAt: (line) => placeOfLine(file, line) };
}

function commandsOfScript(
    { text, lineAt }: Script,
    start: ServiceCommand,
    variables: ReadonlyMap<string, string>,
    positional: readonly Word[],
): ServiceCommand[] {
    const { commands } = readShell(text, { variables, positional: positional.map((part) => part.text) });
    return commands.map(({ argv, environment, line }) => {
        const at = lineAt(line);
        return { at, argv: placed(argv, { ...start, at }), environment: withOwn(start, environment, at) };
    });
}

/** A word that a variable of the service brings as a whole was set where that was. */
function placed(argv: readonly Word[], { at, argv: outer, environment }: ServiceCommand): Argument[] {
    const known = [...outer, ...environment.values()];
    return argv.map((part) => {
        const own = known.find((one) => part.text !== "" && one.text.split(/\s+/).includes(part.text));
        return { ...part, at: own?.at ?? at };
    });
}

function withOwn({ environment }: ServiceCommand, own: ReadonlyMap<string, Word>, at: string): ReadonlyMap<string, Argument> {
    return new Map([...environment, ...[...own].map(([name, value]) => [name, { ...value, at }] as const)]);
}

const quoted = ({ text }: Word): string => `'${text.replaceAll("'", "'\\''")}'`;
