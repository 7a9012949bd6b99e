import { hostUnitsOf } from "../../../policypack/node/host-units";
import { bootOfUserData } from "../../../policypack/node/user-data";

const reached = (unit: readonly string[], others: Readonly<Record<string, string>> = {}): string[] => {
    const all = { "/etc/systemd/system/a.service": ["[Service]", ...unit].join("\n"), ...others };
    const write_files = Object.entries(all).map(([path, content]) => ({ path, content }));
    return hostUnitsOf(bootOfUserData(`#cloud-config\n${JSON.stringify({ write_files })}`, "u")).map(
        ({ at, name, reach }) => `${at}: ${name} ${reach.kind === "path" ? `${reach.whose} ${reach.path}` : reach.option}`,
    );
};
const at = (line: number, file = 0) => `u › write_files[${file}].content › line ${line}: a.service`;

test.each<[why: string, unit: string[], reached: string[]]>([
    [
        "of several paths the first is told",
        ["ExecStart=/a /var/lib/kubelet /etc/kubernetes"],
        [`${at(2)} the kubelet's /var/lib/kubelet`],
    ],
    [
        "before its program",
        ["ExecStartPre=/a /etc/kubernetes/pki", "ExecStart=/b"],
        [`${at(2)} the control plane's /etc/kubernetes/pki`],
    ],
    ["after its program", ["ExecStart=/b", "ExecStartPost=/a /run/crio"], [`${at(3)} the container runtime's /run/crio`]],
    ["in a list with commas", ["ExecStart=/a --paths=/x,/var/lib/kubelet"], [`${at(2)} the kubelet's /var/lib/kubelet`]],
    ["after a scheme", ["ExecStart=/a unix:///run/docker.sock"], [`${at(2)} the container runtime's /run/docker.sock`]],
    [
        "in a variable of the unit",
        ["Environment=D=/var/lib/kubelet", "ExecStart=/a"],
        [`${at(2)} the kubelet's /var/lib/kubelet`],
    ],
    [
        "as the folder that it works in",
        ["WorkingDirectory=/var/lib/etcd", "ExecStart=/a"],
        [`${at(2)} the control plane's /var/lib/etcd`],
    ],
    ["a user by number", ["User=0", "ExecStart=/a /var/lib/kubelet"], [`${at(3)} the kubelet's /var/lib/kubelet`]],
    ["a user in a group of sockets, but no socket", ["User=a", "Group=docker", "ExecStart=/a /var/lib/kubelet"], []],
    ["the whole disk, which says nothing", ["ExecStart=/a /"], []],
    ["a folder of that name elsewhere", ["ExecStart=/a /srv/var/lib/kubelet /var/lib/kubelet2"], []],
    ["what is hidden with its own options", ["TemporaryFileSystem=/var/lib/kubelet:ro", "ExecStart=/a /var/lib/kubelet"], []],
    ["a part of the node that prepares itself", ["ExecStart=/bin/mkdir -p /etc/kubernetes/manifests"], []],
    [
        "a container as root, whoever starts it",
        ["User=a", "Group=docker", "ExecStart=/usr/bin/docker run -v /run:/run a"],
        [`${at(4)} the node's own /run`],
    ],
    [
        "a container that gets all of /var",
        ["ExecStart=/usr/bin/docker run --rm -v /var:/host a"],
        [`${at(2)} the node's own /var`],
    ],
    ["a container that gets all of /etc", ["ExecStart=/usr/bin/docker run -v /etc:/e:ro a"], [`${at(2)} the node's own /etc`]],
    ["a container that gets the disk", ["ExecStart=/usr/bin/docker run -v /:/host a"], [`${at(2)} the node's own /`]],
    ["a container that sees the node's processes", ["ExecStart=/usr/bin/docker run --pid=host a"], [`${at(2)} --pid=host`]],
    ["a container that gets a folder of its own", ["ExecStart=/usr/bin/docker run -v /srv/a:/a a"], []],
    [
        "a container that is a part of the node",
        ["ExecStart=/usr/bin/docker run --privileged -v /var/lib/kubelet:/var/lib/kubelet example.com/hyperkube:v1.18.0 kubelet"],
        [],
    ],
    ["a user whom systemd makes for it", ["DynamicUser=yes", "ExecStart=/a /var/lib/kubelet"], []],
    [
        "a user whom systemd does not make",
        ["DynamicUser=no", "ExecStart=/a /var/lib/kubelet"],
        [`${at(3)} the kubelet's /var/lib/kubelet`],
    ],
    [
        "a user whom systemd does not make, in a word that is none",
        ["DynamicUser=never on", "ExecStart=/a /var/lib/kubelet"],
        [`${at(3)} the kubelet's /var/lib/kubelet`],
    ],
    ["a user whose name ends as root's", ["User=nonroot", "ExecStart=/a /var/lib/kubelet"], []],
    ["a user whose number begins as root's", ["User=0123", "ExecStart=/a /var/lib/kubelet"], []],
    [
        "another user's folder and variables",
        ["User=a", "WorkingDirectory=/var/lib/kubelet", "Environment=D=/etc/kubernetes", "ExecStart=/a"],
        [],
    ],
    ...["+", "!", "!!"].map((prefix): [string, string[], string[]] => [
        `another user, whom ${prefix} in front of the program makes root`,
        ["User=a", `ExecStart=${prefix}/a /var/lib/kubelet`],
        [`${at(3)} the kubelet's /var/lib/kubelet`],
    ]),
    ["another user, whatever else stands in front", ["User=a", "ExecStart=-/a /var/lib/kubelet"], []],
    [
        "a user in a group of sockets, and a socket",
        ["User=a", "Group=docker", "ExecStart=/a /run/docker.sock"],
        [`${at(4)} the container runtime's /run/docker.sock`],
    ],
    ...["root", "0", "containerd", "crio"].map((group): [string, string[], string[]] => [
        `a user who is also in the group ${group}, and a socket`,
        ["User=a", "Group=a", `SupplementaryGroups=adm  ${group}`, "ExecStart=/a /run/docker.sock"],
        [`${at(5)} the container runtime's /run/docker.sock`],
    ]),
    ["a user in a group of sockets, and the folder above one", ["User=a", "Group=docker", "ExecStart=/a /run/containerd"], []],
    [
        "a user in no group of sockets",
        ["User=a", "Group=docker-users", "SupplementaryGroups=rootless", "ExecStart=/a /run/docker.sock"],
        [],
    ],
    ["a user in no group at all", ["User=a", "ExecStart=/a /run/docker.sock"], []],
    [
        "as the root that it works in",
        ["RootDirectory=/var/lib/kubelet/pods", "ExecStart=/a"],
        [`${at(2)} the kubelet's /var/lib/kubelet/pods`],
    ],
    [
        "as a folder that is mounted for it",
        ["BindPaths=/var/lib/rancher:/rancher", "ExecStart=/a"],
        [`${at(2)} the control plane's /var/lib/rancher`],
    ],
    ["its program alone, which lies there", ["ExecStart=/etc/kubernetes/check.sh"], []],
    ["what it leaves out", ["ExecStart=/a --exclude-dir=/var/lib/kubelet -skip=/etc/kubernetes --ignore=/run/crio"], []],
    ["what it does not leave out", ["ExecStart=/a --no-exclude=/var/lib/kubelet"], [`${at(2)} the kubelet's /var/lib/kubelet`]],
    ["hidden, if it is there", ["InaccessiblePaths=-/var/lib/kubelet", "ExecStart=/a /var/lib/kubelet"], []],
    ["hidden below another root, if it is there", ["InaccessiblePaths=-+/var/lib/kubelet", "ExecStart=/a /var/lib/kubelet"], []],
    ["hidden, in the old words", ["InaccessibleDirectories=/var/lib/kubelet", "ExecStart=/a /var/lib/kubelet/pods"], []],
    ["hidden by an empty file system", ["TemporaryFileSystem=/var/lib/kubelet", "ExecStart=/a /var/lib/kubelet"], []],
    [
        "hidden elsewhere, where a name has a dash",
        ["InaccessiblePaths=/var/lib/kube-let", "ExecStart=/a /var/lib/kubelet"],
        [`${at(3)} the kubelet's /var/lib/kubelet`],
    ],
    [
        "hidden by what cannot be read",
        ['InaccessiblePaths="/var/lib/kubelet', "ExecStart=/a /var/lib/kubelet"],
        [`${at(3)} the kubelet's /var/lib/kubelet`],
    ],
    ["all of /var, which says nothing", ["ExecStart=/a /var"], []],
    ["all of /run, which says nothing", ["ExecStart=/a /var/run"], []],
    ["the path of a server", ["ExecStart=/a http://etc/kubernetes/"], []],
    ["behind a colon", ["ExecStart=/a -m host:/etc/kubernetes"], [`${at(2)} the control plane's /etc/kubernetes`]],
    ["behind a letter", ["ExecStart=/a -m@/etc/kubernetes x/etc/kubernetes"], []],
    ["with slashes too many", ["ExecStart=/a ///etc//kubernetes"], [`${at(2)} the control plane's /etc//kubernetes`]],
    ["nothing at all", ["ExecStart=/a --once"], []],
])("%s", (_, unit, expected) => expect(reached(unit)).toEqual(expected));

