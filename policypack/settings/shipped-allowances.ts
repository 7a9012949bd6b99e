import type { Allowance } from "./allowances";
import { ADD_ONS, READERS, THROUGH_PROC } from "./shipped-add-ons";
import { onEks, type ShippedWorkload } from "./shipped-workload";

/**
 * What ordinary clusters mount writable, read from each project's own manifests. A path is allowed to its workload alone: namespace,
 * service account, image and path must all match, so any other path of theirs is reported.
 */

const each = ({ paths, ...workload }: ShippedWorkload): Allowance[] => paths.map((path) => ({ ...workload, path }));

const CNI_DIRECTORIES = ["/opt/cni/bin", "/etc/cni/net.d"];
const XTABLES_LOCK = "/run/xtables.lock";

/** Source: aws/amazon-vpc-cni-k8s, config/master/aws-k8s-cni.yaml (v1.23). */
const awsNode: ShippedWorkload = {
    namespace: "kube-system",
    serviceAccount: "aws-node",
    images: [
        ...onEks("amazon-k8s-cni", "amazon-k8s-cni-init", "amazon/aws-network-policy-agent"),
        "public.ecr.aws/eks/amazon-k8s-cni",
        "public.ecr.aws/eks/amazon-k8s-cni-init",
        "public.ecr.aws/eks/aws-network-policy-agent",
    ],
    paths: [...CNI_DIRECTORIES, "/var/log/aws-routed-eni", "/run/aws-node", XTABLES_LOCK, "/sys/fs/bpf"],
    reason: "installs the CNI plugin, programs iptables and BPF, logs",
};

/** Source: kubeadm's add-on (cmd/kubeadm/app/phases/addons/proxy) and the EKS add-on, which also logs to /var/log. */
const kubeProxy: ShippedWorkload = {
    namespace: "kube-system",
    serviceAccount: "kube-proxy",
    images: [
        ...onEks("eks/kube-proxy", "eks/kube-proxy-arm64"),
        "registry.k8s.io/kube-proxy",
        "k8s.gcr.io/kube-proxy",
        "public.ecr.aws/eks-distro/kubernetes/kube-proxy",
    ],
    paths: [XTABLES_LOCK, "/lib/modules", "/var/log"],
    reason: "shares the lock of iptables, loads modules, logs",
};

/** Source: cilium/cilium, install/kubernetes/cilium/templates/cilium-agent/daemonset.yaml with its default values. */
const cilium: ShippedWorkload = {
    namespace: "kube-system",
    serviceAccount: "cilium",
    images: ["quay.io/cilium/cilium", "quay.io/cilium/cilium-ci", "docker.io/cilium/cilium"],
    paths: [
        ...CNI_DIRECTORIES,
        XTABLES_LOCK,
        "/lib/modules",
        "/run/cilium",
        "/run/cilium/cgroupv2",
        "/run/cilium/envoy/sockets",
        "/run/netns",
        "/run/spire/sockets",
        "/sys/fs/bpf",
        "/proc/sys/net",
        "/proc/sys/kernel",
    ],
    reason: "installs the CNI plugin, keeps its state, programs BPF",
};

/** Source: cilium/cilium, install/kubernetes/cilium/templates/cilium-envoy/daemonset.yaml. */
const ciliumEnvoy: ShippedWorkload = {
    namespace: "kube-system",
    serviceAccount: "cilium-envoy",
    images: ["quay.io/cilium/cilium-envoy"],
    paths: ["/run/cilium/envoy/sockets", "/run/cilium/envoy/artifacts", "/sys/fs/bpf"],
    reason: "shares its socket with the agent of its node",
};

const CALICO_IMAGES = ["docker.io/calico", "quay.io/calico"].flatMap((registry) =>
    ["node", "cni", "calico", "pod2daemon-flexvol"].map((image) => `${registry}/${image}`),
);
const CALICO_PATHS = [
    ...CNI_DIRECTORIES,
    XTABLES_LOCK,
    "/lib/modules",
    "/run/calico",
    "/run/nodeagent",
    "/var/lib/calico",
    "/var/lib/cni/networks",
    "/var/log/calico",
    "/var/log/calico/cni",
    "/sys/fs",
    "/sys/fs/bpf",
    "/usr/libexec/kubernetes/kubelet-plugins/volume/exec/nodeagent~uds",
];
const CALICO_REASON = "installs the CNI plugin, keeps its state, programs iptables and BPF";

/** Source: projectcalico/calico, charts/calico/templates/calico-node.yaml (the manifests calico.yaml and canal.yaml). */
const calico: ShippedWorkload = {
    namespace: "kube-system",
    serviceAccount: "calico-node",
    images: CALICO_IMAGES,
    paths: CALICO_PATHS,
    reason: CALICO_REASON,
};
const canal: ShippedWorkload = {
    ...calico,
    serviceAccount: "canal",
    images: [...CALICO_IMAGES, "docker.io/flannel/flannel", "quay.io/coreos/flannel"],
};
const canalNode: ShippedWorkload = { ...canal, serviceAccount: "canal-node" };

