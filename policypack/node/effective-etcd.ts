import type { EffectiveEtcd, EtcdAuthentication, EtcdListener } from "../model/effective-etcd";
import type { UnreadPart } from "../model/node-boot";
import type { NodeEvidence } from "../model/node-evidence";
import type { Sourced } from "../model/sourced";
import { Unreadable } from "../model/unreadable";
import { type EtcdSettings, KEEPS_FROM_STARTING } from "./etcd/etcd-settings";
import { EtcdFileSettings } from "./etcd/file-settings";
import { faultOfUrl, listenerOf } from "./etcd/listeners";
import { ETCD_GRAMMAR, EtcdStartSettings } from "./etcd/start-settings";
import { type Invocation, StartSettings } from "./invocation";

/**
 * What etcd does with its settings (server/etcdmain/config.go, server/embed/{config,etcd}.go and client/pkg/transport/listener.go of 3.7):
 * a configuration file excludes all else, a flag beats its variable, a trusted authority alone demands client certificates, and
 * `http://` serves without TLS whatever else is set.
 */
export const effectiveEtcd = (invocation: Invocation, evidence: () => NodeEvidence): EffectiveEtcd =>
    new Effective(invocation, evidence);

const LOG_LEVELS = /^(?:debug|info|warn|error|dpanic|panic|fatal|)$/i;
const URL_LISTS = ["listen-client-urls", "listen-client-http-urls", "listen-peer-urls", "listen-metrics-urls"];
const BOOLEANS = ["client-cert-auth", "auto-tls", "peer-client-cert-auth", "peer-auto-tls", "enable-pprof"];

/** Clients may be served with and without TLS on one address; peers and metrics listen once on each. */
function twice(urls: readonly Sourced<string>[]): UnreadPart | undefined {
    const addresses = urls.map(({ value }) => value.replace(/^https?:/i, ""));
    const second = urls.find((_, i) => addresses.indexOf(addresses[i]!) < i);
    return second && { at: second.at, reason: `is listened on twice, ${KEEPS_FROM_STARTING}` };
}

class Effective implements EffectiveEtcd {
    private made: EtcdSettings | undefined;

    constructor(
        private readonly invocation: Invocation,
        private readonly evidenceOf: () => NodeEvidence,
    ) {}

    get evidence(): NodeEvidence {
        return this.evidenceOf();
    }

    get configFile(): Sourced<string> | undefined {
        const file = this.namedFile();
        return file === undefined || this.invocation.fileAt?.(file.value) !== undefined ? undefined : file;
    }

    get clientListeners(): readonly EtcdListener[] {
        return [...this.settings.urls("listen-client-urls"), ...this.settings.urls("listen-client-http-urls")].map(listenerOf);
    }

    get peerListeners(): readonly EtcdListener[] {
        return this.settings.urls("listen-peer-urls").map(listenerOf);
    }

    get metricsListeners(): readonly EtcdListener[] {
        return this.settings.urls("listen-metrics-urls").map(listenerOf);
    }

    get clientAuthentication(): Sourced<EtcdAuthentication> {
        return this.authentication("");
    }

    get peerAuthentication(): Sourced<EtcdAuthentication> {
        return this.authentication("peer-");
    }

    get trustedCAFile(): Sourced<string> {
        return this.settings.text("trusted-ca-file");
    }

    get peerTrustedCAFile(): Sourced<string> {
        return this.settings.text("peer-trusted-ca-file");
    }

    get pprof(): Sourced<boolean> {
        const own = this.settings.flag("enable-pprof");
        const level = this.settings.text("log-level");
        // The level debug turns it on too, in that very spelling.
        return !own.value && level.value === "debug" ? { ...level, value: true } : own;
    }

    get unseen(): string | undefined {
        return this.settings.unseen;
    }

