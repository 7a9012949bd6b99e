import type { EffectiveKubelet } from "../../../policypack/model/effective-kubelet";
import { Unreadable } from "../../../policypack/model/unreadable";
import { effectiveKubelet, type ConfigLayer } from "../../../policypack/node/effective-kubelet";
import { word } from "../../../policypack/parse/word";

interface Files {
    /** Undefined for a kubelet without `--config`. */
    readonly file?: object;
    readonly dropIns?: readonly object[];
    readonly flags?: readonly string[];
    /** Where the file lies. */
    readonly path?: string;
}

function kubelet({ file, dropIns = [], flags = [], path }: Files): EffectiveKubelet {
    const layers: ConfigLayer[] = dropIns.map((value, i) => ({ value, at: `drop-in ${i}` }));
    if (file !== undefined) layers.unshift({ value: file, at: "file", ...(path !== undefined && { path }) });
    return effectiveKubelet({
        at: "command",
        layers,
        hasFile: file !== undefined,
        argv: flags.map((text, i) => ({ ...word(text), at: `flag ${i}` })),
        distribution: "unknown",
        evidence: { verdict: "node", why: "test" },
    });
}

type Name = keyof EffectiveKubelet;
type Row = Files & { readonly is: readonly [name: Name, value: unknown, at: string, isDefault?: "default"] };

const setting = (files: Files, name: Name): unknown => {
    try {
        return kubelet(files)[name];
    } catch (error) {
        if (error instanceof Unreadable) return error.message;
        throw error;
    }
};
const mode = { authorization: { mode: "AlwaysAllow" } };

