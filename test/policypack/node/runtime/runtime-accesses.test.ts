import { runtimeAccessesOf } from "../../../../policypack/node/runtime/runtime-accesses";
import { bootOfUserData } from "../../../../policypack/node/user-data";

type Files = Readonly<Record<string, string>>;
/** What a boot with these files and commands opens: where, whose, how. Files come in their order. */
const opened = (files: Files, runcmd: readonly string[] = [], more: object = {}) => {
    const write_files = Object.entries(files).map(([path, content]) => ({ path, content }));
    return runtimeAccessesOf(bootOfUserData(`#cloud-config\n${JSON.stringify({ write_files, runcmd, ...more })}`, "u")).map(
        ({ at, runtime, door }) => `${at}: ${runtime} ${Object.values(door).join(" ")}`,
    );
};
const file = (index = 0) => `u › write_files[${index}].content`;
const line = (number: number, index = 0) => `${file(index)} › line ${number}`;

describe("relays", () => {
    const by = (program: string) => [`u › runcmd[0]: Docker relay ${program}`];
    test.each<[command: string, opened: string[]]>([
        ["socat TCP-LISTEN:2375,fork UNIX-CONNECT:/var/run/docker.sock", by("socat")],
        ["/usr/bin/socat -d TCP4-LISTEN:2375 UNIX:/run/docker.sock", by("socat")],
        ["socat tcp-l:2375,reuseaddr unix-client:/run/docker.sock", by("socat")],
        ["socat OPENSSL-LISTEN:2376,cert=/a.pem UNIX-CONNECT:/run/docker.sock", by("socat")],
        ["socat SSL-L:2376 UNIX-CONNECT:/run/docker.sock", by("socat")],
        ["socat UNIX-LISTEN:/srv/a.sock,mode=666 UNIX-CONNECT:/run/docker.sock", by("socat")],
        ["socat ABSTRACT-LISTEN:a UNIX-CONNECT:/run/docker.sock", by("socat")],
        ["socat VSOCK-LISTEN:1 UNIX-CONNECT:/run/docker.sock", by("socat")],
        ["socat - UNIX-CONNECT:/run/docker.sock", []],
        ["socat UNIX-CONNECT:/run/docker.sock EXEC:TCP-LISTEN:1", []],
        ["socat TCP-LISTEN:2375 TCP:192.0.2.1:80", []],
        ["nc -lkU /run/docker.sock", by("nc")],
        ["nc -U /run/docker.sock", []],
        ["ncat --listen 2375 --sh-exec '/usr/bin/ncat -U /run/docker.sock'", by("ncat")],
        ["ncat --keep-open -U /run/docker.sock", []],
        ["ssh -NR 2375:/var/run/docker.sock a@example.com", by("ssh")],
        ["ssh -N -L 2375:/var/run/docker.sock 127.0.0.1", by("ssh")],
        ["ssh a@example.com ls /var/run/docker.sock", []],
        ["autossh -M 0 -R 2375:/var/run/docker.sock a@example.com", by("autossh")],
        ["/usr/lib/systemd/systemd-socket-proxyd /run/docker.sock", by("systemd-socket-proxyd")],
        ["curl --unix-socket /run/docker.sock http://a/version", []],
    ])("%s", (command, expected) => expect(opened({}, [command])).toEqual(expected));

    test("the socket of another runtime, and one that is named twice", () =>
        expect(opened({}, ["socat TCP-LISTEN:1 UNIX-CONNECT:/run/crio/crio.sock UNIX-CONNECT:/run/docker.sock"])).toEqual([
            "u › runcmd[0]: CRI-O relay socat",
        ]));

    test.each<[path: string, text: string, program: string | undefined]>([
        ["/etc/nginx/nginx.conf", "proxy_pass http://unix:/var/run/docker.sock:/;", "nginx"],
        ["/etc/nginx/sites-enabled/docker", "grpc_pass unix:/run/docker.sock;", "nginx"],
        ["/etc/nginx/conf.d/docker", "server unix:/run/docker.sock;", "nginx"],
        ["/etc/nginx/sites-available/docker", "proxy_pass http://unix:/var/run/docker.sock:/;", undefined],
        ["/etc/nginx/nginx.conf.rpmsave", "proxy_pass http://unix:/var/run/docker.sock:/;", undefined],
        ["/etc/haproxy/haproxy.cfg", "server docker unix@/run/docker.sock", "haproxy"],
        ["/etc/haproxy/haproxy.cfg", "server docker unix@//run/docker.sock", "haproxy"],
        ["/etc/haproxy/haproxy.cfg.bak", "server docker unix@/run/docker.sock", undefined],
        ["/etc/caddy/Caddyfile", "reverse_proxy unix//run/docker.sock", "Caddy"],
        ["/etc/caddy/docker.caddy", "reverse_proxy unix//run/docker.sock", "Caddy"],
        ["/etc/caddy/Caddyfile.bak", "reverse_proxy unix//run/docker.sock", undefined],
        ["/etc/httpd/conf.d/docker.conf", 'ProxyPass "/" "unix:/run/docker.sock|http://localhost/"', "Apache"],
        ["/etc/apache2/a.conf", 'ProxyPassMatch "^/(.*)$" "unix:/run/docker.sock|http://localhost/"', "Apache"],
        ["/etc/apache2/a.conf.bak", 'ProxyPass "/" "unix:/run/docker.sock|http://localhost/"', undefined],
        ["/etc/nginx/nginx.conf", "# proxy_pass http://unix:/var/run/docker.sock:/;", undefined],
        ["/etc/nginx/nginx.conf", "root /a; # proxy_pass http://unix:/var/run/docker.sock:/;", undefined],
        ["/etc/nginx/nginx.conf", "proxy_pass http://unix:/var/run/docker.sock:/; # all of it", "nginx"],
        ["/etc/nginx/nginx.conf", "access_log /run/docker.sock;", undefined],
        ["/etc/nginx/nginx.conf", "proxy_pass http://unix:/run/app.sock:/;", undefined],
        ["/etc/app/app.conf", "proxy_pass http://unix:/var/run/docker.sock:/;", undefined],
    ])("%s: %s", (path, text, program) =>
        expect(opened({ [path]: `\n${text}\n` })).toEqual(program === undefined ? [] : [`${line(2)}: Docker relay ${program}`]),
    );
});

