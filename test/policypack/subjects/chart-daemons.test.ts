import type { Policy } from "../../../policypack/lib/define-policy";
import { etcdClientCertificatesRequired as clients } from "../../../policypack/policies/etcd-api/etcd-client-certificates-required";
import { etcdPeerCertificatesRequired as peers } from "../../../policypack/policies/etcd-api/etcd-peer-certificates-required";
import { kubeApiserverAnonymousAuthDisabled as anonymous } from "../../../policypack/policies/kubelet-api/kube-apiserver-anonymous-auth-disabled";
import { kubeApiserverAuthorizationRequired as authorization } from "../../../policypack/policies/kubelet-api/kube-apiserver-authorization-required";
import { kubeApiserverVerifiesKubelets as verifies } from "../../../policypack/policies/kubelet-api/kube-apiserver-verifies-kubelets";
import { judge, UNKNOWN } from "../judge";

const release = (chart: unknown, values: unknown, more: object = {}) => ({
    type: "kubernetes:helm.sh/v3:Release",
    props: { chart, namespace: "kube-system", values, ...more },
});
const configMap = (key: string, text: unknown, namespace?: string) => ({
    type: "kubernetes:core/v1:ConfigMap",
    props: { metadata: { name: "etcd", ...(namespace !== undefined && { namespace }) }, data: { [key]: text } },
});
type Given = Parameters<typeof judge>[1];

/** What a policy says, without how to mend it. */
const told = (policy: Policy, given: Given) =>
    judge(policy, given).reported.map(
        ({ message, level }) => `${level === undefined ? "" : `(${level}) `}${message.split(". ")[0]!}`,
    );

const files = { secureTransport: true, enableAuthentication: true, existingSecret: "certs" };
const side = (client: object, more: object = {}) => ({ auth: { client, peer: files }, ...more });
const PLAIN = "serves etcd on http://0.0.0.0:2379 without TLS, so anybody is a client";

describe("the etcd of Bitnami's chart", () => {
    test.each<[string, Given, string[]]>([
        ["speaks without TLS as it comes", release("bitnami/etcd", undefined), [`values.auth.client.secureTransport: ${PLAIN}`]],
        [
            "by the name of its repository",
            release("etcd", {}, { repositoryOpts: { repo: "https://charts.bitnami.com/bitnami" } }),
            [`values.auth.client.secureTransport: ${PLAIN}`],
        ],
        [
            "at a port of its own",
            release("bitnami/etcd", { containerPorts: { client: 4001 } }),
            [`values.auth.client.secureTransport: ${PLAIN.replace("2379", "4001")}`],
        ],
        [
            "without certificates of clients",
            release("bitnami/etcd", side({ secureTransport: true })),
            ["values.auth.client.secureTransport: serves etcd on https://0.0.0.0:2379 to clients without a certificate"],
        ],
        [
            "with certificates that it makes itself",
            release("bitnami/etcd", side({ ...files, useAutoTLS: true })),
            ["values.auth.client.secureTransport: serves etcd on https://0.0.0.0:2379 to clients without a certificate"],
        ],
        ["with certificates of both", release("bitnami/etcd", side(files)), []],
        ["with an authority alone", release("bitnami/etcd", side({ secureTransport: true, caFilename: "ca.crt" })), []],
        [
            "with a variable that follows its own",
            release(
                "bitnami/etcd",
                side(files, { extraEnvVars: [{ name: "ETCD_LISTEN_CLIENT_URLS", value: "http://0.0.0.0:2379" }] }),
            ),
            [`values.extraEnvVars[0].value: ${PLAIN}`],
        ],
        [
            "with a file, which puts all variables out of force",
            release("bitnami/etcd", side(files, { configuration: "listen-client-urls: http://0.0.0.0:2379" })),
            [`values.configuration › listen-client-urls: ${PLAIN}`],
        ],
        [
            "with a file of a ConfigMap that is not here",
            release("bitnami/etcd", side(files, { existingConfigmap: "own" })),
            [
                "(advisory) values.existingConfigmap: reads all of etcd's settings from a file that cannot be seen here, so its listeners could not be judged",
            ],
        ],
        [
            "of an application is advice",
            release("apisix", { etcd: { auth: { client: { secureTransport: false } } } }, { namespace: "gateway" }),
            [`(advisory) values.etcd.auth.client.secureTransport: ${PLAIN}`],
        ],
        ["of an application that says nothing of it", release("apisix", { etcd: { replicaCount: 3 } }), []],
        ["of an application that leaves it out", release("apisix", { etcd: { enabled: false, auth: { client: {} } } }), []],
        ["another chart of that name", release("./etcd", { tls: { enabled: false } }), []],
        ["another chart", release("redis", { auth: { client: {} } }), []],
    ])("%s", (_, given, reports) => expect(told(clients, given)).toEqual(reports));

    test("its peers are judged likewise", () => {
        expect(told(peers, release("bitnami/etcd", { auth: { client: files } }))).toEqual([
            "values.auth.peer.secureTransport: serves etcd's peers on http://0.0.0.0:2380 without TLS, so anybody is a peer",
        ]);
        expect(told(peers, release("bitnami/etcd", side(files)))).toEqual([]);
    });

    test("what is not known yet is told", () => {
        expect(judge(clients, release("bitnami/etcd", side({ secureTransport: UNKNOWN }))).unknown).toBe(
            "values.auth.client.secureTransport",
        );
        expect(judge(clients, release("bitnami/etcd", UNKNOWN)).unknown).toBe("values");
    });
});

