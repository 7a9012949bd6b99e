import { basename } from "node:path/posix";
import type { BootFile } from "../model/node-boot";
import type { Read } from "../model/read";
import { sedEdit } from "../parse/sed";
import type { ShellCommand } from "../parse/shell";
import { ANY_NAMES, HOLE, word } from "../parse/word";
import { inputOf, outputOf } from "./command-output";
import { modeOf } from "./file-modes";
import { isInPlace, wordsOfSed, wordsOfYq, yqEdit } from "./filter-words";
import type { Attributes, Change, Disk } from "./disk";
import { commandsOfFind } from "./find-command";
import { filesOfKubeadm, ownModeOf } from "./kubeadm-files";

/** A command's words apart: options with their values, and the rest. */
interface Words {
    readonly options: ReadonlyMap<string, string>;
    readonly rest: readonly string[];
}

const notFollowed = (path: string) => `changes ${path} by a command`;
const fetches = (path: string) => `fetches ${path} from elsewhere`;
const UNKNOWN = word(HOLE);

/**
 * What one command of a boot does to the machine's files: its redirections, and the programs that people change files with. A program that is
 * not known changes nothing but what it prints, unless it is one of those that edit the files which they are given.
 */
export function applyCommand(disk: Disk, command: ShellCommand, change: Change): void {
    for (const { path, isAppended } of command.outputs) {
        if (!isFile(path)) continue;
        if (isAppended) disk.append(path.text, outputOf(command, disk), change);
        else disk.write(path.text, outputOf(command, disk), change);
    }
    const [program, ...words] = command.argv;
    const handler = HANDLERS[basename(program!.text)];
    handler?.(
        disk,
        words.map(({ text }) => text),
        change,
        command,
    );
}

type Handler = (disk: Disk, args: readonly string[], change: Change, command: ShellCommand) => void;

