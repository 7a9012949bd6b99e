import { isLoopback } from "../../model/loopback";
import { type FlagGrammar, parseFlags, parseBool } from "../../parse/flags";
import type { Argument } from "../invocation";
import type { Opening } from "./opening";
import type { TomlPlace } from "./toml-place";

/** daemon.json: `hosts` and the group of the socket, which is `docker` unless it is set. */
export function* doorsOfDockerFile(config: TomlPlace): Generator<Opening> {
    const hosts = config.find(["hosts"]);
    const isVerified = config.find(["tlsverify"]).value === true;
    for (const host of Array.isArray(hosts.value) ? hosts.value : [])
        if (typeof host === "string") yield* tcp(host, hosts.at, isVerified);
    const group = config.find(["group"]);
    if (typeof group.value === "string" && !isRootGroup(group.value))
        yield { at: group.at, door: { kind: "owner", owner: `group ${group.value}` } };
}

const GRAMMAR: FlagGrammar = {
    dialect: "pflag",
    switches: new Set(["tls", "tlsverify", "debug", "live-restore", "iptables", "ip-forward", "experimental", "userland-proxy"]),
    valued: new Set(["host", "group", "containerd", "config-file", "tlscacert", "tlscert", "tlskey"]),
};

/** dockerd's command line: `-H` and `--host` add up, `-G` is the group. */
export function* doorsOfDockerArguments(args: readonly Argument[]): Generator<Opening> {
    const flags = parseFlags(args.flatMap(longForm), GRAMMAR);
    const verify = flags.last("tlsverify");
    const isVerified = verify !== undefined && parseBool(verify.value) === true;
    for (const { name, value, word } of flags.all) {
        if (name === "host") yield* tcp(value, word.at, isVerified);
        if (name === "group" && !isRootGroup(value)) yield { at: word.at, door: { kind: "owner", owner: `group ${value}` } };
    }
}

/** `-H fd://`, `-Hfd://` and `-H=fd://` as `--host=`. */
function longForm(argument: Argument, i: number, all: readonly Argument[]): Argument[] {
    const before = all[i - 1]?.text;
    const long = { H: "host", G: "group" } as const;
    if (before === "-H" || before === "-G") return [{ ...argument, text: `--${long[before[1] as "H" | "G"]}=${argument.text}` }];
    if (argument.text === "-H" || argument.text === "-G") return [];
    const [, letter, value] = /^-([HG])=?(.+)$/.exec(argument.text) ?? [];
    return letter === undefined ? [argument] : [{ ...argument, text: `--${long[letter as "H" | "G"]}=${value}` }];
}

function* tcp(host: string, at: string, isVerified: boolean): Generator<Opening> {
    // A bare address is TCP to dockerd.
    if (!/^(?:tcp:\/\/|\d|\[|:\d)/i.test(host)) return;
    const isLocal = isLoopback(host);
    yield { at, door: { kind: "tcp", address: host.replace(/^tcp:\/\/(?=:|$)/, "tcp://0.0.0.0"), isLocal, isVerified } };
}

const isRootGroup = (group: string): boolean => group === "root" || group === "0" || group === "docker" || group === "";
