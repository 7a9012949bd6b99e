import { daemonsOf } from "../../../../policypack/node/installers";
import { bootOf, kubelets } from "./read";

const started = (command: string) => bootOf(`#!/bin/bash\n${command}\n`);

/** `k3s server --help` and `rke2 server --help`: options without a value. */
test.each([
    ...["alsologtostderr", "cluster-init", "cluster-reset", "debug", "disable-apiserver", "disable-cloud-controller"],
    ...["disable-controller-manager", "disable-default-registry-endpoint", "disable-etcd", "disable-helm-controller"],
    ...["disable-kube-proxy", "disable-network-policy", "disable-scheduler", "docker", "embedded-registry"],
    ...["enable-pprof", "etcd-disable-snapshots", "etcd-expose-metrics", "etcd-s3", "flannel-external-ip", "flannel-ipv6-masq"],
    ...["nonroot-devices", "prefer-bundled-bin", "protect-kernel-defaults", "rootless", "secrets-encryption", "selinux"],
    ...["supervisor-metrics"],
])("--%s takes no word after it: that ends the options", (name) => {
    expect(kubelets(started(`k3s server --${name} --kubelet-arg=read-only-port=1`), "readOnlyPort")).toEqual([
        ["1 (userData › line 2)"],
    ]);
    expect(kubelets(started(`k3s server --${name} true --kubelet-arg=read-only-port=1`), "readOnlyPort")).toEqual([
        ["0 (userData › line 2)"],
    ]);
});

test("a server without an agent has no kubelet", () => {
    expect(kubelets(started("k3s server --disable-agent"), "readOnlyPort")).toEqual([]);
    expect(kubelets(started("k3s server --disable-agent=false"), "readOnlyPort")).toEqual([["0 (userData › line 2)"]]);
    expect(kubelets(started("k3s agent --disable-agent"), "readOnlyPort")).toEqual([["0 (userData › line 2)"]]);
});

test.each([
    "kubelet-arg",
    "kube-apiserver-arg",
    "etcd-arg",
    "kube-proxy-arg",
    "kube-scheduler-arg",
    "kube-controller-manager-arg",
])("--%s takes even a flag for its value", (name) =>
    expect(kubelets(started(`k3s agent --${name} --kubelet-arg=read-only-port=1`), "readOnlyPort")).toEqual([
        ["0 (userData › line 2)"],
    ]),
);

describe.each(["k3s", "rke2"])("what %s itself sets", (program) => {
    const boot = started(`${program} server --cluster-init`);
    const tls = `/var/lib/rancher/${program}/server/tls`;
    test("of the kubelet", () =>
        expect(
            kubelets(
                boot,
                "anonymousAuth",
                "webhookAuth",
                "clientCAFile",
                "staticPodPath",
                "tlsCertFile",
                "tlsPrivateKeyFile",
                "containerRuntimeEndpoint",
            ),
        ).toEqual([
            [
                "false",
                "true",
                `/var/lib/rancher/${program}/agent/client-ca.crt`,
                `/var/lib/rancher/${program}/agent/pod-manifests`,
                `/var/lib/rancher/${program}/agent/serving-kubelet.crt`,
                `/var/lib/rancher/${program}/agent/serving-kubelet.key`,
                "unix:///run/k3s/containerd/containerd.sock",
            ],
        ]));
    test("of the API server", () =>
        expect(daemonsOf(boot).apiServers.map(({ args }) => args.map(({ text }) => text))).toEqual([
            [
                "--anonymous-auth=false",
                "--authorization-mode=Node,RBAC",
                `--client-ca-file=${tls}/client-ca.crt`,
                "--enable-admission-plugins=NodeRestriction",
                `--kubelet-certificate-authority=${tls}/server-ca.crt`,
                `--kubelet-client-certificate=${tls}/client-kube-apiserver.crt`,
                `--kubelet-client-key=${tls}/client-kube-apiserver.key`,
                "--profiling=false",
            ],
        ]));
    test("of etcd", () =>
        expect(daemonsOf(boot).etcds.map(({ args }) => args.map(({ text }) => text.replaceAll("\ufff9", "NODE")))).toEqual([
            [
                "--listen-client-urls=https://127.0.0.1:2379,https://NODE:2379",
                "--listen-peer-urls=https://127.0.0.1:2380,https://NODE:2380",
                `--cert-file=${tls}/etcd/server-client.crt`,
                `--key-file=${tls}/etcd/server-client.key`,
                `--trusted-ca-file=${tls}/etcd/server-ca.crt`,
                "--client-cert-auth=true",
                `--peer-cert-file=${tls}/etcd/peer-server-client.crt`,
                `--peer-key-file=${tls}/etcd/peer-server-client.key`,
                `--peer-trusted-ca-file=${tls}/etcd/peer-ca.crt`,
                "--peer-client-cert-auth=true",
                "--listen-metrics-urls=http://127.0.0.1:2381",
            ],
        ]));
    test.each(["cert-file", "key-file", "trusted-ca-file", "client-cert-auth", "auto-tls", "client-crl-file"])(
        "etcd-arg sets no %s, which stands in a section of etcd's file",
        (name) => {
            for (const one of [name, `peer-${name}`]) {
                const [etcd] = daemonsOf(started(`${program} server --cluster-init --etcd-arg=${one}=own`)).etcds;
                expect(etcd!.args.filter(({ text }) => text.endsWith("=own"))).toEqual([]);
            }
        },
    );
});

test.each<[command: string, hasEtcd: boolean]>([
    ["k3s server", false],
    ["k3s server --cluster-init", true],
    ["k3s server --cluster-init=false", false],
    ["k3s server --etcd-expose-metrics", true],
    ["k3s server --server https://a:6443", true],
    ["k3s server --etcd-arg=name=a", true],
    ["k3s server --cluster-init --datastore-endpoint mysql://a", false],
    ["k3s agent --cluster-init", false],
    ["rke2 server", true],
    ["rke2 server --datastore-endpoint=mysql://a", false],
    ["rke2 agent", false],
])("%s", (command, hasEtcd) => expect(daemonsOf(started(command)).etcds).toHaveLength(hasEtcd ? 1 : 0));