describe("vcluster", () => {
    const etcd = (extraArgs: unknown, deploy: object = { enabled: true }) =>
        release("oci://ghcr.io/loft-sh/charts/vcluster", {
            controlPlane: { backingStore: { etcd: { deploy: { ...deploy, statefulSet: { extraArgs } } } } },
        });
    const apiServer = (...extraArgs: unknown[]) =>
        release("vcluster", { controlPlane: { distro: { k8s: { apiServer: { extraArgs } } } } });
    const ARGS = "values.controlPlane.backingStore.etcd.deploy.statefulSet.extraArgs";

    test("a listener that is added to its etcd", () => {
        expect(told(clients, etcd(["--listen-client-urls=http://0.0.0.0:2379"]))).toEqual([`${ARGS}[0]: ${PLAIN}`]);
        expect(told(clients, etcd(["--quota-backend-bytes=1"]))).toEqual([]);
        expect(told(clients, etcd(["--listen-client-urls=http://0.0.0.0:2379"], { enabled: false }))).toEqual([]);
        expect(judge(clients, etcd([UNKNOWN])).unknown).toBe(
            "values.controlPlane.backingStore.etcd.deploy.statefulSet.extraArgs.0",
        );
    });

    test("what is added to its API server, and nothing that is vcluster's own", () => {
        const args = "values.controlPlane.distro.k8s.apiServer.extraArgs";
        expect(told(anonymous, apiServer("--anonymous-auth=true"))).toEqual([`${args}[0]: accepts anonymous requests`]);
        expect(told(authorization, apiServer("--authorization-mode=AlwaysAllow"))).toHaveLength(1);
        for (const policy of [anonymous, authorization, verifies]) expect(told(policy, apiServer("--v=2"))).toEqual([]);
    });
});

describe("etcd's file in a ConfigMap", () => {
    const plain = "listen-client-urls: http://0.0.0.0:2379";
    const line = `data["etcd.yaml"] › listen-client-urls: ${PLAIN}`;
    test.each<[string, Given, string[]]>([
        ["of a cluster", configMap("etcd.yaml", plain, "kube-system"), [line]],
        ["of whoever it may be is advice", configMap("etcd.yaml", plain), [`(advisory) ${line}`]],
        ["that serves its own machine alone", configMap("etcd.yaml", "listen-client-urls: http://127.0.0.1:2379"), []],
        ["of a client", configMap("config.yaml", "etcd:\n  host: http://etcd:2379\n"), []],
        ["that a script writes", configMap("etcd.sh", `#!/bin/sh\n${plain}\n`), []],
    ])("%s", (_, given, reports) => expect(told(clients, given)).toEqual(reports));

    test("that is not known yet is told where its key names etcd", () => {
        expect(judge(clients, configMap("etcd.yaml", UNKNOWN)).unknown).toBe("data.etcd.yaml");
        expect(judge(clients, configMap("kubeconfig", UNKNOWN)).unknown).toBeUndefined();
    });
});
