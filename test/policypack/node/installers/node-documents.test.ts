import type { Installer } from "../../../../policypack/model/node-boot";
import type { KubeletSettings } from "../../../../policypack/model/kubelet-settings";
import { BootReader } from "../../../../policypack/node/boot-reader";
import { daemonsOf, kubeletsOf } from "../../../../policypack/node/installers";
import { bootOf, etcds, kubelets } from "./read";
import { stackOf, UNKNOWN } from "../../judge";

/** A boot with one document, which alone says how its nodes are installed. */
function ofDocument(installer: Installer, value: unknown) {
    const reader = new BootReader();
    reader.document(installer, value, "doc");
    return reader.boot();
}
const settings = (installer: Installer, value: unknown, ...names: (keyof KubeletSettings)[]) =>
    kubelets(ofDocument(installer, value), ...names);

test.each<[installer: Installer, value: object, distribution: string, role: string]>([
    ["bottlerocket", {}, "bottlerocket", "worker"],
    ["talos", { machine: { type: "worker" } }, "talos", "worker"],
    ["talos", { machine: { type: "controlplane" } }, "talos", "control-plane"],
    ["talos", { machine: {} }, "talos", "unknown"],
    ["nodeadm", {}, "eks-al2023", "worker"],
    ["kops", { kubelet: { eventQPS: 0 } }, "kops", "worker"],
])("whose kubelet a document of %s starts: %j", (installer, value, distribution, role) =>
    expect(daemonsOf(ofDocument(installer, value)).kubelets.map((one) => [one.distribution, one.role])).toEqual([
        [distribution, role],
    ]),
);

describe("Bottlerocket's settings", () => {
    const of = (kubernetes: object, ...names: (keyof KubeletSettings)[]) =>
        settings("bottlerocket", { settings: { kubernetes } }, ...names);
    const at = (name: string) => `doc › settings.kubernetes.${name}`;

    test("what nobody sets is the template's", () =>
        expect(of({}, "address", "webhookAuth", "clientCAFile", "enableDebuggingHandlers", "serverTLSBootstrap")).toEqual([
            ["0.0.0.0", "true", "/etc/kubernetes/pki/ca.crt", "false", `true (${at("server-tls-bootstrap")})`],
        ]));

    test("alone, each setting of it is told at the switch", () => {
        const place = at("standalone-mode");
        expect(of({ "standalone-mode": true }, "webhookAuth", "clientCAFile")).toEqual([[`false (${place})`, ""]]);
        expect(of({ "standalone-mode": false }, "webhookAuth", "address")).toEqual([["true", "0.0.0.0"]]);
    });

    test.each<[why: string, given: object, certificate: string, bootstrap: string]>([
        [
            "a certificate and its key",
            { "server-certificate": "c", "server-key": "k", "server-tls-bootstrap": true },
            `/etc/kubernetes/pki/kubelet-server.crt (${at("server-certificate")})`,
            "false",
        ],
        ["an empty certificate", { "server-certificate": "", "server-key": "k" }, "", `true (${at("server-tls-bootstrap")})`],
        ["an empty key", { "server-certificate": "c", "server-key": "" }, "", `true (${at("server-tls-bootstrap")})`],
        ["neither, and none from the cluster", { "server-tls-bootstrap": false }, "", "false"],
    ])("the certificate by which it serves: %s", (_, given, certificate, bootstrap) =>
        expect(of(given, "tlsCertFile", "serverTLSBootstrap")).toEqual([[certificate, bootstrap]]),
    );

    test("a runtime of its own is a flag", () =>
        expect(
            of({ "container-runtime-endpoint": "/a.sock", "node-labels": { a: 1, b: "c" } }, "containerRuntimeEndpoint"),
        ).toEqual([[`/a.sock (${at("container-runtime-endpoint")})`]]));

    test("labels that are none are told", () =>
        expect(
            daemonsOf(ofDocument("bottlerocket", { settings: { kubernetes: { "node-labels": 5 } } })).kubelets.flatMap(
                ({ unread }) => unread,
            ),
        ).toEqual([
            {
                at: at("node-labels"),
                reason: "is a number where an object was expected, which keeps Bottlerocket from taking its settings",
            },
        ]));

    test("a part that is not known yet is waited for", () => {
        const [resource] = stackOf([{ type: "test:index:It", props: { settings: { kubernetes: { "event-qps": UNKNOWN } } } }]);
        expect(() => kubeletsOf(ofDocument("bottlerocket", resource!.props.raw()))).toThrow(
            "settings.kubernetes.event-qps can't be known",
        );
    });
});

describe("Talos' settings", () => {
    const of = (kubelet: object, more: object = {}, ...names: (keyof KubeletSettings)[]) =>
        settings("talos", { machine: { kubelet, ...more } }, ...names);

    test.each<[why: string, kubelet: object, name: keyof KubeletSettings, shown: string]>([
        ["nothing of them", {}, "streamingConnectionIdleTimeout", "300"],
        [
            "one of its own",
            { extraConfig: { readOnlyPort: 5 } },
            "readOnlyPort",
            "5 (doc › machine.kubelet.extraConfig › readOnlyPort)",
        ],
        [
            "one that it keeps for itself is not taken",
            { extraConfig: { authorization: { mode: "AlwaysAllow" } } },
            "authorizationMode",
            "Webhook",
        ],
        ["a flag that it keeps for itself is not taken", { extraArgs: { config: "/a" } }, "anonymousAuth", "false"],
        ["no other settings", { extraConfig: {} }, "address", "0.0.0.0"],
    ])("%s", (_, kubelet, name, shown) => expect(of(kubelet, {}, name)).toEqual([[shown]]));

    test.each<[why: string, more: object, path: string]>([
        ["Pods of a worker", { type: "worker", pods: [{}] }, "/etc/kubernetes/machine.pods (doc › machine.pods › staticPodPath)"],
        ["Pods of a control plane, which has some anyway", { type: "controlplane", pods: [{}] }, "/etc/kubernetes/manifests"],
        ["no Pods", { type: "worker", pods: [] }, "/etc/kubernetes/manifests"],
        ["Pods that are none", { type: "worker", pods: { a: {} } }, "/etc/kubernetes/manifests"],
    ])("where static Pods come from: %s", (_, more, path) => expect(of({}, more, "staticPodPath")).toEqual([[path]]));
});

