import type { Allowance } from "./allowances";
import { onEks, type ShippedWorkload } from "./shipped-workload";

/**
 * Add-ons of ordinary clusters that work on their nodes, beside the network and storage of every cluster. Each source is the project's own
 * chart with its own values; `test/legitimate/workloads` has what each mounts and asks for.
 */

const CNI_DIRECTORIES = ["/opt/cni/bin", "/etc/cni/net.d"];
const XTABLES_LOCK = "/run/xtables.lock";

/** Source: istio/istio, manifests/charts/istio-cni (1.30). It is installed beside the control plane or, so that it starts early, in kube-system. */
const istioImages = (name: string): string[] =>
    ["registry.istio.io/release", "docker.io/istio", "gcr.io/istio-release"].map((registry) => `${registry}/${name}`);
const istioCni = (namespace: string): ShippedWorkload => ({
    namespace,
    serviceAccount: "istio-cni",
    images: istioImages("install-cni"),
    paths: [...CNI_DIRECTORIES, "/run/istio-cni"],
    shares: ["SYS_ADMIN"],
    reason: "installs the CNI plugin, and leads Pods' traffic to ztunnel",
});

/** Source: istio/istio, manifests/charts/ztunnel (1.30). */
const ztunnel = (namespace: string): ShippedWorkload => ({
    namespace,
    serviceAccount: "ztunnel",
    images: istioImages("ztunnel"),
    paths: ["/run/ztunnel"],
    shares: ["SYS_ADMIN"],
    reason: "takes Pods over from the CNI plugin of its node",
});

/** Source: linkerd/linkerd2, charts/linkerd2-cni (edge-26.8). */
const linkerdCni: ShippedWorkload = {
    namespace: "linkerd-cni",
    serviceAccount: "linkerd-cni",
    images: ["cr.l5d.io/linkerd/cni-plugin", "ghcr.io/linkerd/cni-plugin"],
    paths: CNI_DIRECTORIES,
    reason: "installs the CNI plugin",
};

/** Source: cilium/charts, cilium 1.19: the operator starts before there is a Pod network. */
const ciliumOperator: ShippedWorkload = {
    namespace: "kube-system",
    serviceAccount: "cilium-operator",
    images: ["generic", "aws", "azure", "alibabacloud"].map((cloud) => `quay.io/cilium/operator-${cloud}`),
    paths: [],
    shares: ["hostNetwork"],
    reason: "runs before there is a Pod network",
};

/** Source: projectcalico/calico, manifests/tigera-operator.yaml. */
const tigeraOperator: ShippedWorkload = {
    namespace: "tigera-operator",
    serviceAccount: "tigera-operator",
    images: ["quay.io/tigera/operator"],
    paths: [],
    shares: ["hostNetwork"],
    reason: "runs before there is a Pod network",
};

/** Source: kubernetes/kubernetes, cluster/addons/dns/nodelocaldns, and deliveryhero/helm-charts, stable/node-local-dns (2.9). */
const nodeLocalDns: ShippedWorkload = {
    namespace: "kube-system",
    serviceAccount: "node-local-dns",
    images: ["registry.k8s.io/dns/k8s-dns-node-cache"],
    paths: [XTABLES_LOCK],
    shares: ["hostNetwork"],
    reason: "answers on an address of the node's own",
};

/** Source: kubernetes-sigs/aws-efs-csi-driver, charts/aws-efs-csi-driver (4.4): the controller mounts file systems to make access points. */
const efsController: ShippedWorkload = {
    namespace: "kube-system",
    serviceAccount: "efs-csi-controller-sa",
    images: [
        "public.ecr.aws/efs-csi-driver/amazon/aws-efs-csi-driver",
        "docker.io/amazon/aws-efs-csi-driver",
        ...onEks("eks/aws-efs-csi-driver"),
    ],
    paths: [],
    shares: ["privileged"],
    reason: "mounts file systems to delete the folders of volumes",
};

const SECRETS_PROVIDERS = "/run/secrets-store-csi-providers";

/** Source: kubernetes-sigs/secrets-store-csi-driver, charts/secrets-store-csi-driver (1.6). */
const secretsStore: ShippedWorkload = {
    namespace: "kube-system",
    serviceAccount: "secrets-store-csi-driver",
    images: [
        "registry.k8s.io/csi-secrets-store/driver",
        "registry.k8s.io/sig-storage/csi-node-driver-registrar",
        "registry.k8s.io/sig-storage/livenessprobe",
    ],
    paths: [
        "/var/lib/kubelet/plugins/csi-secrets-store",
        "/var/lib/kubelet/plugins_registry",
        "/var/lib/kubelet/pods",
        SECRETS_PROVIDERS,
        "/etc/kubernetes/secrets-store-csi-providers",
    ],
    shares: ["privileged"],
    reason: "mounts secrets into Pods",
};

/** Source: aws/secrets-store-csi-driver-provider-aws, charts/secrets-store-csi-driver-provider-aws (3.1). */
const secretsStoreOfAws: ShippedWorkload = {
    namespace: "kube-system",
    serviceAccount: "secrets-store-csi-driver-provider-aws",
    images: ["public.ecr.aws/aws-secrets-manager/secrets-store-csi-driver-provider-aws"],
    paths: [SECRETS_PROVIDERS, "/var/lib/kubelet/pods"],
    reason: "writes the secrets that Pods mount",
};

