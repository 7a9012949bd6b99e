import type { BootFile, NodeBoot } from "../../../policypack/model/node-boot";
import {
    isKubeletSetting,
    isNodeCredential,
    isRuntimeSetting,
    kubeletGuardOf,
    KUBELET_SETTINGS,
} from "../../../policypack/node/kubelet-places";
import { HOLE } from "../../../policypack/parse/word";

test.each([
    ...["/etc/kubernetes/kubelet/config.json", "/etc/kubernetes/kubelet.conf.d/a.conf", "/etc/kubernetes/config/a"],
    ...["/etc/eks/nodeadm.d/a.yaml", "/var/lib/kubelet/config.d/a.conf", "/var/lib/kubelet/kubelet.conf.d/a.conf"],
    ...["/var/lib/kubelet/pki/kubelet.key", "/etc/rancher/k3s/config.yaml", "/var/lib/rancher/k3s/agent/etc/kubelet.conf.d/a"],
    ...[
        "/var/lib/rancher/rke2/agent/etc",
        "/etc/kubernetes/kubelet.conf",
        "/etc/kubernetes/kubelet.yaml",
        "/etc/kubernetes/a.yml",
    ],
    ...[
        "/etc/kubernetes/a-*.json",
        "/var/lib/kubelet/config.yaml",
        "/var/lib/kubelet/kubeadm-flags.env",
        "/var/lib/kubelet/a.yml",
    ],
    ...[
        "/var/lib/kubelet/a.json",
        "/var/lib/kubelet/a.conf",
        "/var/lib/kubelet/kubeconfig",
        "/var/lib/kubelet/bootstrap-kubeconfig",
    ],
    ...["/etc/default/kubelet", "/etc/sysconfig/kubelet-extra", "/etc/default/k3s", "/etc/sysconfig/rke2-agent"],
    ...["/etc/systemd/system/kubelet.service", "/run/systemd/system/kubelet.service.d", "/usr/lib/systemd/system/k3s.service"],
    ...["/usr/local/lib/systemd/system/rke2-server.service.d/a.conf", "/lib/systemd/system/k3s-agent.service"],
])("%s says how a kubelet runs", (path) => expect(isKubeletSetting(path)).toBe(true));

test.each([
    ...[
        "/etc/kubernetes",
        "/etc/kubernetes/pki/ca.crt",
        "/etc/kubernetes/a.txt",
        "/srv/etc/kubernetes/a.yaml",
        "/var/lib/kubelet/a.sh",
    ],
    ...["/etc/kubernetes/a.yaml.bak", "/var/lib/kubelet/kubeconfig.bak", "/var/lib/kubelet/my-kubeconfig", "/etc/default/grub"],
    ...[
        "/etc/default/kubelet/a",
        "/etc/kubernetes2/kubelet/a",
        "/etc/systemd/system/docker.service",
        "/var/lib/kubelet/pods/a.yaml/b",
    ],
    ...[
        "/etc/systemd/system/kubelet.service.bak",
        "/srv/systemd/system/kubelet.service",
        "/etc/systemd/system/kubelet.service.d/a/b",
    ],
    ...["/etc/systemd/user/kubelet.service", "/x/etc/systemd/system/kubelet.service"],
])("%s does not", (path) => expect(isKubeletSetting(path)).toBe(false));

test.each([
    ...[
        "/etc/systemd/system/containerd.service",
        "/usr/lib/systemd/system/docker.service.d/a.conf",
        "/run/systemd/system/crio.service.d",
    ],
    ...[
        "/etc/containerd",
        "/etc/containerd/config.toml",
        "/etc/default/containerd",
        "/etc/sysconfig/docker",
        "/etc/sysconfig/crio",
    ],
])("%s says how a runtime runs", (path) => expect([isRuntimeSetting(path), isKubeletSetting(path)]).toEqual([true, false]));
test.each([
    ...[
        "/etc/containerd2",
        "/srv/etc/containerd",
        "/etc/default/docker2",
        "/etc/systemd/system/docker.service.bak",
        "/etc/docker",
    ],
    ...["/etc/systemd/system/docker.socket", "/etc/systemd/system/docker.service.d/a/b"],
])("%s says nothing of a runtime", (path) => expect(isRuntimeSetting(path)).toBe(false));