    get faults(): readonly UnreadPart[] {
        const { settings } = this;
        const faults: UnreadPart[] = [...new EtcdStartSettings(this.invocation).refusals()];
        const attempt = (read: () => UnreadPart | undefined) => {
            try {
                const fault = read();
                if (fault !== undefined) faults.push(fault);
            } catch (error) {
                if (!(error instanceof Unreadable)) throw error;
                faults.push({ at: error.at, reason: error.reason });
            }
        };
        for (const name of BOOLEANS) attempt(() => void settings.flag(name));
        for (const name of URL_LISTS)
            attempt(() =>
                settings
                    .urls(name)
                    .map((url) => faultOfUrl(url))
                    .find((fault) => fault !== undefined),
            );
        attempt(() => this.faultOfCertificates());
        attempt(() => {
            const level = settings.text("log-level");
            return LOG_LEVELS.test(level.value)
                ? undefined
                : { at: level.at, reason: `is no level of logs, ${KEEPS_FROM_STARTING}` };
        });
        for (const name of ["listen-peer-urls", "listen-metrics-urls"]) attempt(() => twice(settings.urls(name)));
        if (settings instanceof EtcdStartSettings) {
            attempt(() => settings.conflict());
            if (settings.isSet("listen-client-urls") && !settings.isSet("advertise-client-urls")) {
                const { at } = settings.text("listen-client-urls");
                faults.push({ at, reason: `is set without advertise-client-urls, ${KEEPS_FROM_STARTING}` });
            }
        }
        return faults;
    }

    /** TLS needs a certificate and its key, or those that etcd makes itself. */
    private faultOfCertificates(): UnreadPart | undefined {
        const lists = [
            ["", [...this.clientListeners, ...this.metricsListeners]],
            ["peer-", this.peerListeners],
        ] as const;
        for (const [prefix, listeners] of lists) {
            const tls = listeners.find(({ isTls }) => isTls);
            const [certificate, key] = [this.settings.text(`${prefix}cert-file`), this.settings.text(`${prefix}key-file`)];
            const isAutomatic = certificate.value === "" && key.value === "" && this.settings.flag(`${prefix}auto-tls`).value;
            // Towards its peers etcd is a client as well, so that half a pair ends it even without a listener.
            if (prefix === "peer-" && (certificate.value === "") !== (key.value === ""))
                return {
                    at: certificate.value === "" ? key.at : certificate.at,
                    reason: `is half of a pair, ${KEEPS_FROM_STARTING}`,
                };
            if (tls !== undefined && !isAutomatic && (certificate.value === "" || key.value === ""))
                return { at: tls.at, reason: `wants TLS without a certificate and its key, ${KEEPS_FROM_STARTING}` };
        }
        return undefined;
    }

    private authentication(prefix: "" | "peer-"): Sourced<EtcdAuthentication> {
        const { settings } = this;
        const [certificate, key] = [settings.text(`${prefix}cert-file`), settings.text(`${prefix}key-file`)];
        const automatic = settings.flag(`${prefix}auto-tls`);
        // Generated certificates replace the whole of the TLS settings, the authority among them.
        if (certificate.value === "" && key.value === "" && automatic.value) return { ...automatic, value: "anybody" };
        const authority = settings.text(`${prefix}trusted-ca-file`);
        if (authority.value !== "") return { ...authority, value: "authority" };
        const demanded = settings.flag(`${prefix}client-cert-auth`);
        return { ...demanded, value: demanded.value ? "system-roots" : "anybody" };
    }

    private get settings(): EtcdSettings {
        return (this.made ??= this.settingsNow());
    }

    private settingsNow(): EtcdSettings {
        const named = this.namedFile();
        if (named === undefined) return new EtcdStartSettings(this.invocation);
        const file = this.invocation.fileAt?.(named.value);
        if (file === undefined) throw new Unreadable(named.at, "names a configuration of etcd that is not here");
        return new EtcdFileSettings(file);
    }

    private namedFile(): Sourced<string> | undefined {
        const file = new StartSettings(this.invocation, ETCD_GRAMMAR, "ETCD_").given("config-file");
        return file?.value === "" ? undefined : file;
    }
}
