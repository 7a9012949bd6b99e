import { isLoopback } from "../../model/loopback";
import type { RuntimeDoor } from "../../model/runtime-access";
import { type FlagGrammar, parseBool, parseFlags } from "../../parse/flags";
import type { Argument } from "../invocation";
import type { Opening } from "./opening";
import type { TomlPlace } from "./toml-place";

/** CRI-O listens on a socket of root's; `listen` may name another address, and its stream server is on loopback by default. */
export function* doorsOfCrio(config: TomlPlace): Generator<Opening> {
    const listen = config.find(["crio", "api", "listen"]);
    if (typeof listen.value === "string" && /^tcp:\/\//i.test(listen.value)) {
        yield { at: listen.at, door: tcp(listen.value, false) };
    }
    const stream = config.find(["crio", "api", "stream_address"]);
    if (typeof stream.value === "string" && stream.value !== "" && !isLoopback(stream.value)) {
        const isVerified =
            config.find(["crio", "api", "stream_enable_tls"]).value === true &&
            config.find(["crio", "api", "stream_tls_ca"]).value !== undefined;
        yield { at: stream.at, door: tcp(stream.value, isVerified) };
    }
}

const GRAMMAR: FlagGrammar = {
    dialect: "go",
    switches: new Set(["stream-enable-tls", "enable-metrics", "selinux", "log-journald", "no-pivot", "read-only"]),
    valued: new Set(["listen", "stream-address", "stream-tls-ca"]),
};

/** The same by flags, which beat the file (cmd/crio). */
export function* doorsOfCrioArguments(args: readonly Argument[]): Generator<Opening> {
    const flags = parseFlags(args, GRAMMAR);
    const api = { listen: flags.last("listen"), stream: flags.last("stream-address") };
    if (api.listen !== undefined && /^tcp:\/\//i.test(api.listen.value))
        yield { at: api.listen.word.at, door: tcp(api.listen.value, false) };
    if (api.stream !== undefined && api.stream.value !== "" && !isLoopback(api.stream.value)) {
        const usesTls = parseBool(flags.last("stream-enable-tls")?.value ?? "false") === true;
        yield { at: api.stream.word.at, door: tcp(api.stream.value, usesTls && flags.last("stream-tls-ca") !== undefined) };
    }
}

const tcp = (address: string, isVerified: boolean): RuntimeDoor => ({
    kind: "tcp",
    address,
    isLocal: isLoopback(address),
    isVerified,
});
