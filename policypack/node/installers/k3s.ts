import type { EffectiveKubelet } from "../../model/effective-kubelet";
import type { NodeBoot, NodeRole, UnreadPart } from "../../model/node-boot";
import { type FlagGrammar, type Flags, parseBool, parseFlags } from "../../parse/flags";
import { HOLE } from "../../parse/word";
import { dropInsOf, filesFor, layerOf } from "../configuration-layer";
import type { ConfigLayer } from "../effective-kubelet";
import { type ExtraArgument, overridden } from "../extra-arguments";
import type { Argument, Invocation } from "../invocation";
import { kubeletOfArguments } from "../kubelet-command";
import { roleOf } from "../node-role";
import type { NodeInstaller } from "./installer";
import type { K3s } from "./k3s-command";
import { k3sArguments } from "./k3s-config";
import { type K3sStart, k3sStarts } from "./k3s-starts";

/** Settings that are switches (pkg/cli/cmds of k3s and RKE2). */
const SWITCHES = [
    ["cluster-init", "cluster-reset", "disable-agent", "disable-apiserver", "disable-controller-manager", "disable-etcd"],
    ["disable-scheduler", "disable-cloud-controller", "disable-kube-proxy", "disable-network-policy", "disable-helm-controller"],
    ["docker", "rootless", "prefer-bundled-bin", "selinux", "protect-kernel-defaults", "secrets-encryption", "embedded-registry"],
    [
        "etcd-expose-metrics",
        "etcd-disable-snapshots",
        "etcd-s3",
        "supervisor-metrics",
        "enable-pprof",
        "debug",
        "alsologtostderr",
    ],
    ["flannel-ipv6-masq", "flannel-external-ip", "nonroot-devices", "disable-default-registry-endpoint"],
].flat();
const LISTS = [
    "kubelet-arg",
    "kube-apiserver-arg",
    "etcd-arg",
    "kube-proxy-arg",
    "kube-scheduler-arg",
    "kube-controller-manager-arg",
];
const GRAMMAR: FlagGrammar = { dialect: "go", switches: new Set(SWITCHES), valued: new Set(LISTS) };

/** k3s and RKE2: what each of them gives its kubelet, API server and etcd, and the `…-arg` settings that are laid over it. */
export const k3s: NodeInstaller = {
    *kubelets(boot) {
        for (const start of k3sStarts(boot)) yield* kubeletOf(boot, start);
    },
    *apiServers(boot) {
        for (const start of k3sStarts(boot)) if (start.isServer) yield apiServerOf(start, settingsOf(boot, start, []));
    },
    *etcds(boot) {
        for (const start of k3sStarts(boot)) {
            const settings = settingsOf(boot, start, []);
            if (start.isServer && hasEtcd(start, settings)) yield etcdOf(start, settings);
        }
    },
};

function settingsOf(boot: NodeBoot, { args, configPath }: K3sStart, unread: UnreadPart[]): Flags<Argument> {
    return parseFlags([...k3sArguments(boot, configPath, unread), ...args], GRAMMAR);
}

/** `kubelet-arg` and its like: `name=value`, with dashes or without; `name+=value` adds. */
function given(settings: Flags<Argument>, name: string): readonly ExtraArgument[] {
    return settings.all
        .filter((flag) => flag.name === name)
        .map(({ value, isLiteral, word: { at } }) => {
            const text = value.replace(/^--/, "").replace(/^((?:[^=]*?[^=+-])??)[+-]+(?==|$)/, "$1");
            const own = text.split("=")[0]!;
            return { name: own, word: { text: text.startsWith(HOLE) ? HOLE : `--${text}`, isLiteral, at } };
        });
}

function* kubeletOf(boot: NodeBoot, start: K3sStart): Generator<EffectiveKubelet> {
    const { program, at } = start;
    const unread: UnreadPart[] = [];
    const settings = settingsOf(boot, start, unread);
    // A server alone, which starts no kubelet.
    if (start.isServer && parseBool(settings.last("disable-agent")?.value ?? "false") === true) return;
    for (const word of settings.unknown)
        unread.push({ at: word.at, reason: `gives ${program} arguments that only the machine knows` });
    const folder = `/var/lib/rancher/${program}/agent/etc/kubelet.conf.d`;
    const argv = overridden({ "config-dir": folder, "read-only-port": "0" }, given(settings, "kubelet-arg"), at);
    const kubelet = kubeletOfArguments(argv, {
        at,
        distribution: "k3s",
        evidence: boot.evidence,
        role: roleOfStart(boot, start),
        unread,
        fileAt: filesFor(boot).fileAt,
        dropInsIn: (path, notes) => {
            const written = dropInsOf(boot, path).flatMap((file) => layerOf(file, notes, "drop-in") ?? []);
            return path === folder ? [baseOf(program), ...written] : written;
        },
    });
    if (kubelet !== undefined) yield kubelet;
}

