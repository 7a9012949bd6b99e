import { kubeletFlags } from "../../../policypack/node/kubelet-flags";
import { word } from "../../../policypack/parse/word";
import today from "../../daemons/kubelet-flags.json";

const read = (...words: string[]) => {
    const { all, strays, refused } = kubeletFlags(words.map((text) => ({ ...word(text), at: text })));
    return {
        flags: Object.fromEntries(all.map(({ name, value }) => [name, value])),
        strays: strays.length,
        refused: refused?.reason,
    };
};

/** Booleans that today's kubelet no longer has; from the references of 1.2 to 1.24, and from units of that time. */
const OLD_SWITCHES = [
    ...["add-dir-header", "allow-privileged", "alsologtostderr", "babysit-daemons", "configure-cbr0", "containerized"],
    ...["docker-disable-shared-pid", "docker-only", "docker-tls", "enable-cadvisor-json-endpoints", "enable-cri"],
    ...["enable-custom-metrics", "experimental-check-node-capabilities-before-mount", "experimental-dockershim"],
    ...["experimental-fail-swap-on", "experimental-kernel-memcg-notification", "keep-terminated-pod-volumes", "logtostderr"],
    ...["one-output", "really-crash-for-testing", "reconcile-cidr", "redirect-container-streaming", "register-schedulable"],
    ...["require-kubeconfig", "skip-headers", "skip-log-headers"],
];

test.each([...today.switches, ...OLD_SWITCHES])("--%s takes no word after it, which keeps the kubelet from starting", (name) =>
    expect(read(`--${name}`, "false")).toEqual({ flags: { [name]: "true" }, strays: 1, refused: undefined }),
);

test.each(today.valued.filter((name) => name !== "v" && name !== "version"))("--%s takes the word after it", (name) =>
    expect(read(`--${name}`, "a", "--anonymous-auth")).toEqual({
        flags: { [name]: "a", "anonymous-auth": "true" },
        strays: 0,
        refused: undefined,
    }),
);

/** What policies read, or what says where the rest stands. */
const JUDGED = [
    ...["address", "allowed-unsafe-sysctls", "authorization-mode", "bootstrap-kubeconfig", "client-ca-file", "cloud-provider"],
    ...[
        "config",
        "config-dir",
        "container-runtime-endpoint",
        "event-qps",
        "feature-gates",
        "healthz-bind-address",
        "healthz-port",
    ],
    ...["hostname-override", "kubeconfig", "manifest-url", "manifest-url-header", "node-ip", "node-labels", "pod-manifest-path"],
    ...["port", "read-only-port", "register-with-taints", "streaming-connection-idle-timeout", "tls-cert-file"],
    ...["tls-private-key-file"],
];

test.each(JUDGED)("--%s takes even a flag for its value, as pflag does, which then is not given", (name) => {
    expect(read(`--${name}`, "--anonymous-auth")).toEqual({
        flags: { [name]: "--anonymous-auth" },
        strays: 0,
        refused: undefined,
    });
    expect(read(`--${name}`)).toEqual({ flags: {}, strays: 0, refused: "has no value" });
});

test("a flag with a value may be written with low lines, and the last one counts", () =>
    expect(read("--read_only_port=1", "--read-only-port", "0").flags).toEqual({ "read-only-port": "0" }));
