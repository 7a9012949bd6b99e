import type { Shared } from "../model/host-share";
import type { HostShareAllowance } from "./host-share-allowances";
import { ADD_ONS } from "./shipped-add-ons";
import { SYSTEM_WORKLOADS } from "./shipped-allowances";

/** What the workloads share whose mounts ship as allowances, from the same manifests. */
const SHARES: Readonly<Record<keyof typeof SYSTEM_WORKLOADS, readonly Shared[]>> = {
    awsNode: ["hostNetwork", "privileged"],
    kubeProxy: ["hostNetwork", "privileged", "SYS_MODULE"],
    cilium: ["hostNetwork", "privileged", "SYS_ADMIN", "SYS_MODULE", "BPF", "PERFMON"],
    ciliumEnvoy: ["hostNetwork", "privileged", "SYS_ADMIN", "BPF", "PERFMON"],
    calico: ["hostNetwork", "privileged"],
    canal: ["hostNetwork", "privileged"],
    canalNode: ["hostNetwork", "privileged"],
    calicoOfOperator: ["hostNetwork", "privileged"],
    ebsNode: ["privileged", "hostProcess", "hostNetwork"],
    efsNode: ["privileged", "hostNetwork"],
    fsxNode: ["privileged"],
    s3Node: ["privileged", "hostPID"],
};

/** A control plane's own static Pods, as kubeadm, RKE2 and kube-vip make them. */
const CONTROL_PLANE = [
    "kube-apiserver",
    "kube-controller-manager",
    "kube-scheduler",
    "etcd",
    "kube-proxy",
    "cloud-controller-manager",
];
const REGISTRIES = ["registry.k8s.io", "k8s.gcr.io", "public.ecr.aws/eks-distro/kubernetes"];

const controlPlane = (image: string, shares: readonly Shared[] = ["hostNetwork"]): HostShareAllowance => ({
    namespace: "kube-system",
    serviceAccount: "default",
    images: [image],
    shares,
    reason: "is a part of the control plane and serves on the node's network",
});

/**
 * Source: prometheus-community/helm-charts, charts/prometheus-node-exporter, and prometheus-operator/kube-prometheus,
 * manifests/nodeExporter-daemonset.yaml: it reads the node's processes and network, unprivileged, and a proxy asks who reads its metrics.
 */
const NODE_EXPORTER: HostShareAllowance = {
    namespace: "*",
    serviceAccount: "*node-exporter",
    images: [
        "quay.io/prometheus/node-exporter",
        "docker.io/prom/node-exporter",
        "registry.k8s.io/node-exporter",
        "quay.io/brancz/kube-rbac-proxy",
    ],
    shares: ["hostNetwork", "hostPID"],
    reason: "measures the node's processes and network",
};

/** What ordinary clusters run on the node's network or privileged. */
export const shippedHostShares = (): readonly HostShareAllowance[] => [
    ...Object.entries(SYSTEM_WORKLOADS).map(([name, workload]) => ({ ...workload, shares: SHARES[name as keyof typeof SHARES] })),
    ...Object.values(ADD_ONS).map(({ shares = [], ...workload }) => ({ ...workload, shares })),
    ...REGISTRIES.flatMap((registry) => CONTROL_PLANE.map((name) => controlPlane(`${registry}/${name}`))),
    ...["ghcr.io/kube-vip/kube-vip", "docker.io/plndr/kube-vip"].map((image) => controlPlane(image)),
    controlPlane("public.ecr.aws/eks-distro/etcd-io/etcd"),
    NODE_EXPORTER,
];