describe("effective settings, as seen on the kubelet 1.36", () => {
    test.each<[string, Row]>(
        Object.entries({
            "flags alone are insecure": { is: ["readOnlyPort", 10255, "command", "default"] },
            "a file has safe defaults": { file: {}, is: ["readOnlyPort", 0, "file › readOnlyPort", "default"] },
            "drop-ins without a file keep the defaults of flags": {
                dropIns: [{}],
                is: ["anonymousAuth", true, "drop-in 0 › authentication.anonymous.enabled", "default"],
            },
            "null in a drop-in deletes, and what is gone has the default of files": {
                dropIns: [{ authentication: { anonymous: { enabled: null } } }],
                is: ["anonymousAuth", false, "drop-in 0 › authentication.anonymous.enabled", "default"],
            },
            "null in the file says nothing": {
                file: { authentication: null },
                is: ["webhookAuth", true, "file › authentication.webhook.enabled", "default"],
            },
            "port 0 in a file is no port": { file: { port: 0 }, is: ["port", 10250, "file › port", "default"] },
            "port 0 of health is a value": { file: { healthzPort: 0 }, is: ["healthzPort", 0, "file › healthzPort"] },
            "a flag of 0 is a value": {
                flags: ["--streaming-connection-idle-timeout=0"],
                is: ["streamingConnectionIdleTimeout", 0, "flag 0"],
            },
            "the file knows its names exactly": {
                file: { ReadOnlyPort: 10255 },
                is: ["readOnlyPort", 0, "file › readOnlyPort", "default"],
            },
            "a drop-in's names are read in any case": {
                file: {},
                dropIns: [{ READONLYPORT: 10255 }],
                is: ["readOnlyPort", 10255, "drop-in 0 › READONLYPORT"],
            },
            "the long s is an s to Go": {
                file: {},
                dropIns: [{ ſtaticPodPath: "/m" }],
                is: ["staticPodPath", "/m", "drop-in 0 › \u017ftaticPodPath"],
            },
            "capitals come first, so the file's own name wins": {
                file: { readOnlyPort: 31999 },
                dropIns: [{ ReadOnlyPort: 10255 }],
                is: ["readOnlyPort", 31999, "file › readOnlyPort"],
            },
            "small letters come last, so they win": {
                file: { readOnlyPort: 31999 },
                dropIns: [{ readonlyport: 10255 }],
                is: ["readOnlyPort", 10255, "drop-in 0 › readonlyport"],
            },
            "a boolean that is always written beats capitals": {
                file: {},
                dropIns: [{ Authentication: { Anonymous: { Enabled: true } } }],
                is: ["anonymousAuth", false, "drop-in 0 › authentication.anonymous.enabled", "default"],
            },
            "an object takes the place of a text": {
                file: {},
                dropIns: [{ authorization: 5 }, mode],
                is: ["authorizationMode", "AlwaysAllow", "drop-in 1 › authorization.mode"],
            },
            "the later drop-in wins": {
                file: {},
                dropIns: [{ port: 1 }, { port: 2 }],
                is: ["port", 2, "drop-in 1 › port"],
            },
            "lists are replaced whole": {
                file: { allowedUnsafeSysctls: ["net.a", "net.b"] },
                dropIns: [{ allowedUnsafeSysctls: ["net.c"] }],
                is: ["allowedUnsafeSysctls", ["net.c"], "drop-in 0 › allowedUnsafeSysctls"],
            },
            "headers are merged by name": {
                file: { staticPodURLHeader: { A: ["1"], B: ["2"] } },
                dropIns: [{ staticPodURLHeader: { B: ["3"], A: null } }],
                is: ["staticPodURLHeader", { B: ["3"] }, "drop-in 0 › staticPodURLHeader"],
            },
            "a header's flag replaces the file's headers and adds to the flag before": {
                file: { staticPodURLHeader: { B: ["2"] } },
                flags: ["--manifest-url-header=A: x ,A:y:z", "--manifest_url_header", "C:d"],
                is: ["staticPodURLHeader", { A: ["x", "y:z"], C: ["d"] }, "flag 2"],
            },
            "an empty header's flag clears the file's": {
                file: { staticPodURLHeader: { B: ["2"] } },
                flags: ["--manifest-url-header="],
                is: ["staticPodURLHeader", {}, "flag 0"],
            },
            "feature gates of files and flags come together, the flag's first": {
                file: { featureGates: { A: true, B: true } },
                flags: ["--feature-gates=B=f, C = 1"],
                is: ["featureGates", { A: true, B: false, C: true }, "flag 0"],
            },
            "sysctls are CSV": {
                flags: ['--allowed-unsafe-sysctls="net.a",net.b', "--allowed-unsafe-sysctls=net.c"],
                is: ["allowedUnsafeSysctls", ["net.a", "net.b", "net.c"], "flag 1"],
            },
            "the seccomp flag has a field of its own, and either turns it on": {
                file: { seccompDefault: true },
                flags: ["--seccomp-default=false"],
                is: ["seccompDefault", true, "file › seccompDefault"],
            },
            "an empty address is none": {
                file: {},
                flags: ["--address="],
                is: ["address", "0.0.0.0", "file › address", "default"],
            },
            "an empty address changes no other": {
                flags: ["--address=10.0.0.1", "--address="],
                is: ["address", "10.0.0.1", "flag 1"],
            },
            "durations are Go's": {
                flags: ["--streaming-connection-idle-timeout=1h.5m"],
                is: ["streamingConnectionIdleTimeout", 3630, "flag 0"],
            },
            "a relative path begins at the file": {
                file: { staticPodPath: "./a/../m/" },
                path: "/etc/kubernetes/kubelet.yaml",
                is: ["staticPodPath", "/etc/kubernetes/m", "file › staticPodPath"],
            },
            "a drop-in's relative path stays as it is": {
                file: {},
                dropIns: [{ staticPodPath: "m" }],
                path: "/etc/kubernetes/kubelet.yaml",
                is: ["staticPodPath", "m", "drop-in 0 › staticPodPath"],
            },
            "the system log handler has no flag": {
                file: {},
                is: ["enableSystemLogHandler", true, "file › enableSystemLogHandler", "default"],
            },
        } satisfies Record<string, Row>),
    )("%s", (_, { is: [name, value, at, isDefault], ...files }) => {
        expect(setting(files, name)).toEqual({ value, at, isDefault: isDefault === "default" });
    });
});

