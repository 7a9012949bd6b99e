import type { BootDocument, NodeBoot, UnreadPart } from "../../model/node-boot";
import { Unreadable } from "../../model/unreadable";
import { BELOW, Cursor } from "../../parse/cursor";
import { scalarText } from "../../parse/scalar";
import { word } from "../../parse/word";
import {
    type BottlerocketSettings,
    enabledStaticPods,
    SERVER_CERTIFICATE,
    SERVER_KEY,
    STATIC_PODS,
} from "../bottlerocket-settings";
import { type ConfigLayer, effectiveKubelet } from "../effective-kubelet";
import type { Argument } from "../invocation";
import type { NodeInstaller } from "./installer";

type Kubernetes = Cursor<BottlerocketSettings["settings"]["kubernetes"]>;

/** What the template has in every case, in a cluster (packages/kubernetes-1.30/kubelet-config of bottlerocket-core-kit). */
const IN_A_CLUSTER = {
    address: "0.0.0.0",
    authentication: {
        anonymous: { enabled: false },
        webhook: { enabled: true },
        x509: { clientCAFile: "/etc/kubernetes/pki/ca.crt" },
    },
    authorization: { mode: "Webhook" },
};
/** And without one. */
const ALONE = {
    address: "127.0.0.1",
    authentication: { anonymous: { enabled: true }, webhook: { enabled: false } },
    authorization: { mode: "AlwaysAllow" },
};
const ALONE_SETTINGS = ["address", "authentication.anonymous.enabled", "authentication.webhook.enabled", "authorization.mode"];

/** Bottlerocket: one KubeletConfiguration that its settings fill in; there is no way to add flags. */
export const bottlerocket: NodeInstaller = {
    *kubelets(boot) {
        for (const document of boot.documents) if (document.installer === "bottlerocket") yield kubeletOf(boot, document);
    },
};

function kubeletOf(boot: NodeBoot, { value, at }: BootDocument) {
    const kubernetes = Cursor.of<BottlerocketSettings>(value, at + BELOW)
        .field("settings")
        .field("kubernetes");
    const unread: UnreadPart[] = [];
    const rendered = new Rendered(unread);
    rendered.read(kubernetes);
    return effectiveKubelet({
        at,
        layers: [rendered.layer()],
        hasFile: true,
        argv: argvOf(kubernetes, at, unread),
        distribution: "bottlerocket",
        role: "worker",
        evidence: boot.evidence,
        unread,
    });
}

/** The kubelet's file, with the setting of Bottlerocket that each of its own came from. */
class Rendered {
    private readonly places = new Map<string, string>();
    private config: Record<string, unknown> = { ...IN_A_CLUSTER };

    constructor(private readonly unread: UnreadPart[]) {}

    read(kubernetes: Kubernetes): void {
        const { places } = this;
        this.guarded(() => {
            const alone = kubernetes.field("standalone-mode");
            if (alone.flag() !== true) return;
            this.config = { ...ALONE };
            for (const setting of ALONE_SETTINGS) places.set(setting, alone.path);
        });
        this.set("seccompDefault", kubernetes.field("seccomp-default"), (place) => place.flag());
        this.set("eventRecordQPS", kubernetes.field("event-qps"), (place) => place.number());
        this.set("allowedUnsafeSysctls", kubernetes.field("allowed-unsafe-sysctls"), (place) =>
            place.isPresent() ? [...place.items()].map((item) => item.text() ?? "") : undefined,
        );
        this.guarded(() => this.readCertificate(kubernetes));
        this.guarded(() => {
            // The folder is always set. Nobody but the settings can put a manifest there, so that without one it runs nothing.
            const [pod] = enabledStaticPods(kubernetes);
            if (pod === undefined) return;
            this.config.staticPodPath = STATIC_PODS;
            places.set("staticPodPath", pod.path);
        });
    }

    layer(): ConfigLayer {
        const { config, places } = this;
        const value = {
            apiVersion: "kubelet.config.k8s.io/v1beta1",
            kind: "KubeletConfiguration",
            ...config,
            readOnlyPort: 0,
            protectKernelDefaults: true,
            enableDebuggingHandlers: false,
        };
        return { value, at: "", isBase: true, path: "/etc/kubernetes/kubelet/config", places };
    }

    private readCertificate(kubernetes: Kubernetes): void {
        const [certificate, key] = [kubernetes.field("server-certificate"), kubernetes.field("server-key")];
        if ((certificate.text() ?? "") !== "" && (key.text() ?? "") !== "") {
            Object.assign(this.config, { tlsCertFile: SERVER_CERTIFICATE, tlsPrivateKeyFile: SERVER_KEY });
            this.places.set("tlsCertFile", certificate.path).set("tlsPrivateKeyFile", key.path);
            return;
        }
        // On AWS it is on unless it is turned off; elsewhere the file says so.
        const bootstrap = kubernetes.field("server-tls-bootstrap");
        this.config.serverTLSBootstrap = bootstrap.flag() ?? true;
        // What is false is left out of the file, and the place would be lost with it.
        this.places.set("serverTLSBootstrap", bootstrap.path);
    }

    private set<T>(name: string, place: Cursor<T>, read: (place: Cursor<T>) => unknown): void {
        this.guarded(() => {
            const value = read(place);
            if (value === undefined) return;
            this.config[name] = value;
            this.places.set(name, place.path);
        });
    }

    private guarded(step: () => void): void {
        guarded(this.unread, step);
    }
}

/** The words of kubelet-exec-start-conf that settings fill in and that are judged. */
function argvOf(kubernetes: Kubernetes, at: string, unread: UnreadPart[]): Argument[] {
    const argv: Argument[] = [];
    guarded(unread, () => {
        const labels = [...kubernetes.field("node-labels").entries()].map(([key, value]) => `${key}=${scalarText(value.raw())}`);
        if (labels.length > 0) argv.push({ ...word(`--node-labels=${labels.join(",")}`), at });
    });
    guarded(unread, () => {
        const endpoint = kubernetes.field("container-runtime-endpoint");
        const text = endpoint.text();
        if (text !== undefined) argv.push({ ...word(`--container-runtime-endpoint=${text}`), at: endpoint.path });
    });
    return argv;
}

function guarded(unread: UnreadPart[], step: () => void): void {
    try {
        step();
    } catch (error) {
        if (!(error instanceof Unreadable)) throw error;
        unread.push({ at: error.at, reason: `${error.reason}, which keeps Bottlerocket from taking its settings` });
    }
}
