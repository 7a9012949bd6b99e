import { type Files, line, opened } from "./opened";

describe("sockets that are moved", () => {
    const chmod = (path: string) => [`chmod 0666 ${path}`];
    test.each<[why: string, files: Files, socket: string, runtime: string | undefined]>([
        ["containerd's", { "/etc/containerd/config.toml": '[grpc]\naddress = "/run/a.sock"' }, "/run/a.sock", "containerd"],
        [
            "containerd's other",
            { "/etc/containerd/config.toml": '[ttrpc]\naddress = "/run/a.sock"' },
            "/run/a.sock",
            "containerd",
        ],
        [
            "containerd's for debugging",
            { "/etc/containerd/config.toml": '[debug]\naddress = "/run/a.sock"' },
            "/run/a.sock",
            "containerd",
        ],
        ...["grpc", "ttrpc", "debug"].map((name): [string, Files, string, string] => [
            `containerd 2.2's, ${name}`,
            { "/etc/containerd/config.toml": `[plugins."io.containerd.server.v1.${name}"]\naddress = "/run/a.sock"` },
            "/run/a.sock",
            "containerd",
        ]),
        ["CRI-O's", { "/etc/crio/crio.conf": '[crio.api]\nlisten = "unix:///run/a.sock"' }, "/var/run/a.sock", "CRI-O"],
        ["Docker's", { "/etc/docker/daemon.json": ' {"hosts": ["unix:///srv/d.sock", "fd://"]}' }, "/srv/d.sock", "dockerd"],
        ["that of a file which cannot be read", { "/etc/docker/daemon.json": '{"hosts": [' }, "/srv/d.sock", undefined],
        [
            "none, by an address",
            { "/etc/docker/daemon.json": '{"hosts": ["//srv/d.sock", "tcp:///srv/d.sock", 5]}' },
            "/srv/d.sock",
            undefined,
        ],
        ["nobody's", { "/etc/app/config.toml": '[grpc]\naddress = "/run/a.sock"' }, "/run/a.sock", undefined],
    ])("%s", (_, files, socket, runtime) =>
        expect(opened(files, chmod(socket)).filter((one) => one.includes("mode"))).toEqual(
            runtime === undefined ? [] : [`u › runcmd[0]: ${runtime} mode 438`],
        ),
    );

    test("a folder in which there are several", () =>
        expect(
            opened({
                "/etc/docker/daemon.json": '{"hosts": ["unix:///run/containerd/docker.sock"]}',
                "/etc/tmpfiles.d/a.conf": "\nZ /run/containerd 0666 - - -",
            }),
        ).toEqual([`${line(2, 1)}: dockerd mode 438`, `${line(2, 1)}: containerd mode 438`]));
});
