import { unreadFiles } from "../../../policypack/node/unread-files";
import type { BootFile } from "../../../policypack/model/node-boot";

const file = (path: string, unread: string | undefined = "is not known"): BootFile => ({
    path,
    kind: "file",
    content: { text: "", isLiteral: false },
    isAppended: false,
    isBase: false,
    at: "line 1",
    ...(unread !== undefined && { unread }),
});
const command = (at: string, ...words: string[]) => ({
    argv: words.map((text) => ({ text, isLiteral: true })),
    environment: new Map(),
    isConditional: false,
    at,
});

test.each([
    ...[
        "/etc/kubernetes/kubelet/config.json",
        "/etc/eks/nodeadm.d/a.yaml",
        "/etc/rancher/k3s/config.yaml",
        "/etc/etcd/etcd.conf",
    ],
    ...["/etc/containerd/config.toml", "/etc/docker/daemon.json", "/var/lib/kubelet/config.yaml"],
    ...["/var/lib/rancher/k3s/agent/pod-manifests/a.yaml", "/etc/default/kubelet", "/etc/sysconfig/etcd"],
    ...[
        "/etc/systemd/system/kubelet.service",
        "/usr/lib/systemd/system/etcd.service",
        "/etc/systemd/system/docker.service.d/a.conf",
    ],
    ...["/etc/systemd/system/containerd.service", "/etc/systemd/system/kube-apiserver.service"],
])("%s says how a node runs", (path) =>
    expect(unreadFiles([file(path)], [])).toEqual([{ at: "line 1", reason: "is not known" }]),
);

test.each([
    ...["/etc/app/app.conf", "/srv/etc/kubernetes/a.yaml", "/srv/var/lib/kubelet/a.yaml", "/etc/default/kubelet-old"],
    ...["/srv/etc/default/kubelet", "/etc/systemd/system/kubelet.service.bak", "/etc/systemd/system/app.service"],
    ...[
        "/etc/kubernetes/pki/ca.crt",
        "/var/lib/kubelet/pki/a",
        "/etc/kubernetes/a.cer",
        "/etc/etcd/server.pem",
        "/etc/etcd/server.key",
    ],
    ...["/var/lib/kubelet/kubeconfig", "/etc/kubernetes/admin.conf", "/etc/kubernetes/super-admin.conf"],
    ...["/etc/kubernetes/kubelet.conf", "/etc/kubernetes/scheduler.conf", "/etc/kubernetes/controller-manager.conf"],
    ...["/opt/bin/kubeletctl", "/opt/kubelet"],
])("%s does not", (path) => expect(unreadFiles([file(path)], [])).toEqual([]));

test("what a name that begins as a credential's says is a setting", () =>
    expect(unreadFiles([file("/etc/kubernetes/server.key.yaml"), file("/etc/kubernetes/admin.conf.d/a.yaml")], [])).toHaveLength(
        2,
    ));

test("what is known is not told", () =>
    expect(
        unreadFiles(
            [file("/etc/kubernetes/a.yaml", undefined)].map(({ unread: _, ...known }) => known),
            [],
        ),
    ).toEqual([]));

describe("the kubelet itself", () => {
    const REPLACED = [{ at: "line 1", reason: "replaces the kubelet by one from elsewhere, which may have other defaults" }];
    const taken = (url: string, at = "line 1", path = "/usr/bin/kubelet") =>
        unreadFiles([file(path)], [command(at, "curl", "-o", path, url)]);

    test.each([
        "https://dl.k8s.io/release/v1.33.1/bin/linux/amd64/kubelet",
        "https://cdn.dl.k8s.io/release/v1.33.1/bin/linux/amd64/kubelet",
        "https://storage.googleapis.com/kubernetes-release/release/v1.20.0/bin/linux/amd64/kubelet",
        "https://amazon-eks.s3.us-west-2.amazonaws.com/1.30.0/2024-05-12/bin/linux/amd64/kubelet",
        "https://hybrid-assets.eks.amazonaws.com/releases/v1.0.0/bin/linux/amd64/kubelet",
    ])("%s is what the project publishes", (url) => expect(taken(url)).toEqual([]));

    test.each([
        "https://example.com/kubelet",
        "http://dl.k8s.io/release/v1.33.1/bin/linux/amd64/kubelet",
        "https://dl.k8s.io.example.com/kubelet",
        "https://storage.googleapis.com/kubernetes-release-2/kubelet",
        "https://example.com/?https://dl.k8s.io/kubelet",
        "https://eks.s3.amazonaws.com/kubelet",
        "https://amazon/x.amazonaws.com/kubelet",
    ])("%s is not", (url) => expect(taken(url)).toEqual(REPLACED));

    test("what another line fetches is not it", () => expect(taken("https://dl.k8s.io/kubelet", "line 2")).toEqual(REPLACED));
    test("it lies among the administrator's programs too", () =>
        expect(taken("https://example.com/kubelet", "line 1", "/usr/local/sbin/kubelet")).toEqual(REPLACED));
});
