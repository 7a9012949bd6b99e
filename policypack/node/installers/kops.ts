import type { EffectiveKubelet } from "../../model/effective-kubelet";
import type { BootDocument, NodeBoot, NodeRole } from "../../model/node-boot";
import { Cursor } from "../../parse/cursor";
import { scalarText } from "../../parse/scalar";
import { HOLE, word } from "../../parse/word";
import type { ConfigLayer } from "../effective-kubelet";
import type { ExtraArgument } from "../extra-arguments";
import { overridden } from "../extra-arguments";
import { kubeletOfArguments } from "../kubelet-command";
import type { NodeInstaller } from "./installer";

/** The spec of a Cluster or an InstanceGroup, as far as it is read. */
export interface KopsSpec {
    kubelet: Record<string, unknown>;
    controlPlaneKubelet: Record<string, unknown>;
    masterKubelet: Record<string, unknown>;
    role: string;
}

/** Fields of KubeletConfigSpec and the flags that they are (pkg/apis/kops/v1alpha2/componentconfig.go), of those that are judged. */
const FLAGS: Readonly<Record<string, string>> = {
    anonymousAuth: "anonymous-auth",
    authenticationTokenWebhook: "authentication-token-webhook",
    authorizationMode: "authorization-mode",
    clientCaFile: "client-ca-file",
    tlsCertFile: "tls-cert-file",
    tlsPrivateKeyFile: "tls-private-key-file",
    podManifestPath: "pod-manifest-path",
    enableDebuggingHandlers: "enable-debugging-handlers",
    readOnlyPort: "read-only-port",
    featureGates: "feature-gates",
    allowedUnsafeSysctls: "allowed-unsafe-sysctls",
    streamingConnectionIdleTimeout: "streaming-connection-idle-timeout",
    rotateCertificates: "rotate-certificates",
    protectKernelDefaults: "protect-kernel-defaults",
    eventQPS: "event-qps",
    seccompDefault: "seccomp-default",
    nodeLabels: "node-labels",
};

/** What kops gives every kubelet (nodeup/pkg/model/kubelet.go and pkg/model/components/kubelet.go). */
const CONFIG = "/var/lib/kubelet/kubelet.conf";
const BASE: ConfigLayer = {
    value: {
        authentication: {
            anonymous: { enabled: false },
            webhook: { enabled: true },
            x509: { clientCAFile: "/srv/kubernetes/ca.crt" },
        },
        authorization: { mode: "Webhook" },
        staticPodPath: "/etc/kubernetes/manifests",
        tlsCertFile: "/srv/kubernetes/kubelet-server.crt",
        tlsPrivateKeyFile: "/srv/kubernetes/kubelet-server.key",
    },
    at: "",
    isBase: true,
    path: CONFIG,
};

/** kops: the kubelets of a Cluster or an InstanceGroup that says anything of them. */
export const kops: NodeInstaller = {
    *kubelets(boot) {
        for (const document of boot.documents) if (document.installer === "kops") yield* kubeletsOf(boot, document);
    },
};

function* kubeletsOf(boot: NodeBoot, { value, at }: BootDocument): Generator<EffectiveKubelet> {
    const spec = Cursor.of<KopsSpec>(value, at);
    const everywhere = flagsOf(spec.field("kubelet"));
    const onControlPlanes = [spec.field("masterKubelet"), spec.field("controlPlaneKubelet")].flatMap(flagsOf);
    const own = ownRole(spec);
    const kubelet = (given: readonly ExtraArgument[], role: NodeRole) =>
        kubeletOfArguments(overridden({ config: CONFIG }, given, at), {
            at,
            distribution: "kops",
            evidence: boot.evidence,
            role,
            fileAt: () => BASE,
        });
    const found = [
        ...(everywhere.length > 0 ? [kubelet(everywhere, own)] : []),
        ...(onControlPlanes.length > 0 ? [kubelet([...everywhere, ...onControlPlanes], "control-plane")] : []),
    ];
    for (const one of found) if (one !== undefined) yield one;
}

/** A Cluster's kubelets are those of its workers, too. */
function ownRole(spec: Cursor<KopsSpec>): NodeRole {
    const role = readable(() => spec.field("role").text());
    return role === "Master" || role === "ControlPlane" || role === "APIServer" ? "control-plane" : "worker";
}

function flagsOf(fields: Cursor<Record<string, unknown>>): readonly ExtraArgument[] {
    return (readable(() => [...fields.entries()]) ?? []).flatMap(([field, place]): ExtraArgument[] => {
        const name = FLAGS[field];
        if (name === undefined) return [];
        try {
            return [{ name, word: { ...word(`--${name}=${textOf(place.raw())}`), at: place.path } }];
        } catch (failure) {
            return [{ name, word: { ...word(`--${name}=${HOLE}`), at: place.path, failure } }];
        }
    });
}

function readable<T>(read: () => T): T | undefined {
    try {
        return read();
    } catch {
        return undefined;
    }
}

function textOf(value: unknown): string {
    if (Array.isArray(value)) return value.map(scalarText).join(",");
    if (typeof value === "object" && value !== null)
        return Object.entries(value)
            .map(([key, one]) => `${key}=${scalarText(one)}`)
            .join(",");
    return scalarText(value);
}
