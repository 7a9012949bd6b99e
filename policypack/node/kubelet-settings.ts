/** One setting of the kubelet: where the file has it, the flag that beats the file, and what holds where neither says anything. */
export interface KubeletSetting<T> {
    /** Its path in KubeletConfiguration. */
    readonly path: readonly string[];
    readonly flag: string;
    /** When there is a configuration file (pkg/kubelet/apis/config/v1beta1/defaults.go). */
    readonly fileDefault: T;
    /** With flags alone (applyLegacyDefaults in cmd/kubelet/app/options). */
    readonly flagDefault: T;
}

const setting = <T>(path: string, flag: string, fileDefault: T, flagDefault: T = fileDefault): KubeletSetting<T> => ({
    path: path.split("."),
    flag,
    fileDefault,
    flagDefault,
});

/** The settings that policies judge, as the kubelet 1.36 has them. */
export const SETTINGS = {
    anonymousAuth: setting<boolean>("authentication.anonymous.enabled", "anonymous-auth", false, true),
    webhookAuth: setting<boolean>("authentication.webhook.enabled", "authentication-token-webhook", true, false),
    clientCAFile: setting("authentication.x509.clientCAFile", "client-ca-file", ""),
    authorizationMode: setting("authorization.mode", "authorization-mode", "Webhook", "AlwaysAllow"),
    readOnlyPort: setting<number>("readOnlyPort", "read-only-port", 0, 10255),
    staticPodPath: setting("staticPodPath", "pod-manifest-path", ""),
    staticPodURL: setting("staticPodURL", "manifest-url", ""),
    port: setting<number>("port", "port", 10250),
    address: setting("address", "address", "0.0.0.0"),
    tlsCertFile: setting("tlsCertFile", "tls-cert-file", ""),
    tlsPrivateKeyFile: setting("tlsPrivateKeyFile", "tls-private-key-file", ""),
    serverTLSBootstrap: setting<boolean>("serverTLSBootstrap", "rotate-server-certificates", false),
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