describe("members", () => {
    test.each([
        ["docker", "dockerd"],
        ["containerd", "containerd"],
        ["crio", "CRI-O"],
        ["podman", "Podman"],
    ])("who is in the group %s opens the socket of %s", (group, runtime) => {
        expect(opened({}, [`usermod -aG ${group} ec2-user`])).toEqual([`u › runcmd[0]: ${runtime} member ec2-user ${group}`]);
        expect(opened({}, [], { users: [{ name: "a", groups: `wheel, ${group}` }] })).toEqual([
            `u › users[0].groups: ${runtime} member a ${group}`,
        ]);
    });
    test("root is nobody new, and other groups open none", () =>
        expect(opened({}, ["usermod -aG docker root", "usermod -aG wheel a"])).toEqual([]));
});

describe("what a socket's attributes open", () => {
    test.each<[command: string, opened: string[]]>([
        ["chmod 666 /var/run/docker.sock", ["Docker mode 438"]],
        ["chmod o+w /run/docker.sock", ["Docker mode 434"]],
        ["chmod 660 /run/docker.sock", []],
        ["chown ubuntu /run/docker.sock", ["Docker owner user ubuntu"]],
        ["chown root:agents /run/containerd/containerd.sock", ["containerd owner group agents"]],
        ["chown docker:docker /run/docker.sock", ["Docker owner user docker"]],
        ["chown 0:0 /run/docker.sock", []],
        ["chgrp docker /run/docker.sock", []],
        ["chmod 666 /run/app.sock", []],
        ["setfacl -m u:agent:rw /run/docker.sock", ["Docker owner the access list u:agent:rw"]],
        ["/usr/bin/setfacl --modify=user:agent:6 /run/docker.sock", ["Docker owner the access list user:agent:6"]],
        ["setfacl --set g:agents:rw,u::rw,g::r,o::- /run/docker.sock", ["Docker owner the access list g:agents:rw"]],
        ["setfacl -mu:agent:rw /run/docker.sock", ["Docker owner the access list u:agent:rw"]],
        ["setfacl -m o::rw /run/docker.sock", ["Docker owner the access list o::rw"]],
        ["setfacl -m other:rw /run/docker.sock", ["Docker owner the access list other:rw"]],
        ["setfacl -m u:agent:r /run/docker.sock", []],
        ["setfacl -m u:agent:5 /run/docker.sock", []],
        ["setfacl -m u:root:rw,g:0:rw,u::rw /run/docker.sock", []],
        ["setfacl -x u:agent /run/docker.sock", []],
        ["setfacl -m m::rw /run/docker.sock", []],
        ["setfacl -Rm d:u:agent:rwX /run/containerd", ["containerd owner the access list d:u:agent:rwX"]],
        [
            "setfacl --recursive -m default:group:agents:rw /run/containerd",
            ["containerd owner the access list default:group:agents:rw"],
        ],
        ["setfacl -m u:agent:rw /run/containerd", []],
        ["setfacl -R -m u:agent:rw /srv", []],
        [
            "setfacl -m u:a:rw,g:b:w /run/docker.sock /var/run/docker.sock",
            ["Docker owner the access list u:a:rw", "Docker owner the access list g:b:w"],
        ],
        ["getfacl -m u:agent:rw /run/docker.sock", []],
    ])("%s", (command, expected) => expect(opened({}, [command])).toEqual(expected.map((one) => `u › runcmd[0]: ${one}`)));

    test.each<[tmpfiles: string, opened: string[]]>([
        ["z /run/docker.sock 0666 root root -", ["Docker mode 438"]],
        ["z! /run/docker.sock ~0666 - - -", ["Docker mode 438"]],
        [
            "z /run/docker.sock :0666 :agent :agents -",
            ["Docker mode 438", "Docker owner user agent", "Docker owner group agents"],
        ],
        ["z /run/docker.sock 0660 root docker -", []],
        ["z /run/docker.sock 0660 root", []],
        ["  z   /var/run/docker.sock   -   0   agents  ", ["Docker owner group agents"]],
        ["z /run/docker.sock 9666 - - -", []],
        ["z /run/docker.sock", []],
        ["Z /run/containerd 2777 - - -", ["containerd mode 1535"]],
        ["z /run/containerd 2777 - - -", []],
        ["Z /srv 0777 - - -", []],
        ["a+ /run/docker.sock - - - - u:agent:rw,g:agents:r", ["Docker owner the access list u:agent:rw"]],
        ["A+ /run/containerd - - - - g:agents:rw", ["containerd owner the access list g:agents:rw"]],
        ["a /run/containerd - - - - g:agents:rw", []],
        ["d /run/docker.sock 0777 - - -", []],
        ["zz /run/docker.sock 0777 - - -", []],
        ["#z /run/docker.sock 0777 - - -", []],
        ["z run/docker.sock 0777 - - -", []],
    ])("tmpfiles.d: %s", (text, expected) =>
        expect(opened({ "/etc/tmpfiles.d/a.conf": `# sockets\n${text}\n` })).toEqual(expected.map((one) => `${line(2)}: ${one}`)),
    );
    test.each<[path: string, isRead: boolean]>([
        ["/run/tmpfiles.d/a.conf", true],
        ["/usr/lib/tmpfiles.d/a.conf", true],
        ["/etc/tmpfiles.d/a.conf.bak", false],
        ["/etc/tmpfiles.d/b/a.conf", false],
        ["/srv/etc/tmpfiles.d/a.conf", false],
    ])("tmpfiles.d: %s", (path, isRead) =>
        expect(opened({ [path]: "\nz /run/docker.sock 0666 - - -" })).toEqual(isRead ? [`${line(2)}: Docker mode 438`] : []),
    );

    test("what a service changes when it has started", () =>
        expect(
            opened({
                "/etc/systemd/system/docker.service.d/a.conf": "[Service]\nExecStartPost=/bin/chmod 0666 /run/docker.sock\n",
            }),
        ).toEqual([`${line(2)}: Docker mode 438`]));
});

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