test("a container is told with the option that opens it", () => {
    const content = "[Service]\nExecStart=/usr/bin/podman run --privileged a\n";
    const write_files = [{ path: "/etc/systemd/system/a.service", content }];
    expect(hostUnitsOf(bootOfUserData(`#cloud-config\n${JSON.stringify({ write_files })}`, "u"))).toMatchObject([
        { name: "a.service", reach: { kind: "container", option: "--privileged" } },
    ]);
});

test("a path in a variable of a file that the unit reads is told where that file has it", () =>
    expect(
        reached(["EnvironmentFile=/etc/default/a", "ExecStart=/a"], {
            "/etc/default/a": "# where it looks\nFOLDER=/var/lib/kubelet\n",
        }),
    ).toEqual([`${at(2, 1)} the kubelet's /var/lib/kubelet`]));

test("a file that the unit would read and that is not here says nothing", () =>
    expect(reached(["EnvironmentFile=-/etc/default/a", "ExecStart=/a"])).toEqual([]));

test.each([
    ...[
        "/usr/bin/kubelet",
        "/usr/local/bin/kube-proxy",
        "/usr/local/bin/kube-apiserver",
        "/usr/local/bin/kube-controller-manager",
    ],
    ...["/usr/local/bin/kube-scheduler", "/usr/local/bin/etcd", "/usr/bin/kubeadm", "/usr/bin/nodeadm", "/usr/bin/containerd"],
    ...["/usr/bin/dockerd", "/usr/bin/crio", "/usr/bin/podman", "/usr/local/bin/buildkitd", "/usr/local/bin/k3s"],
    ...["/usr/local/bin/rke2", "/usr/local/bin/k0s", "/hyperkube", "/usr/bin/cri-dockerd", "/usr/local/bin/nerdctl"],
    ...["/usr/bin/soci-snapshotter-grpc", "/usr/bin/amazon-ssm-agent", "/usr/bin/cloud-init", "/usr/bin/systemctl"],
    ...["/usr/bin/mkdir", "/usr/sbin/modprobe", "/etc/eks/bootstrap.sh", "/usr/sbin/auditd"],
])("%s is a part of the node", (program) => expect(reached([`ExecStart=${program} --root /var/lib/kubelet`])).toEqual([]));

