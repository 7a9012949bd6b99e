import type { Sourced } from "../../model/sourced";
import type { UnreadPart } from "../../model/node-boot";
import { type FlagGrammar, type Flags, parseBool, parseFlags } from "../../parse/flags";
import { type Argument, type Invocation, StartSettings } from "../invocation";
import { boolean, DEFAULT_URLS, type EtcdSettings, KEEPS_FROM_STARTING } from "./etcd-settings";
import { addressesOf, faultOfUrl } from "./listeners";

const names = (text: string): string[] => text.split(/\s+/);

/** Booleans of etcd 3.4 to 3.7: they take no following word. */
const SWITCHES = names(
    `client-cert-auth auto-tls peer-client-cert-auth peer-auto-tls peer-skip-client-san-verification force-new-cluster enable-pprof
    enable-grpc-gateway enable-distributed-tracing enable-log-rotation enable-v2 debug pre-vote strict-reconfig-check socket-reuse-port
    socket-reuse-address initial-election-tick-advance memory-mlock unsafe-no-fsync discovery-insecure-transport
    discovery-insecure-skip-tls-verify experimental-initial-corrupt-check experimental-memory-mlock
    experimental-enable-lease-checkpoint experimental-enable-lease-checkpoint-persist experimental-enable-distributed-tracing
    experimental-compact-hash-check-enabled experimental-txn-mode-write-with-shared-buffer
    experimental-stop-grpc-service-on-defrag version help h`,
);
/** Flags that it takes, with any value or none, and ignores. */
const IGNORED = names(
    `cluster-active-size cluster-remove-delay cluster-sync-interval config force max-result-buffer max-retry-attempts
    peer-heartbeat-interval peer-election-timeout retry-interval snapshot v vv`,
);
const VALUED = names(
    `config-file listen-client-urls listen-client-http-urls listen-peer-urls listen-metrics-urls advertise-client-urls
    initial-advertise-peer-urls cert-file key-file client-cert-file client-key-file trusted-ca-file client-crl-file peer-cert-file
    peer-key-file peer-client-cert-file peer-client-key-file peer-trusted-ca-file peer-crl-file peer-cert-allowed-cn
    peer-cert-allowed-hostname client-cert-allowed-hostname data-dir name log-level initial-cluster initial-cluster-state
    initial-cluster-token auth-token metrics log-outputs`,
);
/** It answers and ends, and serves nothing. */
const ANSWERS = new Set(["version", "help", "h"]);

/** Go's own flags: one dash or two, and they end at the first other argument. */
export const ETCD_GRAMMAR: FlagGrammar = {
    dialect: "go",
    switches: new Set([...SWITCHES, ...IGNORED]),
    valued: new Set(VALUED),
};

/** Settings from flags, and from `ETCD_` variables for flags that are not there (pkg/flags/flag.go). */
export class EtcdStartSettings implements EtcdSettings {
    private readonly settings: StartSettings;
    private readonly flags: Flags<Argument>;

    constructor(private readonly invocation: Invocation) {
        this.flags = parseFlags(invocation.args, ETCD_GRAMMAR);
        this.settings = new StartSettings(invocation, ETCD_GRAMMAR, "ETCD_");
    }

    get unseen(): string | undefined {
        return this.settings.unseen;
    }

    /** What of the command line etcd does not take, whether or not a file puts it out of force. */
    refusalsOfFlags(): readonly UnreadPart[] {
        const { strays, refused, all } = this.flags;
        const found: (UnreadPart | undefined)[] = [
            strays[0] && { at: strays[0].at, reason: `is an argument that etcd does not take, ${KEEPS_FROM_STARTING}` },
            refused && { at: refused.word.at, reason: `${refused.reason}, ${KEEPS_FROM_STARTING}` },
        ];
        for (const { name, value, isLiteral, word } of all) {
            if (!isLiteral || word.failure !== undefined) continue;
            if (ANSWERS.has(name) && parseBool(value) === true)
                found.push({ at: word.at, reason: `only has etcd tell about itself, ${KEEPS_FROM_STARTING}` });
            found.push(faultOfValue(name, { value, at: word.at, isDefault: false }));
        }
        return found.filter((one) => one !== undefined);
    }

    /** What of the variables it does not take, and of flags and variables together. */
    refusals(): readonly UnreadPart[] {
        const flags = new Set(this.flags.all.map(({ name }) => variableOf(name)));
        const found: (UnreadPart | undefined)[] = [this.unadvertised()];
        for (const name of [...SWITCHES, ...VALUED]) {
            const variable = this.invocation.environment.get(variableOf(name));
            if (variable === undefined || ANSWERS.has(name)) continue;
            const { text: value, at, isLiteral } = variable;
            // verifyEnv ends etcd at one for a flag that is there too, whatever either says (pkg/flags/flag.go).
            if (flags.has(variableOf(name)))
                found.push({ at, reason: `is a variable for a flag that is set as well, ${KEEPS_FROM_STARTING}` });
            else if (isLiteral && value !== "") found.push(faultOfValue(name, { value, at, isDefault: false }));
        }
        return found.filter((one) => one !== undefined);
    }

    private unadvertised(): UnreadPart | undefined {
        if (this.unseen !== undefined || !this.isSet("listen-client-urls") || this.isSet("advertise-client-urls"))
            return undefined;
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
        const variable = flags.length > 0 ? undefined : this.settings.value(name, "");
        const given = variable === undefined ? flags : variable.isDefault ? [] : [variable];
        return given.reduce<readonly Sourced<string>[]>((list, { value, at }) => {
            if (value === "" || list.some((one) => one.value === value)) return list;
            const entries = addressesOf({ value, at, isDefault: false });
            return entries.filter((entry, i) => entries.findIndex((other) => other.value === entry.value) === i);
        }, start);
    }
}

const variableOf = (name: string) => `ETCD_${name.toUpperCase().replaceAll("-", "_")}`;

function faultOfValue(name: string, { value, at }: Sourced<string>): UnreadPart | undefined {
    if (SWITCHES.includes(name) && parseBool(value) === undefined)
        return { at, reason: `is not true or false, ${KEEPS_FROM_STARTING}` };
    if (!name.endsWith("-urls") || value === "") return undefined;
    return addressesOf({ value, at, isDefault: false })
        .map((url) => faultOfUrl(url, "read"))
        .find((fault) => fault !== undefined);
}

/** Whether it starts a member at all: `etcd gateway` and `etcd grpc-proxy` are other servers, `etcd --version` is none. */
export const startsMember = ({ args }: Invocation): boolean =>
    !/^(?:gateway|grpc-proxy|help)$/.test(args[0]?.text ?? "") &&
    !parseFlags(args, ETCD_GRAMMAR).all.some(({ name, value }) => ANSWERS.has(name) && parseBool(value) === true);
