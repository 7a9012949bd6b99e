import { type FlagGrammar, type Flags, parseFlags } from "../parse/flags";
import type { Argument } from "./invocation";

/** Flags of the kubelet that are booleans: their value only counts after `=` (cmd/kubelet/app/options, with those of older releases). */
const SWITCHES = [
    ["anonymous-auth", "authentication-token-webhook", "rotate-certificates", "rotate-server-certificates", "require-kubeconfig"],
    [
        "enable-server",
        "enable-debugging-handlers",
        "enable-contention-profiling",
        "enable-controller-attach-detach",
        "contention-profiling",
    ],
    [
        "fail-swap-on",
        "fail-cgroupv1",
        "protect-kernel-defaults",
        "make-iptables-util-chains",
        "serialize-image-pulls",
        "seccomp-default",
    ],
    ["register-node", "register-schedulable", "runonce", "allow-privileged", "containerized", "cgroups-per-qos", "cpu-cfs-quota"],
    [
        "configure-cbr0",
        "reconcile-cidr",
        "exit-on-lock-contention",
        "local-storage-capacity-isolation",
        "keep-terminated-pod-volumes",
    ],
    [
        "kernel-memcg-notification",
        "experimental-kernel-memcg-notification",
        "experimental-fail-swap-on",
        "experimental-mounter-path-rootfs",
    ],
    ["node-status-update", "log-flush", "alsologtostderr", "logtostderr", "skip-headers", "skip-log-headers", "add-dir-header"],
    [
        "one-output",
        "azure-container-registry",
        "boot-id",
        "docker-only",
        "docker-tls",
        "log-cadvisor-usage",
        "really-crash-for-testing",
    ],
    [
        "enable-custom-metrics",
        "enable-cadvisor-endpoints",
        "babysit-daemons",
        "experimental-check-node-capabilities-before-mount",
    ],
    [
        "experimental-allocatable-ignore-eviction",
        "streaming",
        "redirect-container-streaming",
        "chaos",
        "help",
        "enable-load-reader",
    ],
].flat();

/** Flags that are judged, or that say where the rest stands. */
const VALUED = [
    ["config", "config-dir", "kubeconfig", "bootstrap-kubeconfig", "client-ca-file", "authorization-mode", "read-only-port"],
    ["pod-manifest-path", "manifest-url", "manifest-url-header", "port", "address", "tls-cert-file", "tls-private-key-file"],
    [
        "healthz-bind-address",
        "healthz-port",
        "event-qps",
        "allowed-unsafe-sysctls",
        "feature-gates",
        "streaming-connection-idle-timeout",
    ],
    ["node-labels", "node-ip", "register-with-taints", "hostname-override", "cloud-provider", "container-runtime-endpoint"],
].flat();

/** The kubelet's flags, the booleans of older releases among them. */
export const KUBELET_GRAMMAR: FlagGrammar = { dialect: "pflag", switches: new Set(SWITCHES), valued: new Set(VALUED) };

/** The kubelet's own reading of its command line, without the program's name. */
export const kubeletFlags = (argv: readonly Argument[]): Flags<Argument> => parseFlags(argv, KUBELET_GRAMMAR);