describe("what keeps the kubelet from starting is unreadable", () => {
    test.each<[string, Files, Name, string]>([
        [
            "a number as text",
            { file: { port: "1" } },
            "port",
            "file › port: is not a whole number and keeps the kubelet from starting",
        ],
        [
            "more than 32 bits",
            { file: { port: 2 ** 31 } },
            "port",
            "file › port: is not a whole number and keeps the kubelet from starting",
        ],
        [
            "a text in place of an object",
            { file: {}, dropIns: [{ authorization: 5 }] },
            "authorizationMode",
            "drop-in 0 › authorization: is no object and keeps the kubelet from starting",
        ],
        [
            "null is no duration",
            { file: { streamingConnectionIdleTimeout: null } },
            "streamingConnectionIdleTimeout",
            "file › streamingConnectionIdleTimeout: is not a duration and keeps the kubelet from starting",
        ],
        [
            "an address behind an empty one",
            { flags: ["--address=", "--address=10.0.0.1"] },
            "address",
            "flag 1: is not an IP address and keeps the kubelet from starting",
        ],
        [
            "a header without a colon",
            { flags: ["--manifest-url-header=A"] },
            "staticPodURLHeader",
            "flag 0: is not a map of lists of texts and keeps the kubelet from starting",
        ],
        [
            "a quote in the middle",
            { flags: ['--allowed-unsafe-sysctls=a"b'] },
            "allowedUnsafeSysctls",
            "flag 0: is not a list of texts and keeps the kubelet from starting",
        ],
    ])("%s", (_, files, name, message) => expect(setting(files, name)).toBe(message));
});

describe("what validation refuses is among what is unread", () => {
    test.each<[string, Files, string, string]>([
        ["no port", { flags: ["--port=0"] }, "flag 0", "is no port (1 to 65535)"],
        ["a name in place of an address", { file: { address: "node-1" } }, "file › address", "is no IP address"],
        ["one port for both", { file: { readOnlyPort: 10250 } }, "file › readOnlyPort", "is the kubelet's own port"],
        ["a read-only port beyond the last", { file: { readOnlyPort: 65536 } }, "file › readOnlyPort", "is no port (0 to 65535)"],
        ["a health port below the first", { file: { healthzPort: -1 } }, "file › healthzPort", "is no port (0 to 65535)"],
        ["a negative rate of events", { flags: ["--event-qps=-1"] }, "flag 0", "is a negative rate"],
        ["a mode of the API server's", { flags: ["--authorization-mode=RBAC"] }, "flag 0", "is neither Webhook nor AlwaysAllow"],
        ["no runtime", { flags: ["--container-runtime-endpoint="] }, "flag 0", "names no container runtime"],
        [
            "log queries without logs",
            { file: { enableSystemLogQuery: true, enableSystemLogHandler: false } },
            "file › enableSystemLogQuery",
            "needs enableSystemLogHandler",
        ],
        [
            "a certificate from the cluster without the feature",
            { file: { serverTLSBootstrap: true, featureGates: { RotateKubeletServerCertificate: false } } },
            "file › serverTLSBootstrap",
            "needs the feature gate RotateKubeletServerCertificate",
        ],
        [
            "a sysctl of the whole machine",
            { file: { allowedUnsafeSysctls: ["net.*", "vm.swappiness"] } },
            "file › allowedUnsafeSysctls",
            "names a sysctl that has no namespace",
        ],
    ])("%s", (_, files, at, reason) => {
        expect(kubelet(files).unread).toEqual([{ at, reason: `${reason}, which keeps the kubelet from starting` }]);
    });

    test("nothing is wrong with what every cluster has", () => {
        expect(kubelet({ file: { allowedUnsafeSysctls: ["kernel.msg*", "net/ipv4/tcp_x"], healthzPort: 0 } }).unread).toEqual([]);
    });
});
