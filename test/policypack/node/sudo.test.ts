import { superusersOf } from "../../../policypack/node/sudo";

const users = (text: string) => superusersOf(text).map(({ user, rule, line }) => `${line} ${user}: ${rule}`);

test.each<[rule: string, users: string[]]>([
    ["deploy ALL=(ALL) NOPASSWD:ALL", ["deploy"]],
    ["deploy ALL=ALL", ["deploy"]],
    ["deploy ALL=(root) ALL", ["deploy"]],
    ["deploy ALL=(#0) ALL", ["deploy"]],
    ["deploy ALL=(app,root) ALL", ["deploy"]],
    ["deploy ALL=(app) ALL", []],
    ["deploy, %ops, !guest ALL=(ALL) ALL", ["deploy", "%ops"]],
    ...["root", "%wheel", "%sudo", "%admin", "#0", "%root"].map((user): [string, string[]] => [`${user} ALL=(ALL) ALL`, []]),
    ...["sh", "bash", "dash", "zsh", "ksh", "su", "sudo", "docker", "podman", "nerdctl", "ctr"].map(
        (name): [string, string[]] => [`deploy ALL=(ALL) /usr/bin/${name}`, ["deploy"]],
    ),
    ["deploy ALL=(ALL) /usr/bin/bash *", ["deploy"]],
    ["deploy ALL=(ALL) /usr/bin/bash /opt/a.sh", []],
    ['deploy ALL=(ALL) /usr/bin/su ""', []],
    ["deploy ALL=(ALL) /usr/bin/systemctl restart app", []],
    ["deploy ALL=(ALL) ALL, !ALL", []],
    ["deploy ALL=(ALL) !ALL, ALL", ["deploy"]],
    ["deploy ALL=(ALL) !ALL, /bin/ls", []],
    ["deploy ALL=(ALL) ALL, !/bin/ls", ["deploy"]],
    ["deploy ALL=(ALL) /bin/ls, /bin/sh", ["deploy"]],
])("%s", (rule, expected) => expect(users(`# rules\n${rule}\n`)).toEqual(expected.map((user) => `2 ${user}: ${rule}`)));
