import { basename } from "node:path/posix";
import type { BootCommand, NodeBoot } from "../../model/node-boot";
import { once } from "../../parse/once";
import { splitAtBlanks, word } from "../../parse/word";
import type { Argument } from "../invocation";
import { startsOfUnit } from "../service";
import { commandsOfStart } from "../service-commands";
import { serviceNames } from "../units";
import { type K3s, k3sInstallScript, k3sProgram } from "./k3s-command";

/** One start of k3s or RKE2. */
export interface K3sStart {
    readonly at: string;
    readonly program: K3s;
    readonly isServer: boolean;
    /** What follows `server` or `agent`. */
    readonly args: readonly Argument[];
    readonly configPath: string;
}

type Environment = ReadonlyMap<string, { readonly text: string }>;

/** Every start in a boot: by itself, by its installer, by a unit, or, where only its configuration is here, by an image of one's own. */
export function k3sStarts(boot: NodeBoot): readonly K3sStart[] {
    const { commands } = boot;
    const own = commands.flatMap((command, i) => {
        const program = k3sProgram(command.argv);
        if (program !== undefined) return ofWords(program, argumentsOf(command), command.environment, command.at);
        const installed = k3sInstallScript(command, commands.slice(0, i));
        return installed === undefined ? [] : ofInstaller(installed, command, boot);
    });
    const units = serviceNames(boot).flatMap((name) =>
        startsOfUnit(boot, name)
            .flatMap((start) => commandsOfStart(boot, start))
            .flatMap(({ argv, environment, at }) => {
                const program = k3sProgram(argv);
                return program === undefined ? [] : ofWords(program, argv.slice(1), environment, at);
            }),
    );
    const starts = [...own, ...units];
    return starts.length > 0 ? starts : ofFiles(boot);
}

const argumentsOf = ({ argv, at }: BootCommand): readonly Argument[] => argv.slice(1).map((part) => ({ ...part, at }));

function ofWords(program: K3s, words: readonly Argument[], environment: Environment, at: string): K3sStart[] {
    const position = words.findIndex(({ text }) => text === "server" || text === "agent");
    const args = words.slice(position + 1);
    return [{ at, program, isServer: words[position]?.text !== "agent", args, configPath: configOf(program, args, environment) }];
}

/** install.sh: the variable and the script's own arguments are one command line; with an address to join it is an agent. */
function ofInstaller(program: K3s, command: BootCommand, boot: NodeBoot): K3sStart[] {
    const { environment, at } = command;
    const prefix = program.toUpperCase();
    const variable = environment.get(`INSTALL_${prefix}_EXEC`);
    const fromVariable = splitAtBlanks(variable?.text ?? "").map((text) => ({ ...word(unquoted(text)), at }));
    const fromScript = argumentsOf(command).filter(({ text }, i, all) => {
        const isOfShell = text === "-s" || text === "-" || text === "--";
        return !(isOfShell && all.slice(0, i).every((one) => ["-s", "-", "--"].includes(one.text)));
    });
    const words = [...fromVariable, ...fromScript].filter(({ text }, i) => i > 0 || !/\.sh$/.test(text));
    const [first] = words;
    const isNamed = first?.text === "server" || first?.text === "agent";
    const isAgent = isNamed
        ? first.text === "agent"
        : environment.get(`INSTALL_${prefix}_TYPE`)?.text === "agent" ||
          (environment.get(`${prefix}_URL`)?.text ?? "") !== "" ||
          startsAgent(boot, program);
    const args = isNamed ? words.slice(1) : words;
    return [{ at, program, isServer: !isAgent, args, configPath: configOf(program, args, environment) }];
}

const unquoted = (text: string): string => text.replace(/^(["'])(.*)\1$/, "$2");

/** RKE2's installer starts nothing: somebody enables one of its units. */
const startsAgent = (boot: NodeBoot, program: K3s): boolean => namedToSystemctl(boot).has(`${program}-agent`);

const namedToSystemctl = once(
    ({ commands }: NodeBoot) =>
        new Set(
            commands
                .filter(({ argv }) => basename(argv[0]!.text) === "systemctl")
                .flatMap(({ argv }) => argv.map(({ text }) => text.replace(/\.service$/, ""))),
        ),
);

function ofFiles(boot: NodeBoot): K3sStart[] {
    const programs = new Set(
        boot.files.flatMap(({ path }) => (/^\/etc\/rancher\/(k3s|rke2)\/config\.yaml(?:$|\.d\/)/.exec(path)?.[1] ?? []) as K3s[]),
    );
    return [...programs].map((program) => {
        const configPath = configOf(program, [], new Map());
        const at = boot.files.find(({ path }) => path.startsWith(configPath))!.at;
        return { at, program, isServer: !startsAgent(boot, program), args: [], configPath };
    });
}

function configOf(program: K3s, args: readonly Argument[], environment: Environment): string {
    const position = args.findIndex(({ text }) => /^(?:--?config|-c)(?:=|$)/.test(text));
    const text = args[position]?.text ?? "";
    const given = text.includes("=") ? text.slice(text.indexOf("=") + 1) : position < 0 ? undefined : args[position + 1]?.text;
    return given ?? environment.get(`${program.toUpperCase()}_CONFIG_FILE`)?.text ?? `/etc/rancher/${program}/config.yaml`;
}
