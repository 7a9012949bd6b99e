import { daemonsOf } from "../../../../policypack/node/installers";
import { apiServers, bootOf, etcds, kubelets, shown, unreadOf } from "./read";

const script = (command: string, ...documents: readonly object[]): string =>
    [
        "#!/bin/bash",
        "cat > /etc/kubernetes/kubeadm.yaml <<'EOF'",
        ...documents
            .map((document) => JSON.stringify(document))
            .join("\n---\n")
            .split("\n"),
        "EOF",
        command,
    ].join("\n");
const INIT = "kubeadm init --config /etc/kubernetes/kubeadm.yaml";
const JOIN = "kubeadm join --config=/etc/kubernetes/kubeadm.yaml";
const v3 = (kind: string, more: object = {}) => ({ apiVersion: "kubeadm.k8s.io/v1beta3", kind, ...more });
const v4 = (kind: string, more: object = {}) => ({ apiVersion: "kubeadm.k8s.io/v1beta4", kind, ...more });
const kubelet = (more: object) => ({ apiVersion: "kubelet.config.k8s.io/v1beta1", kind: "KubeletConfiguration", ...more });

describe("the kubelet of kubeadm", () => {
    const SAFE = ["false", "true", "/etc/kubernetes/pki/ca.crt", "Webhook", "/etc/kubernetes/manifests", "true"];
    const names = [
        "anonymousAuth",
        "webhookAuth",
        "clientCAFile",
        "authorizationMode",
        "staticPodPath",
        "rotateCertificates",
    ] as const;

    test.each([
        ["a command without a file", "#!/bin/bash\nkubeadm init", "control-plane"],
        ["a node that joins", "#!/bin/bash\nkubeadm join 10.0.0.1:6443 --token t", "worker"],
        ["a control plane that joins", "#!/bin/bash\nkubeadm join 10.0.0.1:6443 --control-plane", "control-plane"],
        ["a cluster's configuration", script(INIT, v3("ClusterConfiguration")), "control-plane"],
        ["a file that no command names", script("true", v4("InitConfiguration")), "control-plane"],
        ["a document of a worker", script(JOIN, v4("JoinConfiguration")), "worker"],
        ["a document of a control plane", script(JOIN, v4("JoinConfiguration", { controlPlane: {} })), "control-plane"],
    ])("has kubeadm's own defaults: %s", (_, userData, role) => {
        const boot = bootOf(userData);
        expect(kubelets(boot, ...names)).toEqual([SAFE]);
        expect(daemonsOf(boot).kubelets.map((one) => [one.role, one.distribution])).toEqual([[role, "kubeadm"]]);
        expect(unreadOf(boot)).toEqual([]);
    });

    test("a KubeletConfiguration is laid over them, and rotation stays on whatever it says", () => {
        const config = kubelet({
            readOnlyPort: 10255,
            rotateCertificates: false,
            authentication: { anonymous: { enabled: true } },
        });
        const boot = bootOf(script(INIT, v3("ClusterConfiguration"), config));
        expect(kubelets(boot, "readOnlyPort", "rotateCertificates", "anonymousAuth", "webhookAuth")).toEqual([
            [
                "10255 (userData › line 2 › readOnlyPort)",
                "true",
                "true (userData › line 2 › authentication.anonymous.enabled)",
                "true",
            ],
        ]);
    });

    test("a node that joins does not read one: the cluster's counts", () => {
        const boot = bootOf(script(JOIN, v4("JoinConfiguration"), kubelet({ readOnlyPort: 10255 })));
        expect(kubelets(boot, "readOnlyPort")).toEqual([["0"]]);
    });

    test("extra arguments are flags: a map in v1beta3, a list in v1beta4 whose last counts", () => {
        const map = v3("InitConfiguration", { nodeRegistration: { kubeletExtraArgs: { "read-only-port": "10255" } } });
        const list = v4("InitConfiguration", {
            nodeRegistration: {
                kubeletExtraArgs: [
                    { name: "read-only-port", value: "0" },
                    { name: "read-only-port", value: "10255" },
                ],
            },
        });
        expect(kubelets(bootOf(script(INIT, map)), "readOnlyPort")).toEqual([
            [
                '10255 (userData › line 2 › nodeRegistration.kubeletExtraArgs["read-only-port"])'.replace(
                    '["read-only-port"]',
                    ".read-only-port",
                ),
            ],
        ]);
        expect(kubelets(bootOf(script(INIT, list)), "readOnlyPort")).toEqual([
            ["10255 (userData › line 2 › nodeRegistration.kubeletExtraArgs[1].value)"],
        ]);
    });

    test("the environment file of the package beats them", () => {
        const map = v3("InitConfiguration", { nodeRegistration: { kubeletExtraArgs: { "read-only-port": "10255" } } });
        const boot = bootOf(`${script(INIT, map)}\necho 'KUBELET_EXTRA_ARGS=--read-only-port=0' > /etc/default/kubelet\n`);
        expect(kubelets(boot, "readOnlyPort")).toEqual([["0 (userData › line 6)"]]);
    });

    test("patches change the file at last", () => {
        const init = v4("InitConfiguration", { patches: { directory: "/etc/kubernetes/patches" } });
        const patch = "echo 'readOnlyPort: 10255' > /etc/kubernetes/patches/kubeletconfiguration0+merge.yaml";
        const boot = bootOf(`${script(INIT, init, kubelet({ readOnlyPort: 0 }))}\n${patch}\n`);
        expect(kubelets(boot, "readOnlyPort")).toEqual([["10255 (userData › line 8 › readOnlyPort)"]]);
    });

    test("the certificates may lie elsewhere", () => {
        const boot = bootOf(script(INIT, v3("ClusterConfiguration", { certificatesDir: "/pki" })));
        expect(kubelets(boot, "clientCAFile")).toEqual([["/pki/ca.crt"]]);
    });

    test("what only the machine knows hides itself alone", () => {
        const boot = bootOf(
            [
                "#!/bin/bash",
                "cat > /run/kubeadm.yaml <<EOF",
                "apiVersion: kubeadm.k8s.io/v1beta3",
                "kind: InitConfiguration",
                "localAPIEndpoint: { advertiseAddress: $(hostname -i) }",
                "nodeRegistration: { kubeletExtraArgs: { anonymous-auth: 'true', node-ip: '$(hostname -i)' } }",
                "EOF",
                "kubeadm init --config /run/kubeadm.yaml",
            ].join("\n"),
        );
        expect(kubelets(boot, "anonymousAuth", "readOnlyPort")).toEqual([
            ["true (userData › line 2 › nodeRegistration.kubeletExtraArgs.anonymous-auth)", "0"],
        ]);
        expect(unreadOf(boot)).toEqual([]);
    });

    test("a file that is not here is said", () => {
        expect(unreadOf(bootOf("#!/bin/bash\nkubeadm init --config /opt/kubeadm.yaml\n"))).toEqual([
            "userData › line 2: takes kubeadm's configuration from a file that is not here",
        ]);
    });
});

