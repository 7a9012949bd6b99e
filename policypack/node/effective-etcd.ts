import type { EffectiveEtcd, EtcdListener } from "../model/effective-etcd";
import type { NodeEvidence } from "../model/node-evidence";
import type { Sourced } from "../model/sourced";
import { type FlagGrammar, parseBool } from "../parse/flags";
import { shown, word } from "../parse/word";
import { type Invocation, StartSettings } from "./invocation";

/** Go's own flags: one dash or two. Booleans that etcd has, so that they take no following word. */
const GRAMMAR: FlagGrammar = {
    dialect: "go",
    switches: new Set([
        "client-cert-auth",
        "auto-tls",
        "peer-client-cert-auth",
        "peer-auto-tls",
        "peer-skip-client-san-verification",
        "force-new-cluster",
        "enable-pprof",
        "enable-grpc-gateway",
        "enable-distributed-tracing",
        "pre-vote",
        "strict-reconfig-check",
        "socket-reuse-port",
        "socket-reuse-address",
        "initial-election-tick-advance",
        "experimental-initial-corrupt-check",
        "log-rotation-enable",
        "enable-log-rotation",
        "unsafe-no-fsync",
        "version",
    ]),
    valued: new Set(["config-file", "listen-client-urls", "listen-client-http-urls", "cert-file", "key-file", "trusted-ca-file"]),
};

/**
 * What etcd does with its settings (server/etcdmain/config.go, server/embed/{config,etcd}.go and client/pkg/transport/listener.go of 3.6):
 * a configuration file excludes all else, a flag beats its variable, a trusted authority alone demands client certificates, and
 * `http://` serves without TLS whatever else is set.
 */
export function effectiveEtcd(invocation: Invocation, evidence: () => NodeEvidence): EffectiveEtcd {
    const settings = new StartSettings(invocation, GRAMMAR, "ETCD_");
    return {
        get evidence() {
            return evidence();
        },
        get configFile() {
            const file = settings.given("config-file");
            return file?.value === "" ? undefined : file;
        },
        get clientListeners() {
            const forHttp = settings.given("listen-client-http-urls");
            const urls = settings.value("listen-client-urls", "http://localhost:2379");
            return [urls, ...(forHttp === undefined ? [] : [forHttp])].flatMap(listeners);
        },
        get clientAuthentication() {
            return clientAuthentication(settings);
        },
        unseen: settings.unseen,
    };
}

function listeners({ value, at }: Sourced<string>): EtcdListener[] {
    const urls = value
        .split(",")
        .map((url) => url.trim())
        .filter((url) => url !== "");
    return urls.map((url) => {
        const [, scheme = "", host = ""] = /^([a-z]+):\/\/(\[[^\]]*\]|[^:/]*)/i.exec(url) ?? [];
        const isSocket = /^unixs?$/i.test(scheme);
        const isLoopback = host === "localhost" || /^127\.\d+\.\d+\.\d+$/.test(host) || /^\[(0*:)*:?0*1\]$/.test(host);
        return { at, url: shown(word(url)), isTls: /^(https|unixs)$/i.test(scheme), isLocal: isSocket || isLoopback };
    });
}

function clientAuthentication(settings: StartSettings): EffectiveEtcd["clientAuthentication"] {
    const [certificate, key] = [settings.value("cert-file", ""), settings.value("key-file", "")];
    const automatic = settings.value("auto-tls", "false");
    // Generated certificates replace the whole of the client's TLS settings, the authority among them.
    if (certificate.value === "" && key.value === "" && parseBool(automatic.value) === true)
        return { ...automatic, value: "anybody" };
    const authority = settings.value("trusted-ca-file", "");
    if (authority.value !== "") return { ...authority, value: "authority" };
    const demanded = settings.value("client-cert-auth", "false");
    return { ...demanded, value: parseBool(demanded.value) === true ? "system-roots" : "anybody" };
}
