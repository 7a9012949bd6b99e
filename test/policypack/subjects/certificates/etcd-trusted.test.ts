import { trustedByEtcd } from "../../../../policypack/subjects/certificates/etcd-trusted";
import { stackOf } from "../../judge";

const PEM = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----";
const cloudConfig = (...files: readonly (readonly [path: string, content: string])[]) =>
    `#cloud-config\n${JSON.stringify({ write_files: files.map(([path, content]) => ({ path, content })) })}`;
const trustedOn = (userData: string) =>
    trustedByEtcd(stackOf([{ type: "aws:ec2/instance:Instance", props: { userData } }])).map(
        ({ path, pem }) => `${path}: ${pem}`,
    );
const UNIT = "/etc/systemd/system/etcd.service";
const unit = (flag: string) => `[Service]\nExecStart=/usr/bin/etcd --trusted-ca-file=${flag}\n`;

/** Where each way of installing Kubernetes has etcd's authority. */
test.each([
    "/etc/kubernetes/pki/etcd/ca.crt",
    "/etc/ssl/etcd/ssl/ca.pem",
    "/var/lib/minikube/certs/etcd/ca.crt",
    "/var/lib/k0s/pki/etcd/ca.crt",
    "/var/lib/rancher/k3s/server/tls/etcd/server-ca.crt",
    "/var/lib/rancher/k3s/server/tls/etcd/peer-ca.crt",
    "/var/lib/rancher/rke2/server/tls/etcd/server-ca.crt",
    "/var/lib/rancher/rke2/server/tls/etcd/peer-ca.crt",
])("an authority in %s", (path) => expect(trustedOn(cloudConfig([path, `${PEM}\n`]))).toEqual([`${path}: ${PEM}`]));

test("the path is compared as the kernel has it", () =>
    expect(trustedOn(cloudConfig(["/etc/kubernetes/pki//etcd/./ca.crt", PEM]))).toEqual([
        `/etc/kubernetes/pki/etcd/ca.crt: ${PEM}`,
    ]));

test.each<[reason: string, files: (readonly [string, string])[], trusted: string[]]>([
    [
        "where the node's own etcd is told to look",
        [
            [UNIT, unit("/srv/pki/ca.pem")],
            ["/srv/pki/ca.pem", PEM],
        ],
        [`/srv/pki/ca.pem: ${PEM}`],
    ],
    [
        "where it is told to look for its members'",
        [
            [UNIT, "[Service]\nExecStart=/usr/bin/etcd --peer-trusted-ca-file=/srv/pki/ca.pem\n"],
            ["/srv/pki/ca.pem", PEM],
        ],
        [`/srv/pki/ca.pem: ${PEM}`],
    ],
    [
        "where another path leads there",
        [
            [UNIT, unit("/srv/x/../pki/ca.pem")],
            ["/srv/pki/ca.pem", PEM],
        ],
        [`/srv/pki/ca.pem: ${PEM}`],
    ],
    [
        "not where it is not told to look",
        [
            [UNIT, unit("/srv/pki/ca.pem")],
            ["/srv/pki/other.pem", PEM],
        ],
        [],
    ],
    [
        "not where nothing tells it",
        [
            [UNIT, unit("")],
            ["/srv/pki/ca.pem", PEM],
        ],
        [],
    ],
    ["not the cluster's own", [["/etc/kubernetes/pki/ca.crt", PEM]], []],
    ["not a file that has no certificate", [["/etc/kubernetes/pki/etcd/ca.crt", "to be replaced"]], []],
])("a certificate is etcd's %s", (_, files, trusted) => expect(trustedOn(cloudConfig(...files))).toEqual(trusted));

/** A static Pod of etcd that mounts folders of the node. */
const POD = "/etc/kubernetes/manifests/etcd.yaml";
const pod = (flag: string, ...mounts: readonly (readonly [from: string, to: string, subPath?: string])[]) =>
    JSON.stringify({
        apiVersion: "v1",
        kind: "Pod",
        metadata: { name: "etcd", namespace: "kube-system" },
        spec: {
            containers: [
                {
                    name: "etcd",
                    image: "registry.k8s.io/etcd:3.6.1-0",
                    command: ["etcd", flag],
                    volumeMounts: mounts.map(([, mountPath, subPath], i) => ({ name: `of-node-${i}`, mountPath, subPath })),
                },
            ],
            volumes: mounts.map(([path], i) => ({ name: `of-node-${i}`, hostPath: { path } })),
        },
    });

test.each<[reason: string, manifest: string, trusted: string[]]>([
    ["by its clients", pod("--trusted-ca-file=/pki/ca.pem", ["/srv/pki", "/pki"]), ["/srv/pki/ca.pem"]],
    ["by its members", pod("--peer-trusted-ca-file=/pki/ca.pem", ["/srv/pki", "/pki"]), ["/srv/pki/ca.pem"]],
    ["by a folder of a volume", pod("--trusted-ca-file=/pki/ca.pem", ["/srv", "/pki", "pki"]), ["/srv/pki/ca.pem"]],
    ["by a file that is mounted alone", pod("--trusted-ca-file=/ca", ["/srv/pki/ca.pem", "/ca"]), ["/srv/pki/ca.pem"]],
    ["by the nearest mount", pod("--trusted-ca-file=/a/b/ca.pem", ["/x", "/a"], ["/srv/pki", "/a/b/"]), ["/srv/pki/ca.pem"]],
    ["not by a mount that another hides", pod("--trusted-ca-file=/a/b/ca.pem", ["/srv/pki", "/a"], ["/x", "/a/b"]), []],
    ["not by the image's own file", pod("--trusted-ca-file=/srv/pki/ca.pem"), []],
    ["not by a folder that only begins so", pod("--trusted-ca-file=/pki2/ca.pem", ["/srv/pki", "/pki"]), []],
    ["not by a manifest that cannot be read", pod("--trusted-ca-file=/pki/ca.pem", [5 as never, "/pki"]), []],
    ["not by another program", pod("--client-cert-auth", ["/srv/pki", "/pki"]).replaceAll('"etcd"', '"other"'), []],
])("an authority is trusted in a static Pod %s", (_, manifest, trusted) =>
    expect(trustedOn(cloudConfig([POD, manifest], ["/srv/pki/ca.pem", PEM]))).toEqual(trusted.map((path) => `${path}: ${PEM}`)),
);

test("not a text that the shell has yet to fill in", () => {
    const script = (word: string) =>
        `#!/bin/bash\ncat > /etc/kubernetes/pki/etcd/ca.crt <<EOF\n-----BEGIN CERTIFICATE-----\n${word}\n-----END CERTIFICATE-----\nEOF\n`;
    expect(trustedOn(script("AAAA"))).toEqual([`/etc/kubernetes/pki/etcd/ca.crt: ${PEM}`]);
    expect(trustedOn(script("$CA"))).toEqual([]);
});
