import { laterAttributes } from "../../../policypack/node/later-attributes";
import { bootOfUserData } from "../../../policypack/node/user-data";

const later = (path: string, content: string) =>
    laterAttributes(bootOfUserData(`#cloud-config\n${JSON.stringify({ write_files: [{ path, content }] })}`, "u")).map(
        ({ path: own, kind, mode, owner, group, at, isBase }) =>
            [
                `${kind} ${own}`,
                mode && mode.value.toString(8),
                (owner ?? group) && `${owner?.value ?? ""}:${group?.value ?? ""}`,
                isBase ? "" : "written",
                `(${at.replace("u › write_files[0].content", "").replace(" › ", "")})`,
            ]
                .filter(Boolean)
                .join(" "),
    );
const CONF = "/etc/tmpfiles.d/a.conf";

test.each<[path: string, isRead: boolean]>([
    [CONF, true],
    ["/run/tmpfiles.d/a.conf", true],
    ["/usr/lib/tmpfiles.d/a.conf", true],
    ["/usr/local/lib/tmpfiles.d/a.conf", true],
    ["/etc/tmpfiles.d/a.conf.bak", false],
    ["/etc/tmpfiles.d/x/a.conf", false],
    ["/srv/etc/tmpfiles.d/a.conf", false],
])("systemd-tmpfiles reads %s", (path, isRead) => expect(later(path, "z /a 600")).toEqual(isRead ? ["file /a 600 ()"] : []));

test.each<[line: string, told: string[]]>([
    ["z /a 0640 ops dev -", ["file /a 640 ops:dev (line 2)"]],
    ["  f\t/a  0640", ["file /a 640 (line 2)"]],
    ["d /a 1777 - - -", ["folder /a 1777 (line 2)"]],
    ["D /a - ops", ["folder /a ops: (line 2)"]],
    ["Z /a - - dev", ["file /a :dev (line 2)"]],
    ["C+ /a", ["file /a (line 2)"]],
    ["f+! /a ~0640 :ops :dev", ["file /a 640 ops:dev (line 2)"]],
    ["v /a :~0755", ["folder /a 755 (line 2)"]],
    ["q /a", ["folder /a (line 2)"]],
    ["e /a", ["folder /a (line 2)"]],
    ["p /a 600", ["file /a 600 (line 2)"]],
    ["z /a 99", ["file /a (line 2)"]],
    ["z /a 0640x", ["file /a (line 2)"]],
    ["z /a 64", ["file /a (line 2)"]],
    ["z a 0640", []],
    ["x /a 0640", []],
    ["L /a 0640", []],
    ["zz /a 0640", []],
    ["z", []],
    ["# z /a 0640", []],
])("a line of it: %s", (line, told) => expect(later(CONF, `# own\n${line}\n`)).toEqual(told));

const UNIT = "/etc/systemd/system/a.service";
test.each<[why: string, lines: string[], told: string[]]>([
    ["its program", ["ExecStart=/bin/chmod 600 /a"], ["file /a 600 (line 3)"]],
    ["what runs before", ["ExecStartPre=/usr/bin/chown ops:dev /a"], ["file /a ops:dev (line 3)"]],
    ["what runs after", ["ExecStartPost=chgrp dev /a"], ["file /a :dev (line 3)"]],
    ["what runs when it stops", ["ExecStop=/bin/chmod 600 /a"], []],
    ["by a shell", ["ExecStart=/bin/sh -c 'chmod 600 /a; chown ops /a'"], ["file /a 600 ops: (line 3)"]],
    ["by bash", ["ExecStart=/usr/bin/bash -c 'chmod 600 /a'"], ["file /a 600 (line 3)"]],
    ["by find", ["ExecStart=/usr/bin/find /d -name a -exec chmod 600 {} +"], ["file /d/a 600 (line 3)"]],
    ["a text with a quote", [`ExecStart=/bin/chmod 600 "/it's"`], ["file /it's 600 (line 3)"]],
    ["another program", ["ExecStart=/opt/chmod 600 /a"], []],
    ["what a shell writes", ["ExecStart=/bin/sh -c 'echo a > /a'"], []],
    ["what a shell removes of what it changed", ["ExecStart=/bin/sh -c 'chmod 600 /a; rm /a'"], ["file /a 600 (line 3)"]],
])("a service's commands: %s", (_, lines, told) =>
    expect(later(UNIT, ["[Unit]", "[Service]", ...lines].join("\n"))).toEqual(told),
);

test("a service that is masked changes nothing", () => expect(later(UNIT, "")).toEqual([]));
