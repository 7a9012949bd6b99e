import { basename } from "node:path/posix";
import type { BootCommand, BootFile, BootUser } from "../../model/node-boot";
import { nodePath } from "../../model/node-path";
import type { RuntimeDoor } from "../../model/runtime-access";
import { socketReach } from "../runtime-sockets";

interface Door {
    readonly at: string;
    readonly runtime: string;
    readonly door: RuntimeDoor;
}

/** Groups whose members open a runtime's socket. */
const GROUPS: Readonly<Record<string, string>> = { docker: "dockerd", containerd: "containerd", crio: "CRI-O", podman: "Podman" };

/** `usermod -aG docker ec2-user` and its kin. */
export function* membersOf({ argv, at }: BootCommand): Generator<Door> {
    const [program, ...words] = argv.map(({ text }) => text);
    const member = (group: string, user: string): Door | undefined => {
        const runtime = GROUPS[group];
        return runtime === undefined || user === "root" ? undefined : { at, runtime, door: { kind: "member", user, group } };
    };
    const found: (Door | undefined)[] = [];
    switch (basename(program!)) {
        case "usermod":
        case "useradd": {
            const user = words.at(-1) ?? "";
            const position = words.findIndex((word) => /^-\w*[Gg]$|^--groups?$|^--gid$/.test(word));
            const joined = words.find((word) => /^--(?:groups?|gid)=/.test(word))?.split("=")[1];
            const groups = joined ?? (position < 0 ? undefined : words[position + 1]);
            for (const group of groups?.split(",") ?? []) found.push(member(group, user));
            break;
        }
        case "gpasswd": {
            const position = words.findIndex((word) => word === "-a" || word === "--add");
            if (position >= 0) found.push(member(words.at(-1) ?? "", words[position + 1] ?? ""));
            break;
        }
        case "adduser":
        case "addgroup": {
            const names = words.filter((word) => !word.startsWith("-"));
            if (names.length === 2) found.push(member(names[1]!, names[0]!));
            break;
        }
        case "setfacl": {
            const socket = socketIn(words);
            const grant = words.find((word) => /^(?:d:)?[ugo](?:ser|roup|ther)?:/.test(word));
            if (socket !== undefined && grant !== undefined)
                found.push({ at, runtime: socket, door: { kind: "owner", owner: `the access list ${grant}` } });
            break;
        }
        case "socat":
        case "ncat":
        case "nc":
        case "ssh":
        case "kubectl": {
            const relayed = words.find(
                (word) => /(?:UNIX(?:-CONNECT|-CLIENT)?:|-U$|sock)/i.test(word) && socketInText(word) !== undefined,
            );
            const listens = words.some(
                (word) =>
                    /^(?:TCP|TCP4|TCP6|OPENSSL|SSL|UNIX|VSOCK)(?:-LISTEN|-L)?:/i.test(word) || word === "-l" || word === "-R",
            );
            if (relayed !== undefined && listens)
                found.push({ at, runtime: socketInText(relayed)!, door: { kind: "relay", program: basename(program!) } });
            break;
        }
    }
    for (const door of found) if (door !== undefined) yield door;
}

/** Users whom the boot makes members of such a group. */
export function* membersAmong(users: readonly BootUser[]): Generator<Door> {
    for (const { name, groups } of users) {
        for (const { value, at } of groups) {
            const runtime = GROUPS[value];
            if (runtime !== undefined) yield { at, runtime, door: { kind: "member", user: name, group: value } };
        }
    }
}

/** A socket whose mode or owner the boot changes. */
export function* attributesOf({ path, mode, owner, group }: BootFile): Generator<Door> {
    const reach = socketReach(nodePath(path));
    if (reach?.how !== "itself") return;
    const runtime = reach.socket.owner;
    if (mode !== undefined && !mode.isDefault && (mode.value & 0o006) !== 0)
        yield { at: mode.at, runtime, door: { kind: "mode", mode: mode.value } };
    if (owner !== undefined && !isRoot(owner.value))
        yield { at: owner.at, runtime, door: { kind: "owner", owner: `user ${owner.value}` } };
    if (group !== undefined && !isRoot(group.value) && group.value !== "docker")
        yield { at: group.at, runtime, door: { kind: "owner", owner: `group ${group.value}` } };
}

const isRoot = (name: string): boolean => name === "root" || name === "0";
const socketIn = (words: readonly string[]): string | undefined => words.map(socketInText).find((owner) => owner !== undefined);

function socketInText(text: string): string | undefined {
    const path = /\/[\w./-]+\.sock\b/.exec(text)?.[0];
    const reach = path === undefined ? undefined : socketReach(nodePath(path));
    return reach?.how === "itself" ? reach.socket.owner : undefined;
}
