import type { Sourced } from "../../model/sourced";
import type { UnreadPart } from "../../model/node-boot";
import { type FlagGrammar, parseBool, parseFlags } from "../../parse/flags";
import { type Invocation, StartSettings } from "../invocation";
import { boolean, DEFAULT_URLS, type EtcdSettings, KEEPS_FROM_STARTING } from "./etcd-settings";
import { addressesOf, faultOfUrl } from "./listeners";

/** Booleans that etcd has, so that they take no following word. */
const SWITCHES = [
    ["client-cert-auth", "auto-tls", "peer-client-cert-auth", "peer-auto-tls", "peer-skip-client-san-verification"],
    [
        "force-new-cluster",
        "enable-pprof",
        "enable-grpc-gateway",
        "enable-distributed-tracing",
        "pre-vote",
        "strict-reconfig-check",
    ],
    ["socket-reuse-port", "socket-reuse-address", "initial-election-tick-advance", "memory-mlock", "unsafe-no-fsync", "version"],
    ["experimental-initial-corrupt-check", "log-rotation-enable", "enable-log-rotation", "enable-v2", "debug"],
    ["discovery-insecure-transport", "discovery-insecure-skip-tls-verify"],
].flat();
const VALUED = [
    ["config-file", "listen-client-urls", "listen-client-http-urls", "listen-peer-urls", "listen-metrics-urls"],
    ["advertise-client-urls", "initial-advertise-peer-urls", "cert-file", "key-file", "trusted-ca-file", "client-crl-file"],
    ["peer-cert-file", "peer-key-file", "peer-trusted-ca-file", "peer-crl-file", "peer-cert-allowed-cn", "data-dir", "name"],
    ["log-level", "initial-cluster", "initial-cluster-state", "initial-cluster-token", "auth-token", "metrics", "log-outputs"],
].flat();

/** Go's own flags: one dash or two, and they end at the first other argument. */
export const ETCD_GRAMMAR: FlagGrammar = { dialect: "go", switches: new Set(SWITCHES), valued: new Set(VALUED) };

/** Settings from flags, and from `ETCD_` variables for flags that are not there (pkg/flags/flag.go). */
export class EtcdStartSettings implements EtcdSettings {
    private readonly settings: StartSettings;

    constructor(private readonly invocation: Invocation) {
        this.settings = new StartSettings(invocation, ETCD_GRAMMAR, "ETCD_");
    }

    get unseen(): string | undefined {
        return this.settings.unseen;
    }

    /** What of the command line etcd does not take, whether or not a file puts it out of force. */
    refusals(): readonly UnreadPart[] {
        const { strays, refused, all } = parseFlags(this.invocation.args, ETCD_GRAMMAR);
        const found: (UnreadPart | undefined)[] = [
            strays[0] && { at: strays[0].at, reason: `is an argument that etcd does not take, ${KEEPS_FROM_STARTING}` },
            refused && { at: refused.word.at, reason: `${refused.reason}, ${KEEPS_FROM_STARTING}` },
        ];
        for (const { name, value, isLiteral, word } of all) {
            if (!isLiteral || word.failure !== undefined) continue;
            if (SWITCHES.includes(name) && parseBool(value) === undefined)
                found.push({ at: word.at, reason: `is not true or false, ${KEEPS_FROM_STARTING}` });
            if (/-urls$/.test(name) && value !== "")
                found.push(...addressesOf({ value, at: word.at, isDefault: false }).map((url) => faultOfUrl(url, false)));
        }
        return found.filter((one) => one !== undefined);
    }

    /** What the flags and variables together refuse. */
    get fault(): UnreadPart | undefined {
        return this.conflict() ?? this.unadvertised();
    }

    /** A variable for a flag that is there too: etcd ends at it, whatever either says (verifyEnv in pkg/flags/flag.go). */
    private conflict(): UnreadPart | undefined {
        for (const { name } of parseFlags(this.invocation.args, ETCD_GRAMMAR).all) {
            const variable = this.invocation.environment.get(`ETCD_${name.toUpperCase().replaceAll("-", "_")}`);
            if (variable !== undefined)
                return { at: variable.at, reason: `is a variable for a flag that is set as well, ${KEEPS_FROM_STARTING}` };
        }
        return undefined;
    }

    private unadvertised(): UnreadPart | undefined {
        if (!this.isSet("listen-client-urls") || this.isSet("advertise-client-urls")) return undefined;
        const { at } = this.text("listen-client-urls");
        return { at, reason: `is set without advertise-client-urls, ${KEEPS_FROM_STARTING}` };
    }

    private isSet(name: string): boolean {
        return this.settings.given(name) !== undefined;
    }

    text(name: string): Sourced<string> {
        return this.settings.value(name, "");
    }

    flag(name: string): Sourced<boolean> {
        // Each occurrence is read, and the last counts.
        const given = this.settings.values(name);
        const all = given.length > 0 ? given : [this.settings.value(name, "false")];
        return all.map(boolean).at(-1)!;
    }

    /**
     * An occurrence replaces the list, but for two cases of pkg/flags/unique_urls.go: an empty one, and one that is an address which the list
     * has already, change nothing.
     */
    urls(name: string): readonly Sourced<string>[] {
        const fallback = DEFAULT_URLS[name];
        const start = fallback === undefined ? [] : [{ value: fallback, at: this.invocation.at, isDefault: true }];
        const flags = this.settings.values(name);
        // A word that is not known yet may be any flag, which leaves a default in doubt and hides nothing that is known.
        const variable =
            flags.length > 0 ? undefined : fallback === undefined ? this.settings.given(name) : this.settings.value(name, "");
        const given = variable === undefined ? flags : variable.isDefault ? [] : [variable];
        return given.reduce<readonly Sourced<string>[]>((list, { value, at }) => {
            if (value === "" || list.some((one) => one.value === value)) return list;
            const entries = addressesOf({ value, at, isDefault: false });
            return entries.filter((entry, i) => entries.findIndex((other) => other.value === entry.value) === i);
        }, start);
    }
}

/** Whether it starts a member at all: `etcd gateway` and `etcd grpc-proxy` are other servers. */
export const startsMember = ({ args: [first] }: Invocation): boolean => !/^(?:gateway|grpc-proxy|help)$/.test(first?.text ?? "");
