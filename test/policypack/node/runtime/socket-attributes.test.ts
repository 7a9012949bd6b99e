import { line, opened } from "./opened";

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
