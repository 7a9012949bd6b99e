import { loginsOf } from "../../../policypack/node/logins";
import { bootOfUserData } from "../../../policypack/node/user-data";

const logins = (userData: string): string[] =>
    loginsOf(bootOfUserData(userData, "u")).map(({ at, door }) => {
        const what = { ...door } as Record<string, string>;
        return `${at}: ${Object.values(what).join(" / ")}`;
    });
const script = (...lines: string[]) => logins(["#!/bin/bash", ...lines, ""].join("\n"));
const cloud = (config: object) => logins(`#cloud-config\n${JSON.stringify(config)}`);
const MAIN = "/etc/ssh/sshd_config";
const files = (all: Readonly<Record<string, string>>) =>
    cloud({ write_files: Object.entries(all).map(([path, content]) => ({ path, content })) });

describe("sshd", () => {
    test.each<[why: string, files: Record<string, string>, logins: string[]]>([
        [
            "of a folder the first file counts",
            {
                "/etc/ssh/sshd_config.d/20.conf": "PermitRootLogin yes",
                "/etc/ssh/sshd_config.d/10.conf": "PermitRootLogin no",
            },
            [],
        ],
        ["a file of another ending is not read", { "/etc/ssh/sshd_config.d/20.conf.bak": "PermitRootLogin yes" }, []],
        [
            "a whole file that includes nothing hides the folder",
            {
                [MAIN]: "UsePAM yes",
                "/etc/ssh/sshd_config.d/20.conf": "PermitRootLogin yes",
            },
            [],
        ],
        [
            "an include stands where it is",
            {
                [MAIN]: "PermitRootLogin no\nInclude sshd_config.d/*.conf",
                "/etc/ssh/sshd_config.d/20.conf": "PermitRootLogin yes\nPermitEmptyPasswords yes",
            },
            ["u › write_files[1].content › line 2: sshd / PermitEmptyPasswords yes"],
        ],
        [
            "what a block includes is of the block",
            {
                [MAIN]: "PermitRootLogin no\nMatch Address 10.0.0.0/8\nInclude /etc/ssh/sshd_config.d/*.conf",
                "/etc/ssh/sshd_config.d/20.conf": "PermitRootLogin yes",
            },
            ["u › write_files[1].content: sshd / PermitRootLogin yes (Match Address 10.0.0.0/8)"],
        ],
        [
            "a block ends with its file",
            {
                [MAIN]: "Include /etc/ssh/sshd_config.d/*.conf\nPasswordAuthentication yes",
                "/etc/ssh/sshd_config.d/20.conf": "Match User a",
            },
            ["u › write_files[0].content › line 2: sshd / PasswordAuthentication yes"],
        ],
        [
            "a file that includes itself ends",
            { [MAIN]: `Include ${MAIN}\nPermitRootLogin yes` },
            ["u › write_files[0].content › line 2: sshd / PermitRootLogin yes"],
        ],
        ["what sshd does by default opens nothing", { [MAIN]: "PermitRootLogin prohibit-password\nTrustedUserCAKeys none" }, []],
        ["a file that sshd refuses says nothing", { [MAIN]: 'PermitRootLogin yes\nBanner "' }, []],
    ])("%s", (_, all, expected) => expect(files(all)).toEqual(expected));

    test("a file that may be left in two states is read in both", () =>
        expect(
            script(
                "echo 'PermitRootLogin no' > /etc/ssh/sshd_config.d/10.conf",
                "[ -e /debug ] && echo 'PermitRootLogin yes' > /etc/ssh/sshd_config.d/10.conf",
                "[ -e /fixed ] && echo 'PermitRootLogin no' > /etc/ssh/sshd_config.d/10.conf",
            ),
        ).toEqual(["u › line 3: sshd / PermitRootLogin yes"]));

    test("what the image says itself is not the boot's doing", () => {
        expect(script(`sed -i 's/^#PermitRootLogin yes/PermitRootLogin no/' ${MAIN}`)).toEqual([]);
        expect(script(`sed -i 's/^#\\?PermitRootLogin.*/PermitRootLogin yes/' ${MAIN}`)).toEqual([
            "u › line 2: sshd / PermitRootLogin yes",
        ]);
        expect(script(`echo 'PasswordAuthentication yes' >> ${MAIN}`)).toEqual(["u › line 2: sshd / PasswordAuthentication yes"]);
    });
});

