import type { NodeBoot, UnreadPart } from "../model/node-boot";
import { unitEnvironment } from "../parse/systemd-environment";
import { type ExecCommand, execLines, expandExec, type Variables } from "../parse/systemd-exec";
import { wordsOf } from "../parse/systemd-words";
import { HOLE, word } from "../parse/word";
import type { Argument } from "./invocation";
import { type BaseFile, filesOf, loadedUnit, type LoadedUnit } from "./units";

/** A command that a service starts, with its variables. */
export interface ServiceStart {
    /** Where its `ExecStart=` stands. */
    readonly at: string;
    /** The program and its arguments, each where it was set. */
    readonly argv: readonly Argument[];
    readonly environment: ReadonlyMap<string, Argument>;
    /** What of the unit could not be read. */
    readonly unread: readonly UnreadPart[];
}

/** What a node has of a service before its boot changes it. */
export interface BaseService {
    readonly files: readonly BaseFile[];
    /** An environment file that an installer writes, variable by variable and word by word; where the boot sets one itself, that counts. */
    readonly installed?: { readonly path: string; readonly variables: ReadonlyMap<string, readonly Argument[]> };
}

/** A service as it is started after the boot. */
export interface Service {
    readonly starts: readonly ServiceStart[];
    /** What of its files could not be read, or keeps systemd from loading it. */
    readonly unread: readonly UnreadPart[];
}

const NOTHING: BaseService = { files: [] };

/** What a service runs before, as and after its own program. */
export type ExecKey = "ExecStartPre" | "ExecStart" | "ExecStartPost";

/**
 * The commands of a service's `ExecStart=` when systemd runs them, with `Environment=` and `EnvironmentFile=` applied. A variable is not
 * known where a file that may set it is not here: one that the unit demands, or that the boot writes and that cannot be read.
 *
 * @param name with suffix: `kubelet.service`
 */
export function startsOfUnit(
    boot: NodeBoot,
    name: string,
    base?: BaseService,
    keys?: readonly ExecKey[],
): readonly ServiceStart[] {
    return readService(boot, name, base, keys).starts;
}

/** The same with what could not be read. */
export function readService(
    boot: NodeBoot,
    name: string,
    base: BaseService = NOTHING,
    keys: readonly ExecKey[] = ["ExecStart"],
): Service {
    const loaded = loadedUnit(boot, name, base.files);
    if (loaded === undefined) return { starts: [], unread: [] };
    // What a template is started for is not in its own file.
    const unitName = name.includes("@.") ? undefined : name;
    const lines = keys.map((key) => execLines(loaded.unit, key, unitName));
    const commands = lines.flatMap((one) => one.commands);
    const faults = lines.flatMap((one) => one.faults);
    const unread = [
        ...loaded.unread,
        ...faults.map((fault) => ({
            at: loaded.lineAt(fault),
            reason: `${fault.reason}, which keeps systemd from loading ${name}`,
        })),
    ];
    const variables = new ServiceVariables(boot, loaded, base, unitName);
    const starts = commands.map((command) => ({
        at: loaded.lineAt(command),
        argv: argvOf(command, loaded.lineAt(command), variables),
        environment: variables.all,
        unread,
    }));
    return { starts, unread };
}

/** The variables of a service, each where it was set. */
class ServiceVariables {
    readonly all: ReadonlyMap<string, Argument>;
    private readonly isComplete: boolean;
    /** Where the files are named or written that cannot be read. */
    private readonly missingAt: string | undefined;

    constructor(
        boot: NodeBoot,
        loaded: LoadedUnit,
        private readonly base: BaseService,
        unitName: string | undefined,
    ) {
        const files = filesOf(boot, base.files);
        const readable = (path: string) => {
            const file = files.get(path);
            return file === undefined || file.unread !== undefined || file.text === HOLE ? undefined : file;
        };
        const { variables, unread } = unitEnvironment(
            loaded.unit,
            (path) => {
                const file = readable(path);
                return file && { text: file.text, source: path };
            },
            unitName,
        );
        const lineAt = (source: string, line: number) => files.get(source)?.lineAt(line) ?? source;
        this.all = new Map([...variables].map(([key, { value, line, source }]) => [key, { ...value, at: lineAt(source, line) }]));
        const missing = unread.filter(({ path: { text }, isOptional }) =>
            files.has(text) ? true : !isOptional && text !== base.installed?.path,
        );
        this.isComplete = missing.length === 0;
        const [first] = missing;
        this.missingAt = first && (files.get(first.path.text)?.at ?? lineAt(first.source, first.line));
    }

    readonly lookup: Variables = (name) => this.all.get(name)?.text ?? (this.isComplete ? undefined : HOLE);

    /** The words of an installer's own variable, where nothing of the boot sets it. */
    installed(name: string): readonly Argument[] | undefined {
        return this.all.has(name) || !this.isComplete ? undefined : this.base.installed?.variables.get(name);
    }

    placeOf(name: string): string | undefined {
        return this.all.get(name)?.at ?? (this.isComplete ? undefined : this.missingAt);
    }
}

function argvOf(command: ExecCommand, at: string, variables: ServiceVariables): Argument[] {
    const { words, prefixes } = command;
    return words.flatMap((written, index): readonly Argument[] => {
        if (index === 0) return expandExec({ words: [written], prefixes }, variables.lookup).map((part) => ({ ...part, at }));
        const name = /\$\{?([A-Za-z_]\w*)/.exec(written.text)?.[1];
        const isWhole = name !== undefined && written.text === `$${name}`;
        const installed = isWhole ? variables.installed(name) : undefined;
        if (installed !== undefined) return installed;
        const place = (name === undefined ? undefined : variables.placeOf(name)) ?? at;
        const parts = expandExec({ words: [word(""), written], prefixes: withoutName(prefixes) }, variables.lookup).slice(1);
        return parts.map((part) => ({ ...part, at: place }));
    });
}

const withoutName = (prefixes: ExecCommand["prefixes"]): ExecCommand["prefixes"] =>
    new Set([...prefixes].filter((prefix) => prefix !== "@"));

/** The words of a text that becomes `$VAR` of a service: quotes hold words together and go. */
export function variableWords(text: string, at: string): Argument[] {
    const parts = wordsOf(text, "variable");
    return (parts.ok ? parts.value : [HOLE]).map((part) => ({ ...word(part), at }));
}
