import { bootsOfNodeContent } from "../../../policypack/subjects/content";
import { hasText } from "../../../policypack/subjects/has-text";

test.each([
    "#!/bin/sh\nkubelet",
    "  #!/bin/sh\nkubelet",
    "\n\n#!/bin/sh\nkubelet",
    "#cloud-config\nx: kubelet",
    "#CLOUD-CONFIG\nx: kubelet",
    "#include\nhttps://kube",
    "## template: jinja\nkubelet",
    "Content-Type: text/x-shellscript\n\nkubelet",
    "mime-version: 1.0\n\nkubelet",
    "<powershell>kubelet</powershell>",
    '{ "ignition": {}, "x": "kubelet" }',
    '{"ignition": {}, "x": "kubelet" }',
    "[settings.kubernetes]\na = 1",
    "[settings]\nkubernetes = 1",
    "[[settings.kubernetes.x]]\na = 1",
    "apiVersion: node.eks.aws/v1alpha1",
    "apiVersion: kubelet.config.k8s.io/v1beta1",
    "apiVersion: kubeadm.k8s.io/v1beta3",
    "listen-client-urls: http://etcd",
    "listen-peer-urls: http://etcd",
    "data-dir: /var/lib/etcd\npeer-transport-security: {}",
    "client-transport-security: {x: etcd}",
])("%j is taken by a node", (text) => expect(bootsOfNodeContent(text, "content")).toHaveLength(1));

test.each([
    "",
    "kubelet",
    "#!/bin/sh\necho ready",
    "echo '#!/bin/sh' > kubelet",
    "x: kubelet #cloud-config",
    "see content-type: kubelet",
    "[settingsx]\nkubelet = 1",
    '{ "x": { "ignition": "kubelet" } }',
    "# listen-client-urls: http://etcd",
    "my-listen-peer-urls: http://etcd",
    "listen-urls: http://etcd",
])("%j is nothing of the kind", (text) => expect(bootsOfNodeContent(text, "content")).toEqual([]));

test("nor is what is longer than any", () =>
    expect(bootsOfNodeContent(`#!/bin/sh\n# ${"kube ".repeat(1 << 19)}`, "content")).toEqual([]));

const filesOf = (text: string) =>
    bootsOfNodeContent(text, "content").flatMap(({ files }) =>
        files.map(({ path, at, mode, owner, group }) => [path, at, mode?.value, owner?.value, group?.value]),
    );

test("a document of the kubelet or of etcd is the file that it will be, whoever fetches it", () => {
    expect(filesOf("apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration")).toEqual([
        ["/var/lib/kubelet/config.yaml", "content", 0o600, "root", "root"],
    ]);
    expect(filesOf("data-dir: /var/lib/etcd\nlisten-client-urls: http://0.0.0.0:2379")).toEqual([
        ["/etc/etcd/etcd.conf.yml", "content", 0o600, "root", "root"],
    ]);
});

test.each([
    "#!/bin/sh\necho kubelet.config.k8s.io/v1beta1",
    " \n#!/bin/sh\necho kubelet.config.k8s.io/v1beta1",
    "#cloud-config\n# kubelet.config.k8s.io/v1beta1",
    "Content-Type: text/x-shellscript\n\necho kubelet.config.k8s.io/v1beta1",
    "MIME-Version: 1.0\n\necho kubelet.config.k8s.io/v1beta1",
    '{ "ignition": {"version": "3.4.0"}, "x": "kubelet.config.k8s.io/v1beta1" }',
    '{"ignition": {"version": "3.4.0"}, "x": "kubelet.config.k8s.io/v1beta1" }',
])("%j writes files itself, and is none", (text) => expect(filesOf(text)).toEqual([]));

test("a text stands where one is read, and nowhere else", () => {
    expect([undefined, "", "a"].map((text) => hasText(() => text))).toEqual([false, false, true]);
    expect(() =>
        hasText(() => {
            throw new TypeError("broken");
        }),
    ).toThrow(new TypeError("broken"));
});
