import type { EffectiveKubelet } from "../../model/effective-kubelet";
import type { BootDocument, NodeBoot, NodeRole, UnreadPart } from "../../model/node-boot";
import { BELOW, Cursor } from "../../parse/cursor";
import type { ConfigLayer } from "../effective-kubelet";
import { extraArguments, overridden } from "../extra-arguments";
import type { Invocation } from "../invocation";
import { kubeletOfArguments } from "../kubelet-command";
import { withDefaults } from "../kubelet-defaults";
import type { NodeInstaller } from "./installer";
import type { TalosConfig } from "./talos-config";

const CONFIG = "/etc/kubernetes/kubelet.yaml";
const MANIFESTS = "/etc/kubernetes/manifests";

/** What Talos sets whatever else is said (internal/app/machined/pkg/controllers/k8s/kubelet_spec.go of 1.11). */
const FORCED = {
    apiVersion: "kubelet.config.k8s.io/v1beta1",
    kind: "KubeletConfiguration",
    port: 10250,
    authentication: {
        anonymous: { enabled: false },
        webhook: { enabled: true },
        x509: { clientCAFile: "/etc/kubernetes/pki/ca.crt" },
    },
    authorization: { mode: "Webhook" },
    rotateCertificates: true,
    protectKernelDefaults: true,
    containerRuntimeEndpoint: "unix:///run/containerd/containerd.sock",
};
/** And what `extraConfig` may say otherwise. */
const DEFAULTS = { address: "0.0.0.0", streamingConnectionIdleTimeout: "5m" };
/** With any of these in `extraConfig` it makes no kubelet at all. */
const PROTECTED = [
    ["apiVersion", "authentication", "authorization", "cgroupRoot", "kind", "port", "protectKernelDefaults"],
    ["resolvConf", "rotateCertificates", "seccompDefault", "staticPodPath", "systemCgroups"],
].flat();
/** Flags that `extraArgs` may not set; every other one wins over all of it. */
const DENIED = ["bootstrap-kubeconfig", "kubeconfig", "container-runtime", "container-runtime-endpoint", "config", "cert-dir"];

/** Talos: the kubelet, etcd and API server of its machine configuration. */
export const talos: NodeInstaller = {
    *kubelets(boot) {
        for (const document of documentsOf(boot)) {
            const kubelet = kubeletOf(boot, document);
            if (kubelet !== undefined) yield kubelet;
        }
    },
    *etcds(boot) {
        for (const document of documentsOf(boot)) if (roleOf(document) === "control-plane") yield etcdOf(document);
    },
    *apiServers(boot) {
        for (const document of documentsOf(boot)) if (roleOf(document) === "control-plane") yield apiServerOf(document);
    },
};

const documentsOf = ({ documents }: NodeBoot) => documents.filter(({ installer }) => installer === "talos");
const configOf = ({ value, at }: BootDocument) => Cursor.of<TalosConfig>(value, at + BELOW);
const pathOf = (place: Cursor<unknown>) => place.path;

function roleOf(document: BootDocument): NodeRole {
    const type = configOf(document).field("machine").field("type").raw();
    return type === "controlplane" || type === "init" ? "control-plane" : type === undefined ? "unknown" : "worker";
}

function kubeletOf(boot: NodeBoot, document: BootDocument): EffectiveKubelet | undefined {
    const machine = configOf(document).field("machine");
    const unread: UnreadPart[] = [];
    const layer = layerOf(machine, roleOf(document), unread);
    const extra = extraArguments(machine.field("kubelet").field("extraArgs"), pathOf);
    for (const { name, word } of extra)
        if (DENIED.includes(name))
            unread.push({
                at: word.at,
                reason: "sets a flag that Talos keeps for itself, which keeps the kubelet from starting",
            });
    const given = extra.filter(({ name }) => !DENIED.includes(name));
    return kubeletOfArguments(overridden({ config: CONFIG }, given, document.at), {
        at: document.at,
        distribution: "talos",
        evidence: boot.evidence,
        role: roleOf(document),
        unread,
        fileAt: () => layer,
    });
}

