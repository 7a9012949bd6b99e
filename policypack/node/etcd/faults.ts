import type { EffectiveEtcd, EtcdListener } from "../../model/effective-etcd";
import type { UnreadPart } from "../../model/node-boot";
import type { Sourced } from "../../model/sourced";
import { Unreadable } from "../../model/unreadable";
import { HOLE } from "../../parse/word";
import type { Invocation } from "../invocation";
import { type EtcdSettings, KEEPS_FROM_STARTING, TOLD_LISTS, URL_LISTS } from "./etcd-settings";
import { clashOf, faultOfUrl, type UrlUse } from "./listeners";
import { EtcdStartSettings } from "./start-settings";

const LOG_LEVELS = /^(?:debug|info|warn|error|dpanic|panic|fatal|)$/i;

/**
 * What keeps an etcd from starting, as far as its settings tell (server/embed/{config,etcd}.go). Empty for one that starts; what cannot be
 * read is no fault.
 *
 * @param settingsOf throws Unreadable for a file that is not here, or is none
 */
export function faultsOf(etcd: EffectiveEtcd, settingsOf: () => EtcdSettings, invocation: Invocation): readonly UnreadPart[] {
    const refusals = new EtcdStartSettings(invocation).refusalsOfFlags();
    const settings = attempt(settingsOf);
    const found = [...refusals, ...("fault" in settings ? settings.fault : faultsOfSettings(etcd, settings.value))];
    return found.filter(({ at, reason }, i) => found.findIndex((one) => one.at === at && one.reason === reason) === i);
}

function faultsOfSettings(etcd: EffectiveEtcd, settings: EtcdSettings): UnreadPart[] {
    const checks: readonly (() => UnreadPart | undefined)[] = [
        ...URL_LISTS.map((name) => () => faultOfUrls(settings.urls(name), "bound")),
        ...TOLD_LISTS.map((name) => () => faultOfUrls(settings.urls(name), "told")),
        () => faultOfCertificates(settings, "", [...etcd.clientListeners, ...etcd.httpListeners, ...etcd.metricsListeners]),
        () => faultOfCertificates(settings, "peer-", etcd.peerListeners),
        () => faultOfLogLevel(settings.text("log-level")),
        () => faultOfName(settings.text("name")),
        () =>
            clashOf({
                clients: settings.urls("listen-client-urls"),
                http: settings.urls("listen-client-http-urls"),
                peers: settings.urls("listen-peer-urls"),
                metrics: settings.urls("listen-metrics-urls"),
            }),
    ];
    return [
        ...settings.refusals(),
        ...checks.flatMap((check) => {
            const read = attempt(check);
            return "fault" in read ? read.fault : (read.value ?? []);
        }),
    ];
}

/** What a reading gives, or the fault that it throws, if that is one that keeps etcd from starting. */
function attempt<T>(read: () => T): { readonly value: T } | { readonly fault: readonly UnreadPart[] } {
    try {
        return { value: read() };
    } catch (error) {
        if (!(error instanceof Unreadable)) throw error;
        const { at, reason } = error;
        return { fault: reason.endsWith(KEEPS_FROM_STARTING) ? [{ at, reason }] : [] };
    }
}

const faultOfUrls = (urls: readonly Sourced<string>[], use: UrlUse): UnreadPart | undefined =>
    urls.map((url) => faultOfUrl(url, use)).find((fault) => fault !== undefined);

const faultOfLogLevel = ({ value, at }: Sourced<string>): UnreadPart | undefined =>
    LOG_LEVELS.test(value) || value.includes(HOLE) ? undefined : { at, reason: `is no level of logs, ${KEEPS_FROM_STARTING}` };

/** Without a name it finds itself in no cluster; the default counts where there is no line. */
const faultOfName = ({ value, at, isDefault }: Sourced<string>): UnreadPart | undefined =>
    value === "" && !isDefault ? { at, reason: `is no name of a member, ${KEEPS_FROM_STARTING}` } : undefined;

/** TLS needs a certificate and its key, or those that etcd makes itself. */
function faultOfCertificates(
    settings: EtcdSettings,
    prefix: "" | "peer-",
    listeners: readonly EtcdListener[],
): UnreadPart | undefined {
    // What is not seen may set the rest.
    if (settings.unseen !== undefined) return undefined;
    const text = (name: string) => settings.text(`${prefix}${name}`);
    const [certificate, key] = [text("cert-file"), text("key-file")];
    const hasNone = certificate.value === "" && key.value === "";
    if (hasNone && settings.flag(`${prefix}auto-tls`).value) return undefined;
    const tls = listeners.find(({ isTls }) => isTls);
    if (tls !== undefined && hasNone)
        return { at: tls.at, reason: `wants TLS without a certificate and its key, ${KEEPS_FROM_STARTING}` };
    // Towards its peers etcd is a client as well, so that half a pair ends it even without a listener.
    if (tls === undefined && (prefix === "" || hasNone)) return undefined;
    return half(certificate, key) ?? half(text("client-cert-file"), text("client-key-file"));
}

function half(certificate: Sourced<string>, key: Sourced<string>): UnreadPart | undefined {
    if ((certificate.value === "") === (key.value === "")) return undefined;
    return { at: certificate.value === "" ? key.at : certificate.at, reason: `is half of a pair, ${KEEPS_FROM_STARTING}` };
}
