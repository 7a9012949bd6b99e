import { daemonsOf } from "../../../../policypack/node/installers";
import { findings, mandatory } from "../../findings";
import { instance } from "../../kubelets";
import { apiServers, bootOf, etcds, kubelets, shown, unreadOf } from "./read";

const config = (machine: object, cluster: object = {}): string =>
    `version: v1alpha1\nmachine: ${JSON.stringify({ type: "worker", ...machine })}\ncluster: ${JSON.stringify(cluster)}\n`;
const kubelet = (settings: object) => config({ kubelet: settings });

test.each([
    ["worker", "worker"],
    ["controlplane", "control-plane"],
])("an ordinary %s has Talos' settings and stops no deployment", (type, role) => {
    const userData = config({
        type,
        kubelet: { extraArgs: { "rotate-server-certificates": true }, defaultRuntimeSeccompProfileEnabled: true },
    });
    const boot = bootOf(userData);
    expect(
        kubelets(boot, "anonymousAuth", "webhookAuth", "clientCAFile", "authorizationMode", "readOnlyPort", "staticPodPath"),
    ).toEqual([["false", "true", "/etc/kubernetes/pki/ca.crt", "Webhook", "0", "/etc/kubernetes/manifests"]]);
    expect(daemonsOf(boot).kubelets.map((one) => [one.role, one.distribution])).toEqual([[role, "talos"]]);
    expect(unreadOf(boot)).toEqual([]);
    expect(mandatory(instance(userData))).toEqual([]);
});

describe("the kubelet", () => {
    test("extraArgs win over everything", () => {
        const boot = bootOf(kubelet({ extraArgs: { "anonymous-auth": "true", "read-only-port": 10255 } }));
        expect(kubelets(boot, "anonymousAuth", "readOnlyPort")).toEqual([
            [
                "true (userData › machine.kubelet.extraArgs.anonymous-auth)",
                "10255 (userData › machine.kubelet.extraArgs.read-only-port)",
            ],
        ]);
    });

    test("extraConfig may set what Talos does not keep for itself", () => {
        const boot = bootOf(kubelet({ extraConfig: { readOnlyPort: 10255, serverTLSBootstrap: true } }));
        expect(kubelets(boot, "readOnlyPort", "serverTLSBootstrap")).toEqual([
            [
                "10255 (userData › machine.kubelet.extraConfig › readOnlyPort)",
                "true (userData › machine.kubelet.extraConfig › serverTLSBootstrap)",
            ],
        ]);
    });

    test.each([
        ["a setting", { extraConfig: { authorization: { mode: "AlwaysAllow" } } }, "extraConfig.authorization: is a setting"],
        ["a flag", { extraArgs: { kubeconfig: "/a" } }, "extraArgs.kubeconfig: sets a flag"],
    ])("%s that Talos keeps for itself changes nothing, and is said", (_, settings, says) => {
        const boot = bootOf(kubelet(settings));
        expect(kubelets(boot, "authorizationMode")).toEqual([["Webhook"]]);
        expect(unreadOf(boot)).toEqual([
            `userData › machine.kubelet.${says} that Talos keeps for itself, which keeps the kubelet from starting`,
        ]);
    });

    test("a kubelet that registers nowhere allows everything", () => {
        expect(
            kubelets(bootOf(kubelet({ skipNodeRegistration: true })), "authorizationMode", "webhookAuth", "anonymousAuth"),
        ).toEqual([
            [
                "AlwaysAllow (userData › machine.kubelet.skipNodeRegistration › authorization.mode)",
                "false (userData › machine.kubelet.skipNodeRegistration › authentication.webhook.enabled)",
                "false",
            ],
        ]);
    });

    test("without the folder there are no static Pods, but for those of the configuration", () => {
        expect(kubelets(bootOf(kubelet({ disableManifestsDirectory: true })), "staticPodPath")).toEqual([[""]]);
        const pods = [{ apiVersion: "v1", kind: "Pod", metadata: { name: "a" }, spec: { containers: [] } }];
        expect(findings(instance(config({ pods })), "kubelet-static-pods-disabled").map((line) => line.split(": ")[1])).toEqual([
            "userData › machine.pods › staticPodPath",
        ]);
        expect(findings(instance(config({ type: "controlplane", pods })), "kubelet-static-pods-disabled")).toEqual([]);
    });
});

