import { daemonsOf } from "../../../../policypack/node/installers";
import { bootOf } from "./read";

const v4 = (kind: string, more: object) => ({ apiVersion: "kubeadm.k8s.io/v1beta4", kind, ...more });
/** What a control plane of these two documents starts, as words. */
function started(cluster: object, init: object = {}) {
    const documents = [v4("ClusterConfiguration", cluster), v4("InitConfiguration", init)].map((one) => JSON.stringify(one));
    const write_files = [{ path: "/etc/kubeadm.yaml", content: documents.join("\n---\n") }];
    const config = { write_files, runcmd: ["kubeadm init --config /etc/kubeadm.yaml"] };
    const { apiServers, etcds } = daemonsOf(bootOf(`#cloud-config\n${JSON.stringify(config)}`));
    const words = (starts: readonly { readonly args: readonly { readonly text: string }[] }[]) =>
        starts.map(({ args }) => args.map(({ text }) => text.replaceAll("\ufff9", "NODE")));
    return { apiServers: words(apiServers), etcds: words(etcds) };
}
const etcdOf = (pki: string, host: string, loopback: string, data = "/var/lib/etcd") => [
    `--listen-client-urls=https://${loopback}:2379,https://${host}:2379`,
    `--advertise-client-urls=https://${host}:2379`,
    `--listen-peer-urls=https://${host}:2380`,
    `--initial-advertise-peer-urls=https://${host}:2380`,
    `--data-dir=${data}`,
    `--cert-file=${pki}/etcd/server.crt`,
    `--key-file=${pki}/etcd/server.key`,
    `--trusted-ca-file=${pki}/etcd/ca.crt`,
    "--client-cert-auth=true",
    `--peer-cert-file=${pki}/etcd/peer.crt`,
    `--peer-key-file=${pki}/etcd/peer.key`,
    `--peer-trusted-ca-file=${pki}/etcd/ca.crt`,
    "--peer-client-cert-auth=true",
    `--listen-metrics-urls=http://${loopback}:2381`,
];
const ownOf = (pki: string) => [
    "--enable-admission-plugins=NodeRestriction",
    `--client-ca-file=${pki}/ca.crt`,
    `--tls-cert-file=${pki}/apiserver.crt`,
    `--tls-private-key-file=${pki}/apiserver.key`,
    `--kubelet-client-certificate=${pki}/apiserver-kubelet-client.crt`,
    `--kubelet-client-key=${pki}/apiserver-kubelet-client.key`,
    `--service-account-key-file=${pki}/sa.pub`,
    `--service-account-signing-key-file=${pki}/sa.key`,
    "--allow-privileged=true",
];
const localEtcd = (pki: string) => [
    "--etcd-servers=https://127.0.0.1:2379",
    `--etcd-cafile=${pki}/etcd/ca.crt`,
    `--etcd-certfile=${pki}/apiserver-etcd-client.crt`,
    `--etcd-keyfile=${pki}/apiserver-etcd-client.key`,
];
const PKI = "/etc/kubernetes/pki";
const MODES = "--authorization-mode=Node,RBAC";

test("an ordinary control plane", () =>
    expect(started({})).toEqual({
        apiServers: [[...localEtcd(PKI), ...ownOf(PKI), MODES]],
        etcds: [etcdOf(PKI, "NODE", "127.0.0.1")],
    }));

test("certificates elsewhere, an address and a folder of one's own", () =>
    expect(
        started(
            { certificatesDir: "/srv/pki", etcd: { local: { dataDir: "/srv/etcd" } } },
            { localAPIEndpoint: { advertiseAddress: "10.0.0.5" } },
        ),
    ).toEqual({
        apiServers: [[...localEtcd("/srv/pki"), ...ownOf("/srv/pki"), MODES]],
        etcds: [etcdOf("/srv/pki", "10.0.0.5", "127.0.0.1", "/srv/etcd")],
    }));

test("no folder of certificates is kubeadm's own", () =>
    expect(started({ certificatesDir: "" }).apiServers).toEqual([[...localEtcd(PKI), ...ownOf(PKI), MODES]]));

test("an address of IPv6 stands in brackets", () =>
    expect(started({}, { localAPIEndpoint: { advertiseAddress: "fd00::5" } }).etcds).toEqual([
        etcdOf(PKI, "[fd00::5]", "[::1]"),
    ]));

test("an etcd elsewhere", () =>
    expect(
        started({
            etcd: { external: { endpoints: ["https://a:2379", "https://b:2379"], caFile: "/a", certFile: "/b", keyFile: "/c" } },
        }),
    ).toEqual({
        apiServers: [
            [
                "--etcd-servers=https://a:2379,https://b:2379",
                "--etcd-cafile=/a",
                "--etcd-certfile=/b",
                "--etcd-keyfile=/c",
                ...ownOf(PKI),
                MODES,
            ],
        ],
        etcds: [],
    }));

test("an etcd elsewhere without certificates", () =>
    expect(started({ etcd: { external: { endpoints: ["http://a:2379"], caFile: "" } } }).apiServers).toEqual([
        ["--etcd-servers=http://a:2379", ...ownOf(PKI), MODES],
    ]));

test("a file of authorization takes the place of the modes", () => {
    const extraArgs = [{ name: "authorization-config", value: "/etc/a.yaml" }];
    expect(started({ apiServer: { extraArgs } }).apiServers[0]!.filter((word) => word.startsWith("--authorization"))).toEqual([
        "--authorization-config=/etc/a.yaml",
    ]);
});
