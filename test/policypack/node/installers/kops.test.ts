import { kubeletsOf } from "../../../../policypack/node/installers";
import type { NodeBoot } from "../../../../policypack/model/node-boot";
import type { KubeletSettings } from "../../../../policypack/model/kubelet-settings";

const boot = (spec: object): NodeBoot => ({
    files: [],
    commands: [],
    documents: [{ installer: "kops", value: spec, at: "spec" }],
    users: [],
    unread: [],
    distribution: "kops",
    evidence: { verdict: "node", why: "test" },
});
const told = (spec: object, name: keyof KubeletSettings) =>
    [...kubeletsOf(boot(spec))].map((kubelet) => {
        const { value, at, isDefault } = kubelet[name];
        return `${kubelet.role}: ${JSON.stringify(value)}${isDefault ? "" : ` (${at})`}`;
    });

test.each<[field: string, value: unknown, setting: keyof KubeletSettings, shown: string]>([
    ["anonymousAuth", true, "anonymousAuth", "true"],
    ["authenticationTokenWebhook", false, "webhookAuth", "false"],
    ["authorizationMode", "AlwaysAllow", "authorizationMode", '"AlwaysAllow"'],
    ["clientCaFile", "/ca.crt", "clientCAFile", '"/ca.crt"'],
    ["tlsCertFile", "/a.crt", "tlsCertFile", '"/a.crt"'],
    ["tlsPrivateKeyFile", "/a.key", "tlsPrivateKeyFile", '"/a.key"'],
    ["podManifestPath", "/pods", "staticPodPath", '"/pods"'],
    ["enableDebuggingHandlers", false, "enableDebuggingHandlers", "false"],
    ["readOnlyPort", 10255, "readOnlyPort", "10255"],
    ["featureGates", { RotateKubeletServerCertificate: "false" }, "featureGates", '{"RotateKubeletServerCertificate":false}'],
    ["allowedUnsafeSysctls", ["net.*", "kernel.msg*"], "allowedUnsafeSysctls", '["net.*","kernel.msg*"]'],
    ["rotateCertificates", false, "rotateCertificates", "false"],
    ["protectKernelDefaults", true, "protectKernelDefaults", "true"],
    ["eventQPS", 0, "eventRecordQPS", "0"],
    ["seccompDefault", true, "seccompDefault", "true"],
])("kubelet.%s", (field, value, setting, shown) => {
    const [one, ...others] = told({ kubelet: { [field]: value } }, setting);
    expect([one?.replace(/\.RotateKubelet\w+/, ""), others]).toEqual([`worker: ${shown} (spec.kubelet.${field})`, []]);
});

test("what nobody sets is kops' own", () => {
    const settings = [
        "anonymousAuth",
        "webhookAuth",
        "authorizationMode",
        "clientCAFile",
        "staticPodPath",
        "tlsCertFile",
        "tlsPrivateKeyFile",
    ] as const;
    expect(settings.flatMap((name) => told({ kubelet: { eventQPS: 1 } }, name))).toEqual([
        "worker: false",
        "worker: true",
        'worker: "Webhook"',
        'worker: "/srv/kubernetes/ca.crt"',
        'worker: "/etc/kubernetes/manifests"',
        'worker: "/srv/kubernetes/kubelet-server.crt"',
        'worker: "/srv/kubernetes/kubelet-server.key"',
    ]);
});

test.each<[why: string, spec: object, told: string[]]>([
    ["nothing is said", {}, []],
    ["only what is not judged is said", { kubelet: { maxPods: 5 } }, []],
    ["workers", { kubelet: { readOnlyPort: 1 }, role: "Node" }, ["worker: 1 (spec.kubelet.readOnlyPort)"]],
    ...["Master", "ControlPlane", "APIServer"].map((role): [string, object, string[]] => [
        `a group of ${role}`,
        { kubelet: { readOnlyPort: 1 }, role },
        ["control-plane: 1 (spec.kubelet.readOnlyPort)"],
    ]),
    [
        "control planes alone",
        { controlPlaneKubelet: { readOnlyPort: 2 } },
        ["control-plane: 2 (spec.controlPlaneKubelet.readOnlyPort)"],
    ],
    [
        "control planes by the old name",
        { masterKubelet: { readOnlyPort: 2 } },
        ["control-plane: 2 (spec.masterKubelet.readOnlyPort)"],
    ],
    [
        "control planes over what holds for all",
        { kubelet: { readOnlyPort: 1 }, masterKubelet: { readOnlyPort: 2 }, controlPlaneKubelet: { readOnlyPort: 3 } },
        ["worker: 1 (spec.kubelet.readOnlyPort)", "control-plane: 3 (spec.controlPlaneKubelet.readOnlyPort)"],
    ],
])("%s", (_, spec, expected) => expect(told(spec, "readOnlyPort")).toEqual(expected));
