/** What may differ between the kubelets of hardened nodes. */
export interface KubeletChoices {
    /** An absolute path from which the kubelet runs static Pods; undefined for none. */
    readonly staticPodPath?: string;
    /** How many Pods the node takes at most; undefined for what the image computes. */
    readonly maxPods?: number;
    /** Serve a certificate that the kubelet signs itself, which no client can verify. */
    readonly isSelfSigned: boolean;
    /** Answer queries of the node's journal to whoever may use `nodes/proxy` or `nodes/log`. */
    readonly servesJournal: boolean;
}

/** The authority of the cluster on every EKS node, which signs the API server's own client certificate. */
const CLUSTER_CA = "/etc/kubernetes/pki/ca.crt";

/**
 * A KubeletConfiguration (v1beta1, without `apiVersion` and `kind`) in which everything is written out that decides who gets past the API
 * server, defaults too, so that nobody has to know what the image's are.
 */
export function kubeletConfiguration(choices: KubeletChoices): Record<string, unknown> {
    return {
        authentication: {
            anonymous: { enabled: false },
            webhook: { enabled: true },
            x509: { clientCAFile: CLUSTER_CA },
        },
        authorization: { mode: "Webhook" },
        readOnlyPort: 0,
        healthzBindAddress: "127.0.0.1",
        serverTLSBootstrap: !choices.isSelfSigned,
        // Empty means none, and takes away what another layer may have set.
        staticPodPath: choices.staticPodPath ?? "",
        staticPodURL: "",
        // Logs and exec go through these handlers, so they stay; what nobody needs of them does not.
        enableDebuggingHandlers: true,
        enableProfilingHandler: false,
        enableDebugFlagsHandler: false,
        enableContentionProfiling: false,
        enableSystemLogHandler: choices.servesJournal,
        enableSystemLogQuery: choices.servesJournal,
        ...(choices.servesJournal && { featureGates: { NodeLogQuery: true } }),
        protectKernelDefaults: true,
        makeIPTablesUtilChains: true,
        seccompDefault: true,
        eventRecordQPS: 50,
        streamingConnectionIdleTimeout: "4h0m0s",
        ...(choices.maxPods !== undefined && { maxPods: choices.maxPods }),
    };
}
