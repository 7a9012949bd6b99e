import { gzipSync } from "node:zlib";
import { kubeletReadOnlyPortDisabled } from "../../../../../policypack/policies/kubelet-api/kubelet-read-only-port-disabled";
import { findings, mandatory } from "../../../findings";
import { judge, UNKNOWN } from "../../../judge";

const V1 = "kubernetes:bootstrap.cluster.x-k8s.io/v1beta1:KubeadmConfigTemplate";
const KCP = "kubernetes:controlplane.cluster.x-k8s.io/v1beta2:KubeadmControlPlane";
const template = (spec: object) => ({ type: V1, props: { spec: { template: { spec } } } });
const controlPlane = (spec: object) => ({ type: KCP, props: { spec: { version: "v1.36.0", kubeadmConfigSpec: spec } } });
const fix = "Set readOnlyPort to 0, and remove --read-only-port or set it to 0.";
const PORT = "kubelet-read-only-port-disabled";
const base64 = (bytes: string | Buffer) => Buffer.from(bytes as string).toString("base64");

test("an ordinary cluster stops no deployment", () => {
    const spec = {
        clusterConfiguration: {
            apiServer: { extraArgs: [{ name: "cloud-provider", value: "external" }] },
            etcd: { local: { extraArgs: [{ name: "quota-backend-bytes", value: "8589934592" }] } },
        },
        initConfiguration: { nodeRegistration: { kubeletExtraArgs: [{ name: "cloud-provider", value: "external" }] } },
        joinConfiguration: { nodeRegistration: { kubeletExtraArgs: [{ name: "cloud-provider", value: "external" }] } },
        preKubeadmCommands: ["hostnamectl set-hostname '{{ ds.meta_data.hostname }}'", "systemctl daemon-reload"],
        files: [{ path: "/etc/kubernetes/cloud.conf", content: "[Global]\n", owner: "root:root", permissions: "0600" }],
    };
    expect(mandatory(controlPlane(spec))).toEqual([]);
    expect(mandatory(template({ joinConfiguration: { nodeRegistration: {} } }))).toEqual([]);
    expect(mandatory(template({}))).toEqual([]);
});

test("the API server and etcd of the cluster's configuration", () => {
    const given = controlPlane({
        clusterConfiguration: {
            apiServer: { extraArgs: [{ name: "authorization-mode", value: "AlwaysAllow" }] },
            etcd: { local: { extraArgs: [{ name: "listen-client-urls", value: "http://0.0.0.0:2379" }] } },
        },
    });
    expect(mandatory(given)).toEqual([
        "kube-apiserver-authorization-required (mandatory): spec.kubeadmConfigSpec.clusterConfiguration.apiServer.extraArgs[0].value: " +
            "allows every request (AlwaysAllow). Set --authorization-mode=Node,RBAC.",
        "etcd-client-certificates-required (mandatory): spec.kubeadmConfigSpec.clusterConfiguration.etcd.local.extraArgs[0].value: " +
            "serves etcd on http://0.0.0.0:2379 without TLS, so anybody is a client. " +
            "List https:// addresses alone, and set --client-cert-auth with --trusted-ca-file to an authority that is etcd's own.",
    ]);
});

describe("files that the nodes get", () => {
    const FLAGS = "KUBELET_EXTRA_ARGS=--read-only-port=10255\n";
    test.each([
        ["as they are", FLAGS, undefined],
        ["in base64", base64(FLAGS), "base64"],
        ["packed", gzipSync(FLAGS).toString("latin1"), "gzip"],
        ["packed in base64", base64(gzipSync(FLAGS)), "gzip+base64"],
    ])("%s", (encodingName, content, encoding) => {
        const given = template({ files: [{ path: "/etc/default/kubelet", content, ...(encoding && { encoding }) }] });
        const expected =
            encodingName === "packed"
                ? []
                : [
                      `${PORT} (mandatory): spec.template.spec.files[0].content: makes the kubelet serve its read-only port on 10255. ${fix}`,
                  ];
        expect(findings(given, PORT).map((line) => line.replace(/ › line \d+/, ""))).toEqual(expected);
    });

    test("one of a Secret is not read", () => {
        const contentFrom = { secret: { name: "kubelet", key: "config" } };
        expect(
            findings(template({ files: [{ path: "/etc/default/kubelet", contentFrom }] }), "node-configuration-readable")[0],
        ).toMatch(
            /^node-configuration-readable \(advisory\): spec\.template\.spec\.files\[0\]\.contentFrom: takes \/etc\/default\/kubelet from a Secret,/,
        );
    });
});

test("what is not known yet hides itself alone", () => {
    const given = template({
        preKubeadmCommands: [UNKNOWN],
        joinConfiguration: {
            discovery: UNKNOWN,
            nodeRegistration: { kubeletExtraArgs: { "node-ip": UNKNOWN, "read-only-port": "10255" } },
        },
    });
    const { reported, unknown } = judge(kubeletReadOnlyPortDisabled, given);
    expect(reported.map(({ message }) => message.split(": ")[0])).toEqual([
        "spec.template.spec.joinConfiguration.nodeRegistration.kubeletExtraArgs.read-only-port",
    ]);
    expect(unknown).toBe("spec.template.spec.preKubeadmCommands.0");
});