const named = (unit: string) =>
    reached(["ExecStart=/a"], { [`/etc/systemd/system/${unit}`]: "[Service]\nExecStart=/opt/start --root /var/lib/kubelet" });

test.each([
    ...["kubelet", "containerd", "docker", "crio", "k0s", "k3s", "k3s-server", "k3s-agent", "rke2", "rke2-server", "rke2-agent"],
    ...["nodeadm-config", "nodeadm-run", "soci-snapshotter", "kube-proxy", "kube-controller-manager", "etcd", "cloud-init"],
    ...["cloud-config", "cloud-final"],
])("%s.service is a part of the node", (name) => expect(named(`${name}.service`)).toEqual([]));

test.each(["kubelet-watch", "my-kubelet", "k3s-agents", "etcd-backup", "cloud-2", "kube-2"])("%s.service is none", (name) =>
    expect(named(`${name}.service`)).toEqual([
        `u › write_files[1].content › line 2: ${name}.service the kubelet's /var/lib/kubelet`,
    ]),
);

test("a line of a drop-in is told where it is", () =>
    expect(
        reached(["ExecStart=/a"], {
            "/etc/systemd/system/a.service.d/b.conf": "[Service]\nExecStart=\nExecStart=/a /var/lib/kubelet\n",
        }),
    ).toEqual([`${at(3, 1)} the kubelet's /var/lib/kubelet`]));

test("each unit is told once", () =>
    expect(
        reached(["ExecStart=/a /run/docker.sock"], {
            "/etc/systemd/system/b.service": "[Service]\nExecStart=/b /run/docker.sock",
            "/etc/systemd/system/kubelet.service": "[Service]\nExecStart=/usr/bin/kubelet --config /var/lib/kubelet/config.yaml",
        }).map((line) => line.split(" ").slice(-5)[0]),
    ).toEqual(["a.service", "b.service"]));
