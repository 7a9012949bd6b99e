import { line, opened } from "./opened";

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
        ["ncat -k -v-l /run/docker.sock", []],
        ["ncat /run/docker.sock --listener", []],
        ["ssh -p 22 -o R=1 a@example.com ls /var/run/docker.sock", []],
        ["ssh a-L@example.com ls /var/run/docker.sock", []],
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
        ["/etc/haproxy/haproxy.cfg", "server docker unix@///run/docker.sock", "haproxy"],
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
