/** The settings of a kubelet that say who gets past the API server, as KubeletConfiguration v1beta1 has them. Texts are "" for none. */
export interface KubeletSettings {
    // Who may ask.
    readonly anonymousAuth: boolean;
    readonly webhookAuth: boolean;
    readonly clientCAFile: string;
    /** `Webhook` or `AlwaysAllow`; with any other the kubelet does not start. */
    readonly authorizationMode: string;

    // Where it listens.
    readonly enableServer: boolean;
    readonly address: string;
    readonly port: number;
    /** 0 for none. */
    readonly readOnlyPort: number;
    readonly healthzBindAddress: string;
    /** 0 for none. */
    readonly healthzPort: number;
    /** Seconds; 0 for no limit. */
    readonly streamingConnectionIdleTimeout: number;

    // What it serves.
    readonly enableDebuggingHandlers: boolean;
    readonly enableSystemLogHandler: boolean;
    readonly enableSystemLogQuery: boolean;
    readonly enableProfilingHandler: boolean;
    readonly enableDebugFlagsHandler: boolean;
    readonly enableContentionProfiling: boolean;

    // Certificates.
    readonly tlsCertFile: string;
    readonly tlsPrivateKeyFile: string;
    readonly serverTLSBootstrap: boolean;
    readonly rotateCertificates: boolean;

    // Pods that no API server gave it.
    readonly staticPodPath: string;
    readonly staticPodURL: string;
    /** The headers of that request, by name; they may hold credentials. */
    readonly staticPodURLHeader: Readonly<Record<string, readonly string[]>>;

    // The node and its containers.
    readonly protectKernelDefaults: boolean;
    readonly makeIPTablesUtilChains: boolean;
    /** Events a second; 0 for no limit of its own. */
    readonly eventRecordQPS: number;
    /** `unix:///run/containerd/containerd.sock` */
    readonly containerRuntimeEndpoint: string;
    readonly seccompDefault: boolean;
    readonly allowedUnsafeSysctls: readonly string[];
    /** Only the gates that somebody sets. */
    readonly featureGates: Readonly<Record<string, boolean>>;
}
