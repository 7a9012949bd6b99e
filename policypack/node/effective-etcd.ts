import type { EffectiveEtcd, EtcdAuthentication, EtcdKeyPair, EtcdListener } from "../model/effective-etcd";
import type { UnreadPart } from "../model/node-boot";
import type { NodeEvidence } from "../model/node-evidence";
import type { Sourced } from "../model/sourced";
import { Unreadable } from "../model/unreadable";
import { type EtcdSettings, literal } from "./etcd/etcd-settings";
import { faultsOf } from "./etcd/faults";
import { EtcdFileSettings } from "./etcd/file-settings";
import { hostOf, listenersOf } from "./etcd/listeners";
import { ETCD_GRAMMAR, EtcdStartSettings } from "./etcd/start-settings";
import { type Invocation, StartSettings } from "./invocation";

/**
 * What etcd does with its settings (server/etcdmain/config.go, server/embed/{config,etcd,serve}.go and client/pkg/transport/listener.go of 3.7):
 * a configuration file excludes all else, a flag beats its variable, a trusted authority alone demands client certificates, and
 * `http://` serves without TLS whatever else is set.
 */
export const effectiveEtcd = (invocation: Invocation, evidence: () => NodeEvidence): EffectiveEtcd =>
    new Effective(invocation, evidence);

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
        return listenersOf(() => this.dataUrls());
    }

    get httpListeners(): readonly EtcdListener[] {
        return listenersOf(() => this.settings.urls("listen-client-http-urls"));
    }

    get peerListeners(): readonly EtcdListener[] {
        return listenersOf(() => this.settings.urls("listen-peer-urls"));
    }

    get metricsListeners(): readonly EtcdListener[] {
        return listenersOf(() => this.settings.urls("listen-metrics-urls"));
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

    get certificate(): EtcdKeyPair {
        return this.pair("");
    }

    get peerCertificate(): EtcdKeyPair {
        return this.pair("peer-");
    }

    get dataDir(): Sourced<string> {
        const given = this.settings.text("data-dir");
        if (given.value !== "") return given;
        const name = this.settings.text("name");
        return { value: `${name.value === "" ? "default" : name.value}.etcd`, at: name.at, isDefault: true };
    }

    get pprof(): EffectiveEtcd["pprof"] {
        const own = this.settings.flag("enable-pprof");
        if (own.value) return { ...own, by: "enable-pprof" };
        const level = literal(this.settings.text("log-level"));
        // The level debug turns it on too, in that very spelling.
        return level.value === "debug" ? { ...level, value: true, by: "log-level" } : { ...own, by: "enable-pprof" };
    }

    get unseen(): string | undefined {
        return this.settings.unseen;
    }

    get faults(): readonly UnreadPart[] {
        return faultsOf(this, () => this.settings, this.invocation);
    }

    /** Beside listeners for HTTP alone, an address with and without TLS has TLS alone. */
    private dataUrls(): readonly Sourced<string>[] {
        const urls = this.settings.urls("listen-client-urls");
        const tls = new Set(urls.filter(({ value }) => value.startsWith("https:")).map(({ value }) => hostOf(value)));
        const once = urls.filter(({ value }) => value.startsWith("https:") || !tls.has(hostOf(value)));
        return once.length < urls.length && this.settings.urls("listen-client-http-urls").length > 0 ? once : urls;
    }

    private pair(prefix: "" | "peer-"): EtcdKeyPair {
        return { certFile: this.settings.text(`${prefix}cert-file`), keyFile: this.settings.text(`${prefix}key-file`) };
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

    /** The flag, and also where it is empty the variable. */
    private namedFile(): Sourced<string> | undefined {
        const start = new StartSettings(this.invocation, ETCD_GRAMMAR, "ETCD_");
        return [start.given("config-file"), start.variable("config-file")].find((one) => one !== undefined && one.value !== "");
    }
}
