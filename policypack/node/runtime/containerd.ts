import { isLoopback } from "../../model/loopback";
import type { Opening } from "./opening";
import type { TomlPlace } from "./toml-place";

/** Sections that listen, in versions 1 to 3 and, with their plugins' names, in version 4 (cmd/containerd/server/config). */
const SECTIONS: readonly (readonly [...string[]])[] = [
    ["grpc"],
    ["ttrpc"],
    ["debug"],
    ["plugins", "io.containerd.server.v1.grpc"],
    ["plugins", "io.containerd.server.v1.ttrpc"],
    ["plugins", "io.containerd.server.v1.debug"],
];
const TCP: readonly (readonly [...string[]])[] = [
    ["grpc", "tcp_address"],
    ["plugins", "io.containerd.server.v1.grpc", "tcp_address"],
    ["plugins", "io.containerd.server.v1.grpc-tcp", "address"],
];

/**
 * What containerd's configuration opens: its sockets are 0660 and belong to the `uid` and `gid` that are set, root's by default, and
 * `tcp_address` serves the whole API on the network.
 */
export function* doorsOfContainerd(config: TomlPlace): Generator<Opening> {
    for (const path of TCP) {
        const { value, at } = config.find(path);
        if (typeof value !== "string" || value === "") continue;
        const section = config.find(path.slice(0, -1)).value as Record<string, unknown>;
        const authority = section["tcp_tls_ca"] ?? section["tls_ca"];
        const isVerified = typeof authority === "string" && authority !== "";
        yield { at, door: { kind: "tcp", address: value, isLocal: isLoopback(value), isVerified } };
    }
    for (const path of SECTIONS) {
        for (const key of ["uid", "gid"]) {
            const { value, at } = config.find([...path, key]);
            // An `inf` or a fraction is no id: containerd refuses the file and serves nothing.
            if (Number.isInteger(value) && value !== 0)
                yield { at, door: { kind: "owner", owner: `${key === "uid" ? "user" : "group"} ${value}` } };
        }
    }
}
