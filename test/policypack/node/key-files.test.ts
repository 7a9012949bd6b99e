import type { BootFile, NodeBoot } from "../../../policypack/model/node-boot";
import { isClusterPath, isNamedKey, keyGuardOf } from "../../../policypack/node/key-files";

test.each([
    ...[
        "/etc/kubernetes/pki/ca.key",
        "/etc/kubernetes/ssl/a.key",
        "/etc/kubernetes/a-key.pem",
        "/var/lib/kubelet/pki/kubelet.key",
    ],
    ...["/var/lib/kubelet/pki/kubelet-client-current.pem", "/var/lib/kubelet/pki/kubelet-server-2025-01-01-00-00-00.pem"],
    ...["/etc/etcd/server.key", "/var/lib/etcd/peer.key", "/etc/ssl/etcd/ssl/node-a-key.pem", "/etc/rancher/k3s/a.key"],
    ...[
        "/var/lib/rancher/rke2/server/tls/client-ca.key",
        "/opt/etcd/a.key",
        "/srv/kubernetes/server.key",
        "/srv/kube-apiserver/a.key",
    ],
    ...["/etc/kubernetes/pki/*", "/etc/kubernetes/pki/etcd/*", "/var/lib/kubelet/pki/kubelet-client-*.pem"],
])("%s is a key by its name and place", (path) => expect(isNamedKey(path)).toBe(true));

test.each([
    ...[
        "/etc/kubernetes/pki/ca.crt",
        "/etc/kubernetes/a.key.pub",
        "/etc/kubernetes/pem",
        "/home/a/server.key",
        "/etc/nginx/a-key.pem",
    ],
    ...["/etc/kubernetes2/ca.key", "/srv/etc/rancher/k3s/a.key", "/etc/kubernetes/*", "/etc/kubernetes/pki/*.crt"],
    ...["/var/lib/kubelet/pki/kubelet-other.pem", "/var/lib/kubelet/pki/kubelet-client-a.pem.bak", "/etc/kubernetes/pki/a/*"],
])("%s is none", (path) => expect(isNamedKey(path)).toBe(false));

test("a folder is the cluster's by its whole name", () =>
    expect(["/etc/kubernetes", "/etc/etcd/a", "/srv/etcd/a", "/srv/my-etcd/a"].map(isClusterPath)).toEqual([
        true,
        true,
        true,
        false,
    ]));

const KEY = "-----BEGIN EC PRIVATE KEY-----\nTUhjQ0FRRUVJQWFhYWFhYWFhYWFhYWFh\n-----END EC PRIVATE KEY-----\n";
const file = (path: string, more: Partial<BootFile> = {}): BootFile => ({
    path,
    kind: "file",
    content: { text: KEY, isLiteral: true },
    isAppended: false,
    isBase: false,
    at: "a",
    ...more,
});
const guarded = (one: BootFile, verdict: "node" | "unsure") =>
    keyGuardOf({ evidence: { verdict, why: "test" } } as NodeBoot).guards(one);
const UNKNOWN = { content: { text: "", isLiteral: false } };

test.each<[why: string, file: BootFile, onNode: boolean, elsewhere: boolean]>([
    ["a key that is written where the cluster's are", file("/etc/kubernetes/pki/a"), true, true],
    ["a key that is written anywhere", file("/srv/a"), true, false],
    [
        "a certificate with a key's name",
        file("/etc/kubernetes/pki/a.key", { content: { text: "-----BEGIN CERTIFICATE-----", isLiteral: true } }),
        false,
        false,
    ],
    ["what is not known, with a key's name", file("/etc/kubernetes/pki/a.key", UNKNOWN), true, true],
    ["what is not known, with no key's name", file("/etc/kubernetes/pki/a.crt", UNKNOWN), false, false],
    ["what the image brings, with a key's name", file("/etc/kubernetes/pki/a.key", { isBase: true }), true, true],
    ["what the image brings, with no key's name", file("/etc/kubernetes/pki/a.crt", { isBase: true }), false, false],
    [
        "a copy of a key, of which nothing is known",
        file("/srv/a", { ...UNKNOWN, copyOf: "/etc/kubernetes/pki//ca.key" }),
        true,
        true,
    ],
    ["a copy of something else", file("/srv/a", { ...UNKNOWN, copyOf: "/srv/b" }), false, false],
    ["a folder", file("/etc/kubernetes/pki/a.key", { kind: "folder" }), false, false],
])("%s", (_, one, onNode, elsewhere) => expect([guarded(one, "node"), guarded(one, "unsure")]).toEqual([onNode, elsewhere]));

test.each<[name: string, path: string, mayHave: boolean]>([
    ["etcd", "/etc/etcd/server.key", true],
    ["etcd", "/etc/kubernetes/pki/etcd/peer.key", true],
    ["etcd", "/srv/etcd-server.key", true],
    ["etcd", "/srv/certs/etcd_a.key", true],
    ["etcd", "/srv/certs/etcd_a.pem", false],
    ["etcd", "/etc/kubernetes/pki/etcd.key", true],
    ["etcd", "/etc/kubernetes/pki/apiserver-etcd-client.key", false],
    ["etcd", "/etc/kubernetes/pki/ca.key", false],
    ["root2", "/etc/etcd/server.key", false],
])("%s may have %s: %s", (name, path, mayHave) =>
    expect(keyGuardOf({ evidence: { verdict: "node", why: "test" } } as NodeBoot).mayHave!(name, path)).toBe(mayHave),
);
