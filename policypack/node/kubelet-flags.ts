import { type FlagGrammar, type Flags, parseFlags } from "../parse/flags";
import type { Argument } from "./invocation";

/** Flags of the kubelet that are booleans: their value only counts after `=` (cmd/kubelet/app/options, with those of older releases). */
const SWITCHES = [
    ["anonymous-auth", "authentication-token-webhook", "rotate-certificates", "rotate-server-certificates", "require-kubeconfig"],
    [
        "enable-server",
        "enable-debugging-handlers",
        "enable-controller-attach-detach",
        "contention-profiling",
        "enable-load-reader",
    ],
    ["fail-swap-on", "fail-cgroupv1", "protect-kernel-defaults", "make-iptables-util-chains", "serialize-image-pulls"],
    ["seccomp-default", "local-storage-capacity-isolation", "exit-on-lock-contention", "kernel-memcg-notification", "help"],
    ["register-node", "register-schedulable", "runonce", "allow-privileged", "containerized", "cgroups-per-qos", "cpu-cfs-quota"],
    ["log-cadvisor-usage", "log-json-split-stream", "log-text-split-stream", "storage-driver-secure"],
    ["alsologtostderr", "logtostderr", "skip-headers", "skip-log-headers", "add-dir-header", "one-output"],
    ["configure-cbr0", "reconcile-cidr", "keep-terminated-pod-volumes", "redirect-container-streaming", "babysit-daemons"],
    ["docker-only", "docker-tls", "docker-disable-shared-pid", "really-crash-for-testing", "enable-custom-metrics"],
    ["enable-cadvisor-json-endpoints", "enable-cri", "experimental-dockershim", "experimental-fail-swap-on"],
    ["experimental-kernel-memcg-notification", "experimental-check-node-capabilities-before-mount"],
    ["experimental-allocatable-ignore-eviction"],
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