describe("sudo", () => {
    test.each<[why: string, rule: string, users: string[]]>([
        ["everything", "ops ALL=(ALL) NOPASSWD:ALL", ["ops"]],
        ["everything as any user and group", "%oncall ALL=(ALL:ALL) ALL", ["%oncall"]],
        ["everything is taken back", "ops ALL=ALL, !ALL", []],
        ["everything but one program, which is everything all the same", "ops ALL=ALL, !/bin/su", ["ops"]],
        ["whoever is left out", "ALL, !ops ALL=ALL", ["ALL"]],
        ["a runtime's client", "ops ALL=(root) /usr/bin/docker", ["ops"]],
        ["a shell that runs one script", "ops ALL=(root) /bin/sh /opt/x.sh", []],
        ...["sh", "bash", "dash", "zsh", "ksh", "su", "sudo", "docker", "podman", "nerdctl", "ctr"].map(
            (program): [string, string, string[]] => [`${program} is everything`, `ops ALL=(root) /usr/bin/${program}`, ["ops"]],
        ),
        ["a shell with any argument", "ops ALL=(root) /bin/sh  *", ["ops"]],
        ["a program of another name", "ops ALL=(root) /usr/bin/systemctl", []],
        ["a program without its path, which sudo refuses", "ops ALL=(root) sh", []],
        ["as root by its number", "ops ALL=(#0) ALL", ["ops"]],
        ["as root by its name", "ops ALL=(root) ALL", ["ops"]],
        ["as somebody else", "ops ALL=(#10) ALL, (db) ALL", []],
        ...["root", "%wheel", "%sudo", "%admin", "#0", "%root"].map((user): [string, string, string[]] => [
            `${user}, whom the image gives everything`,
            `${user} ALL=(ALL) ALL`,
            [],
        ]),
        ["as a group alone", "ops ALL=(:db) ALL", []],
    ])("%s", (_, rule, users) =>
        expect(files({ "/etc/sudoers.d/x": rule })).toEqual(
            users.map((user) => `u › write_files[0].content: superuser / ${user} / the sudo rule ${JSON.stringify(rule)}`),
        ),
    );

    test("several rules of one user of cloud-init", () => {
        const one = "ALL=(root) NOPASSWD: /bin/true";
        expect(cloud({ users: [{ name: "ops", sudo: [one, "ALL=(ALL) ALL"] }] })).toEqual([
            `u › users[0].sudo: superuser / ops / the sudo rule ${JSON.stringify(`${one}; ALL=(ALL) ALL`)}`,
        ]);
        expect(cloud({ users: [{ name: "ops", sudo: [one] }] })).toEqual([]);
    });
});

test("groups of cloud-init may have members, in all of their forms", () => {
    const wheel = (user: string) => `u › groups: superuser / ${user} / group wheel`;
    expect(cloud({ groups: [{ wheel: ["a", "b"] }, "x"] })).toEqual([wheel("a"), wheel("b")]);
    expect(cloud({ groups: { wheel: "a,b" } })).toEqual([wheel("a"), wheel("b")]);
    expect(cloud({ groups: "wheel, x" })).toEqual([]);
    expect(cloud({ groups: [{ wheel: null }] })).toEqual([]);
});

test("a password of nobody that is known", () =>
    expect(script("generate-passwords | chpasswd -e")).toEqual(["u › line 2: password / a user"]));

test("keys of an account elsewhere", () =>
    expect(script("ssh-import-id gh:oncall")).toEqual(["u › line 2: ssh key / the user of the script"]));

test.each(["wheel", "sudo", "admin", "root", "Administrators"])("whoever is put into %s is root", (group) =>
    expect(cloud({ users: [{ name: "ops", groups: `users, ${group}` }] })).toEqual([
        `u › users[0].groups: superuser / ops / group ${group}`,
    ]),
);

