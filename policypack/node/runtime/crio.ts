import { isLoopback } from "../../model/loopback";
import type { RuntimeDoor } from "../../model/runtime-access";
import type { TomlPlace } from "./toml-place";

/** CRI-O listens on a socket of root's; `listen` may name another address, and its stream server is on loopback by default. */
export function* doorsOfCrio(config: TomlPlace): Generator<{ at: string; door: RuntimeDoor }> {
    const listen = config.find(["crio", "api", "listen"]);
    if (typeof listen.value === "string" && /^tcp:\/\//i.test(listen.value)) {
        const door = { kind: "tcp", address: listen.value, isLocal: isLoopback(listen.value), isVerified: false } as const;
        yield { at: listen.at, door };
    }
    const stream = config.find(["crio", "api", "stream_address"]);
    if (typeof stream.value === "string" && stream.value !== "" && !isLoopback(stream.value)) {
        const isVerified =
            config.find(["crio", "api", "stream_enable_tls"]).value === true &&
            config.find(["crio", "api", "stream_tls_ca"]).value !== undefined;
        yield { at: stream.at, door: { kind: "tcp", address: stream.value, isLocal: false, isVerified } };
    }
}
