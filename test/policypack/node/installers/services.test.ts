import { effectiveEtcd } from "../../../../policypack/node/effective-etcd";
import { daemonsOf } from "../../../../policypack/node/installers";
import { bootOfUserData } from "../../../../policypack/node/user-data";

const bootOf = (files: Readonly<Record<string, string>>) =>
    bootOfUserData(
        `#cloud-config\n${JSON.stringify({ write_files: Object.entries(files).map(([path, content]) => ({ path, content })) })}`,
        "userData",
    );
const unit = (...lines: string[]): string => ["[Service]", ...lines, ""].join("\n");
const system = (name: string) => `/etc/systemd/system/${name}`;
const CONFIGURATION = "apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\n";

test.each<[why: string, files: Record<string, string>, urls: string[]]>([
    [
        "a flag of the unit",
        { [system("etcd.service")]: unit("ExecStart=/usr/local/bin/etcd --listen-client-urls http://0.0.0.0:2379") },
        ["http://0.0.0.0:2379 (userData › write_files[0].content › line 2)"],
    ],
    [
        "a variable of its file",
        {
            [system("etcd.service")]: unit("EnvironmentFile=-/etc/etcd/etcd.conf", "ExecStart=/usr/bin/etcd"),
            "/etc/etcd/etcd.conf": "ETCD_NAME=a\nETCD_LISTEN_CLIENT_URLS=http://0.0.0.0:2379\n",
        },
        ["http://0.0.0.0:2379 (userData › write_files[1].content › line 2)"],
    ],
    [
        "a shell that starts it, with a variable",
        {
            [system("database.service")]: unit(
                "Environment=LISTEN=http://0.0.0.0:2379",
                `ExecStart=/bin/sh -c 'exec /usr/bin/etcd --listen-client-urls="$LISTEN"'`,
            ),
        },
        ["http://0.0.0.0:2379 (userData › write_files[0].content › line 3)"],
    ],
    [
        "a script of the boot",
        {
            [system("etcd.service")]: unit("ExecStart=/opt/start-etcd http://0.0.0.0:2379"),
            "/opt/start-etcd": "#!/bin/bash\nexec etcd --listen-client-urls $1\n",
        },
        ["http://0.0.0.0:2379 (userData › write_files[0].content › line 2)"],
    ],
    [
        "a file that counts instead of every flag",
        {
            [system("etcd.service")]: unit(
                "ExecStart=/usr/bin/etcd --config-file=/etc/etcd.yaml --listen-client-urls=http://a:1",
            ),
            "/etc/etcd.yaml": "listen-client-urls: http://0.0.0.0:2379\n",
        },
        ["http://0.0.0.0:2379 (userData › write_files[1].content › listen-client-urls)"],
    ],
    [
        "a unit that starts something else",
        { [system("etcd-backup.service")]: unit("ExecStart=/usr/bin/etcdctl snapshot save x") },
        [],
    ],
])("etcd: %s", (_, files, urls) => {
    const boot = bootOf(files);
    const found = daemonsOf(boot)
        .etcds.map((start) => effectiveEtcd(start, () => boot.evidence))
        .flatMap(({ clientListeners }) => clientListeners.map(({ url, at }) => `${url} (${at})`));
    expect(found).toEqual(urls);
});

test("kube-apiserver is found in a unit of any name, with the words of its variables", () => {
    const boot = bootOf({
        [system("control.service")]: unit(
            'Environment="ARGS=--anonymous-auth=true --v=2"',
            "ExecStart=/usr/local/bin/kube-apiserver $ARGS --authorization-mode=Node",
        ),
    });
    expect(daemonsOf(boot).apiServers.map(({ args }) => args.map(({ text, at }) => `${text} (${at})`))).toEqual([
        [
            "--anonymous-auth=true (userData › write_files[0].content › line 2)",
            "--v=2 (userData › write_files[0].content › line 2)",
            "--authorization-mode=Node (userData › write_files[0].content › line 3)",
        ],
    ]);
});

const OWN = unit("ExecStart=/usr/local/bin/kubelet --config=/etc/kubelet/config.yaml --config-dir=/etc/kubelet/config.d");

test.each<[why: string, files: Record<string, string>, port: string]>([
    [
        "a unit of the boot takes the boot's file",
        {
            [system("kubelet.service")]: OWN,
            "/etc/kubelet/config.yaml": `${CONFIGURATION}readOnlyPort: 1`,
            "/etc/kubelet/config.d/a.conf": CONFIGURATION,
        },
        "1 userData › write_files[1].content › readOnlyPort",
    ],
    [
        "drop-ins come after it in the kubelet's order",
        {
            [system("kubelet.service")]: OWN,
            "/etc/kubelet/config.yaml": `${CONFIGURATION}readOnlyPort: 1`,
            "/etc/kubelet/config.d/b.conf": `${CONFIGURATION}readOnlyPort: 3`,
            "/etc/kubelet/config.d/a.conf": `${CONFIGURATION}readOnlyPort: 2`,
        },
        "3 userData › write_files[2].content › readOnlyPort",
    ],
    [
        "a unit of another name starts one too",
        { [system("node.service")]: unit("ExecStart=/usr/bin/kubelet --read-only-port=4") },
        "4 userData › write_files[0].content › line 2",
    ],
    [
        "the variables of kubeadm's packages come last",
        { "/etc/sysconfig/kubelet": "KUBELET_EXTRA_ARGS=--read-only-port=5" },
        "5 userData › write_files[0].content",
    ],
    [
        "a drop-in of AL2023 sets a command of its own",
        { [system("kubelet.service.d/90.conf")]: unit("ExecStart=", "ExecStart=/usr/bin/kubelet --read-only-port=6") },
        "6 userData › write_files[0].content › line 3",
    ],
])("kubelet: %s", (_, files, port) => {
    const { kubelets } = daemonsOf(bootOf(files));
    expect(kubelets.map(({ readOnlyPort: { value, at } }) => `${value} ${at}`)).toEqual([port]);
});