/** Source: tigera/operator, pkg/render/node.go. */
const calicoOfOperator: ShippedWorkload = { ...calico, namespace: "calico-system" };

const CSI_SIDECARS = ["csi-node-driver-registrar", "livenessprobe"];
const csiImages = (driver: string, onEksAs = driver.replace(/^[^/]*\//, "eks/")): string[] => [
    `public.ecr.aws/${driver}`,
    ...onEks(onEksAs, ...CSI_SIDECARS.map((name) => `eks/${name}`)),
    ...CSI_SIDECARS.map((name) => `public.ecr.aws/csi-components/${name}`),
    "public.ecr.aws/eks-distro/kubernetes-csi/node-driver-registrar",
    "public.ecr.aws/eks-distro/kubernetes-csi/livenessprobe",
    "registry.k8s.io/sig-storage/csi-node-driver-registrar",
    "registry.k8s.io/sig-storage/livenessprobe",
];
const csiPaths = (driver: string): string[] => [
    "/var/lib/kubelet",
    `/var/lib/kubelet/plugins/${driver}`,
    "/var/lib/kubelet/plugins_registry",
];

/** Source: kubernetes-sigs/aws-ebs-csi-driver, deploy/kubernetes/base/node.yaml and node-windows.yaml (v1.49). */
const ebsNode: ShippedWorkload = {
    namespace: "kube-system",
    serviceAccount: "ebs-csi-node-sa",
    images: csiImages("ebs-csi-driver/aws-ebs-csi-driver"),
    paths: [
        ...csiPaths("ebs.csi.aws.com"),
        "/dev",
        ...csiPaths("ebs.csi.aws.com").map((path) => `C:${path}`),
        ...["disk", "volume", "filesystem"].map((api) => `//./pipe/csi-proxy-${api}-v1`),
    ],
    reason: "formats and mounts the volumes of Pods",
};

/** Source: kubernetes-sigs/aws-efs-csi-driver, deploy/kubernetes/base/node-daemonset.yaml (v3.4). The controllers of both drivers mount no path. */
const efsNode: ShippedWorkload = {
    namespace: "kube-system",
    serviceAccount: "efs-csi-node-sa",
    images: [
        "public.ecr.aws/efs-csi-driver/amazon/aws-efs-csi-driver",
        "docker.io/amazon/aws-efs-csi-driver",
        ...csiImages("efs-csi-driver/aws-efs-csi-driver"),
    ],
    paths: [...csiPaths("efs.csi.aws.com"), "/run/efs", "/var/amazon/efs", "/etc/amazon/efs"],
    reason: "mounts the volumes of Pods and keeps the state of its TLS tunnels",
};

/** Source: kubernetes-sigs/aws-fsx-csi-driver, charts/aws-fsx-csi-driver (1.17). Its controller mounts nothing of the node. */
const fsxNode: ShippedWorkload = {
    namespace: "kube-system",
    serviceAccount: "fsx-csi-node-sa",
    images: csiImages("fsx-csi-driver/aws-fsx-csi-driver"),
    paths: csiPaths("fsx.csi.aws.com"),
    reason: "mounts the volumes of Pods",
};

/** Source: awslabs/mountpoint-s3-csi-driver, charts/aws-mountpoint-s3-csi-driver (2.7), which mounts in Pods of its own; 1.x had systemd do it. */
const s3Node: ShippedWorkload = {
    namespace: "kube-system",
    serviceAccount: "s3-csi-driver-sa",
    images: csiImages("mountpoint-s3-csi-driver/aws-mountpoint-s3-csi-driver", "eks/aws-s3-csi-driver"),
    paths: csiPaths("s3.csi.aws.com"),
    reason: "mounts buckets for Pods, and tells by their processes who asks",
};

/** The workloads of ordinary clusters that work on their nodes. */
export const SYSTEM_WORKLOADS = {
    awsNode,
    kubeProxy,
    cilium,
    ciliumEnvoy,
    calico,
    canal,
    canalNode,
    calicoOfOperator,
    ebsNode,
    efsNode,
    fsxNode,
    s3Node,
} as const;

/** What may be mounted writable. */
export const shippedWritable = (): readonly Allowance[] => [SYSTEM_WORKLOADS, ADD_ONS].flatMap(Object.values).flatMap(each);

/** What may have a folder of the kubelet's: what writes it, and what only reads. */
export const shippedFolders = (): readonly Allowance[] => [...shippedWritable(), ...READERS];

/**
 * What may reach a runtime socket: network plugins that enter the namespaces of the node or of Pods through /proc. No shipped workload
 * needs a socket, so none is allowed one.
 */
export const shippedSockets = (): readonly Allowance[] => [
    ...[cilium, calico, canal, canalNode, calicoOfOperator].flatMap((workload) =>
        each({ ...workload, paths: ["/proc"], reason: "mounts the cgroup file system in the node's namespaces" }),
    ),
    ...THROUGH_PROC.flatMap((workload) => each({ ...workload, paths: ["/proc"] })),
];
