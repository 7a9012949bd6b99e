import type { KubeletSettings } from "../model/kubelet-settings";
import {
    bool,
    duration,
    gates,
    headers,
    int32,
    ip,
    list,
    path,
    type SettingType,
    switchAnywhere,
    text,
} from "./kubelet-setting-types";

/** One setting of the kubelet: where the file has it, the flag that beats the file, and what holds where neither says anything. */
export interface KubeletSetting<T> {
    readonly type: SettingType<T>;
    /** Its path in KubeletConfiguration. */
    readonly path: readonly string[];
    /** Undefined for what only files set. */
    readonly flag: string | undefined;
    /** Where files leave it out or to the default (pkg/kubelet/apis/config/v1beta1/defaults.go). */
    readonly fileDefault: T;
    /** With flags alone (applyLegacyDefaults in cmd/kubelet/app/options). */
    readonly flagDefault: T;
    /** A pointer in the kubelet's type: false and 0 are values, and not the same as none. */
    readonly isPointer: boolean;
}

const setting =
    (isPointer: boolean) =>
    <T>(
        type: SettingType<T>,
        path: string,
        flag: string | undefined,
        fileDefault: T,
        flagDefault: T = fileDefault,
    ): KubeletSetting<T> => ({
        type,
        path: path.split("."),
        flag,
        fileDefault,
        flagDefault,
        isPointer,
    });
const plain = setting(false);
const pointer = setting(true);

/** The settings that policies judge, as the kubelet 1.36 has them. */
export const SETTINGS: { readonly [Name in keyof KubeletSettings]: KubeletSetting<KubeletSettings[Name]> } = {
    anonymousAuth: pointer(bool, "authentication.anonymous.enabled", "anonymous-auth", false, true),
    webhookAuth: pointer(bool, "authentication.webhook.enabled", "authentication-token-webhook", true, false),
    clientCAFile: plain(path, "authentication.x509.clientCAFile", "client-ca-file", ""),
    authorizationMode: plain(text, "authorization.mode", "authorization-mode", "Webhook", "AlwaysAllow"),

    enableServer: pointer(bool, "enableServer", "enable-server", true),
    address: plain(ip, "address", "address", "0.0.0.0"),
    port: plain(int32, "port", "port", 10250),
    readOnlyPort: plain(int32, "readOnlyPort", "read-only-port", 0, 10255),
    healthzBindAddress: plain(ip, "healthzBindAddress", "healthz-bind-address", "127.0.0.1"),
    healthzPort: pointer(int32, "healthzPort", "healthz-port", 10248),
    streamingConnectionIdleTimeout: plain(
        duration,
        "streamingConnectionIdleTimeout",
        "streaming-connection-idle-timeout",
        4 * 60 * 60,
    ),

    enableDebuggingHandlers: pointer(bool, "enableDebuggingHandlers", "enable-debugging-handlers", true),
    enableSystemLogHandler: pointer(bool, "enableSystemLogHandler", undefined, true),
    enableSystemLogQuery: pointer(bool, "enableSystemLogQuery", undefined, false),
    enableProfilingHandler: pointer(bool, "enableProfilingHandler", undefined, true),
    enableDebugFlagsHandler: pointer(bool, "enableDebugFlagsHandler", undefined, true),
    enableContentionProfiling: plain(bool, "enableContentionProfiling", "contention-profiling", false),

    tlsCertFile: plain(path, "tlsCertFile", "tls-cert-file", ""),
    tlsPrivateKeyFile: plain(path, "tlsPrivateKeyFile", "tls-private-key-file", ""),
    serverTLSBootstrap: plain(bool, "serverTLSBootstrap", "rotate-server-certificates", false),
    rotateCertificates: plain(bool, "rotateCertificates", "rotate-certificates", false),

    staticPodPath: plain(path, "staticPodPath", "pod-manifest-path", ""),
    staticPodURL: plain(text, "staticPodURL", "manifest-url", ""),
    staticPodURLHeader: plain(headers, "staticPodURLHeader", "manifest-url-header", {}),

    protectKernelDefaults: plain(bool, "protectKernelDefaults", "protect-kernel-defaults", false),
    makeIPTablesUtilChains: pointer(bool, "makeIPTablesUtilChains", "make-iptables-util-chains", true),
    eventRecordQPS: pointer(int32, "eventRecordQPS", "event-qps", 50),
    containerRuntimeEndpoint: plain(
        text,
        "containerRuntimeEndpoint",
        "container-runtime-endpoint",
        "unix:///run/containerd/containerd.sock",
    ),
    seccompDefault: pointer(switchAnywhere, "seccompDefault", "seccomp-default", false),
    allowedUnsafeSysctls: plain(list, "allowedUnsafeSysctls", "allowed-unsafe-sysctls", []),
    featureGates: plain(gates, "featureGates", "feature-gates", {}),
};

/**
 * What the EKS images give their kubelets before anybody configures anything: the base file of nodeadm (nodeadm/internal/kubelet/config.go)
 * and kubelet-config.json of the last image for Amazon Linux 2 agree in all of these.
 */
export const EKS_BASE: unknown = {
    kind: "KubeletConfiguration",
    apiVersion: "kubelet.config.k8s.io/v1beta1",
    address: "0.0.0.0",
    authentication: {
        anonymous: { enabled: false },
        webhook: { enabled: true },
        x509: { clientCAFile: "/etc/kubernetes/pki/ca.crt" },
    },
    authorization: { mode: "Webhook" },
    readOnlyPort: 0,
    serverTLSBootstrap: true,
};