const roleOfStart = (boot: NodeBoot, { isServer }: K3sStart): NodeRole => {
    const known = roleOf(boot);
    return known === "unknown" ? (isServer ? "control-plane" : "worker") : known;
};

/** `00-k3s-defaults.conf`, the drop-in that it writes itself (pkg/daemons/agent of 1.33). */
const baseOf = (program: K3s): ConfigLayer => ({
    value: {
        authentication: {
            anonymous: { enabled: false },
            webhook: { enabled: true },
            x509: { clientCAFile: `/var/lib/rancher/${program}/agent/client-ca.crt` },
        },
        authorization: { mode: "Webhook" },
        containerRuntimeEndpoint: "unix:///run/k3s/containerd/containerd.sock",
        staticPodPath: `/var/lib/rancher/${program}/agent/pod-manifests`,
        tlsCertFile: `/var/lib/rancher/${program}/agent/serving-kubelet.crt`,
        tlsPrivateKeyFile: `/var/lib/rancher/${program}/agent/serving-kubelet.key`,
    },
    at: "",
    isBase: true,
});

/** pkg/daemons/control/server.go. */
function apiServerOf({ program, at }: K3sStart, settings: Flags<Argument>): Invocation {
    const tls = `/var/lib/rancher/${program}/server/tls`;
    const own = {
        "anonymous-auth": "false",
        "authorization-mode": "Node,RBAC",
        "client-ca-file": `${tls}/client-ca.crt`,
        "enable-admission-plugins": "NodeRestriction",
        "kubelet-certificate-authority": `${tls}/server-ca.crt`,
        "kubelet-client-certificate": `${tls}/client-kube-apiserver.crt`,
        "kubelet-client-key": `${tls}/client-kube-apiserver.key`,
        profiling: "false",
    };
    return { at, args: overridden(own, given(settings, "kube-apiserver-arg"), at), environment: new Map() };
}

/** RKE2 always has one; k3s with `cluster-init`, or where it joins a server or is told how its etcd should be. */
function hasEtcd({ program }: K3sStart, settings: Flags<Argument>): boolean {
    if (settings.last("datastore-endpoint") !== undefined) return false;
    const isOn = (name: string) => parseBool(settings.last(name)?.value ?? "") === true;
    return (
        program === "rke2" ||
        isOn("cluster-init") ||
        isOn("etcd-expose-metrics") ||
        ["server", "etcd-arg"].some((name) => settings.last(name) !== undefined)
    );
}

/** What `etcd-arg` cannot set: it lands at the top of etcd's file, which has these in sections of its own (client-transport-security). */
const OF_SECTIONS = new Set(
    ["cert-file", "key-file", "trusted-ca-file", "client-cert-auth", "auto-tls", "client-crl-file"].flatMap((name) => [
        name,
        `peer-${name}`,
    ]),
);

/** pkg/etcd/etcd.go: certificates of an authority of its own, and metrics for this machine unless they are exposed. */
function etcdOf({ program, at }: K3sStart, settings: Flags<Argument>): Invocation {
    const tls = `/var/lib/rancher/${program}/server/tls/etcd`;
    const exposed = settings.last("etcd-expose-metrics");
    const isExposed = exposed !== undefined && parseBool(exposed.value) === true;
    const own = {
        "listen-client-urls": `https://127.0.0.1:2379,https://${HOLE}:2379`,
        "listen-peer-urls": `https://127.0.0.1:2380,https://${HOLE}:2380`,
        "cert-file": `${tls}/server-client.crt`,
        "key-file": `${tls}/server-client.key`,
        "trusted-ca-file": `${tls}/server-ca.crt`,
        "client-cert-auth": "true",
        "peer-cert-file": `${tls}/peer-server-client.crt`,
        "peer-key-file": `${tls}/peer-server-client.key`,
        "peer-trusted-ca-file": `${tls}/peer-ca.crt`,
        "peer-client-cert-auth": "true",
        ...(!isExposed && { "listen-metrics-urls": "http://127.0.0.1:2381" }),
    };
    const metrics = { text: `--listen-metrics-urls=http://127.0.0.1:2381,http://${HOLE}:2381`, isLiteral: false };
    const extra = given(settings, "etcd-arg").filter(({ name }) => !OF_SECTIONS.has(name));
    const shown = isExposed ? [{ name: "listen-metrics-urls", word: { ...metrics, at: exposed.word.at } }, ...extra] : extra;
    return { at, args: overridden(own, shown, at), environment: new Map() };
}
