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