test("a kubelet of which no unit is left is none", () => {
    const files = { "/etc/default/kubelet": "KUBELET_EXTRA_ARGS=--v=2", [system("kubelet.service")]: "" };
    expect(daemonsOf(bootOf(files)).kubelets).toEqual([]);
});

const nodeConfig = (flags: readonly string[], files: Readonly<Record<string, string>>, config: object = {}) =>
    bootOfUserData(
        [
            "MIME-Version: 1.0",
            'Content-Type: multipart/mixed; boundary="B"',
            "",
            "--B",
            "Content-Type: application/node.eks.aws",
            "",
            JSON.stringify({ apiVersion: "node.eks.aws/v1alpha1", kind: "NodeConfig", spec: { kubelet: { flags, config } } }),
            "--B",
            "Content-Type: text/cloud-config",
            "",
            `#cloud-config\n${JSON.stringify({ write_files: Object.entries(files).map(([path, content]) => ({ path, content })) })}`,
            "--B--",
            "",
        ].join("\n"),
        "userData",
    );

test.each<[why: string, flags: string[], files: Record<string, string>, port: number]>([
    ["its own flags", ["--read-only-port=1"], {}, 1],
    ["a flag in quotes", ['--node-labels="a=b" --read-only-port="1"'], {}, 1],
    [
        "a drop-in that adds to them",
        ["--read-only-port=1"],
        {
            [system("kubelet.service.d/90.conf")]: unit(
                "ExecStart=",
                "ExecStart=/usr/bin/kubelet $NODEADM_KUBELET_ARGS --read-only-port=2",
            ),
        },
        2,
    ],
    [
        "a drop-in that leaves them out",
        ["--read-only-port=1"],
        {
            [system("kubelet.service.d/90.conf")]: unit(
                "ExecStart=",
                "ExecStart=/usr/bin/kubelet --config=/etc/kubernetes/kubelet/config.json",
            ),
        },
        0,
    ],
    [
        "a file that replaces them",
        ["--read-only-port=1"],
        {
            "/etc/eks/kubelet/environment":
                "NODEADM_KUBELET_ARGS='--config=/etc/kubernetes/kubelet/config.json --read-only-port=3'",
        },
        3,
    ],
    ["a variable that its unit does not use", [], { "/etc/sysconfig/kubelet": "KUBELET_EXTRA_ARGS=--read-only-port=4" }, 0],
])("nodeadm: %s", (_, flags, files, port) => {
    const { kubelets, unread } = daemonsOf(nodeConfig(flags, files));
    expect([kubelets.map(({ readOnlyPort }) => readOnlyPort.value), unread]).toEqual([[port], []]);
});

const bootstrap = (...lines: string[]) => bootOfUserData(["#!/bin/bash", ...lines, ""].join("\n"), "userData");
const BOOTSTRAP = "/etc/eks/bootstrap.sh prod";

test.each<[why: string, lines: string[], port: number]>([
    ["a variable for the script", [`KUBELET_EXTRA_ARGS='--read-only-port=1' ${BOOTSTRAP}`], 1],
    ["an exported one", ["export KUBELET_EXTRA_ARGS=--read-only-port=1", BOOTSTRAP], 1],
    ["one that is not exported", ["KUBELET_EXTRA_ARGS=--read-only-port=1", BOOTSTRAP], 0],
    ["its own arguments", [`${BOOTSTRAP} --kubelet-extra-args '--read-only-port=1'`], 1],
    [
        "a drop-in that comes later by name",
        [
            `${BOOTSTRAP} --kubelet-extra-args '--read-only-port=1'`,
            `printf "[Service]\\nEnvironment='KUBELET_EXTRA_ARGS=--read-only-port=2'\\n" > ${system("kubelet.service.d/40.conf")}`,
        ],
        2,
    ],
    [
        "one that comes before",
        [
            `printf "[Service]\\nEnvironment='KUBELET_EXTRA_ARGS=--read-only-port=2'\\n" > ${system("kubelet.service.d/20.conf")}`,
            `${BOOTSTRAP} --kubelet-extra-args '--read-only-port=1'`,
        ],
        1,
    ],
])("Amazon Linux 2: %s", (_, lines, port) => {
    const { kubelets, unread } = daemonsOf(bootstrap(...lines));
    expect([kubelets.map(({ readOnlyPort }) => readOnlyPort.value), unread]).toEqual([[port], []]);
});

test("a drop-in of the name that the script itself writes may have been there before or after", () => {
    const { kubelets } = daemonsOf(
        bootstrap(
            `printf "[Service]\\nEnvironment='KUBELET_EXTRA_ARGS=--read-only-port=2'\\n" > ${system("kubelet.service.d/30-kubelet-extra-args.conf")}`,
            `${BOOTSTRAP} --kubelet-extra-args '--read-only-port=1'`,
        ),
    );
    expect(kubelets.map(({ readOnlyPort }) => readOnlyPort.value)).toEqual([2, 1]);
});
