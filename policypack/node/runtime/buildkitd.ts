import { isLoopback } from "../../model/loopback";
import { type FlagGrammar, parseFlags } from "../../parse/flags";
import type { Argument } from "../invocation";
import type { Opening } from "./opening";

const GRAMMAR: FlagGrammar = {
    dialect: "pflag",
    switches: new Set(["rootless", "debug", "oci-worker", "containerd-worker"]),
    valued: new Set(["addr", "config", "root", "group", "tlscacert", "tlscert", "tlskey"]),
};

/** buildkitd's command line: `--addr` adds up, and an authority for clients is for every TCP address (moby/buildkit, cmd/buildkitd/main.go). */
export function* doorsOfBuildkit(args: readonly Argument[]): Generator<Opening> {
    const flags = parseFlags(args, GRAMMAR);
    const isVerified = (flags.last("tlscacert")?.value ?? "") !== "";
    for (const { name, value, word } of flags.all) {
        if (name !== "addr" || !/^tcp:/i.test(value)) continue;
        yield { at: word.at, door: { kind: "tcp", address: value, isLocal: isLoopback(value), isVerified } };
    }
}
