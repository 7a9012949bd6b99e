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
        ["of another program", unit("agent.socket", "ListenStream=2375", "SocketMode=0666"), []],
    ])("%s", (_, files, expected) => expect(opened(files)).toEqual(expected));
});
