import { type Files, line, opened } from "./opened";

describe("socket units", () => {
    const unit = (name: string, ...lines: string[]): Files => ({
        [`/etc/systemd/system/${name}`]: ["[Socket]", ...lines].join("\n"),
    });
    test.each<[why: string, files: Files, opened: string[]]>([
        ["on every address", unit("docker.socket", "ListenStream=2375"), [`${line(2)}: dockerd tcp 0.0.0.0:2375 false false`]],
        [
            "on an address",
            unit("containerd.socket", "ListenStream=10.0.0.1:1"),
            [`${line(2)}: containerd tcp 10.0.0.1:1 false false`],
        ],
        ["on loopback", unit("podman.socket", "ListenStream=127.0.0.1:1"), [`${line(2)}: Podman tcp 127.0.0.1:1 true false`]],
        ["on no port", unit("docker.socket", "ListenStream=@docker"), []],
        ["on a path that ends as an address", unit("docker.socket", "ListenStream=/run/a:1", "SocketMode=0660"), []],
        ["for all", unit("cri-docker.socket", "ListenStream=%t/a.sock", "SocketMode=0666"), [`${line(3)}: cri-dockerd mode 438`]],
        ["for its group", unit("docker.socket", "ListenStream=/run/docker.sock", "SocketMode=660", "SocketGroup=docker"), []],
        [
            "for all, where nothing is said",
            unit("docker.socket", "ListenStream=/run/docker.sock"),
            [`${line(2)}: dockerd mode 438`],
        ],
        [
            "for what the package says, where a drop-in says nothing",
            { "/etc/systemd/system/docker.socket.d/a.conf": "[Socket]\nListenStream=/run/other.sock\n" },
            [],
        ],
        ["for whatever is no mode", unit("docker.socket", "ListenStream=/run/docker.sock", "SocketMode=rw-rw-rw-"), []],
        [
            "for a group and a user",
            unit("docker.socket", "ListenStream=/run/docker.sock", "SocketMode=0660", "SocketUser=agent", "SocketGroup=agents"),
            [`${line(5)}: dockerd owner group agents`, `${line(4)}: dockerd owner user agent`],
        ],
        [
            "for root by name and number",
            unit("docker.socket", "ListenStream=/run/docker.sock", "SocketMode=0660", "SocketUser=0", "SocketGroup=root"),
            [],
        ],
        [
            "for whatever is no mode, with one in it",
            unit("docker.socket", "ListenStream=/run/docker.sock", "SocketMode=0666x"),
            [],
        ],
        ["for a mode with a letter in front", unit("docker.socket", "ListenStream=/run/docker.sock", "SocketMode=x666"), []],
        [
            "for users who are called nearly as root",
            unit("docker.socket", "ListenStream=/run/docker.sock", "SocketMode=0660", "SocketUser=rooty", "SocketGroup=nonroot"),
            [`${line(5)}: dockerd owner group nonroot`, `${line(4)}: dockerd owner user rooty`],
        ],
        ["on an address with a path behind its port", unit("docker.socket", "ListenStream=vsock:2:1234x"), []],
        ["of another program", unit("agent.socket", "ListenStream=2375", "SocketMode=0666"), []],
    ])("%s", (_, files, expected) => expect(opened(files)).toEqual(expected));
});

test.each([
    ["/etc/sysconfig/docker", 'OPTIONS="-H tcp://0.0.0.0:2375"'],
    ["/etc/default/docker", 'DOCKER_OPTS="-H tcp://0.0.0.0:2375"'],
])("dockerd takes options from %s, whatever unit the image has", (path, text) =>
    expect(opened({ "/etc/motd": "hello", [path]: `# options\n${text}\n` })).toEqual([
        `${line(2, 1)}: dockerd tcp tcp://0.0.0.0:2375 false false`,
    ]),
);

test("variables of that name for another service give dockerd nothing", () =>
    expect(opened({ "/etc/sysconfig/agent": 'OPTIONS="-H tcp://0.0.0.0:2375"' })).toEqual([]));

test.each(["ExecStartPre", "ExecStart", "ExecStartPost"])("%s of a service of the boot's own", (key) =>
    expect(opened({ "/etc/systemd/system/a.service": `[Service]\n${key}=/usr/bin/dockerd -H tcp://0.0.0.0:1` })).toEqual([
        `${line(2)}: dockerd tcp tcp://0.0.0.0:1 false false`,
    ]),
);
