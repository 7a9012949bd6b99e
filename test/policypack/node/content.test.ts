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
