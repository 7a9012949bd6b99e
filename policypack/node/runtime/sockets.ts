import type { NodeBoot } from "../../model/node-boot";
import { isWithin, nodePath } from "../../model/node-path";
import { toml } from "../../parse/toml";
import { yaml } from "../../parse/yaml";
import { socketReach } from "../runtime-sockets";
import { TomlPlace } from "./toml-place";

/** Files of the runtimes: their names, whatever writes them. */
export const CONTAINERD_FILE = /\/containerd\/(?:[\w-]+\.d\/)?[\w.-]+\.toml(?:\.tmpl)?$/;
export const CRIO_FILE = /^\/etc\/crio\/(?:crio\.conf|crio\.conf\.d\/[^/]+)$/;
export const DOCKER_FILE = /\/docker\/daemon\.json$/;

/** Keys that say where a runtime listens. */
const LISTENS: readonly { readonly file: RegExp; readonly runtime: string; readonly paths: readonly (readonly string[])[] }[] = [
    {
        file: CONTAINERD_FILE,
        runtime: "containerd",
        paths: [
            ["grpc", "address"],
            ["ttrpc", "address"],
            ["debug", "address"],
            ["plugins", "io.containerd.server.v1.grpc", "address"],
            ["plugins", "io.containerd.server.v1.ttrpc", "address"],
            ["plugins", "io.containerd.server.v1.debug", "address"],
        ],
    },
    { file: CRIO_FILE, runtime: "CRI-O", paths: [["crio", "api", "listen"]] },
    { file: DOCKER_FILE, runtime: "dockerd", paths: [["hosts"]] },
];

/** Whose socket a path is. */
export interface RuntimeSockets {
    /** The runtime of the socket that the path is; undefined for every other path. */
    ownerOf(path: string): string | undefined;
    /** The runtimes with a socket that the path is or holds: what a recursive change of a folder meets. */
    ownersWithin(path: string): readonly string[];
}

/** The sockets to which a boot's own configuration moves its runtimes, with whose they are. */
export function movedSockets({ files }: Pick<NodeBoot, "files">): ReadonlyMap<string, string> {
    const moved = new Map<string, string>();
    for (const { path, kind, content } of files) {
        const listens = kind === "file" ? LISTENS.find(({ file }) => file.test(path)) : undefined;
        if (listens === undefined) continue;
        const config = placeOf(content.text, "");
        for (const value of listens.paths.flatMap((key) => config.find(key).value)) {
            const socket = typeof value === "string" ? /^(?:unix:\/\/)?(\/[^/].*)$/.exec(value)?.[1] : undefined;
            if (socket !== undefined) moved.set(nodePath(socket), listens.runtime);
        }
    }
    return moved;
}

/** The runtimes' usual sockets, and those where the boot's own configuration moves them. */
export function runtimeSockets(boot: Pick<NodeBoot, "files">): RuntimeSockets {
    const moved = movedSockets(boot);
    const ownerOf = (path: string): string | undefined => {
        const normal = nodePath(path);
        const own = moved.get(normal);
        if (own !== undefined) return own;
        const reach = socketReach(normal);
        return reach?.how === "itself" ? reach.socket.owner : undefined;
    };
    return {
        ownerOf,
        ownersWithin(path) {
            const normal = nodePath(path);
            const own = [...moved].flatMap(([socket, runtime]) => (isWithin(socket, normal) ? [runtime] : []));
            const reach = socketReach(normal);
            return [...new Set([...own, ...(reach === undefined ? [] : [reach.socket.owner])])];
        },
    };
}

/** TOML or JSON; what cannot be read opens nothing here, and is said where configuration is read. */
export function placeOf(text: string, at: string): TomlPlace {
    const document = text.trimStart().startsWith("{") ? yaml(text) : toml(text);
    return new TomlPlace(document.ok ? document.value : undefined, at);
}