const HANDLERS: Readonly<Record<string, Handler | undefined>> = {
    cd: (disk, args) => args.filter((arg) => isKnown(arg) && !/^-./.test(arg)).forEach((folder) => disk.enter(folder)),
    pushd: (disk, [folder]) => folder !== undefined && isKnown(folder) && !/^[-+]/.test(folder) && disk.enterFor(folder),
    popd: (disk, args) => args.length === 0 && disk.enterFor(undefined),
    umask: (disk, [mask]) => {
        if (/^0*[0-7]{1,3}$/.test(mask ?? "")) disk.umask = Number.parseInt(mask!, 8);
        // Symbols say what is left (POSIX umask).
        else disk.umask = 0o777 & ~(modeOf(mask, 0o777 & ~disk.umask) ?? ~disk.umask);
    },
    tee: (disk, args, change, command) => {
        const { options, rest } = wordsOf(args);
        for (const path of rest.filter(isPath)) {
            if (options.has("-a") || options.has("--append")) disk.append(path, inputOf(command, disk), change);
            else disk.write(path, inputOf(command, disk), change);
        }
    },
    sponge: (disk, args, change, command) => {
        for (const path of args.filter(isPath)) disk.write(path, inputOf(command, disk), change);
    },
    touch: (disk, args, change) => {
        for (const path of wordsOf(args, ["-d", "-r", "-t"]).rest.filter(isPath))
            if (disk.at(path).length === 0) disk.append(path, word(""), change);
    },
    mkdir: (disk, args, change) => {
        const { options, rest } = wordsOf(args, ["-m", "--mode"]);
        const mode = modeOf(options.get("-m") ?? options.get("--mode"), 0o777, disk.umask);
        // One that is there stays as it is, whatever the mask or -m says.
        for (const path of rest.filter((one) => isPath(one) && !disk.isFolder(one))) disk.makeFolder(path, change, { mode });
    },
    chmod: (disk, args, change) => {
        const { recursive, rest } = recursively(args);
        const [mode, ...paths] = rest;
        const changed = (old: BootFile) => ({ mode: modeOf(mode, old.mode?.value ?? ownModeOf(old.path), disk.umask) });
        for (const path of patternsIn(paths)) disk.setAttributes(path, change, changed, recursive);
    },
    chown: (disk, args, change) => owned(disk, args, change, ownerOf),
    chgrp: (disk, args, change) => owned(disk, args, change, (group) => ({ group })),
    find: (disk, args, change, command) => {
        for (const argv of commandsOfFind(disk, args)) applyCommand(disk, { ...command, argv, outputs: [] }, change);
    },
    kubeadm: (disk, args) => disk.bring(filesOfKubeadm(args)),
    rm: (disk, args, change) =>
        wordsOf(args)
            .rest.filter(isPath)
            .forEach((path) => disk.remove(path, change)),
    ln: (disk, args, change) => {
        for (const [target, path] of pairsOf(disk, transferOf(wordsOf(args, TRANSFER)))) {
            // What is linked there is empty, which masks a unit.
            if (target === "/dev/null") disk.write(path, word(""), change);
            else if (isPath(target)) disk.link(path, target);
        }
    },
    cp: (disk, args, change, command) => {
        const keeps = args.some((arg) => /^-\w*[ap]|^--(?:archive|preserve)/.test(arg));
        transfer(disk, transferOf(wordsOf(args, TRANSFER)), change, command, { keeps });
    },
    mv: (disk, args, change, command) => {
        const asked = transferOf(wordsOf(args, TRANSFER));
        transfer(disk, asked, change, command, { keeps: true });
        for (const path of asked.from.filter(isPath)) disk.remove(path, change);
    },
    install: (disk, args, change, command) => {
        const words = wordsOf(args, ["-m", "--mode", "-o", "--owner", "-g", "--group", ...TRANSFER]);
        const { options, rest } = words;
        const mode = modeOf(options.get("-m") ?? options.get("--mode"), 0) ?? 0o755;
        const owner = options.get("-o") ?? options.get("--owner");
        const group = options.get("-g") ?? options.get("--group");
        const attributes = { mode, owner, group };
        if (options.has("-d") || options.has("--directory")) {
            for (const path of rest.filter(isPath)) disk.makeFolder(path, change, attributes);
            return;
        }
        transfer(disk, transferOf(words), change, command, { keeps: false, attributes });
    },
    sed: (disk, args, change) => {
        if (!isInPlace(args)) return;
        const { options, files } = wordsOfSed(args);
        editedBy(disk, files, change, (text) => sedEdit(options, text));
    },
    yq: (disk, args, change) => {
        const { isInPlace: changes, options, files } = wordsOfYq(args);
        if (changes) editedBy(disk, files, change, (text) => yqEdit(options, text));
    },
    perl: (disk, args, change) => {
        if (args.some((arg) => /^-\w*i/.test(arg))) edited(disk, args, change);
    },
    crudini: edited,
    augtool: edited,
    ed: edited,
    ex: edited,
    patch: edited,
    truncate: (disk, args, change) =>
        wordsOf(args, ["-s", "--size"])
            .rest.filter(isPath)
            .forEach((path) => disk.write(path, word(""), change)),
    dd: (disk, args, change) => {
        const targets = args.filter((arg) => arg.startsWith("of=")).map((arg) => arg.slice(3));
        for (const target of targets.filter(isPath)) disk.lose(target, change, notFollowed(target));
    },
    curl: (disk, args, change) => fetched(disk, wordsOf(args, ["-o", "--output"]).options, ["-o", "--output"], change),
    wget: (disk, args, change) =>
        fetched(disk, wordsOf(args, ["-O", "--output-document"]).options, ["-O", "--output-document"], change),
    aws: (disk, args, change) => {
        const verb = args.findIndex((arg) => /^(?:cp|sync|mv)$/.test(arg));
        const words = args.slice(verb + 1);
        const from = words.findIndex((arg) => arg.startsWith("s3://") || arg.startsWith(HOLE));
        // What stands before the bucket is sent to it.
        const isSent = words.slice(0, from).some((arg) => /^\.{0,2}\//.test(arg) || arg === "-");
        if (verb < 0 || from < 0 || !args.slice(0, verb).includes("s3") || isSent) return;
        const target = words.slice(from + 1).find((arg) => arg === "-" || !arg.startsWith("-"));
        if (target !== undefined && target !== "-" && !target.startsWith("s3://") && isPath(target))
            disk.lose(target, change, fetches(target));
    },
};

function editedBy(disk: Disk, paths: readonly string[], change: Change, edit: (text: string) => Read<string>): void {
    for (const path of paths.filter(isPath)) {
        disk.edit(
            path,
            change,
            (text) => {
                const result = edit(text);
                return result.ok ? result.value : undefined;
            },
            notFollowed(path),
        );
    }
}

function edited(disk: Disk, args: readonly string[], change: Change): void {
    for (const path of args.filter((arg) => arg.startsWith("/") && isPath(arg) && !arg.includes("\n")))
        if (disk.at(path).length > 0 || /\.(?:ya?ml|json|conf|toml|env|service)$|\/etc\//.test(path))
            disk.edit(path, change, () => undefined, notFollowed(path));
}

function fetched(disk: Disk, options: ReadonlyMap<string, string>, names: readonly string[], change: Change): void {
    const target = names.map((name) => options.get(name)).find((path) => path !== undefined);
    if (target !== undefined && target !== "-" && isPath(target)) disk.lose(target, change, fetches(target));
}

/** Options of cp, mv and install that take a value: the folder, and the ending of what is kept. */
const TRANSFER = ["-t", "--target-directory", "-S", "--suffix"];

interface Transfer {
    readonly from: readonly string[];
    readonly to: string | undefined;
    /** It is a folder whatever is known of it. */
    readonly isFolder: boolean;
}

function transferOf({ options, rest }: Words): Transfer {
    const folder = options.get("-t") ?? options.get("--target-directory");
    if (folder !== undefined) return { from: rest, to: folder, isFolder: true };
    const to = rest.at(-1);
    return { from: rest.slice(0, -1), to, isFolder: rest.length > 2 || to?.endsWith("/") === true };
}

/** Each source with the path that is made of it. */
function pairsOf(disk: Disk, { from: sources, to: target, isFolder }: Transfer): [from: string, to: string][] {
    if (target === undefined || !isPath(target)) return [];
    const intoFolder = isFolder || disk.isFolder(target);
    return sources.filter((from) => from !== "").map((from) => [from, intoFolder ? `${target}/${basename(from)}` : target]);
}

function transfer(
    disk: Disk,
    asked: Transfer,
    change: Change,
    command: ShellCommand,
    options: { readonly keeps: boolean; readonly attributes?: Attributes },
): void {
    for (const [from, to] of pairsOf(disk, asked)) {
        // `install -m 600 /dev/null FILE` makes an empty one, and /dev/stdin is what the command reads.
        if (from === "/dev/null") disk.write(to, word(""), change, options.attributes);
        else if (from === "/dev/stdin") disk.write(to, inputOf(command, disk), change, options.attributes);
        else if (isKnown(from)) disk.copy(from, to, change, options);
        else disk.write(to, UNKNOWN, change, options.attributes);
    }
}

function owned(disk: Disk, args: readonly string[], change: Change, read: (text: string) => Attributes): void {
    const { recursive, rest } = recursively(args);
    const [who = HOLE, ...paths] = rest;
    if (!isKnown(who)) return;
    for (const path of patternsIn(paths)) disk.setAttributes(path, change, read(who), recursive);
}

function ownerOf(text: string): Attributes {
    const [owner, group] = text.split(/[:.]/);
    return { owner, group: group === "" ? owner : group };
}

/** GNU programs take options anywhere, a value in the same word or the next. */
function wordsOf(args: readonly string[], valued: readonly string[] = []): Words {
    const options = new Map<string, string>();
    const rest: string[] = [];
    for (let i = 0; i < args.length; i++) {
        const arg = args[i]!;
        if (arg === "--") {
            rest.push(...args.slice(i + 1));
            break;
        }
        if (!arg.startsWith("-") || arg === "-") {
            rest.push(arg);
            continue;
        }
        const [, name = arg, value] = /^(--[\w-]+)=([^]*)$/.exec(arg) ?? [];
        const short = valued.find((option) => !option.startsWith("--") && arg.startsWith(option));
        if (value !== undefined) options.set(name, value);
        else if (valued.includes(arg)) options.set(arg, args[++i] ?? "");
        else if (short !== undefined) options.set(short, arg.slice(short.length));
        else if (!arg.startsWith("--") && valued.includes(`-${arg.at(-1)}`)) options.set(`-${arg.at(-1)}`, args[++i] ?? "");
        else options.set(arg, "");
    }
    return { options, rest };
}

/** `u+x` and `-w` are modes, not options. */
function recursively(args: readonly string[]): { readonly recursive: boolean; readonly rest: readonly string[] } {
    const isOption = (arg: string) => /^(?:-[RvcfhHLP]+|--[a-z-]+(?:=.*)?|--)$/.test(arg);
    return {
        recursive: args.some((arg) => /^-\w*R|^--recursive$/.test(arg)),
        rest: args.filter((arg) => !isOption(arg)),
    };
}

const isKnown = (text: string): boolean => !text.includes(HOLE);
const isPath = (text: string): boolean => text !== "" && isKnown(text) && !text.startsWith("/dev/") && !/[*?]/.test(text);
/** Where what is there is changed: paths, and patterns of the shell, of which it says no more than that a part of a name is not known. */
const patternsIn = (words: readonly string[]): string[] =>
    words
        .map((text) =>
            text.replaceAll(ANY_NAMES, "*").replace(new RegExp(`(?<=/[\\w.-]*)${HOLE}(?=[\\w.-]+$)|(?<=/[\\w.-]+)${HOLE}$`), "*"),
        )
        .filter((text) => text !== "" && isKnown(text) && !text.startsWith("/dev/"));
const isFile = ({ text, isLiteral }: { text: string; isLiteral: boolean }) => isLiteral && isPath(text);
