import { fromFile, reasons } from "../../etcds";

const fault = (place: string, reason: string) => `/e › ${place} ${reason}, which keeps etcd from starting`;
const told = (text: string) => reasons(fromFile(text)).filter((reason) => reason.startsWith("/e › "));

test.each([
    ...["name", "data-dir", "wal-dir", "listen-peer-urls", "listen-client-urls", "listen-client-http-urls"],
    ...["listen-metrics-urls", "initial-advertise-peer-urls", "advertise-client-urls", "backend-bbolt-freelist-type"],
    ...["tls-min-version", "tls-max-version", "initial-cluster", "initial-cluster-state", "initial-cluster-token"],
    ...["discovery-srv", "discovery-srv-name", "auto-compaction-mode", "auto-compaction-retention", "auth-token"],
    ...["metrics", "logger", "log-level", "log-format", "log-rotation-config-json", "feature-gates", "v2-deprecation"],
    ...["distributed-tracing-address", "distributed-tracing-service-name", "distributed-tracing-instance-id"],
])("%s is text", (key) => {
    expect(told(`${key}: 5`)).toContain(fault(key, "is not text"));
    expect(told(`${key}: [a]`)).toContain(fault(key, "is not text"));
});

test.each([
    ...[
        "enable-pprof",
        "enable-grpc-gateway",
        "force-new-cluster",
        "strict-reconfig-check",
        "pre-vote",
        "initial-election-tick-advance",
    ],
    ...["enable-distributed-tracing", "enable-log-rotation", "unsafe-no-fsync", "memory-mlock"],
])("%s is true or false", (key) => {
    expect(told(`${key}: x`)).toContain(fault(key, "is not true or false"));
    expect(told(`${key}: 1`)).toContain(fault(key, "is not true or false"));
    expect(told(`${key}: true`).filter((reason) => reason.startsWith(`/e › ${key} is no`))).toEqual([]);
    expect(told(`${key}: null`).filter((reason) => reason.startsWith(`/e › ${key} is no`))).toEqual([]);
});

test.each([
    ...["backend-batch-interval", "backend-batch-limit", "quota-backend-bytes", "grpc-keepalive-min-time"],
    ...["grpc-keepalive-interval", "grpc-keepalive-timeout", "corrupt-check-time", "compact-hash-check-time"],
    ...["compaction-batch-limit", "compaction-sleep-interval", "watch-progress-notify-interval", "warning-apply-duration"],
    ...["warning-unary-request-duration", "max-learners", "downgrade-check-time", "distributed-tracing-sampling-rate"],
])("%s is a whole number", (key) => {
    expect(told(`${key}: 1.5`)).toContain(fault(key, "is no whole number"));
    expect(told(`${key}: x`)).toContain(fault(key, "is no whole number"));
    expect(told(`${key}: -1`).filter((reason) => reason.startsWith(`/e › ${key} is no`))).toEqual([]);
    expect(told(`${key}: 0`).filter((reason) => reason.startsWith(`/e › ${key} is no`))).toEqual([]);
    expect(told(`${key}: null`).filter((reason) => reason.startsWith(`/e › ${key} is no`))).toEqual([]);
});

test.each([
    ...["snapshot-count", "snapshot-catchup-entries", "max-snapshots", "max-wals", "heartbeat-interval", "election-timeout"],
    ...["max-txn-ops", "max-request-bytes", "max-concurrent-streams", "self-signed-cert-validity", "bcrypt-cost"],
    ...["auth-token-ttl", "bootstrap-defrag-threshold-megabytes"],
])("%s is a whole number of zero or more", (key) => {
    expect(told(`${key}: -1`)).toContain(fault(key, "is no whole number of zero or more"));
    expect(told(`${key}: x`)).toContain(fault(key, "is no whole number of zero or more"));
    expect(told(`${key}: 5`).filter((reason) => reason.startsWith(`/e › ${key} is no`))).toEqual([]);
    expect(told(`${key}: null`).filter((reason) => reason.startsWith(`/e › ${key} is no`))).toEqual([]);
});

test.each([...["cipher-suites", "log-outputs"]])("%s is a list of texts", (key) => {
    expect(told(`${key}: x`)).toContain(fault(key, "is no list of texts"));
    expect(told(`${key}: [1]`)).toContain(fault(key, "is no list of texts"));
    expect(told(`${key}: [a, null]`).filter((reason) => reason.startsWith(`/e › ${key} is no`))).toEqual([]);
    expect(told(`${key}: null`).filter((reason) => reason.startsWith(`/e › ${key} is no`))).toEqual([]);
});

test.each(["client-transport-security", "peer-transport-security", "socket-options", "discovery-config"])(
    "%s is an object",
    (key) => {
        expect(told(`${key}: x`)).toContain(fault(key, "is no object"));
        expect(told(`${key}: [a]`)).toContain(fault(key, "is no object"));
        expect(told(`${key}: {}`)).toEqual([]);
    },
);

describe.each(["client-transport-security", "peer-transport-security"])("%s", (section) => {
    const within = (text: string) => told(`${section}: {${text}}`);
    test.each(["cert-file", "key-file", "client-cert-file", "client-key-file", "trusted-ca-file"])("%s is text", (key) =>
        expect(within(`${key}: 5`)).toContain(fault(`${section}.${key}`, "is not text")),
    );
    test.each(["client-cert-auth", "auto-tls", "skip-client-san-verification"])("%s is true or false", (key) =>
        expect(within(`${key}: x`)).toContain(fault(`${section}.${key}`, "is not true or false")),
    );
    test.each(["allowed-cn", "allowed-hostname"])("%s is a list of texts", (key) => {
        expect(within(`${key}: x`)).toContain(fault(`${section}.${key}`, "is no list of texts"));
        expect(within(`${key}: [a]`)).toEqual([]);
    });
    test("of another name nothing is asked", () => expect(within("other: 5")).toEqual([]));
});
