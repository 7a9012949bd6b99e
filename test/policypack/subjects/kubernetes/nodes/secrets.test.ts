import { findings, mandatory } from "../../../findings";
import { kubeletReadOnlyPortDisabled } from "../../../../../policypack/policies/kubelet-api/kubelet-read-only-port-disabled";
import { judge, UNKNOWN } from "../../../judge";
import { kubeletConfiguration, nodeConfig } from "../../../kubelets";

const PORT = "kubelet-read-only-port-disabled";
const base64 = (text: string) => Buffer.from(text).toString("base64");
const secret = (props: object) => ({
    type: "kubernetes:core/v1:Secret",
    props: { metadata: { name: "worker-bootstrap" }, ...props },
});
const configMap = (props: object, metadata: object = { name: "nodes" }) => ({
    type: "kubernetes:core/v1:ConfigMap",
    props: { metadata, ...props },
});
const says = (at: string, level = "mandatory") =>
    `${PORT} (${level}): ${at}: makes the kubelet serve its read-only port on 10255. Set readOnlyPort to 0, and remove --read-only-port or set it to 0.`;
const OPEN = nodeConfig({ config: { readOnlyPort: 10255 } });
const IN = "NodeConfig › spec.kubelet.config › readOnlyPort";
const CLUSTER = "apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\n";
const SYSTEM = { name: "kubeadm-config", namespace: "kube-system" };

test.each([
    ["data of a Secret", secret({ data: { value: base64(OPEN) } }), [says(`data.value › ${IN}`)]],
    ["its stringData", secret({ stringData: { value: OPEN } }), [says(`stringData.value › ${IN}`)]],
    [
        "binaryData of a ConfigMap",
        configMap({ binaryData: { "user-data": base64(OPEN) } }),
        [says(`binaryData.user-data › ${IN}`)],
    ],
    [
        "a KubeletConfiguration in a Secret is of some kubelet, or none",
        secret({ stringData: { "kubelet.yaml": kubeletConfiguration({ readOnlyPort: 10255 }) } }),
        [says('stringData["kubelet.yaml"] › readOnlyPort', "advisory")],
    ],
    [
        "one in a ConfigMap is told once",
        configMap({ data: { kubelet: kubeletConfiguration({ readOnlyPort: 10255 }) } }),
        [says("data.kubelet › readOnlyPort", "advisory")],
    ],
    [
        "a value that is not known and concerns nothing",
        secret({ stringData: { password: UNKNOWN }, data: { value: base64(OPEN) } }),
        [says(`data.value › ${IN}`)],
    ],
])("%s", (_, given, expected) => {
    expect(findings(given, PORT)).toEqual(expected);
});

test("a Secret that is unknown as a whole is waited for where its name says that nodes boot from it", () => {
    const answer = (name: string) => judge(kubeletReadOnlyPortDisabled, secret({ metadata: { name }, data: UNKNOWN })).unknown;
    expect(["worker-bootstrap", "shop-tls"].map(answer)).toEqual(["data", undefined]);
});

test("kubeadm's own ConfigMap of an ordinary cluster raises nothing of nodes", () => {
    const given = configMap({ data: { ClusterConfiguration: CLUSTER } }, SYSTEM);
    expect(mandatory(given)).toEqual([]);
    expect(findings(given).map((line) => line.split(":")[0])).toEqual([
        "kube-apiserver-anonymous-auth-disabled (advisory)",
        "kube-apiserver-verifies-kubelets (advisory)",
    ]);
});

test("its API server and etcd are judged", () => {
    const more =
        'apiServer: { extraArgs: [{ name: authorization-mode, value: AlwaysAllow }] }\netcd: { local: { extraArgs: [{ name: listen-client-urls, value: "http://0.0.0.0:2379" }] } }\n';
    const given = configMap({ data: { ClusterConfiguration: CLUSTER + more } }, SYSTEM);
    expect(mandatory(given).map((line) => line.split(": ").slice(0, 2).join(": "))).toEqual([
        "kube-apiserver-authorization-required (mandatory): data.ClusterConfiguration › apiServer.extraArgs[0].value",
        "etcd-client-certificates-required (mandatory): data.ClusterConfiguration › etcd.local.extraArgs[0].value",
    ]);
});