describe("what k3s shows of its etcd", () => {
    const metrics = (flags: string) =>
        etcds(bootOf(`#!/bin/bash\nk3s server --cluster-init ${flags}\n`)).map((etcd) => {
            try {
                return etcd.metricsListeners.map(({ url, at }) => `${url} at ${at}`);
            } catch (error) {
                return (error as Error).message;
            }
        });
    test.each<[flags: string, shown: unknown]>([
        ["", ["http://127.0.0.1:2381 at userData › line 2"]],
        ["--etcd-expose-metrics=false", ["http://127.0.0.1:2381 at userData › line 2"]],
        ["--etcd-arg=listen-metrics-urls=http://0.0.0.0:1", ["http://0.0.0.0:1 at userData › line 2"]],
    ])("%s", (flags, shown) => expect(metrics(flags)).toEqual([shown]));

    test("exposed, it is on an address that only the machine knows", () => {
        const [{ args }] = daemonsOf(bootOf("#!/bin/bash\nk3s server --cluster-init --etcd-expose-metrics\n")).etcds as [
            ReturnType<typeof daemonsOf>["etcds"][0],
        ];
        expect(args.filter(({ text }) => text.startsWith("--listen-metrics-urls"))).toEqual([
            { text: "--listen-metrics-urls=http://127.0.0.1:2381,http://\ufff9:2381", isLiteral: false, at: "userData › line 2" },
        ]);
    });
});

test.each<[text: string, name: keyof KubeletSettings, shown: string]>([
    ["kubelet-arg=read-only-port=1", "readOnlyPort", "1"],
    ["kubelet-arg=--read-only-port=1", "readOnlyPort", "1"],
    ["kubelet-arg=read-only-port+=1", "readOnlyPort", "1"],
    ["kubelet-arg=read-only-port-=1", "readOnlyPort", "1"],
    ["kubelet-arg=read-only-port+-=1", "readOnlyPort", "1"],
    ["kubelet-arg=anonymous-auth", "anonymousAuth", "true"],
    ["kubelet-arg=tls-cert-file=/a=b+=c", "tlsCertFile", "/a=b+=c"],
])("k3s gives its kubelet --%s", (text, name, shown) =>
    expect(kubelets(bootOf(`#!/bin/bash\nk3s server --${text}\n`), name)).toEqual([[`${shown} (userData › line 2)`]]),
);

describe("a kubelet of Windows", () => {
    const of = (extra: string, ...names: (keyof KubeletSettings)[]) =>
        kubelets(bootOf(`<powershell>\n& "C:\\EKS\\Start-EKSBootstrap.ps1" -EKSClusterName a ${extra}\n</powershell>`), ...names);

    test("has the script's own settings", () =>
        expect(
            of("", "clientCAFile", "serverTLSBootstrap", "anonymousAuth", "webhookAuth", "authorizationMode", "address"),
        ).toEqual([["C:\\ProgramData\\Amazon\\EKS\\cluster_ca.crt", "true", "false", "true", "Webhook", "0.0.0.0"]]));

    test.each<[extra: string, port: string]>([
        ["-KubeletExtraArgs '--read-only-port=\"1\"'", "1"],
        ["-KubeletExtraArgs '--v=2   --read-only-port 2'", "2"],
        ["-KubeletExtraArgs ''", "0"],
    ])("with %s", (extra, port) =>
        expect(
            of(extra, "readOnlyPort")
                .flat()
                .map((shown) => shown.replace(/ .*/, "")),
        ).toEqual([port]),
    );

    test("is a worker's", () => {
        const boot = bootOf(`<powershell>\n& "C:\\EKS\\Start-EKSBootstrap.ps1" -EKSClusterName a\n</powershell>`);
        expect(daemonsOf(boot).kubelets.map(({ role, distribution }) => [role, distribution])).toEqual([
            ["worker", "eks-windows"],
        ]);
    });
});

test("a setting of kops that is not known yet is waited for, and hides no other", () => {
    const [resource] = stackOf([{ type: "test:index:It", props: { kubelet: { readOnlyPort: UNKNOWN, anonymousAuth: true } } }]);
    const [kubelet] = kubeletsOf(ofDocument("kops", resource!.props.raw()));
    expect(kubelet!.anonymousAuth.value).toBe(true);
    expect(() => kubelet!.readOnlyPort).toThrow("kubelet.readOnlyPort can't be known");
});

test("kubelets of kops that are not known yet as a whole are none", () => {
    const [resource] = stackOf([
        { type: "test:index:It", props: { kubelet: UNKNOWN, masterKubelet: { eventQPS: 0 }, role: UNKNOWN } },
    ]);
    expect(kubeletsOf(ofDocument("kops", resource!.props.raw())).map(({ role }) => role)).toEqual(["control-plane"]);
});
