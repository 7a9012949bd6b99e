import { BootReader } from "../../../../policypack/node/boot-reader";
import { daemonsOf } from "../../../../policypack/node/installers";
import { HOLE, word } from "../../../../policypack/parse/word";
import { apiServers, bootOf, etcds, kubelets, unreadOf } from "./read";

const configuration = (readOnlyPort: number) =>
    JSON.stringify({ apiVersion: "kubelet.config.k8s.io/v1beta1", kind: "KubeletConfiguration", readOnlyPort });
/** A boot that writes files by their paths, and then runs a script. */
function boot(files: Readonly<Record<string, string>>, script = "") {
    const reader = new BootReader();
    for (const [path, text] of Object.entries(files)) reader.file(path, word(text), { at: path });
    if (script !== "") reader.script(script, "s");
    return reader.boot();
}
const ports = (...given: Parameters<typeof boot>) => kubelets(boot(...given), "readOnlyPort").flat();
const UNIT = "/etc/systemd/system/kubelet.service";
const starting = (...lines: string[]) => ["[Service]", ...lines, ""].join("\n");

describe("daemons that a script starts", () => {
    test("the kubelet, with its file", () =>
        expect(
            ports(
                { "/k.yaml": configuration(1) },
                "kubelet --config=/k.yaml\n/opt/kubelet --read-only-port=2\nhyperkube kubelet --read-only-port=3",
            ),
        ).toEqual(["1 (/k.yaml › readOnlyPort)", "2 (s › line 2)", "3 (s › line 3)"]));

    test("nothing that only has its name", () =>
        expect(
            ports({}, "systemctl start kubelet\nkubelet-check --read-only-port=1\nmv kubelet /usr/bin\nhyperkube scheduler"),
        ).toEqual([]));

    test("every etcd and API server, with their variables and files", () => {
        const given = boot(
            {
                "/a.yaml":
                    "apiVersion: apiserver.config.k8s.io/v1\nkind: AuthorizationConfiguration\nauthorizers: [{ type: AlwaysAllow, name: a }]\n",
            },
            "ETCD_LISTEN_CLIENT_URLS=http://10.0.0.1:1 etcd\n/opt/etcd --listen-client-urls=http://10.0.0.1:2\nkube-apiserver --authorization-config=/a.yaml\netcdctl get",
        );
        expect(etcds(given).map(({ clientListeners }) => clientListeners.map(({ url, at }) => [url, at]))).toEqual([
            [["http://10.0.0.1:1", "s › line 1"]],
            [["http://10.0.0.1:2", "s › line 2"]],
        ]);
        expect(apiServers(given).map(({ at, authorizationModes }) => [at, authorizationModes.map(({ value }) => value)])).toEqual(
            [["s › line 3", ["AlwaysAllow"]]],
        );
    });
});

describe("configurations of the kubelet that nothing starts here", () => {
    test.each<[why: string, files: Record<string, string>, script: string, ports: string[]]>([
        [
            "each is one",
            { "/a": configuration(1), "/b": configuration(2) },
            "",
            ["1 (/a › readOnlyPort)", "2 (/b › readOnlyPort)"],
        ],
        ["of another kind", { "/a": "kind: Pod\n" }, "", []],
        ["that is none though it names it", { "/a": "# kubelet.config.k8s.io\n[" }, "", []],
        ["beside a kubelet that is started", { "/a": configuration(1) }, "kubelet --read-only-port=5", ["5 (s › line 1)"]],
    ])("%s", (_, files, script, expected) => expect(ports(files, script)).toEqual(expected));

    test("it is told to be a node's by the file", () =>
        expect(
            daemonsOf(boot({ "/a": configuration(1) })).kubelets.map(({ evidence, role, distribution }) => [
                evidence,
                role,
                distribution,
            ]),
        ).toEqual([[{ verdict: "node", why: "user data that writes /a" }, "unknown", "unknown"]]));
});

describe("a kubelet that systemd starts", () => {
    const KUBEADM_FLAGS = "/var/lib/kubelet/kubeadm-flags.env";
    test.each<[why: string, files: Record<string, string>, script: string, ports: string[]]>([
        [
            "a unit of the boot's own",
            { [UNIT]: starting("ExecStart=/usr/bin/kubelet --read-only-port=1") },
            "",
            [`1 (${UNIT} › line 2)`],
        ],
        [
            "with kubeadm's file, which nobody wrote",
            { [UNIT]: starting("ExecStart=/usr/bin/kubelet --config=/var/lib/kubelet/config.yaml") },
            "",
            ["0"],
        ],
        [
            "with that file, written here",
            {
                [UNIT]: starting("ExecStart=/usr/bin/kubelet --config=/var/lib/kubelet/config.yaml"),
                "/var/lib/kubelet/config.yaml": configuration(2),
            },
            "",
            ["2 (/var/lib/kubelet/config.yaml › readOnlyPort)"],
        ],
        [
            "variables of Debian's package",
            { "/etc/default/kubelet": "KUBELET_EXTRA_ARGS=--read-only-port=3\n" },
            "",
            ["3 (/etc/default/kubelet)"],
        ],
        [
            "variables of Red Hat's",
            { "/etc/sysconfig/kubelet": "KUBELET_EXTRA_ARGS=--read-only-port=4\n" },
            "",
            ["4 (/etc/sysconfig/kubelet)"],
        ],
        ["flags of kubeadm", { [KUBEADM_FLAGS]: 'KUBELET_KUBEADM_ARGS="--read-only-port=5"\n' }, "", [`5 (${KUBEADM_FLAGS})`]],
        [
            "a drop-in of the package's unit",
            { [`${UNIT}.d/20-own.conf`]: starting('Environment="KUBELET_EXTRA_ARGS=--read-only-port=6"') },
            "",
            [`6 (${UNIT}.d/20-own.conf › line 2)`],
        ],
        ["a unit of another name", { [`${UNIT}.bak`]: starting("ExecStart=/usr/bin/kubelet --read-only-port=1") }, "", []],
        [
            "a drop-in that is none",
            { [`${UNIT}.d/own.conf.bak`]: starting('Environment="KUBELET_EXTRA_ARGS=--read-only-port=6"') },
            "",
            [],
        ],
        [
            "where a script starts it by itself",
            { "/etc/default/kubelet": "KUBELET_EXTRA_ARGS=--read-only-port=3\n" },
            "kubelet --v=2",
            ["10255"],
        ],
    ])("%s", (_, files, script, expected) => expect(ports(files, script)).toEqual(expected));

    test("its file is not the default's where what is there cannot be read", () => {
        const given = boot({
            [UNIT]: starting("ExecStart=/usr/bin/kubelet --config=/var/lib/kubelet/config.yaml"),
            "/var/lib/kubelet/config.yaml": HOLE,
        });
        expect(daemonsOf(given).kubelets.flatMap(({ unread }) => unread.map(({ reason }) => reason))).toEqual([
            "writes a kubelet configuration of which the machine knows a part",
        ]);
    });

    test("a unit that starts another program is told", () =>
        expect(unreadOf(boot({ [UNIT]: starting("ExecStart=/opt/start") }))).toEqual([
            `${UNIT} › line 2: starts the kubelet by a program that is not here`,
        ]));
});

test("an installer of the boot's own starts the kubelet, and no service beside it", () => {
    const userData = "#!/bin/bash\necho 'KUBELET_EXTRA_ARGS=--v=2' > /etc/sysconfig/kubelet\n/etc/eks/bootstrap.sh prod\n";
    expect(daemonsOf(bootOf(userData)).kubelets.map(({ distribution }) => distribution)).toEqual(["eks-al2"]);
});
