import { bootOfContent, kindOfContent } from "../../../policypack/node/content";
import { MAX_TEXT } from "../../../policypack/parse/limits";

test.each<[text: string, kind: string | undefined]>([
    ["apiVersion: kubeadm.k8s.io/v1beta4\n", "kubeadm"],
    ['{"apiVersion":"kubeadm.k8s.io/v1beta4"}', "kubeadm"],
    ["'apiVersion' :  'kubeadm.k8s.io/v1beta4'\n", "kubeadm"],
    ["apiVersion: xkubeadm.k8s.io/v1\n", undefined],
    ["kind: KubeletConfiguration\napiVersion: kubelet.config.k8s.io/v1beta1\n", "kubelet"],
    ['{"kind":"KubeletConfiguration","apiVersion":"kubelet.config.k8s.io/v1beta1"}', "kubelet"],
    ["'kind' :  'KubeletConfiguration'\n# kubelet.config.k8s.io\n", "kubelet"],
    ["kind: KubeletConfigurations\n# kubelet.config.k8s.io\n", undefined],
    ["apiVersion:   node.eks.aws/v1alpha1\n", "user data"],
    ["'apiVersion':'node.eks.aws/v1alpha1'\n", "user data"],
    ["x[settings.kubernetes]\n", undefined],
    ...["kubelet", "etcd", "apiServer", "controlPlane"].flatMap((word): [string, string][] => [
        [`version: v1alpha1\nmachine:\n  ${word}: {}\ncluster: {}\n`, "user data"],
        [`{"version":"v1alpha1","machine":{"type":"worker","${word}":{}},"cluster":{}}`, "user data"],
    ]),
    ["version: v1alpha1\nmachine:\n  type: worker\ncluster: {}\n", undefined],
    ["kubelet: {}\n", undefined],
    ["a #!/bin/sh\nkubeadm init\n", undefined],
    ["x #cloud-config\n# kubelet\n", undefined],
    ["#!/bin/sh\nkubeadm   --v=5   --a  init\n", "user data"],
    ["Content-Type:  multipart/mixed\nkubelet\n", "user data"],
])("%j is of %s", (text, kind) => expect(kindOfContent(text)).toBe(kind));

test("what is longer than any text of a node is not looked into", () => {
    const text = "#!/bin/sh\nkubeadm init\n";
    const long = (length: number) => text + "#".repeat(length - text.length);
    expect([MAX_TEXT, MAX_TEXT + 1].map((length) => kindOfContent(long(length)))).toEqual(["user data", undefined]);
});

test("a colon in the middle of a line is no setting of k3s", () => {
    expect(kindOfContent("A key: b\n", { name: "k3s" })).toBeUndefined();
});

describe("a boot of what is no user data", () => {
    const NOTHING = { commands: [], documents: [], users: [], unread: [], distribution: "unknown" };
    const file = (text: string) => ({
        path: "/unplaced",
        kind: "file",
        content: { text, isLiteral: true },
        isAppended: false,
        isBase: false,
        at: "data.a",
    });
    test.each<[text: string, evidence: object]>([
        ["apiVersion: kubeadm.k8s.io/v1beta4\n", { verdict: "node", why: "a configuration of kubeadm" }],
        ["kind: KubeletConfiguration\napiVersion: kubelet.config.k8s.io/v1beta1\n", { verdict: "unsure", why: "" }],
    ])("is one file somewhere: %j", (text, evidence) =>
        expect(bootOfContent(text, "data.a")).toEqual({ ...NOTHING, files: [file(text)], evidence }),
    );

    test.each([
        ["k3s.yaml", "/etc/rancher/k3s/config.yaml"],
        ["my-RKE2", "/etc/rancher/rke2/config.yaml"],
    ])("by the name %s is the file %s", (name, path) => {
        const { files, evidence } = bootOfContent("disable: traefik\n", "data.a", { name })!;
        expect(files.map(({ path: own, at }) => [own, at])).toEqual([[path, "data.a"]]);
        expect(evidence).toEqual({ verdict: "unsure", why: "" });
    });
});

describe("base64 is looked into", () => {
    const packed = (text: string) => Buffer.from(text).toString("base64");
    const KUBEADM = (more: string) => `apiVersion: kubeadm.k8s.io/v1\n${more}`;
    const textOf = (text: string) => bootOfContent(text, "data.a")?.files[0]?.content.text;

    test("as bytes of UTF-8, and in lines", () => {
        const text = KUBEADM("a: ü\n");
        const lines = packed(text).replace(/(.{20})/g, "$1\n");
        expect([textOf(packed(text)), textOf(lines)]).toEqual([text, text]);
    });

    test("where it is long enough to be anything", () => {
        const name = { name: "k3s" };
        const kinds = ["a: bcdefgh\n", "a: bcdefghijklmnopqrstuvwxyz1\n"].map(
            (text) => bootOfContent(packed(text), "x", name)?.files.length,
        );
        expect(kinds).toEqual([undefined, 1]);
    });

    test("and plain words are not", () => {
        const text = KUBEADM("b: c\n");
        expect(textOf(text)).toBe(text);
        expect(textOf(`${packed(KUBEADM(""))}: x`)).toBeUndefined();
    });
});
