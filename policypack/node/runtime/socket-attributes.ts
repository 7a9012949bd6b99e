import type { BootFile } from "../../model/node-boot";
import { setfacl } from "../access-lists";
import { Disk } from "../disk";
import { applyCommand } from "../disk-commands";
import type { ServiceCommand } from "../service-commands";
import type { Command } from "./command";
import type { RuntimeOpening } from "./opening";
import type { RuntimeSockets } from "./sockets";

/** A socket whose mode or owner the boot changes. */
export function* attributesOf({ path, mode, owner, group }: BootFile, sockets: RuntimeSockets): Generator<RuntimeOpening> {
    const runtime = sockets.ownerOf(path);
    if (runtime === undefined) return;
    if (mode !== undefined && !mode.isDefault) yield* modeOf(mode.value, runtime, mode.at);
    if (owner !== undefined) yield* ownerOf("user", owner.value, runtime, owner.at);
    if (group !== undefined) yield* ownerOf("group", group.value, runtime, group.at);
}

/** The sockets that the commands of one service change, one after another: `ExecStartPost=chmod 0666 /run/docker.sock`. */
export function* attributesBy(commands: readonly ServiceCommand[], sockets: RuntimeSockets): Generator<RuntimeOpening> {
    const disk = new Disk();
    for (const { argv, at } of commands) {
        const command = { argv, environment: new Map(), outputs: [], isConditional: false, line: 1 };
        applyCommand(disk, command, { at, isConditional: false });
    }
    for (const file of disk.files()) yield* attributesOf(file, sockets);
}

/** Lines of tmpfiles.d(5) that set mode, owner or access list of a socket: `z /run/docker.sock 0666 root root -`. */
export function* ofTmpfiles(text: string, sockets: RuntimeSockets, lineAt: (line: number) => string): Generator<RuntimeOpening> {
    for (const [index, line] of text.split("\n").entries()) {
        const [type = "", path = "", mode = "-", user = "-", group = "-", , argument = ""] = line.trim().split(/\s+/);
        const letter = type.replace(/[!+=~^$-]/g, "");
        if (!/^[zZaA]$/.test(letter) || !path.startsWith("/")) continue;
        const at = lineAt(index + 1);
        const own = sockets.ownerOf(path);
        const isRecursive = letter === "Z" || letter === "A";
        for (const runtime of own !== undefined ? [own] : isRecursive ? sockets.ownersWithin(path) : []) {
            if (letter === "a" || letter === "A") {
                for (const grant of argument.split(",")) yield* ofGrant(grant.trim(), runtime, at);
                continue;
            }
            const bits = /^[:~]*([0-7]{3,5})$/.exec(mode)?.[1];
            if (bits !== undefined) yield* modeOf(Number.parseInt(bits, 8), runtime, at);
            if (user !== "-") yield* ownerOf("user", user.replace(/^:/, ""), runtime, at);
            if (group !== "-") yield* ownerOf("group", group.replace(/^:/, ""), runtime, at);
        }
    }
}

/** `setfacl -m u:agent:rw /run/containerd/containerd.sock`. */
export function grantedBy({ program, words, at }: Command, sockets: RuntimeSockets): readonly RuntimeOpening[] {
    if (program !== "setfacl") return [];
    const { given, paths, isRecursive } = setfacl(words);
    const runtimes = paths.flatMap((path) => {
        const own = sockets.ownerOf(path);
        return own !== undefined ? [own] : isRecursive ? sockets.ownersWithin(path) : [];
    });
    return [...new Set(runtimes)].flatMap((runtime) => given.flatMap((grant) => [...ofGrant(grant, runtime, at)]));
}

/** `u:agent:rw`; what a file's own owner and group may is in its mode. */
function* ofGrant(grant: string, runtime: string, at: string): Generator<RuntimeOpening> {
    const [, kind, name, rights] =
        /^(?:d(?:efault)?:)?([ugo])(?:ser|roup|ther)?:(?:([^:]*):)?([rwxX-]+|[0-7])$/.exec(grant) ?? [];
    if (kind === undefined || !/[w2367]/.test(rights!)) return;
    if (kind === "o" || !isRoot(name || "root"))
        yield { at, runtime, door: { kind: "owner", owner: `the access list ${grant}` } };
}

function* modeOf(mode: number, runtime: string, at: string): Generator<RuntimeOpening> {
    // Connecting to a socket asks for the right to write it (unix(7)).
    if ((mode & 0o002) !== 0) yield { at, runtime, door: { kind: "mode", mode: mode & 0o7777 } };
}

function* ownerOf(kind: "user" | "group", name: string, runtime: string, at: string): Generator<RuntimeOpening> {
    // The group docker is the runtime's own: who is in it is judged apart.
    if (!isRoot(name) && !(kind === "group" && name === "docker"))
        yield { at, runtime, door: { kind: "owner", owner: `${kind} ${name}` } };
}

const isRoot = (name: string): boolean => name === "root" || name === "0";
