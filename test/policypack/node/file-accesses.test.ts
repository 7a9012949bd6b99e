import { accessesOf, type Guard } from "../../../policypack/node/file-accesses";
import { bootOfUserData } from "../../../policypack/node/user-data";

const GUARD: Guard = { guards: ({ path }) => path === "/g" || path.startsWith("/g/"), places: ["/g"] };
const NODE = "/etc/eks/bootstrap.sh prod";
/** Each access: whose, which, to what, on which line, how many more there are, and whether nobody chose it. */
const accesses = (lines: readonly string[], guard: Guard = GUARD) =>
    accessesOf(bootOfUserData(["#!/bin/sh", ...lines, ""].join("\n"), "u"), guard).map(
        ({ whom, right, path, at, more, mode, isDefault }) =>
            [
                `${whom} ${right} ${path}`,
                mode === undefined ? "" : ` ${mode.toString(8)}`,
                isDefault ? "?" : "",
                more > 0 ? ` and ${more}` : "",
                ` (${at.replace("u › ", "")})`,
            ].join(""),
    );
const ALL = "every user of the node";

test.each<[why: string, lines: string[], accesses: string[]]>([
    ["nothing of what is not guarded", ["echo a > /x", "chmod 777 /x"], []],
    ["to write", ["echo a > /g/a", "chmod 666 /g/a"], [`${ALL} write /g/a 666 (line 3)`]],
    ["to write and not read", ["echo a > /g/a", "chmod 602 /g/a"], [`${ALL} write /g/a 602 (line 3)`]],
    ["to read", ["echo a > /g/a", "chmod 604 /g/a"], [`${ALL} read /g/a 604 (line 3)`]],
    ["to read by default", ["echo a > /g/a"], [`${ALL} read /g/a 644? (line 2)`]],
    ["nothing", ["echo a > /g/a", "chmod 600 /g/a"], []],
    ["nothing by running it", ["echo a > /g/a", "chmod 711 /g/a"], []],
    ["another's file", ["echo a > /g/a", "chmod 600 /g/a", "chown ops /g/a"], ['user "ops" own /g/a (line 4)']],
    ["root's file", ["echo a > /g/a", "chmod 660 /g/a", "chown root:root /g/a"], []],
    ["root's file by number", ["echo a > /g/a", "chmod 660 /g/a", "chown 0:0 /g/a"], []],
    ["a group's to write", ["echo a > /g/a", "chmod 660 /g/a", "chgrp dev /g/a"], ['group "dev" write /g/a 660 (line 3)']],
    ["a group's to read", ["echo a > /g/a", "chmod 640 /g/a", "chgrp dev /g/a"], ['group "dev" read /g/a 640 (line 3)']],
    ["a group's by default", ["umask 007", "echo a > /g/a", "chgrp dev /g/a"], ['group "dev" write /g/a 660? (line 4)']],
    ["a group's to read by default", ["umask 027", "echo a > /g/a", "chgrp dev /g/a"], ['group "dev" read /g/a 640? (line 4)']],
    ["a group's that may do nothing", ["echo a > /g/a", "chmod 600 /g/a", "chgrp dev /g/a"], []],
    ["a group's, of whom all may", ["echo a > /g/a", "chmod 666 /g/a", "chgrp dev /g/a"], [`${ALL} write /g/a 666 (line 3)`]],
    ["a group's, of whom all may read", ["echo a > /g/a", "chmod 644 /g/a", "chgrp dev /g/a"], [`${ALL} read /g/a 644 (line 3)`]],
    ["a group's, beside its owner", ["echo a > /g/a", "chmod 660 /g/a", "chown ops:dev /g/a"], ['user "ops" own /g/a (line 4)']],
    ["a group's, in the sticky bit's file", ["echo a > /g/a", "chmod 1666 /g/a"], [`${ALL} write /g/a 1666 (line 3)`]],
    ["behind a folder that is closed", ["mkdir -m 700 /g", "echo a > /g/a", "chmod 666 /g/a"], []],
    [
        "behind a folder that was closed",
        ["mkdir -m 700 /g", "echo a > /g/a", "chmod 666 /g/a", "chmod 701 /g"],
        [`${ALL} write /g/a 666 (line 4)`],
    ],
    [
        "beside a folder that is closed",
        ["mkdir -m 700 /g/b", "echo a > /g/a", "chmod 666 /g/a"],
        [`${ALL} write /g/a 666 (line 4)`],
    ],
    [
        "of an owner behind a folder that is closed",
        ["mkdir -m 700 /g", "echo a > /g/a", "chown ops /g/a"],
        ['user "ops" own /g/a (line 4)'],
    ],
    ["of a folder, which may be read", ["mkdir -m 755 /g"], []],
    ["of a folder, which may be written", ["mkdir -m 777 /g"], [`${ALL} write /g 777 (line 2)`]],
    ["of a folder of the image", ["chmod 755 /g"], []],
    ["of a file of the image", ["chmod 644 /g/a"], [`${ALL} read /g/a 644 (line 2)`]],
])("what others may do: %s", (_, lines, expected) => expect(accesses(lines)).toEqual(expected));

