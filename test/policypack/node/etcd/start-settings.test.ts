import { etcd, reasons } from "../../etcds";

const STRAY = "is an argument that etcd does not take, which keeps etcd from starting";
const UNLIKE = "is not true or false, which keeps etcd from starting";

/** `etcd --help` of 3.7, and of 3.4 to 3.6 what is gone since. */
const SWITCHES = [
    ...["client-cert-auth", "auto-tls", "peer-client-cert-auth", "peer-auto-tls", "peer-skip-client-san-verification"],
    ...["force-new-cluster", "enable-pprof", "enable-grpc-gateway", "enable-distributed-tracing", "enable-log-rotation"],
    ...["pre-vote", "strict-reconfig-check", "socket-reuse-port", "socket-reuse-address", "initial-election-tick-advance"],
    ...["memory-mlock", "unsafe-no-fsync", "discovery-insecure-transport", "discovery-insecure-skip-tls-verify"],
    ...["enable-v2", "debug", "experimental-initial-corrupt-check", "experimental-memory-mlock"],
    ...["experimental-enable-lease-checkpoint", "experimental-enable-lease-checkpoint-persist"],
    ...["experimental-enable-distributed-tracing", "experimental-compact-hash-check-enabled"],
    ...["experimental-txn-mode-write-with-shared-buffer", "experimental-stop-grpc-service-on-defrag"],
];
test.each(SWITCHES)("--%s is a boolean, which no word may follow", (name) => {
    expect(reasons(etcd([`--${name}`, "false"]))).toEqual([`args[1] ${STRAY}`]);
    expect(reasons(etcd([`-${name}=maybe`]))).toEqual([`args[0] ${UNLIKE}`]);
    expect(reasons(etcd([`--${name}=false`]))).toEqual([]);
});
test.each(SWITCHES)("--%s may be a variable", (name) => {
    const variable = `ETCD_${name.toUpperCase().replaceAll("-", "_")}`;
    expect(reasons(etcd([], { [variable]: "maybe" }))).toEqual([`$${variable} ${UNLIKE}`]);
    expect(reasons(etcd([`--${name}`], { [variable]: "true" }))).toEqual([
        `$${variable} is a variable for a flag that is set as well, which keeps etcd from starting`,
    ]);
});

/** What pkg/flags ignores (`IgnoredFlag`), whatever is said. */
test.each([
    ...["cluster-active-size", "cluster-remove-delay", "cluster-sync-interval", "config", "force", "max-result-buffer"],
    ...["max-retry-attempts", "peer-heartbeat-interval", "peer-election-timeout", "retry-interval", "snapshot", "v", "vv"],
])("--%s is ignored with any value, and no word may follow", (name) => {
    expect(reasons(etcd([`--${name}=a`]))).toEqual([]);
    expect(reasons(etcd([`--${name}`, "a"]))).toEqual([`args[1] ${STRAY}`]);
});

test.each([
    ...["config-file", "listen-client-urls", "listen-client-http-urls", "listen-peer-urls", "listen-metrics-urls"],
    ...["advertise-client-urls", "initial-advertise-peer-urls", "cert-file", "key-file", "client-cert-file", "client-key-file"],
    ...["trusted-ca-file", "client-crl-file", "peer-cert-file", "peer-key-file", "peer-client-cert-file", "peer-client-key-file"],
    ...["peer-trusted-ca-file", "peer-crl-file", "peer-cert-allowed-cn", "peer-cert-allowed-hostname"],
    ...["client-cert-allowed-hostname", "data-dir", "name", "log-level", "initial-cluster", "initial-cluster-state"],
    ...["initial-cluster-token", "auth-token", "metrics", "log-outputs"],
])("--%s takes a value", (name) =>
    expect(reasons(etcd([`--${name}`]))).toEqual(["args[0] has no value, which keeps etcd from starting"]),
);

test.each([["--version"], ["--help"], ["-h"], ["--help=true"], ["-version=1"]])("%s answers, and no etcd serves", (flag) =>
    expect(reasons(etcd([flag]))).toEqual(["args[0] only has etcd tell about itself, which keeps etcd from starting"]),
);
test.each(["--version=false", "--help=0"])("%s says nothing", (flag) => expect(reasons(etcd([flag]))).toEqual([]));
test("a variable has nobody answer", () => expect(reasons(etcd([], { ETCD_VERSION: "true", ETCD_HELP: "maybe" }))).toEqual([]));
