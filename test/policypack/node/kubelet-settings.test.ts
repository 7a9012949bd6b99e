import type { KubeletSettings } from "../../../policypack/model/kubelet-settings";
import { effectiveKubelet } from "../../../policypack/node/effective-kubelet";
import { word } from "../../../policypack/parse/word";

const kubelet = (file: object | undefined, ...flags: string[]) =>
    effectiveKubelet({
        at: "command",
        layers: file === undefined ? [] : [{ value: file, at: "file" }],
        hasFile: file !== undefined,
        argv: flags.map((text, i) => ({ ...word(text), at: `flag ${i}` })),
        distribution: "unknown",
        evidence: { verdict: "unsure", why: "" },
    });
/** `a.b` with a value, as a file has it. */
const nested = (path: string, value: unknown): object =>
    path.split(".").reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) as object;

type Row = readonly [
    name: keyof KubeletSettings,
    /** With a file that says nothing, and with flags alone where that differs. */
    defaults: readonly unknown[],
    path: string,
    inFile: unknown,
    flag: string | undefined,
    value: unknown,
];

/** As `kubelet --help` of 1.36 and the reference of KubeletConfiguration v1beta1 have them. */
test.each<Row>([
    ["anonymousAuth", [false, true], "authentication.anonymous.enabled", true, "--anonymous-auth", true],
    ["webhookAuth", [true, false], "authentication.webhook.enabled", false, "--authentication-token-webhook=false", false],
    ["clientCAFile", [""], "authentication.x509.clientCAFile", "/ca", "--client-ca-file=/ca", "/ca"],
    [
        "authorizationMode",
        ["Webhook", "AlwaysAllow"],
        "authorization.mode",
        "AlwaysAllow",
        "--authorization-mode=AlwaysAllow",
        "AlwaysAllow",
    ],
    ["enableServer", [true], "enableServer", false, "--enable-server=false", false],
    ["address", ["0.0.0.0"], "address", "10.0.0.1", "--address=10.0.0.1", "10.0.0.1"],
    ["port", [10250], "port", 1, "--port=1", 1],
    ["readOnlyPort", [0, 10255], "readOnlyPort", 1, "--read-only-port=1", 1],
    ["healthzBindAddress", ["127.0.0.1"], "healthzBindAddress", "0.0.0.0", "--healthz-bind-address=0.0.0.0", "0.0.0.0"],
    ["healthzPort", [10248], "healthzPort", 0, "--healthz-port=0", 0],
    [
        "streamingConnectionIdleTimeout",
        [14_400],
        "streamingConnectionIdleTimeout",
        "5m",
        "--streaming-connection-idle-timeout=5m",
        300,
    ],
    ["enableDebuggingHandlers", [true], "enableDebuggingHandlers", false, "--enable-debugging-handlers=false", false],
    ["enableSystemLogHandler", [true], "enableSystemLogHandler", false, undefined, false],
    ["enableSystemLogQuery", [false], "enableSystemLogQuery", true, undefined, true],
    ["enableProfilingHandler", [true], "enableProfilingHandler", false, undefined, false],
    ["enableDebugFlagsHandler", [true], "enableDebugFlagsHandler", false, undefined, false],
    ["enableContentionProfiling", [false], "enableContentionProfiling", true, "--contention-profiling", true],
    ["tlsCertFile", [""], "tlsCertFile", "/c", "--tls-cert-file=/c", "/c"],
    ["tlsPrivateKeyFile", [""], "tlsPrivateKeyFile", "/k", "--tls-private-key-file=/k", "/k"],
    ["serverTLSBootstrap", [false], "serverTLSBootstrap", true, "--rotate-server-certificates", true],
    ["rotateCertificates", [false], "rotateCertificates", true, "--rotate-certificates", true],
    ["staticPodPath", [""], "staticPodPath", "/m", "--pod-manifest-path=/m", "/m"],
    ["staticPodURL", [""], "staticPodURL", "http://m", "--manifest-url=http://m", "http://m"],
    ["staticPodURLHeader", [{}], "staticPodURLHeader", { A: ["b"] }, "--manifest-url-header=A:b", { A: ["b"] }],
    ["protectKernelDefaults", [false], "protectKernelDefaults", true, "--protect-kernel-defaults", true],
    ["makeIPTablesUtilChains", [true], "makeIPTablesUtilChains", false, "--make-iptables-util-chains=false", false],
    ["eventRecordQPS", [50], "eventRecordQPS", 0, "--event-qps=0", 0],
    [
        "containerRuntimeEndpoint",
        ["unix:///run/containerd/containerd.sock"],
        "containerRuntimeEndpoint",
        "unix:///x",
        "--container-runtime-endpoint=unix:///x",
        "unix:///x",
    ],
    ["seccompDefault", [false], "seccompDefault", true, "--seccomp-default", true],
    ["allowedUnsafeSysctls", [[]], "allowedUnsafeSysctls", ["net.a"], "--allowed-unsafe-sysctls=net.a", ["net.a"]],
    ["featureGates", [{}], "featureGates", { A: true }, "--feature-gates=A=true", { A: true }],
])("%s", (name, [ofFile, ofFlags = ofFile], path, inFile, flag, value) => {
    const place = `file › ${path}`;
    expect(kubelet(undefined)[name]).toEqual({ value: ofFlags, at: "command", isDefault: true });
    expect(kubelet({})[name]).toEqual({ value: ofFile, at: place, isDefault: true });
    expect(kubelet(nested(path, inFile))[name]).toEqual({ value, at: place, isDefault: false });
    if (flag !== undefined) expect(kubelet({}, flag)[name]).toEqual({ value, at: "flag 0", isDefault: false });
});
