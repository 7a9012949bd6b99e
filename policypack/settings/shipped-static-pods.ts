import type { Allowance } from "./allowances";
import type { HostShareAllowance } from "./host-share-allowances";
import { shippedFolders } from "./shipped-allowances";
import { shippedHostShares } from "./shipped-host-shares";

/** A control plane's own static Pods: kubeadm's (cmd/kubeadm/app/phases/controlplane, …/etcd), with the volumes that its manifests have. */
const CERTIFICATES = [
    ...["/etc/kubernetes/pki", "/etc/ssl/certs", "/etc/ca-certificates", "/usr/share/ca-certificates"],
    ...["/usr/local/share/ca-certificates", "/etc/pki", "/etc/pki/tls/certs", "/etc/pki/ca-trust"],
];
const PARTS: Readonly<Record<string, readonly string[]>> = {
    "kube-apiserver": CERTIFICATES,
    "kube-controller-manager": [
        ...CERTIFICATES,
        "/etc/kubernetes/controller-manager.conf",
        "/usr/libexec/kubernetes/kubelet-plugins/volume/exec",
    ],
    "kube-scheduler": ["/etc/kubernetes/scheduler.conf"],
    etcd: ["/etc/kubernetes/pki/etcd", "/var/lib/etcd"],
};
const REGISTRIES = ["registry.k8s.io", "k8s.gcr.io", "public.ecr.aws/eks-distro/kubernetes"];
const imagesOf = (name: string): string[] => [
    ...REGISTRIES.map((registry) => `${registry}/${name}`),
    ...(name === "etcd" ? ["public.ecr.aws/eks-distro/etcd-io/etcd"] : []),
];

/** RKE2's, in one image but for etcd's (pkg/podtemplate of rancher/rke2); the paths are its own folder and the node's certificates. */
const RKE2_IMAGES = ["hardened-kubernetes", "hardened-etcd", "rke2-cloud-provider"].flatMap((name) => [
    `docker.io/rancher/${name}`,
    `registry.rancher.com/rancher/${name}`,
]);
const RKE2_PATHS = [
    ...["agent", "agent/etc", "agent/logs", "agent/pod-manifests", "server", "server/cred", "server/db/etcd", "server/db"],
    ...["server/etc", "server/logs", "server/tls", "server/tls/etcd", "server/manifests"],
].map((folder) => `/var/lib/rancher/rke2/${folder}`);
const RKE2_NODE = ["/lib/modules", "/run/xtables.lock", "/etc/ssl", "/etc/ssl/certs", "/etc/pki", "/etc/ca-certificates"];

/** kube-vip (pkg/kubevip/config_generator.go) elects a leader with the administrator's credentials. */
const KUBE_VIP_IMAGES = ["ghcr.io/kube-vip/kube-vip", "docker.io/plndr/kube-vip"];
const KUBE_VIP_PATHS = ["/etc/kubernetes/admin.conf", "/etc/kubernetes/super-admin.conf", "/etc/hosts"];

const allowed = (images: readonly string[], paths: readonly string[], reason: string): Allowance[] =>
    paths.map((path) => ({ namespace: "kube-system", serviceAccount: "default", images, path, reason }));

/** What the static Pods of ordinary control planes mount of their nodes. */
export const shippedStaticPodPaths = (): readonly Allowance[] => [
    ...Object.entries(PARTS).flatMap(([name, paths]) => allowed(imagesOf(name), paths, "is a part of the control plane")),
    ...allowed(RKE2_IMAGES, [...RKE2_PATHS, ...RKE2_NODE, ...CERTIFICATES], "is a part of RKE2's control plane"),
    ...allowed(KUBE_VIP_IMAGES, KUBE_VIP_PATHS, "holds the control plane's address"),
];

/** What may have folders of the kubelet's, of private keys and others of its node: add-ons, and the parts of a control plane wherever they are written. */
export const shippedNodeFolders = (): readonly Allowance[] => [...shippedFolders(), ...shippedStaticPodPaths()];

/** What they share with their nodes: the network, and kube-proxy of RKE2 all of it. */
export const shippedStaticPodShares = (): readonly HostShareAllowance[] => [
    ...shippedHostShares(),
    ...RKE2_IMAGES.map((image): HostShareAllowance => ({
        namespace: "kube-system",
        serviceAccount: "default",
        images: [image],
        shares: image.endsWith("/hardened-kubernetes") ? ["hostNetwork", "privileged"] : ["hostNetwork"],
        reason: "is a part of RKE2's control plane, kube-proxy among them",
    })),
];
