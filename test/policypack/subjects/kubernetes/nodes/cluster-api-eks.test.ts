import { findings, mandatory } from "../../../findings";
import { UNKNOWN } from "../../../judge";

const BOOTSTRAP = "kubernetes:bootstrap.cluster.x-k8s.io/v1beta2:";
const eks = (spec: object) => ({ type: `${BOOTSTRAP}EKSConfigTemplate`, props: { spec: { template: { spec } } } });
const nodeadm = (spec: object) => ({ type: `${BOOTSTRAP}NodeadmConfig`, props: { spec } });
const served = (at: string) =>
    `kubelet-read-only-port-disabled (mandatory): ${at}: makes the kubelet serve its read-only port on 10255. ` +
    "Set readOnlyPort to 0, and remove --read-only-port or set it to 0.";
const ofPort = (given: ReturnType<typeof nodeadm>) => findings(given, "kubelet-read-only-port-disabled");

test("ordinary nodes of EKS stop no deployment", () => {
    expect(mandatory(eks({}))).toEqual([]);
    expect(
        mandatory(
            eks({
                kubeletExtraArgs: { "node-labels": "role=web" },
                preBootstrapCommands: ["yum install -y jq"],
                useMaxPods: true,
            }),
        ),
    ).toEqual([]);
    expect(mandatory(nodeadm({}))).toEqual([]);
    expect(
        mandatory(
            nodeadm({
                kubelet: { config: { maxPods: 110 }, flags: ["--node-labels=role=web"] },
                featureGates: { FastImagePull: true },
            }),
        ),
    ).toEqual([]);
});

test.each<[string, ReturnType<typeof nodeadm>, string]>([
    [
        "arguments for the kubelet",
        eks({ kubeletExtraArgs: { "node-labels": "a=b", "read-only-port": "10255" } }),
        "spec.template.spec.kubeletExtraArgs › --kubelet-extra-args",
    ],
    [
        "a command before it",
        eks({ preBootstrapCommands: ["kubelet --read-only-port=10255"] }),
        "spec.template.spec.preBootstrapCommands[0]",
    ],
    ["another command that starts it", eks({ boostrapCommandOverride: "kubelet --read-only-port=10255;" }), "spec.template.spec"],
    [
        "a command after it",
        eks({ postBootstrapCommands: ["kubelet --read-only-port=10255"] }),
        "spec.template.spec.postBootstrapCommands[0]",
    ],
    ["flags for nodeadm", nodeadm({ kubelet: { flags: ["--read-only-port=10255"] } }), "spec › spec.kubelet.flags[0]"],
    [
        "a command before nodeadm",
        nodeadm({ preNodeadmCommands: ["kubelet --read-only-port=10255"] }),
        "spec.preNodeadmCommands[0]",
    ],
    [
        "a file of nodeadm's folder",
        nodeadm({
            files: [
                {
                    path: "/etc/eks/nodeadm.d/10-port.yaml",
                    content:
                        "apiVersion: node.eks.aws/v1alpha1\nkind: NodeConfig\nspec: { kubelet: { config: { readOnlyPort: 10255 } } }\n",
                },
            ],
        }),
        "spec.files[0].content › spec.kubelet.config › readOnlyPort",
    ],
])("%s", (_, given, at) => expect(ofPort(given)).toEqual([served(at)]));

test("users who may log in are those of cloud-config", () => {
    const users = [{ name: "ops", sudo: "ALL=(ALL) NOPASSWD:ALL", sshAuthorizedKeys: ["ssh-ed25519 AAAA"] }];
    for (const given of [eks({ users }), nodeadm({ users })])
        expect(findings(given, "node-logins-restricted").length).toBeGreaterThan(0);
});

test("what is not known hides no bad setting", () => {
    const given = nodeadm({ preNodeadmCommands: UNKNOWN, kubelet: { config: { readOnlyPort: 10255 } } });
    expect(ofPort(given)).toEqual([served("spec.kubelet.config › readOnlyPort")]);
});
