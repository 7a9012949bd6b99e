import { runtimeAccessesOf } from "../../../../policypack/node/runtime/runtime-accesses";
import { bootOfUserData } from "../../../../policypack/node/user-data";
import { file, opened } from "./opened";

describe("the runtimes' own configuration", () => {
    test.each<[why: string, path: string, text: string, opened: string[]]>([
        [
            "containerd on the network",
            "/etc/containerd/config.toml",
            '[grpc]\ntcp_address = "10.0.0.1:1"',
            ["grpc.tcp_address: containerd tcp 10.0.0.1:1 false false"],
        ],
        [
            "containerd on the network, with an authority",
            "/etc/containerd/config.toml",
            '[grpc]\ntcp_address = "10.0.0.1:1"\ntcp_tls_ca = "/ca"',
            ["grpc.tcp_address: containerd tcp 10.0.0.1:1 false true"],
        ],
        [
            "containerd on the network, with no authority",
            "/etc/containerd/config.toml",
            '[grpc]\ntcp_address = "10.0.0.1:1"\ntcp_tls_ca = ""',
            ["grpc.tcp_address: containerd tcp 10.0.0.1:1 false false"],
        ],
        [
            "containerd on loopback",
            "/etc/containerd/config.toml",
            '[grpc]\ntcp_address = "127.0.0.1:1"',
            ["grpc.tcp_address: containerd tcp 127.0.0.1:1 true false"],
        ],
        ["containerd on nothing", "/etc/containerd/config.toml", '[grpc]\ntcp_address = ""\nuid = 0\ngid = 0', []],
        [
            "containerd for others",
            "/etc/containerd/config.toml",
            "[grpc]\nuid = 1000\n[ttrpc]\ngid = 5\n[debug]\nuid = 7",
            ["grpc.uid: containerd owner user 1000", "ttrpc.gid: containerd owner group 5", "debug.uid: containerd owner user 7"],
        ],
        ["containerd for no id: it refuses the file", "/etc/containerd/config.toml", "[grpc]\nuid = inf\ngid = 0.5", []],
        [
            "containerd 2.2 for others",
            "/etc/containerd/config.toml",
            ["grpc", "ttrpc", "debug"].map((name, i) => `[plugins."io.containerd.server.v1.${name}"]\ngid = ${i + 1}`).join("\n"),
            ["grpc", "ttrpc", "debug"].map(
                (name, i) => `plugins."io.containerd.server.v1.${name}".gid: containerd owner group ${i + 1}`,
            ),
        ],
        [
            "containerd 2.2 on the network",
            "/etc/containerd/config.toml",
            '[plugins."io.containerd.server.v1.grpc-tcp"]\naddress = "0.0.0.0:1"\ntls_ca = "/ca"\n[plugins."io.containerd.server.v1.grpc"]\ntcp_address = "0.0.0.0:2"',
            [
                'plugins."io.containerd.server.v1.grpc".tcp_address: containerd tcp 0.0.0.0:2 false false',
                'plugins."io.containerd.server.v1.grpc-tcp".address: containerd tcp 0.0.0.0:1 false true',
            ],
        ],
        [
            "a template of k3s",
            "/var/lib/rancher/k3s/agent/etc/containerd/config.toml.tmpl",
            "[grpc]\nuid = 1000",
            ["grpc.uid: containerd owner user 1000"],
        ],
        [
            "a part of containerd's file",
            "/etc/containerd/conf.d/a.toml",
            "[grpc]\nuid = 1000",
            ["grpc.uid: containerd owner user 1000"],
        ],
        ["containerd's file as it was", "/etc/containerd/config.toml.bak", "[grpc]\nuid = 1000", []],
        ["certificates of a registry", "/etc/containerd/certs.d/a/hosts.toml", "[grpc]\nuid = 1000", []],
        [
            "CRI-O on the network",
            "/etc/crio/crio.conf",
            '[crio.api]\nlisten = "tcp://0.0.0.0:1"',
            ["crio.api.listen: CRI-O tcp tcp://0.0.0.0:1 false false"],
        ],
        ["CRI-O on its socket", "/etc/crio/crio.conf", '[crio.api]\nlisten = "/run/crio/crio.sock"\nstream_address = ""', []],
        ["CRI-O's streams on loopback", "/etc/crio/crio.conf.d/10-a.conf", '[crio.api]\nstream_address = "127.0.0.1"', []],
        [
            "CRI-O's streams on the network",
            "/etc/crio/crio.conf.d/10-a.conf",
            '[crio.api]\nstream_address = "0.0.0.0"\nstream_enable_tls = true',
            ["crio.api.stream_address: CRI-O tcp 0.0.0.0 false false"],
        ],
        [
            "CRI-O's streams on the network, with an authority",
            "/etc/crio/crio.conf",
            '[crio.api]\nstream_address = "0.0.0.0"\nstream_enable_tls = true\nstream_tls_ca = "/ca"',
            ["crio.api.stream_address: CRI-O tcp 0.0.0.0 false true"],
        ],
        [
            "CRI-O's streams on the network, with an authority and no TLS",
            "/etc/crio/crio.conf",
            '[crio.api]\nstream_address = "0.0.0.0"\nstream_tls_ca = "/ca"',
            ["crio.api.stream_address: CRI-O tcp 0.0.0.0 false false"],
        ],
        ["CRI-O's file as it was", "/etc/crio/crio.conf.bak", '[crio.api]\nlisten = "tcp://0.0.0.0:1"', []],
        ["a copy of CRI-O's file", "/srv/etc/crio/crio.conf", '[crio.api]\nlisten = "tcp://0.0.0.0:1"', []],
        [
            "Docker on the network",
            "/etc/docker/daemon.json",
            '{"hosts": ["tcp://0.0.0.0:2375"]}',
            ["hosts: dockerd tcp tcp://0.0.0.0:2375 false false"],
        ],
        ["Docker's file as it was", "/etc/docker/daemon.json.bak", '{"hosts": ["tcp://0.0.0.0:2375"]}', []],
    ])("%s", (_, path, text, expected) => expect(opened({ [path]: text })).toEqual(expected.map((one) => `${file()} › ${one}`)));

    test.each<[command: string, opened: string[]]>([
        ["dockerd -H tcp://0.0.0.0:2375", ["dockerd tcp tcp://0.0.0.0:2375 false false"]],
        ["/usr/bin/crio --listen=tcp://0.0.0.0:1", ["CRI-O tcp tcp://0.0.0.0:1 false false"]],
        ["crio -listen /run/crio/crio.sock --stream-address 127.0.0.1", []],
        ["crio --stream-address 0.0.0.0", ["CRI-O tcp 0.0.0.0 false false"]],
        ["crio --stream-address=", []],
        ["crio --stream-address 0.0.0.0 --stream-enable-tls --stream-tls-ca /ca", ["CRI-O tcp 0.0.0.0 false true"]],
        ["crio --stream-enable-tls=false --stream-tls-ca /ca --stream-address 0.0.0.0", ["CRI-O tcp 0.0.0.0 false false"]],
        ["crio --stream-enable-tls --stream-address 0.0.0.0", ["CRI-O tcp 0.0.0.0 false false"]],
        [
            "crio --selinux --log-journald --enable-metrics --no-pivot --read-only --listen tcp://10.0.0.1:1",
            ["CRI-O tcp tcp://10.0.0.1:1 false false"],
        ],
        [
            '/etc/eks/bootstrap.sh a --docker-config-json \'{"hosts": ["tcp://0.0.0.0:2375"]}\'',
            ["dockerd tcp tcp://0.0.0.0:2375 false false"],
        ],
        ["/etc/eks/bootstrap.sh a --docker-config-json", []],
    ])("%s", (command, expected) =>
        expect(opened({}, [command]).map((one) => one.replace(/ › (?:--docker-config-json|hosts)/g, ""))).toEqual(
            expected.map((one) => `u › runcmd[0]: ${one}`),
        ),
    );
});