test.each<[why: string, lines: string[], accesses: string[]]>([
    ["nothing is told of a machine that may be none", ["chmod 777 /"], []],
    ["of a node it is", [NODE, "chmod 777 /"], [`${ALL} write / 777 (line 3)`]],
    ["not of its reading", [NODE, "chmod 755 /"], []],
    ["nor where the sticky bit keeps what is there", [NODE, "chmod 1777 /"], []],
    [
        "of a folder with a sticky bit its owner may all the same",
        [NODE, "chmod 1777 /", "chown ops /"],
        ['user "ops" own / (line 4)'],
    ],
    ["of a folder beside it nothing", [NODE, "mkdir -m 777 /h"], []],
])("above a guarded place: %s", (_, lines, expected) => expect(accesses(lines)).toEqual(expected));

describe("who may have a file, and what is no secret", () => {
    const mayHave = (name: string, path: string) => name === "etcd" && path === "/g/a";
    test("is whom the guard names", () => {
        const lines = ["echo a > /g/a", "echo a > /g/b", "chmod 600 /g/a /g/b", "chown etcd /g/a /g/b"];
        expect(accesses(lines, { ...GUARD, mayHave })).toEqual(['user "etcd" own /g/b (line 5)']);
        expect(accesses(["echo a > /g/a", "chmod 660 /g/a", "chgrp etcd /g/a"], { ...GUARD, mayHave })).toEqual([]);
    });

    test("is what the guard does not hide", () => {
        const hides: Guard["hides"] = ({ path }) => path === "/g/a";
        const lines = ["echo a > /g/a", "echo a > /g/b", "setfacl -m u:ops:r /g/a", "setfacl -m u:ops:r /g/b"];
        expect(accesses(lines, { ...GUARD, hides })).toEqual([`${ALL} read /g/a 644? (line 2)`, 'user "ops" read /g/a (line 4)']);
    });
});

test.each<[why: string, lines: string[], accesses: string[]]>([
    ["to write", ["setfacl -m u:ops:rw /g/a"], ['user "ops" access list /g/a (line 2)']],
    ["to read", ["setfacl -m g:dev:r /g/a"], ['group "dev" read /g/a (line 2)']],
    ["to run", ["setfacl -m u:ops:x /g/a"], []],
    ["of what is not guarded", ["setfacl -m u:ops:rw /x"], []],
    ["of all below a folder above", ["setfacl -R -m u:ops:rw /"], ['user "ops" access list / (line 2)']],
    ["to read all below a folder above", ["setfacl -R -m u:ops:r /"], ['user "ops" read / (line 2)']],
    ["of a folder above, to write in it", ["setfacl -m u:ops:rwx /"], ['user "ops" access list / (line 2)']],
    ["of a folder above, to read it", ["setfacl -m u:ops:rx /"], []],
    ["of all below a folder beside", ["setfacl -R -m u:ops:rw /h"], []],
])("access lists: %s", (_, lines, expected) => expect(accesses(lines)).toEqual(expected));

test.each<[why: string, lines: string[], accesses: string[]]>([
    ["of several files the first, and how many more", ["chmod 666 /g/a /g/b /g/c"], [`${ALL} write /g/a 666 and 2 (line 2)`]],
    [
        "a folder stands for what is in it",
        ["echo a > /g/a", "mkdir /g", "chmod -R 777 /g"],
        [`${ALL} write /g 777 and 1 (line 4)`],
    ],
    [
        "what one line does another does not",
        ["chmod 666 /g/a", "chmod 666 /g/b"],
        [`${ALL} write /g/a 666 (line 2)`, `${ALL} write /g/b 666 (line 3)`],
    ],
    [
        "users are told apart",
        ["setfacl -m u:a:rw,u:b:rw /g/a"],
        ['user "a" access list /g/a (line 2)', 'user "b" access list /g/a (line 2)'],
    ],
    ["one file twice is no other", ["setfacl -m u:a:rw,u:a:rwx /g/a"], ['user "a" access list /g/a (line 2)']],
    ["a pattern is no other", ["echo a > /g/a1", "chmod 666 /g/a*"], [`${ALL} write /g/a1 666 (line 3)`]],
])("each is told once: %s", (_, lines, expected) => expect(accesses(lines)).toEqual(expected));
