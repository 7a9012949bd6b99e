import { basename } from "node:path/posix";
import { isLoopback } from "../../model/loopback";
import type { BootFile, NodeBoot } from "../../model/node-boot";
import type { RuntimeAccess, RuntimeDoor } from "../../model/runtime-access";
import { environmentFile } from "../../parse/environment-file";
import { execLines } from "../../parse/systemd-exec";
import { readUnit, unitList } from "../../parse/systemd-unit";
import { toml } from "../../parse/toml";
import { splitAtBlanks, word } from "../../parse/word";
import { yaml } from "../../parse/yaml";
import { attributesOf, membersAmong, membersOf } from "./commands";
import { doorsOfContainerd } from "./containerd";
import { doorsOfCrio } from "./crio";
import { doorsOfDockerArguments, doorsOfDockerFile } from "./dockerd";
import { TomlPlace } from "./toml-place";

interface Opened {
    readonly at: string;
    readonly runtime: string;
    readonly door: RuntimeDoor;
}

const CONTAINERD_FILE = /\/containerd\/(?:[\w-]+\.d\/)?[\w.-]+\.toml(?:\.tmpl)?$/;
const CRIO_FILE = /^\/etc\/crio\/(?:crio\.conf|crio\.conf\.d\/[^/]+)$/;
const DOCKER_FILE = /\/docker\/daemon\.json$/;
const DOCKER_VARIABLES = /^\/etc\/(?:default|sysconfig)\/docker$/;
const UNIT = /\/systemd\/system\/(?:[\w@.-]+\.(?:service|socket)\.d\/[^/]+\.conf|[\w@.-]+\.(?:service|socket))$/;

/**
 * Every way to a container runtime's API that a boot opens to others than root: listeners and owners in the runtimes' own configuration, in
 * their units and commands, members of their groups, and modes of their sockets. The runtimes' defaults open none.
 */
export function runtimeAccessesOf(boot: NodeBoot): RuntimeAccess[] {
    return [...openedBy(boot)].map((opened) => ({ ...opened, evidence: boot.evidence }));
}

function* openedBy(boot: NodeBoot): Generator<Opened> {
    for (const file of boot.files) {
        yield* attributesOf(file);
        if (file.kind === "file" && file.content.isLiteral) yield* openedByFile(file);
    }
    for (const { installer, value, at } of boot.documents) {
        if (installer !== "nodeadm") continue;
        const config = new TomlPlace(value, at).find(["spec", "containerd", "config"]);
        if (typeof config.value === "string") yield* named("containerd", doorsOfContainerd(placeOf(config.value, config.at)));
    }
    for (const command of boot.commands) {
        yield* membersOf(command);
        const { argv, at } = command;
        if (basename(argv[0]!.text) === "dockerd")
            yield* named("dockerd", doorsOfDockerArguments(argv.slice(1).map((part) => ({ ...part, at }))));
        const config = argv[argv.findIndex(({ text }) => text === "--docker-config-json") + 1];
        if (config !== undefined && config !== argv[0]) yield* named("dockerd", doorsOfDockerFile(placeOf(config.text, at)));
    }
    yield* membersAmong(boot.users);
}

function* openedByFile({ path, content: { text }, at }: BootFile): Generator<Opened> {
    if (CONTAINERD_FILE.test(path)) yield* named("containerd", doorsOfContainerd(placeOf(text, at)));
    else if (CRIO_FILE.test(path)) yield* named("CRI-O", doorsOfCrio(placeOf(text, at)));
    else if (DOCKER_FILE.test(path)) yield* named("dockerd", doorsOfDockerFile(placeOf(text, at)));
    else if (DOCKER_VARIABLES.test(path)) {
        const variables = environmentFile(text);
        for (const { value } of variables.ok ? variables.value : [])
            yield* named("dockerd", doorsOfDockerArguments(splitAtBlanks(value).map((part) => ({ ...word(part), at }))));
    } else if (UNIT.test(path)) yield* openedByUnit(path, text, at);
}

function* openedByUnit(path: string, text: string, at: string): Generator<Opened> {
    const unit = readUnit(text);
    if (!unit.ok) return;
    for (const { words, path: program } of execLines(unit.value, "ExecStart").commands) {
        const argv = words.map((part) => ({ ...part, at }));
        if (basename(program.text) === "dockerd") yield* named("dockerd", doorsOfDockerArguments(argv.slice(1)));
        yield* membersOf({ argv: [program, ...words.slice(1)], environment: new Map(), isConditional: false, at });
    }
    const name = basename(path).endsWith(".conf") ? basename(path.slice(0, path.lastIndexOf("/")), ".d") : basename(path);
    const runtime = (
        { "docker.socket": "dockerd", "containerd.socket": "containerd", "podman.socket": "Podman" } as Record<string, string>
    )[name];
    if (runtime === undefined) return;
    for (const { value } of unitList(unit.value, "Socket", "ListenStream")) {
        const address = /^\d+$/.test(value) ? `0.0.0.0:${value}` : value;
        if (/:\d+$/.test(address) && !address.startsWith("/"))
            yield { at, runtime, door: { kind: "tcp", address, isLocal: isLoopback(address), isVerified: false } };
    }
    const mode = unitList(unit.value, "Socket", "SocketMode").at(-1)?.value ?? "";
    if (/^[0-7]{3,4}$/.test(mode) && (Number.parseInt(mode, 8) & 0o006) !== 0)
        yield { at, runtime, door: { kind: "mode", mode: Number.parseInt(mode, 8) } };
    for (const [key, kind] of [
        ["SocketGroup", "group"],
        ["SocketUser", "user"],
    ] as const) {
        const owner = unitList(unit.value, "Socket", key).at(-1)?.value ?? "root";
        if (!/^(?:root|0|docker)$/.test(owner)) yield { at, runtime, door: { kind: "owner", owner: `${kind} ${owner}` } };
    }
}

/** TOML or JSON; what cannot be read opens nothing here, and is said where configuration is read. */
function placeOf(text: string, at: string): TomlPlace {
    const document = text.trimStart().startsWith("{") ? yaml(text) : toml(text);
    return new TomlPlace(document.ok ? document.value : undefined, at);
}

function* named(runtime: string, doors: Iterable<{ readonly at: string; readonly door: RuntimeDoor }>): Generator<Opened> {
    for (const { at, door } of doors) yield { at, runtime, door };
}
