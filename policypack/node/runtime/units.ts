import { basename } from "node:path/posix";
import { isLoopback } from "../../model/loopback";
import type { NodeBoot } from "../../model/node-boot";
import { unitList, unitValue } from "../../parse/systemd-unit";
import { startsOfUnit } from "../service";
import { commandsOfStart, type ServiceCommand } from "../service-commands";
import { type BaseFile, loadedUnit, serviceNames } from "../units";
import type { RuntimeOpening } from "./opening";

const DOCKER_UNIT = "docker.service";
const DOCKER_VARIABLES = ["/etc/sysconfig/docker", "/etc/default/docker"];
/** docker.service of Amazon Linux and of Debian: each takes its options from a file that need not be there. */
const DOCKER_BASE: readonly BaseFile[] = [
    {
        path: `/usr/lib/systemd/system/${DOCKER_UNIT}`,
        text: [
            "[Service]",
            ...DOCKER_VARIABLES.map((path) => `EnvironmentFile=-${path}`),
            "ExecStart=/usr/bin/dockerd -H fd:// $OPTIONS $DOCKER_OPTS",
        ].join("\n"),
        at: DOCKER_UNIT,
    },
];

/** What the services run that the boot writes or changes, service by service, as systemd runs it. */
export function commandsOfServices(boot: NodeBoot): readonly (readonly ServiceCommand[])[] {
    const setsOptions = boot.files.some(({ path }) => DOCKER_VARIABLES.includes(path));
    const names = new Set([...serviceNames(boot), ...(setsOptions ? [DOCKER_UNIT] : [])]);
    return [...names].map((name) => {
        const base = name === DOCKER_UNIT ? { files: DOCKER_BASE } : undefined;
        const starts = startsOfUnit(boot, name, base, ["ExecStartPre", "ExecStart", "ExecStartPost"]);
        return starts.flatMap((start) => commandsOfStart(boot, start));
    });
}

/** Socket units that a runtime takes its listener from. */
const SOCKET_UNITS: readonly (readonly [unit: string, runtime: string])[] = [
    ["docker.socket", "dockerd"],
    ["containerd.socket", "containerd"],
    ["podman.socket", "Podman"],
    ["cri-docker.socket", "cri-dockerd"],
];

/** Listeners, modes and owners that systemd gives a runtime's socket (systemd.socket(5)); without a mode it is 0666. */
export function* doorsOfSocketUnits(boot: NodeBoot): Generator<RuntimeOpening> {
    for (const [name, runtime] of SOCKET_UNITS) {
        const loaded = loadedUnit(boot, name);
        if (loaded === undefined) continue;
        const { unit, lineAt } = loaded;
        const listens = unitList(unit, "Socket", "ListenStream");
        for (const line of listens) {
            const address = /^\d+$/.test(line.value) ? `0.0.0.0:${line.value}` : line.value;
            if (/:\d+$/.test(address) && !address.startsWith("/"))
                yield {
                    at: lineAt(line),
                    runtime,
                    door: { kind: "tcp", address, isLocal: isLoopback(address), isVerified: false },
                };
        }
        const mode = unitValue(unit, "Socket", "SocketMode");
        const bits = /^[0-7]{3,4}$/.test(mode?.value ?? "") ? Number.parseInt(mode!.value, 8) : undefined;
        if (mode !== undefined && bits !== undefined && (bits & 0o002) !== 0)
            yield { at: lineAt(mode), runtime, door: { kind: "mode", mode: bits } };
        const [first] = listens.filter(({ value }) => value.startsWith("/"));
        if (mode === undefined && first !== undefined) {
            // A drop-in leaves the mode to the unit of the package; a whole unit without one opens its socket.
            const isWhole = basename(first.source) === name;
            if (isWhole) yield { at: lineAt(first), runtime, door: { kind: "mode", mode: 0o666 } };
        }
        for (const [key, kind] of [
            ["SocketGroup", "group"],
            ["SocketUser", "user"],
        ] as const) {
            const line = unitValue(unit, "Socket", key);
            if (line !== undefined && !/^(?:root|0|docker)$/.test(line.value))
                yield { at: lineAt(line), runtime, door: { kind: "owner", owner: `${kind} ${line.value}` } };
        }
    }
}