describe("files", () => {
    const KEY = "ssh-ed25519 AAAA ops";
    test.each<[path: string, user: string | undefined]>([
        ["/root/.ssh/authorized_keys", "root"],
        ["/home/ops/.ssh/authorized_keys", "ops"],
        ["/home/ops/.ssh/authorized_keys2", "ops"],
        ["/var/lib/jenkins/.ssh/authorized_keys", "jenkins"],
        ["/home/ops/.ssh/authorized_keys.bak", undefined],
        ["/home/ops/.ssh/authorized_keys/x", undefined],
        ["/home/ops/ssh/authorized_keys", undefined],
    ])("keys in %s", (path, user) =>
        expect(files({ [path]: KEY })).toEqual(user === undefined ? [] : [`u › write_files[0].content: ssh key / ${user}`]),
    );

    test.each<[why: string, text: string, isKey: boolean]>([
        ["comments and blank lines", "# none yet\n\n  # nor here\n", false],
        ["a key after a comment", "# ops\n  ssh-ed25519 AAAA ops\n", true],
        [
            "cloud-init's word that root is another",
            `no-pty,command="echo 'Please login as the user \\"ubuntu\\" rather'" ${KEY}`,
            false,
        ],
        ["that, and a key", `no-pty,command="echo 'Please login as the user \\"ubuntu\\" rather'" ${KEY}\n${KEY}`, true],
    ])("in authorized_keys: %s", (_, text, isKey) =>
        expect(files({ "/root/.ssh/authorized_keys": text })).toEqual(
            isKey ? ["u › write_files[0].content: ssh key / root"] : [],
        ),
    );

    test.each<[path: string, isRead: boolean]>([
        ["/etc/sudoers", true],
        ["/etc/sudoers.d/ops", true],
        ["/etc/sudoers.bak", false],
        ["/etc/sudoers.d/old/ops", false],
        ["/srv/etc/sudoers", false],
        ["/opt/rules", false],
    ])("rules in %s", (path, isRead) =>
        expect(files({ [path]: "\nops ALL=ALL" })).toEqual(
            isRead ? ['u › write_files[0].content › line 2: superuser / ops / the sudo rule "ops ALL=ALL"'] : [],
        ),
    );

    test("a rule whose user is not known", () =>
        expect(script('echo "$OPS ALL=(ALL) ALL" > /etc/sudoers.d/ops')).toEqual([
            'u › line 2: superuser / … / the sudo rule "… ALL=(ALL) ALL"',
        ]));
});

describe("commands", () => {
    const password = (user: string) => [`u › line 2: password / ${user}`];
    const numbered = (user: string) => [`u › line 2: superuser / ${user} / user number 0`];
    const key = ["u › line 2: ssh key / the user of the script"];
    test.each<[command: string, logins: string[]]>([
        ["useradd -p '$6$x' ops", password("ops")],
        ["useradd -mp '$6$x' ops", password("ops")],
        ["useradd '-p$6$x' ops", password("ops")],
        ["usermod --password '$6$x' ops", password("ops")],
        ["usermod '--password=$6$x' ops", password("ops")],
        ["useradd -p 'a!' ops", password("ops")],
        ["useradd -p '!' ops", []],
        ["useradd -p '*' ops", []],
        ["useradd -m --password-x y ops", []],
        ["useradd -c x-p ops", []],
        ["useradd -o -u 0 toor", numbered("toor")],
        ["useradd -ou 0 toor", numbered("toor")],
        ["useradd -o -u0 toor", numbered("toor")],
        ["usermod -o --uid 0 toor", numbered("toor")],
        ["usermod -o --uid=0 toor", numbered("toor")],
        ["useradd -u 1000 ops", []],
        ["useradd --uid-x 0 ops", []],
        ["useradd -c x-u 0 ops", []],
        ["chpasswd", password("a user")],
        ["echo ' ops :x' | chpasswd", password("ops")],
        ["ssh-import-id ops", key],
        ["ssh-import-id-gh ops", key],
        ["ssh-import-id-lp ops", key],
        ["passwd -d ops", password("ops")],
        ["passwd -u ops", password("ops")],
        ["passwd ops -d", password("ops")],
        ["passwd --stdin ops", password("ops")],
        ["passwd -d", password("root")],
        ["passwd -l ops", []],
        ["passwd", []],
    ])("%s", (command, expected) => expect(script(command)).toEqual(expected));
});
