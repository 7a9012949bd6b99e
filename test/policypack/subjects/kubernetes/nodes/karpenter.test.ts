import { findings, mandatory } from "../../../findings";
import { UNKNOWN } from "../../../judge";
import { mime, nodeConfig } from "../../../kubelets";

const PORT = "kubelet-read-only-port-disabled";
const type = "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass";
const nodeClass = (spec: object) => ({ type, props: { metadata: { name: "default" }, spec: { role: "node", ...spec } } });
const says = (at: string) =>
    `${PORT} (mandatory): ${at}: makes the kubelet serve its read-only port on 10255. Set readOnlyPort to 0, and remove --read-only-port or set it to 0.`;
const NODEADM = "application/node.eks.aws";
const open = { readOnlyPort: 10255 };

test.each([
    ["the image by its alias", { amiSelectorTerms: [{ alias: "al2023@latest" }], kubelet: { maxPods: 110 } }],
    ["by its family", { amiFamily: "AL2023" }],
    ["Amazon Linux 2", { amiFamily: "AL2", kubelet: { maxPods: 110 } }],
    ["Bottlerocket", { amiFamily: "Bottlerocket", userData: "[settings.kubernetes]\nmax-pods = 110\n" }],
    ["an image of one's own", { amiFamily: "Custom", userData: "#!/bin/bash\n/etc/eks/bootstrap.sh prod\n" }],
])("ordinary nodes stop no deployment: %s", (_, spec) => {
    expect(mandatory(nodeClass(spec))).toEqual([]);
});

test.each([
    [
        "the kubelet's settings on Amazon Linux 2023",
        { amiFamily: "AL2023", kubelet: open },
        [says("spec.kubelet › readOnlyPort")],
    ],
    ["which other images do not take", { amiFamily: "AL2", kubelet: open }, []],
    [
        "flags of the user data outlive Karpenter's own document",
        {
            amiSelectorTerms: [{ alias: "al2023@v20250101" }],
            userData: mime([NODEADM, nodeConfig({ flags: ["--read-only-port=10255"] })]),
            kubelet: { readOnlyPort: 0 },
        },
        [says(`spec.userData › part 1 (${NODEADM}) › spec.kubelet.flags[0]`)],
    ],
    [
        "its configuration does not",
        { amiFamily: "AL2023", userData: mime([NODEADM, nodeConfig({ config: open })]), kubelet: { readOnlyPort: 0 } },
        [],
    ],
    [
        "an unknown user data hides itself alone",
        { amiFamily: "AL2023", userData: UNKNOWN, kubelet: open },
        [says("spec.kubelet › readOnlyPort")],
    ],
])("%s", (_, spec, expected) => {
    expect(findings(nodeClass(spec), PORT)).toEqual(expected);
});