function layerOf(machine: Cursor<TalosConfig["machine"]>, role: NodeRole, unread: UnreadPart[]): ConfigLayer {
    const kubelet = machine.field("kubelet");
    const hasFolder = kubelet.field("disableManifestsDirectory").raw() !== true;
    const pods = machine.field("pods");
    const forced = { ...FORCED, ...(hasFolder && { staticPodPath: MANIFESTS }) };
    let layer: ConfigLayer = { value: { ...forced, ...DEFAULTS }, at: "", isBase: true, path: CONFIG };
    const over = (value: unknown, at: string) => {
        layer = { value, at, path: CONFIG, before: layer };
    };

    const extra = kubelet.field("extraConfig");
    const given = Object.entries((extra.raw() ?? {}) as object);
    for (const [key] of given)
        if (PROTECTED.includes(key))
            unread.push({
                at: `${extra.path}.${key}`,
                reason: "is a setting that Talos keeps for itself, which keeps the kubelet from starting",
            });
    const own = Object.fromEntries(given.filter(([key]) => !PROTECTED.includes(key)));
    if (given.length > 0) over({ ...(withDefaults(own, DEFAULTS) as object), ...forced }, extra.path);

    const standalone = kubelet.field("skipNodeRegistration");
    if (standalone.raw() === true) {
        const authentication = { ...FORCED.authentication, webhook: { enabled: false } };
        over({ ...(layer.value as object), authentication, authorization: { mode: "AlwaysAllow" } }, standalone.path);
    }
    // Talos serves them to the kubelet from an address of its own.
    const hasPods = Array.isArray(pods.raw()) && (pods.raw() as unknown[]).length > 0;
    if (hasPods && role !== "control-plane") over({ ...(layer.value as object), staticPodPath: "machine.pods" }, pods.path);
    return layer;
}

/** internal/app/machined/pkg/controllers/k8s/control_plane_static_pod.go. */
function apiServerOf(document: BootDocument): Invocation {
    const secrets = "/system/secrets/kubernetes/kube-apiserver";
    const own = {
        "anonymous-auth": "false",
        "authorization-mode": "Node,RBAC",
        "client-ca-file": `${secrets}/ca.crt`,
        "enable-admission-plugins": "NodeRestriction",
        "etcd-servers": "https://127.0.0.1:2379",
        "etcd-cafile": `${secrets}/etcd-client-ca.crt`,
        "etcd-certfile": `${secrets}/etcd-client.crt`,
        "etcd-keyfile": `${secrets}/etcd-client.key`,
        "kubelet-client-certificate": `${secrets}/apiserver-kubelet-client.crt`,
        "kubelet-client-key": `${secrets}/apiserver-kubelet-client.key`,
    };
    const given = extraArguments(configOf(document).field("cluster").field("apiServer").field("extraArgs"), pathOf);
    return { at: document.at, args: overridden(own, given, document.at), environment: new Map() };
}

/** internal/app/machined/pkg/controllers/etcd/spec.go and system/services/etcd.go. */
function etcdOf(document: BootDocument): Invocation {
    const secrets = "/system/secrets/etcd";
    const own = {
        "listen-client-urls": "https://0.0.0.0:2379",
        "listen-peer-urls": "https://0.0.0.0:2380",
        "cert-file": `${secrets}/server.crt`,
        "key-file": `${secrets}/server.key`,
        "trusted-ca-file": `${secrets}/ca.crt`,
        "client-cert-auth": "true",
        "peer-cert-file": `${secrets}/peer.crt`,
        "peer-key-file": `${secrets}/peer.key`,
        "peer-trusted-ca-file": `${secrets}/ca.crt`,
        "peer-client-cert-auth": "true",
    };
    const given = extraArguments(configOf(document).field("cluster").field("etcd").field("extraArgs"), pathOf);
    return { at: document.at, args: overridden(own, given, document.at), environment: new Map() };
}