describe("the control plane", () => {
    const controlPlane = (cluster: object) => bootOf(config({ type: "controlplane" }, cluster));

    test("a worker has none", () => {
        const { apiServers: api, etcds: etcd } = daemonsOf(bootOf(config({}, { etcd: {}, apiServer: {} })));
        expect([api, etcd]).toEqual([[], []]);
    });

    test("extraArgs take the place of Talos' own", () => {
        const boot = controlPlane({
            apiServer: { extraArgs: { "anonymous-auth": "true" } },
            etcd: { extraArgs: { "listen-client-urls": "http://0.0.0.0:2379" } },
        });
        expect(apiServers(boot).map(({ anonymousAuth }) => shown(anonymousAuth))).toEqual([
            "true (userData › cluster.apiServer.extraArgs.anonymous-auth)",
        ]);
        expect(etcds(boot).flatMap(({ clientListeners }) => clientListeners.map(({ url, at }) => [url, at]))).toEqual([
            ["http://0.0.0.0:2379", "userData › cluster.etcd.extraArgs.listen-client-urls"],
        ]);
        expect(etcds(controlPlane({}))[0]!.clientAuthentication.value).toBe("authority");
    });
});

test.each([
    ...["apiVersion", "authentication", "authorization", "cgroupRoot", "kind", "port", "protectKernelDefaults", "resolvConf"],
    ...["rotateCertificates", "seccompDefault", "staticPodPath", "systemCgroups"],
])("Talos keeps the setting %s for itself", (name) =>
    expect(unreadOf(bootOf(kubelet({ extraConfig: { [name]: "a" } })))).toEqual([
        `userData › machine.kubelet.extraConfig.${name}: is a setting that Talos keeps for itself, which keeps the kubelet from starting`,
    ]),
);

test.each(["bootstrap-kubeconfig", "cert-dir", "config", "container-runtime", "container-runtime-endpoint", "kubeconfig"])(
    "Talos keeps the flag %s for itself",
    (name) =>
        expect(unreadOf(bootOf(kubelet({ extraArgs: { [name]: "/a" } })))).toEqual([
            `userData › machine.kubelet.extraArgs.${name}: sets a flag that Talos keeps for itself, which keeps the kubelet from starting`,
        ]),
);

test("Talos' own settings of a control plane are told to no line", () => {
    const boot = bootOf(config({ type: "init" }));
    expect(kubelets(boot, "protectKernelDefaults", "rotateCertificates", "address", "containerRuntimeEndpoint", "port")).toEqual([
        ["true", "true", "0.0.0.0", "unix:///run/containerd/containerd.sock", "10250"],
    ]);
    expect(daemonsOf(boot).apiServers.map(({ args }) => args.map(({ text }) => text))).toEqual([
        [
            "--anonymous-auth=false",
            "--authorization-mode=Node,RBAC",
            "--client-ca-file=/system/secrets/kubernetes/kube-apiserver/ca.crt",
            "--enable-admission-plugins=NodeRestriction",
            "--etcd-servers=https://127.0.0.1:2379",
            "--etcd-cafile=/system/secrets/kubernetes/kube-apiserver/etcd-client-ca.crt",
            "--etcd-certfile=/system/secrets/kubernetes/kube-apiserver/etcd-client.crt",
            "--etcd-keyfile=/system/secrets/kubernetes/kube-apiserver/etcd-client.key",
            "--kubelet-client-certificate=/system/secrets/kubernetes/kube-apiserver/apiserver-kubelet-client.crt",
            "--kubelet-client-key=/system/secrets/kubernetes/kube-apiserver/apiserver-kubelet-client.key",
        ],
    ]);
    expect(daemonsOf(boot).etcds.map(({ args }) => args.map(({ text }) => text))).toEqual([
        [
            "--listen-client-urls=https://0.0.0.0:2379",
            "--listen-peer-urls=https://0.0.0.0:2380",
            "--cert-file=/system/secrets/etcd/server.crt",
            "--key-file=/system/secrets/etcd/server.key",
            "--trusted-ca-file=/system/secrets/etcd/ca.crt",
            "--client-cert-auth=true",
            "--peer-cert-file=/system/secrets/etcd/peer.crt",
            "--peer-key-file=/system/secrets/etcd/peer.key",
            "--peer-trusted-ca-file=/system/secrets/etcd/ca.crt",
            "--peer-client-cert-auth=true",
        ],
    ]);
});
