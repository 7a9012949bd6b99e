/** What a key of etcd's configuration file holds; any other type keeps etcd from starting, and null is as good as nothing. */
export type FileType = "text" | "boolean" | "whole number" | "natural number" | "list of texts" | "section";

type Keys = Readonly<Record<string, FileType>>;

const keys = (type: FileType, names: string): Keys => Object.fromEntries(names.split(/\s+/).map((name) => [name, type]));

/** Keys of `client-transport-security` and `peer-transport-security` (securityConfig in server/embed/config.go of 3.7). */
export const SECTION_KEYS: Keys = {
    ...keys("text", "cert-file key-file client-cert-file client-key-file trusted-ca-file"),
    ...keys("boolean", "client-cert-auth auto-tls skip-client-san-verification"),
    ...keys("list of texts", "allowed-cn allowed-hostname"),
};

/** Keys at the top level (Config and configJSON there). */
export const TOP_KEYS: Keys = {
    ...keys(
        "text",
        `name data-dir wal-dir listen-peer-urls listen-client-urls listen-client-http-urls listen-metrics-urls
        initial-advertise-peer-urls advertise-client-urls backend-bbolt-freelist-type tls-min-version tls-max-version
        initial-cluster initial-cluster-state initial-cluster-token discovery-srv discovery-srv-name auto-compaction-mode
        auto-compaction-retention auth-token metrics logger log-level log-format log-rotation-config-json feature-gates
        v2-deprecation distributed-tracing-address distributed-tracing-service-name distributed-tracing-instance-id`,
    ),
    ...keys(
        "boolean",
        `enable-pprof enable-grpc-gateway force-new-cluster strict-reconfig-check pre-vote initial-election-tick-advance
        enable-distributed-tracing enable-log-rotation unsafe-no-fsync memory-mlock`,
    ),
    ...keys(
        "whole number",
        `backend-batch-interval backend-batch-limit quota-backend-bytes grpc-keepalive-min-time grpc-keepalive-interval
        grpc-keepalive-timeout corrupt-check-time compact-hash-check-time compaction-batch-limit compaction-sleep-interval
        watch-progress-notify-interval warning-apply-duration warning-unary-request-duration max-learners downgrade-check-time
        distributed-tracing-sampling-rate`,
    ),
    ...keys(
        "natural number",
        `snapshot-count snapshot-catchup-entries max-snapshots max-wals heartbeat-interval election-timeout max-txn-ops
        max-request-bytes max-concurrent-streams self-signed-cert-validity bcrypt-cost auth-token-ttl
        bootstrap-defrag-threshold-megabytes`,
    ),
    ...keys("list of texts", "cipher-suites log-outputs"),
    ...keys("section", "client-transport-security peer-transport-security socket-options discovery-config"),
};

/** Lists of addresses have a second name each, that of their field, under which they are objects. */
export const FIELD_OF_URLS: Readonly<Record<string, string>> = {
    "listen-client-urls": "listenclienturls",
    "listen-client-http-urls": "listenclienthttpurls",
    "listen-peer-urls": "listenpeerurls",
    "listen-metrics-urls": "listenmetricsurls",
};

export function isOfType(value: unknown, type: FileType): boolean {
    switch (type) {
        case "text":
            return typeof value === "string";
        case "boolean":
            return typeof value === "boolean";
        case "whole number":
            return isWhole(value);
        case "natural number":
            return isWhole(value) && value >= 0;
        case "list of texts":
            return Array.isArray(value) && value.every((one) => one === null || typeof one === "string");
        case "section":
            return isObject(value);
        default:
            return type satisfies never;
    }
}

const isWhole = (value: unknown): value is number => typeof value === "number" && Number.isInteger(value);

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
    typeof value === "object" && value !== null && !Array.isArray(value);
