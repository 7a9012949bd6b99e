import { gzipSync } from "node:zlib";
import { bootOfContent, kindOfContent } from "../../../policypack/node/content";
import { daemonsOf } from "../../../policypack/node/installers";
import { kubeletConfiguration, mime, nodeConfig } from "../kubelets";

const packed = (text: string) => Buffer.from(text).toString("base64");
const open = { readOnlyPort: 10255 };
const CLOUD = `#cloud-config\n${JSON.stringify({ write_files: [{ path: "/var/lib/kubelet/config.yaml", content: kubeletConfiguration(open) }] })}`;
const KUBEADM = `${JSON.stringify({ apiVersion: "kubeadm.k8s.io/v1beta4", kind: "InitConfiguration" })}\n---\n${kubeletConfiguration(open)}`;
const TALOS = "version: v1alpha1\nmachine:\n  type: worker\n  kubelet:\n    extraArgs: { read-only-port: 10255 }\ncluster: {}\n";

describe("what configures nodes is read", () => {
    test.each([
        ["a KubeletConfiguration", kubeletConfiguration(open), {}, "unsure"],
        ["kubeadm's documents", KUBEADM, {}, "node"],
        ["a NodeConfig", nodeConfig({ config: open }), {}, "node"],
        ["MIME", mime(["application/node.eks.aws", nodeConfig({ config: open })]), {}, "node"],
        ["a cloud-config", CLOUD, {}, "node"],
        ["a script", `#!/bin/bash\n/etc/eks/bootstrap.sh prod --kubelet-extra-args --read-only-port=10255\n`, {}, "node"],
        ["Talos", TALOS, {}, "node"],
        ["k3s, by its name", "kubelet-arg: [read-only-port=10255]\n", { name: "k3s-config.yaml" }, "unsure"],
    ])("%s", (_, text, hint, verdict) => {
        const gzipped = gzipSync(text).toString("base64");
        for (const content of [text, packed(text), gzipped]) {
            const boot = bootOfContent(content, "stringData.value", hint);
            expect(boot?.evidence.verdict).toBe(verdict);
            expect(daemonsOf(boot!).kubelets.map(({ readOnlyPort }) => readOnlyPort.value)).toEqual([10255]);
        }
    });
});

describe("what does not is nothing", () => {
    test.each([
        ["a password", "hunter2"],
        ["an empty text", ""],
        ["a certificate", "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"],
        ["a probe's script", "#!/bin/sh\nkubectl get nodes -o name | grep -q kubelet\n"],
        ["an application's settings", "machine: big\nserver: { port: 80 }\n"],
        ["a cloud-config of something else", "#cloud-config\npackages: [nginx]\n"],
        ["a kubeconfig", "apiVersion: v1\nkind: Config\nclusters: []\n"],
        ["k3s without its name", "kubelet-arg: [v=2]\n"],
        ["base64 of nothing", packed("a".repeat(100))],
        ["bytes", "\u0000\u0001\ufffd".repeat(100)],
    ])("%s", (_, text) => {
        expect(kindOfContent(text)).toBeUndefined();
        expect(bootOfContent(text, "data.x")).toBeUndefined();
    });
});

describe("a text is told by its words", () => {
    const SCRIPT = (line: string) => `#!/bin/sh\nset -e\n${line}\n`;
    test.each<[why: string, text: string]>([
        ...[
            ...["kubeadm init", "kubeadm --v=5 join a:6443", "kubeadm -v2 --a init", "nodeadm init -c a", "nodeadm  init"],
            ...["/etc/eks/bootstrap.sh a", "cat > /etc/kubernetes/a", "ls /var/lib/kubelet", "echo > /etc/default/kubelet"],
            ...[
                "echo > /etc/sysconfig/kubelet",
                "kubelet --v=2",
                "kubelet  --v=2",
                "curl https://get.k3s.io",
                "curl https://get.rke2.io",
            ],
            ...["mkdir /etc/rancher/", "k3s server", "k3s  agent", "rke2 server", "rke2 agent"],
        ].map((line): [string, string] => [`a script with ${line}`, SCRIPT(line)]),
        ["a script with blanks before it", "\n #!/bin/sh\nkubeadm init\n"],
        ["a cloud-config about a kubelet", "#cloud-config\nruncmd: [kubelet]\n"],
        ["a boothook about etcd", "#cloud-boothook\netcd\n"],
        ["MIME about nodeadm", "MIME-Version: 1.0\nnodeadm\n"],
        ["MIME without its version", "content-type: multipart/mixed\n/etc/eks/\n"],
        ["a cloud-config about k3s", "#cloud-config\nruncmd: [k3s]\n"],
        ["Ignition about rke2", '{"ignition": {"version": "3.4.0"}, "x": "RKE2"}'],
        ["a NodeConfig in JSON", '{"apiVersion" : "node.eks.aws/v1alpha1"}'],
        ["Bottlerocket", "[settings.kubernetes]\na = 1\n"],
        ["Bottlerocket's containers", '\n [ "settings".host-containers.admin]\n'],
        ["Bottlerocket's own containers", "[[settings.bootstrap-containers]]\n"],
        ["Bottlerocket's own commands", "[settings.bootstrap-commands.a]\n"],
    ])("%s", (_, text) => expect(kindOfContent(text)).toBe("user data"));

    test.each<[why: string, text: string, name: string | undefined]>([
        ...[
            ...[
                "kubeadm token create",
                "kubeadmx init",
                "xkubeadm init",
                "nodeadm config",
                "kubelet",
                "kubelet -v",
                "mykubelet --a",
            ],
            ...["k3s kubectl", "myk3s server", "rke2 etcd", "curl https://getxk3s.io", "k3s servers"],
        ].map((line): [string, string, undefined] => [`a script with ${line}`, SCRIPT(line), undefined]),
        ["a cloud-config about something else", "#cloud-config\nruncmd: [nginx]\n", undefined],
        ["Ignition about something else", '{"ignition": {"version": "3.4.0"}}', undefined],
        ["settings of a program", "[settings.network]\na = 1\n", undefined],
        ["a program's table of a longer name", "[settings.kubernetes-dashboard]\na = 1\n", undefined],
        ["a program's properties", "settings.kubernetes.enabled=true\n", undefined],
        ["a name that k3s' is a part of", "kubelet-arg: a\n", "xk3sx"],
        ["k3s' name for no settings", "Hello\n", "k3s"],
        ["a kind of nothing", "kind: KubeletConfiguration\n", undefined],
        ["a word of kubeadm's", "x: kubeadm.k8s.io/v1beta4\n", undefined],
    ])("%s is nothing", (_, text, name) => expect(kindOfContent(text, name === undefined ? {} : { name })).toBeUndefined());

    test.each<[name: string]>([["k3s"], ["rke2.yaml"], ["my-K3S_config"], ["config.rke2"]])(
        "%s is a name of k3s' settings",
        (name) => expect(kindOfContent("kubelet-arg+: [a]\n", { name })).toBe("k3s"),
    );
});