describe("the control plane of kubeadm", () => {
    const CLUSTER = script(INIT, v3("ClusterConfiguration"));

    test("an ordinary API server", () => {
        const [server] = apiServers(bootOf(CLUSTER));
        expect(server!.authorizationModes.map(({ value }) => value)).toEqual(["Node", "RBAC"]);
        expect(shown(server!.anonymousAuth)).toBe("true");
        expect(server!.kubeletClientCertificate.value).toBe("/etc/kubernetes/pki/apiserver-kubelet-client.crt");
    });

    test("its extra arguments take the place of kubeadm's own", () => {
        const extraArgs = [
            { name: "authorization-mode", value: "AlwaysAllow" },
            { name: "anonymous-auth", value: "false" },
        ];
        const [server] = apiServers(bootOf(script(INIT, v4("ClusterConfiguration", { apiServer: { extraArgs } }))));
        expect(server!.authorizationModes.map(shown)).toEqual(["AlwaysAllow (userData › line 2 › apiServer.extraArgs[0].value)"]);
        expect(shown(server!.anonymousAuth)).toBe("false (userData › line 2 › apiServer.extraArgs[1].value)");
    });

    test("a file of authorization leaves kubeadm's modes out", () => {
        const cluster = v3("ClusterConfiguration", { apiServer: { extraArgs: { "authorization-config": "/etc/authz.yaml" } } });
        expect(apiServers(bootOf(script(INIT, cluster)))[0]!.authorizationModes).toEqual([]);
    });

    test("an ordinary etcd demands certificates of its own authority", () => {
        const [etcd] = etcds(bootOf(CLUSTER));
        expect(etcd!.clientAuthentication.value).toBe("authority");
        expect(etcd!.clientListeners.map(({ url, isTls, isLocal }) => [url, isTls, isLocal])).toEqual([
            ["https://127.0.0.1:2379", true, true],
            ["https://…:2379", true, false],
        ]);
    });

    test("its extra arguments count", () => {
        const local = { extraArgs: { "listen-client-urls": "http://0.0.0.0:2379" } };
        const [etcd] = etcds(bootOf(script(INIT, v3("ClusterConfiguration", { etcd: { local } }))));
        expect(etcd!.clientListeners).toEqual([
            {
                at: "userData › line 2 › etcd.local.extraArgs.listen-client-urls",
                url: "http://0.0.0.0:2379",
                isTls: false,
                isLocal: false,
            },
        ]);
    });

    test("with an etcd elsewhere none is started", () => {
        const external = { endpoints: ["https://etcd:2379"], caFile: "/ca.crt", certFile: "/c.crt", keyFile: "/c.key" };
        const boot = bootOf(script(INIT, v3("ClusterConfiguration", { etcd: { external } })));
        expect(daemonsOf(boot).etcds).toEqual([]);
        expect(
            daemonsOf(boot)
                .apiServers[0]!.args.map(({ text }) => text)
                .slice(0, 2),
        ).toEqual(["--etcd-servers=https://etcd:2379", "--etcd-cafile=/ca.crt"]);
    });

    test("a node that joins starts none from a cluster's document", () => {
        const boot = bootOf(script(JOIN, v4("JoinConfiguration"), v4("ClusterConfiguration")));
        expect([daemonsOf(boot).apiServers, daemonsOf(boot).etcds]).toEqual([[], []]);
    });
});
