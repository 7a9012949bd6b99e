import type { EffectiveApiServer } from "../model/effective-api-server";
import type { Sourced } from "../model/sourced";
import { type FlagGrammar, parseBool } from "../parse/flags";
import { type Invocation, StartSettings } from "./invocation";

/** The flags of the API server that are judged, and its booleans. */
export const API_SERVER_GRAMMAR: FlagGrammar = {
    dialect: "pflag",
    switches: new Set(["anonymous-auth", "kubelet-https", "allow-privileged", "profiling", "enable-bootstrap-token-auth"]),
    valued: new Set([
        "authentication-config",
        "authorization-mode",
        "authorization-config",
        "kubelet-certificate-authority",
        "kubelet-client-certificate",
        "kubelet-client-key",
        "client-ca-file",
        "etcd-cafile",
        "etcd-certfile",
        "etcd-keyfile",
        "etcd-servers",
    ]),
};

/**
 * What the API server does with its flags (pkg/kubeapiserver/options/{authentication,authorization}.go and
 * cmd/kube-apiserver/app/options/options.go of 1.36): without modes and without a file it allows everything to whoever is authenticated.
 */
export function effectiveApiServer(invocation: Invocation): EffectiveApiServer {
    const settings = new StartSettings(invocation, API_SERVER_GRAMMAR);
    const flag = (name: string, fallback: boolean): Sourced<boolean> => {
        const read = settings.value(name, String(fallback));
        return { ...read, value: parseBool(read.value) ?? fallback };
    };
    return {
        at: invocation.at,
        get kubeletCertificateAuthority() {
            return settings.value("kubelet-certificate-authority", "");
        },
        get kubeletClientCertificate() {
            return settings.value("kubelet-client-certificate", "");
        },
        get kubeletClientKey() {
            return settings.value("kubelet-client-key", "");
        },
        get clientCAFile() {
            return settings.value("client-ca-file", "");
        },
        get etcdCAFile() {
            return settings.value("etcd-cafile", "");
        },
        get etcdClientCertificate() {
            return settings.value("etcd-certfile", "");
        },
        get etcdClientKey() {
            return settings.value("etcd-keyfile", "");
        },
        get etcdServers() {
            return settings.value("etcd-servers", "");
        },
        get kubeletHttps() {
            return flag("kubelet-https", true);
        },
        get anonymousAuth() {
            return flag("anonymous-auth", true);
        },
        get authenticationConfig() {
            return settings.value("authentication-config", "");
        },
        get authorizationModes() {
            const given = settings.values("authorization-mode").flatMap(({ value, ...from }) =>
                value
                    .split(",")
                    .filter((mode) => mode !== "")
                    .map((mode) => ({ ...from, value: mode.trim() })),
            );
            if (given.length > 0) return given;
            const file = settings.value("authorization-config", "");
            return file.value === "" ? [{ ...file, value: "AlwaysAllow" }] : [];
        },
        unseen: settings.unseen,
    };
}