test.each([
    ...["/etc/kubernetes/kubelet.conf", "/etc/kubernetes/bootstrap-kubelet.conf", "/etc/kubernetes/admin.conf"],
    ...["/etc/kubernetes/super-admin.conf", "/etc/kubernetes/controller-manager.conf", "/etc/kubernetes/scheduler.conf"],
    ...[
        "/var/lib/kubelet/kubeconfig",
        "/var/lib/kubelet/bootstrap-kubeconfig",
        "/var/lib/kubelet/pki/kubelet-client-current.pem",
    ],
    ...[
        "/var/lib/kubelet/pki/kubelet.key",
        "/etc/rancher/k3s/k3s.yaml",
        "/etc/rancher/rke2/rke2.yaml",
        "/etc/rancher/k3s/config.yaml",
    ],
])("with %s one is somebody", (path) => expect(isNodeCredential(path)).toBe(true));
test.each([
    ...[
        "/var/lib/kubelet/pki/kubelet.crt",
        "/var/lib/kubelet/pki/a/b.key",
        "/etc/kubernetes/my-admin.conf",
        "/etc/kubernetes/admin.conf2",
    ],
    ...[
        "/srv/etc/kubernetes/admin.conf",
        "/srv/var/lib/kubelet/kubeconfig",
        "/etc/rancher/k3s/registries.yaml",
        "/srv/etc/rancher/k3s/k3s.yaml",
    ],
    ...["/var/lib/kubelet/kubeconfig.d", "/etc/rancher/k3s/k3s.yaml.bak"],
])("with %s one is nobody", (path) => expect(isNodeCredential(path)).toBe(false));

const file = (path: string, text: string, more: Partial<BootFile> = {}): BootFile => ({
    path,
    kind: "file",
    content: { text, isLiteral: text !== HOLE },
    isAppended: false,
    isBase: false,
    at: "a",
    ...more,
});
const boot = (verdict: "node" | "unsure", ...files: readonly BootFile[]): NodeBoot => ({
    files,
    commands: [],
    documents: [],
    users: [],
    unread: [],
    distribution: "unknown",
    evidence: { verdict, why: "test" },
});
const CONFIGURATION = "apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\n";

test.each<[path: string, onNode: boolean, elsewhere: boolean]>([
    ["/etc/kubernetes", true, true],
    ["/var/lib/kubelet", true, true],
    ["/etc/eks", true, true],
    ["/etc/kubernetes/a.yaml", true, true],
    ["/etc/kubernetes/manifests", false, false],
    ["/etc/containerd/config.toml", true, false],
    ["/srv/k.yaml", true, true],
    ["/srv/other.yaml", false, false],
    ["/tmp/k.yaml", false, false],
    ["/var/tmp/k.yaml", false, false],
    ["/srv/base.yaml", false, false],
])("%s is guarded on a node (%s), and on any machine (%s)", (path, onNode, elsewhere) => {
    const files = [
        file("/srv/k.yaml", CONFIGURATION),
        file("/srv/other.yaml", "# kubelet.config.k8s.io\na: 1\n"),
        file("/tmp/k.yaml", CONFIGURATION),
        file("/var/tmp/k.yaml", CONFIGURATION),
        file("/srv/base.yaml", CONFIGURATION, { isBase: true }),
    ];
    const guarded = (verdict: "node" | "unsure") => kubeletGuardOf(boot(verdict, ...files)).guards(file(path, ""));
    expect([guarded("node"), guarded("unsure")]).toEqual([onNode, elsewhere]);
});

test("what is guarded is where such settings lie, and the boot's own", () =>
    expect(kubeletGuardOf(boot("node", file("/srv/k.yaml", CONFIGURATION))).places).toEqual([
        ...KUBELET_SETTINGS,
        "/srv/k.yaml",
    ]));

test.each<[why: string, file: BootFile, hides: boolean]>([
    ["a kubeconfig with a token", file("/var/lib/kubelet/kubeconfig", "users: [{user: {token: a}}]"), true],
    ["a kubeconfig with a key", file("/etc/kubernetes/admin.conf", "user:\n  client-key-data: a"), true],
    ["a kubeconfig in JSON", file("/etc/kubernetes/admin.conf", '{"password": "a"}'), true],
    [
        "a kubeconfig that asks a program",
        file("/var/lib/kubelet/kubeconfig", "user: {exec: {command: aws}}\ntokens: a\nmy_token: a"),
        false,
    ],
    ["a kubeconfig without its token", file("/var/lib/kubelet/kubeconfig", "token:\n"), false],
    ["k3s' settings with its token", file("/etc/rancher/k3s/config.yaml", "agent-token: a"), true],
    ["k3s' settings", file("/etc/rancher/k3s/config.yaml", "server: https://a"), false],
    ["k3s' settings, which nobody knows", file("/etc/rancher/k3s/config.yaml", HOLE), false],
    ["k3s' credentials, which nobody knows", file("/etc/rancher/k3s/k3s.yaml", HOLE), true],
    ["what the image brings", file("/etc/kubernetes/kubelet.conf", "", { isBase: true }), true],
    ["a key", file("/var/lib/kubelet/pki/a.pem", "-----BEGIN PRIVATE KEY-----"), true],
    ["a certificate", file("/var/lib/kubelet/pki/a.pem", "-----BEGIN CERTIFICATE-----"), false],
    ["a token elsewhere", file("/srv/a.yaml", "token: a"), false],
])("%s", (_, one, hides) => expect(kubeletGuardOf(boot("node")).hides!(one)).toBe(hides));