/** Source: NVIDIA/k8s-device-plugin, deployments/helm/nvidia-device-plugin (0.20), whose control daemon shares GPUs by MPS. */
const nvidiaDevicePlugin: ShippedWorkload = {
    namespace: "nvidia-device-plugin",
    serviceAccount: "nvidia-device-plugin-service-account",
    images: ["nvcr.io/nvidia/k8s-device-plugin"],
    paths: ["/var/lib/kubelet/device-plugins", "/run/nvidia/mps", "/run/nvidia/mps/shm", "/run/cdi"],
    shares: ["hostPID", "privileged"],
    reason: "tells the kubelet which GPUs there are, and shares them among processes",
};

/** Source: kubernetes/node-problem-detector, deployment/, and deliveryhero/helm-charts, stable/node-problem-detector (2.4). */
const nodeProblemDetector: ShippedWorkload = {
    namespace: "kube-system",
    serviceAccount: "node-problem-detector",
    images: ["registry.k8s.io/node-problem-detector/node-problem-detector"],
    paths: [],
    shares: ["privileged"],
    reason: "reads the kernel's log",
};

/** Source: vmware-tanzu/helm-charts, charts/velero (12.1), and vmware-tanzu/velero, pkg/install. */
const veleroNodeAgent = (serviceAccount: string): ShippedWorkload => ({
    namespace: "velero",
    serviceAccount,
    images: ["docker.io/velero/velero"],
    paths: ["/var/lib/kubelet/pods", "/var/lib/kubelet/plugins"],
    reason: "saves and restores the volumes of Pods",
});

/** Collectors of logs, which keep how far they have read in a folder of their own on the node. Sources: the charts of that name. */
const collector = (serviceAccount: string, image: string, path: string): ShippedWorkload => ({
    namespace: "*",
    serviceAccount,
    images: [image],
    paths: [path],
    reason: "keeps in a folder of its own how far it has read",
});

/** Source: aws-observability/helm-charts, charts/amazon-cloudwatch-observability (6.4), as the managed add-on installs it. */
const fluentBitOfCloudWatch: ShippedWorkload = {
    namespace: "amazon-cloudwatch",
    serviceAccount: "cloudwatch-agent",
    images: [
        "public.ecr.aws/aws-observability/aws-for-fluent-bit",
        "128054284489.dkr.ecr.*.amazonaws.com.cn/aws-for-fluent-bit",
        "161423150738.dkr.ecr.*.amazonaws.com/aws-for-fluent-bit",
    ],
    paths: ["/var/fluent-bit/state"],
    shares: ["hostProcess"],
    reason: "keeps in a folder of its own how far it has read, and reads the logs of Windows nodes, which no volume brings it",
};

/**
 * Source: DataDog/helm-charts, charts/datadog (3.240), which people install under a name and into a namespace of their choice. These are its
 * own folders. What else it asks for (the runtime's socket, the node's processes, seccomp profiles, the kernel's debug interface) is not here.
 */
const datadog: ShippedWorkload = {
    namespace: "*",
    serviceAccount: "*datadog*",
    images: [
        ...["registry.datadoghq.com", "gcr.io/datadoghq", "eu.gcr.io/datadoghq", "asia.gcr.io/datadoghq"],
        ...["public.ecr.aws/datadog", "docker.io/datadog"],
    ].map((registry) => `${registry}/agent`),
    paths: [
        "/run/datadog",
        "/var/lib/datadog-agent/logs",
        "/var/tmp/datadog-agent/system-probe/build",
        "/var/tmp/datadog-agent/system-probe/kernel-headers",
    ],
    reason: "keeps its state, its sockets and what it builds in folders of its own",
};

/** Source: vectordotdev/helm-charts, charts/vector (0.56): the logs of Docker's containers lie below, and its chart names no less. */
export const READERS: readonly Allowance[] = [
    {
        namespace: "*",
        serviceAccount: "*vector",
        images: ["docker.io/timberio/vector"],
        path: "/var/lib",
        onlyReads: true,
        reason: "reads the logs of containers below",
    },
];

/** By name. */
export const ADD_ONS: Readonly<Record<string, ShippedWorkload>> = {
    istioCni: istioCni("istio-system"),
    istioCniOfSystem: istioCni("kube-system"),
    ztunnel: ztunnel("istio-system"),
    ztunnelOfSystem: ztunnel("kube-system"),
    linkerdCni,
    ciliumOperator,
    tigeraOperator,
    nodeLocalDns,
    efsController,
    secretsStore,
    secretsStoreOfAws,
    nvidiaDevicePlugin,
    nodeProblemDetector,
    velero: veleroNodeAgent("velero"),
    veleroOfChart: veleroNodeAgent("velero-server"),
    promtail: collector("*promtail", "docker.io/grafana/promtail", "/run/promtail"),
    vector: collector("*vector", "docker.io/timberio/vector", "/var/lib/vector"),
    fluentBitOfCloudWatch,
    datadog,
};

/** Those that enter the namespaces of Pods through /proc, where the root of the node's processes is too. */
export const THROUGH_PROC: readonly ShippedWorkload[] = [istioCni("istio-system"), istioCni("kube-system")];