test.each<[why: string, spec: object, opened: string[]]>([
    [
        "containerd's",
        { containerd: { config: "[grpc]\nuid = 1000\n" } },
        ["u › NodeConfig › spec.containerd.config › grpc.uid: containerd"],
    ],
    ["that is no text", { containerd: { config: { grpc: { uid: 1000 } } } }, []],
    ["none", {}, []],
])("configuration in nodeadm's: %s", (_, spec, expected) => {
    const boot = bootOfUserData(JSON.stringify({ apiVersion: "node.eks.aws/v1alpha1", kind: "NodeConfig", spec }), "u");
    expect(runtimeAccessesOf(boot).map(({ at, runtime }) => `${at}: ${runtime}`)).toEqual(expected);
});

test.each(["--selinux", "--log-journald", "--enable-metrics", "--no-pivot", "--read-only", "--stream-enable-tls"])(
    "crio %s takes no value: what follows ends its flags",
    (option) => expect(opened({}, [`crio ${option} true --listen tcp://0.0.0.0:1`])).toEqual([]),
);

test.each(["--debug", "--experimental", "--ip-forward", "--iptables", "--live-restore", "--tls", "--userland-proxy"])(
    "dockerd %s takes no value",
    (option) =>
        expect(opened({}, [`dockerd ${option} -H tcp://0.0.0.0:1`])).toEqual([
            "u › runcmd[0]: dockerd tcp tcp://0.0.0.0:1 false false",
        ]),
);

test("only an address that begins with a scheme is one", () =>
    expect(
        opened({ "/etc/crio/crio.conf": '[crio.api]\nlisten = "/srv/tcp://a"' }, ["crio --listen /srv/tcp://a", "crio -listen="]),
    ).toEqual([]));
