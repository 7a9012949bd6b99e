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
])("%s", (_, unit, expected) => expect(reached(unit)).toEqual(expected));

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
