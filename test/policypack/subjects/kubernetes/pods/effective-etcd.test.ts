import { Cursor } from "../../../../../policypack/parse/cursor";
import { API_SERVER } from "../../../../../policypack/subjects/kubernetes/pods/effective-api-server";
import { Container } from "../../../../../policypack/subjects/kubernetes/pods/container";
import { CHART } from "../../../../../policypack/subjects/kubernetes/pods/etcd-chart";
import { ETCD, etcdsOf, evidenceOf } from "../../../../../policypack/subjects/kubernetes/pods/effective-etcd";
import type { Program } from "../../../../../policypack/subjects/kubernetes/pods/invocation";
import { K3S } from "../../../../../policypack/subjects/kubernetes/pods/k3s-pod";
import { KUBELET } from "../../../../../policypack/subjects/kubernetes/pods/kubelet-pod";
import { Pod } from "../../../../../policypack/subjects/kubernetes/pods/pod";

const containerOf = (spec: object) => new Container(Cursor.of(spec, "c") as Container["spec"]);
const podOf = (spec: object = {}, metadata: object = {}) => {
    const own = Cursor.of(metadata) as ConstructorParameters<typeof Pod>[1];
    return new Pod(Cursor.of(spec) as ConstructorParameters<typeof Pod>[0], own, own);
};

test.each([
    ["registry.k8s.io/etcd:3.6.4-0", "image etcd of Kubernetes"],
    ["registry.k8s.io/etcd-amd64:3.2", "image etcd-amd64 of Kubernetes"],
    ["k8s.gcr.io/etcd", "image etcd of Kubernetes"],
    ["gcr.io/google_containers/etcd", "image etcd of Kubernetes"],
    ["gcr.io/google-containers/etcd", "image etcd of Kubernetes"],
    ["public.ecr.aws/eks-distro/etcd-io/etcd:v3", "image etcd of Kubernetes"],
    ["rancher/mirrored-coreos-etcd:v3", "image mirrored-coreos-etcd of Kubernetes"],
    ["mirror.example.com/registry.k8s.io/etcd", undefined],
    ["registry.k8s.io/etcd/own", undefined],
    ["registry.k8s.io/etcd-empty-dir-cleanup", undefined],
    ["mirror.example.com/public.ecr.aws/eks-distro/etcd-io/etcd", undefined],
    ["public.ecr.aws/eks-distro/etcd-io/etcdctl", undefined],
    ["rancher/mirrored-coreos-etcd-backup", undefined],
    ["quay.io/coreos/etcd", undefined],
])("whose etcd the image %s is", (image, why) => {
    const expected = why === undefined ? { verdict: "unsure", why: "" } : { verdict: "node", why };
    expect(evidenceOf(containerOf({ image }), podOf())).toEqual(expected);
});

test.each<[string, object, object, object]>([
    ["namespace kube-system", {}, {}, { namespace: "kube-system" }],
    ["label tier", {}, {}, { labels: { tier: "control-plane" } }],
    ["the node's network", {}, { hostNetwork: true }, {}],
    ["files in /etc/kubernetes", { command: ["etcd", "--cert-file=/etc/kubernetes/pki/etcd/server.crt"] }, {}, {}],
])("an etcd is a cluster's by %s", (why, container, spec, metadata) => {
    expect(evidenceOf(containerOf(container), podOf(spec, metadata))).toEqual({ verdict: "node", why });
});

test("etcd that serves nothing starts no member", () => {
    const started = (...args: string[]) => [...etcdsOf(containerOf({ command: ["etcd", ...args] }), podOf())].length;
    expect([started("--name=a"), started("--version"), started("--help")]).toEqual([1, 0, 0]);
});

const named = (name: string) => K3S.find((program) => program.name === name)!;
test.each<[string, Program, readonly string[], readonly string[]]>([
    [
        "etcd",
        ETCD,
        ["etcd", "etcd-amd64", "etcd-arm64", "mirrored-coreos-etcd"],
        ["etcdctl", "etcd-backup", "etcd-operator", "myetcd"],
    ],
    ["the kubelet", KUBELET, ["kubelet", "kubelet-amd64", "kubelet-arm64"], ["kubelet-csr-approver", "virtual-kubelet"]],
    [
        "the API server",
        API_SERVER,
        ["kube-apiserver", "kube-apiserver-arm64"],
        ["kube-apiserver-network-proxy", "my-kube-apiserver"],
    ],
    ["k3s", named("k3s"), ["k3s"], ["k3s-upgrade", "my-k3s"]],
    ["RKE2", named("rke2"), ["rke2", "rke2-runtime"], ["rke2-upgrade", "my-rke2"]],
])("images that start %s by themselves, and others", (_, { image }, own, others) => {
    expect(own.filter((one) => !image.test(one))).toEqual([]);
    expect(others.filter((one) => image.test(one))).toEqual([]);
});

test.each([
    ["etcd", true],
    ["bitnami/etcd", true],
    ["oci://registry-1.docker.io/bitnamicharts/etcd", true],
    ["./charts/etcd-12.0.1.tgz", true],
    ["./etcd/", true],
    ["./charts/etcd-operator.tgz", false],
    ["etcd-operator", false],
    ["myetcd", false],
])("the chart %s is an etcd's: %s", (chart, expected) => {
    expect(CHART.test(chart)).toBe(expected);
});
