import { basename } from "node:path/posix";
import type { BootFile, NodeBoot } from "../../model/node-boot";
import type { RuntimeAccess } from "../../model/runtime-access";
import { once } from "../../parse/once";
import type { Argument } from "../invocation";
import type { Word } from "../../parse/word";
import { placeOfLine } from "../units";
import { doorsOfContainerd } from "./containerd";
import { doorsOfCrio, doorsOfCrioArguments } from "./crio";
import { doorsOfDockerArguments, doorsOfDockerFile } from "./dockerd";
import { membersAmong, membersOf } from "./members";
import { named, type RuntimeOpening } from "./opening";
import { relayedBy, relayedByFile } from "./relays";
import { attributesBy, attributesOf, grantedBy, ofTmpfiles } from "./socket-attributes";
import { CONTAINERD_FILE, CRIO_FILE, DOCKER_FILE, placeOf, runtimeSockets, type RuntimeSockets } from "./sockets";
import { TomlPlace } from "./toml-place";
import { commandsOfServices, doorsOfSocketUnits } from "./units";

const TMPFILES = /^\/(?:etc|run|usr\/lib)\/tmpfiles\.d\/[^/]+\.conf$/;

/**
 * Every way to a container runtime's API that a boot opens to others than root: listeners and owners in the runtimes' own configuration, in
 * their units and commands, members of their groups, modes and owners of their sockets, and programs that pass these on. The runtimes'
 * defaults open none. Computed once for each boot.
 */
export const runtimeAccessesOf = once((boot: NodeBoot): readonly RuntimeAccess[] =>
    [...openedBy(boot)].map((opened) => ({ ...opened, evidence: boot.evidence })),
);

function* openedBy(boot: NodeBoot): Generator<RuntimeOpening> {
    const sockets = runtimeSockets(boot);
    for (const file of boot.files) {
        yield* attributesOf(file, sockets);
        if (file.kind === "file" && !file.isBase) yield* openedByFile(file, sockets);
    }
    for (const { installer, value, at } of boot.documents) {
        if (installer !== "nodeadm") continue;
        const config = new TomlPlace(value, at).find(["spec", "containerd", "config"]);
        if (typeof config.value === "string") yield* named("containerd", doorsOfContainerd(placeOf(config.value, config.at)));
    }
    for (const { argv, at } of boot.commands) {
        yield* openedByCommand(argv, at, sockets, () => argv.map((part) => ({ ...part, at })));
        const position = argv.findIndex(({ text }) => text === "--docker-config-json");
        const config = position < 0 ? undefined : argv[position + 1];
        if (config !== undefined)
            yield* named("dockerd", doorsOfDockerFile(placeOf(config.text, `${at} › --docker-config-json`)));
    }
    for (const commands of commandsOfServices(boot)) {
        for (const { argv, at } of commands) yield* openedByCommand(argv, at, sockets, () => argv);
        yield* attributesBy(commands, sockets);
    }
    yield* doorsOfSocketUnits(boot);
    yield* membersAmong(boot.users);
}

function* openedByFile(file: BootFile, sockets: RuntimeSockets): Generator<RuntimeOpening> {
    const { path, content, at } = file;
    const lineAt = (line: number) => placeOfLine(file, line);
    if (TMPFILES.test(path)) yield* ofTmpfiles(content.text, sockets, lineAt);
    yield* relayedByFile(path, content.text, sockets, lineAt);
    if (!content.isLiteral) return;
    if (CONTAINERD_FILE.test(path)) yield* named("containerd", doorsOfContainerd(placeOf(content.text, at)));
    else if (CRIO_FILE.test(path)) yield* named("CRI-O", doorsOfCrio(placeOf(content.text, at)));
    else if (DOCKER_FILE.test(path)) yield* named("dockerd", doorsOfDockerFile(placeOf(content.text, at)));
}

/** @param placed the same words, each with its place, for what names the one at fault */
function openedByCommand(
    argv: readonly Word[],
    at: string,
    sockets: RuntimeSockets,
    placed: () => readonly Argument[],
): Iterable<RuntimeOpening> {
    const program = basename(argv[0]!.text);
    if (program === "dockerd") return named("dockerd", doorsOfDockerArguments(placed().slice(1)));
    if (program === "crio") return named("CRI-O", doorsOfCrioArguments(placed().slice(1)));
    const command = { program, words: argv.slice(1).map(({ text }) => text), at };
    return [...membersOf(command), ...grantedBy(command, sockets), ...relayedBy(command, sockets)];
}
