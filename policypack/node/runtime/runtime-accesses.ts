import { basename } from "node:path/posix";
import type { BootFile, NodeBoot } from "../../model/node-boot";
import type { RuntimeAccess, RuntimeDoor } from "../../model/runtime-access";
import type { Argument } from "../invocation";
import { placeOfLine } from "../units";
import { doorsOfContainerd } from "./containerd";
import { doorsOfCrio, doorsOfCrioArguments } from "./crio";
import { doorsOfDockerArguments, doorsOfDockerFile } from "./dockerd";
import { membersAmong, membersOf } from "./members";
import { relayedBy, relayedByFile } from "./relays";
import { attributesBy, attributesOf, ofSetfacl, ofTmpfiles } from "./socket-attributes";
import { CONTAINERD_FILE, CRIO_FILE, DOCKER_FILE, placeOf, runtimeSockets, type RuntimeSockets } from "./sockets";
import { TomlPlace } from "./toml-place";
import { commandsOfServices, doorsOfSocketUnits } from "./units";

interface Opened {
    readonly at: string;
    readonly runtime: string;
    readonly door: RuntimeDoor;
}

const TMPFILES = /^\/(?:etc|run|usr\/lib)\/tmpfiles\.d\/[^/]+\.conf$/;

/**
 * Every way to a container runtime's API that a boot opens to others than root: listeners and owners in the runtimes' own configuration, in
 * their units and commands, members of their groups, modes and owners of their sockets, and programs that pass these on. The runtimes'
 * defaults open none.
 */
export function runtimeAccessesOf(boot: NodeBoot): RuntimeAccess[] {
    return [...openedBy(boot)].map((opened) => ({ ...opened, evidence: boot.evidence }));
}

function* openedBy(boot: NodeBoot): Generator<Opened> {
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
        yield* openedByCommand({ argv: argv.map((part) => ({ ...part, at })), at }, sockets);
        const position = argv.findIndex(({ text }) => text === "--docker-config-json");
        const config = position < 0 ? undefined : argv[position + 1];
        if (config !== undefined) yield* named("dockerd", doorsOfDockerFile(placeOf(config.text, `${at} › --docker-config-json`)));
    }
    for (const commands of commandsOfServices(boot)) {
        for (const command of commands) yield* openedByCommand(command, sockets);
        yield* attributesBy(commands, sockets);
    }
    yield* doorsOfSocketUnits(boot);
    yield* membersAmong(boot.users);
}

function* openedByFile(file: BootFile, sockets: RuntimeSockets): Generator<Opened> {
    const { path, content, at } = file;
    const lineAt = (line: number) => placeOfLine(file, line);
    if (TMPFILES.test(path)) yield* ofTmpfiles(content.text, sockets, lineAt);
    yield* relayedByFile(path, content.text, sockets, lineAt);
    if (!content.isLiteral) return;
    if (CONTAINERD_FILE.test(path)) yield* named("containerd", doorsOfContainerd(placeOf(content.text, at)));
    else if (CRIO_FILE.test(path)) yield* named("CRI-O", doorsOfCrio(placeOf(content.text, at)));
    else if (DOCKER_FILE.test(path)) yield* named("dockerd", doorsOfDockerFile(placeOf(content.text, at)));
}

function* openedByCommand(
    command: { readonly argv: readonly Argument[]; readonly at: string },
    sockets: RuntimeSockets,
): Generator<Opened> {
    const [program, ...args] = command.argv;
    switch (basename(program!.text)) {
        case "dockerd":
            yield* named("dockerd", doorsOfDockerArguments(args));
            return;
        case "crio":
            yield* named("CRI-O", doorsOfCrioArguments(args));
            return;
    }
    yield* membersOf(command);
    yield* ofSetfacl(command, sockets);
    yield* relayedBy(command, sockets);
}

function* named(runtime: string, doors: Iterable<{ readonly at: string; readonly door: RuntimeDoor }>): Generator<Opened> {
    for (const { at, door } of doors) yield { at, runtime, door };
}
