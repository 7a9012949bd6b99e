import type { BootFile } from "../../../policypack/model/node-boot";
import { bootOfUserData } from "../../../policypack/node/user-data";

const boot = (...lines: string[]) => bootOfUserData(["#!/bin/bash", ...lines, ""].join("\n"), "userData");
const states = (path: string, ...lines: string[]): BootFile[] => boot(...lines).files.filter((file) => file.path === path);
const shown = ({ kind, content, mode, owner, group, isAppended, unread }: BootFile): string =>
    [
        kind === "folder" ? "folder" : JSON.stringify(content.text.replaceAll("\uFFF9", "?")),
        mode && `${mode.value.toString(8)}${mode.isDefault ? " by default" : ""}`,
        owner && `of ${owner.value}`,
        group && `group ${group.value}`,
        isAppended && "appended",
        unread,
    ]
        .filter(Boolean)
        .join(", ");
const told = (path: string, ...lines: string[]) => states(path, ...lines).map(shown);

/** What stands in /f after a script. */
test.each<[why: string, script: string[], states: string[]]>([
    ["cat writes a heredoc", ["cat > /f <<E", "a", "E"], ['"a\\n", 644 by default']],
    ["of two writes the last counts", ["echo a > /f", "echo b > /f"], ['"b\\n", 644 by default']],
    ["a file that is there is longer", ["echo a > /f", "echo b >> /f"], ['"a\\nb\\n", 644 by default']],
    ["a file that is not here is only added to", ["echo b >> /f"], ['"b\\n", 644 by default, appended']],
    ["two files in one", ["echo a > /a", "echo b > /b", "cat /a /b > /f"], ['"a\\nb\\n", 644 by default']],
    ["a file of the image in one", ["echo a > /a", "cat /a /image > /f"], ['"a\\n?", 644 by default']],
    ["tee writes and adds", ["echo a | tee /f", "echo b | tee -a /f"], ['"a\\nb\\n", 644 by default']],
    ["tee writes several files", ["echo a | tee /g /f"], ['"a\\n", 644 by default']],
    ["what a variable is not known to be", ["echo $UNKNOWN > /f"], ['"?\\n", 644 by default']],
    ["printf fills its format", ["printf '%s=%s\\n' a 1 b 2 > /f"], ['"a=1\\nb=2\\n", 644 by default']],
    ["echo without a new line", ["echo -n a > /f"], ['"a", 644 by default']],
    ["base64 is decoded", ["echo YQ== | base64 -d > /f"], ['"a", 644 by default']],
    [
        "touch makes an empty file, and leaves one that is there",
        ["touch /f", "echo a > /f", "touch /f"],
        ['"a\\n", 644 by default'],
    ],
    ["what is removed is gone", ["echo a > /f", "rm -f /f"], []],
    ["a folder takes its files along", ["mkdir /d", "cd /d", "echo a > f", "rm -rf /d"], []],
    ["a command that prints nothing", ["echo a > /f", ": > /f"], ['"", 644 by default']],
    ["a redirection by itself empties", ["echo a > /f", "> /f"], ['"", 644 by default']],
    ["what a group of commands prints", ["{ echo a; echo b; } > /f"], ['"a\\nb\\n", 644 by default']],
    ["of a pipeline in it, what the last one prints", ["{ echo a | cat; } >> /f"], ['"a\\n", 644 by default, appended']],
    ["a subshell's folder is its own", ["(cd /tmp; echo b > f)", "echo a > f"], ['"a\\n", 644 by default']],
    ["rm of what is not known removes nothing that is", ["echo a > /f", "rm /$X"], ['"a\\n", 644 by default']],
    ["what is truncated is empty", ["echo a > /f", "truncate -s 0 /f"], ['"", 644 by default']],
    [
        "what is fetched is not known",
        ["curl -sLo /f https://files.internal/f"],
        ['"?", 644 by default, fetches /f from elsewhere'],
    ],
    ["output of other programs is not known", ["date > /f"], ['"?", 644 by default']],
    [
        "an edit that cannot be followed",
        ["echo a > /f", "perl -pi -e 's/a/b/' /f"],
        ['"?", 644 by default, changes /f by a command'],
    ],
])("content: %s", (_, script, expected) => expect(told("/f", ...script)).toEqual(expected));

test.each<[why: string, script: string[], states: string[]]>([
    ["umask", ["umask 077", "echo a > /f"], ['"a\\n", 600 by default']],
    ["a subshell's umask is its own", ["(umask 077)", "echo a > /f"], ['"a\\n", 644 by default']],
    ["within a subshell it holds", ["(umask 077; echo a > /f)"], ['"a\\n", 600 by default']],
    ["that of another shell is its own too", ["sh -c 'umask 077'", "echo a > /f"], ['"a\\n", 644 by default']],
    ["a mode stays when the file is written again", ["echo a > /f", "chmod 600 /f", "echo b > /f"], ['"b\\n", 600']],
    ["umask by what it leaves", ["umask u=rwx,g=r,o=", "echo a > /f"], ['"a\\n", 640 by default']],
    ["a umask that is not known changes nothing", ['umask "$U"', "echo a > /f"], ['"a\\n", 644 by default']],
    ["symbols on what there was", ["umask 077", "echo a > /f", "chmod g+rw,o=r /f"], ['"a\\n", 664']],
    ["taking away", ["echo a > /f", "chmod go-r /f"], ['"a\\n", 600']],
    ["everybody without letters", ["echo a > /f", "chmod +x /f"], ['"a\\n", 755']],
    ["a mode that is not known changes nothing", ["echo a > /f", 'chmod "$M" /f'], ['"a\\n", 644 by default']],
    ["owner and group", ["echo a > /f", "chown ops:dev /f"], ['"a\\n", 644 by default, of ops, group dev']],
    ["a group alone", ["echo a > /f", "chown :dev /f"], ['"a\\n", 644 by default, group dev']],
    ["the owner's own group", ["echo a > /f", "chown ops: /f"], ['"a\\n", 644 by default, of ops, group ops']],
    ["chgrp", ["echo a > /f", "chgrp dev /f"], ['"a\\n", 644 by default, group dev']],
    ["a file of the image", ["chmod 0640 /f"], ['"?", 640']],
    ["install with mode and owner", ["echo a > /a", "install -m 0640 -o ops -g dev /a /f"], ['"a\\n", 640, of ops, group dev']],
    ["install without a mode", ["echo a > /a", "install /a /f"], ['"a\\n", 755']],
    ["cp gives a new file what the other has, less the mask", ["echo a > /a", "chmod 666 /a", "cp /a /f"], ['"a\\n", 644']],
    ["cp opens nothing that is closed", ["echo a > /a", "chmod 600 /a", "cp /a /f"], ['"a\\n", 600']],
    ["cp keeps the mode when it is told to", ["echo a > /a", "chmod 600 /a", "cp -p /a /f"], ['"a\\n", 600']],
    ["cp leaves a file that is there its mode", ["echo a > /a", "echo f > /f", "chmod 600 /f", "cp /a /f"], ['"a\\n", 600']],
    ["mv takes everything along", ["echo a > /a", "chmod 600 /a", "chown ops /a", "mv /a /f"], ['"a\\n", 600, of ops']],
])("attributes: %s", (_, script, expected) => expect(told("/f", ...script)).toEqual(expected));

test("a folder takes along what is below it", () => {
    const script = ["mkdir /d", "echo a > /d/x", "chmod 600 /d/x"];
    expect(told("/f/x", ...script, "mv /d /f")).toEqual(['"a\\n", 600']);
    expect(told("/d/x", ...script, "mv /d /f")).toEqual([]);
    expect(told("/f/x", ...script, "cp -r /d /f")).toEqual(['"a\\n", 600']);
    expect(told("/d/d/x", ...script, "cp -r /d /d")).toEqual([]);
});

test("mv leaves nothing behind", () => expect(told("/a", "echo a > /a", "mv /a /f")).toEqual([]));

test("a folder takes files in under their names", () => {
    expect(told("/d/a", "mkdir /d", "echo a > /a", "cp /a /d")).toEqual(['"a\\n", 644 by default']);
    expect(told("/d/a", "echo a > /a", "cp /a /d/")).toEqual(['"a\\n", 644 by default']);
    expect(told("/d/b", "mkdir /d", "echo a > /a", "echo b > /b", "cp -t /d /a /b")).toEqual(['"b\\n", 644 by default']);
});

test("folders have modes too", () => {
    expect(told("/d", "mkdir -m 700 /d")).toEqual(["folder, 700"]);
    expect(told("/d", "umask 027", "mkdir /d")).toEqual(["folder, 750 by default"]);
    // One that is there stays as it is.
    expect(told("/d", "mkdir -m 755 /d", "mkdir -p -m 700 /d")).toEqual(["folder, 755"]);
    expect(told("/d", "echo a > /d/f", "umask 077", "mkdir -p /d")).toEqual([]);
    expect(told("/d", "install -d -m 0755 -o ops /d")).toEqual(["folder, 755, of ops"]);
});

test("a change of a whole folder reaches what is below, and its neighbours not", () => {
    const script = ["mkdir /d", "echo a > /d/f", "echo b > /dd", "chmod -R 700 /d", "chown -R ops /d"];
    expect(told("/d/f", ...script)).toEqual(['"a\\n", 700, of ops']);
    expect(told("/d", ...script)).toEqual(["folder, 700, of ops"]);
    expect(told("/dd", ...script)).toEqual(['"b\\n", 644 by default']);
});

test("links are followed, a link to nothing empties a file", () => {
    expect(told("/data/f", "ln -s /data /d", "echo a > /d/f")).toEqual(['"a\\n", 644 by default']);
    expect(told("/d/f", "ln -s /data /d", "echo a > /d/f")).toEqual([]);
    expect(told("/g", "ln -s /g /f", "ln -s /f /e", "echo a > /e")).toEqual(['"a\\n", 644 by default']);
    expect(told("/u", "echo a > /u", "ln -sf /dev/null /u")).toEqual(['"", 644 by default']);
});

test("a link is removed without what it points to", () => {
    const script = ["echo a > /a", "ln -s /a /f", "rm /f", "echo b > /f"];
    expect([told("/a", ...script), told("/f", ...script)]).toEqual([['"a\\n", 644 by default'], ['"b\\n", 644 by default']]);
});

test("links in a circle end", () => expect(boot("ln -s /a /b", "ln -s /b /a", "echo x > /a").files.length).toBe(1));

test("relative paths are below the current folder", () => {
    expect(told("/opt/x/f", "cd /opt", "cd x", "echo a > f")).toEqual(['"a\\n", 644 by default']);
    expect(told("/opt/f", "cd /opt/x", "echo a > ../f")).toEqual(['"a\\n", 644 by default']);
    expect(told("/opt/f", "cd /opt", "pushd /x", "popd", "echo a > f")).toEqual(['"a\\n", 644 by default']);
});

describe("on a condition", () => {
    test("a write adds a state to the one that was there", () =>
        expect(told("/f", "echo a > /f", "if [ -e /x ]; then echo b > /f; fi")).toEqual([
            '"a\\n", 644 by default',
            '"b\\n", 644 by default',
        ]));

    test("a write in every case leaves one state", () =>
        expect(told("/f", "if [ -e /x ]; then echo b > /f; fi", "echo a > /f")).toEqual(['"a\\n", 644 by default']));

    test("what is added is added to every state", () =>
        expect(told("/f", "echo a > /f", "[ -e /x ] && echo b > /f", "echo c >> /f")).toEqual([
            '"a\\nc\\n", 644 by default',
            '"b\\nc\\n", 644 by default',
        ]));

    test("a removal leaves what may be there", () =>
        expect(told("/f", "echo a > /f", "[ -e /x ] && rm /f")).toEqual(['"a\\n", 644 by default']));

    test("a mode may be either", () =>
        expect(told("/f", "echo a > /f", "[ -e /x ] && chmod 600 /f")).toEqual(['"a\\n", 644 by default', '"a\\n", 600']));

    test("a text of two states is not known elsewhere", () =>
        expect(told("/g", "echo a > /f", "[ -e /x ] && echo b > /f", "cat /f > /g")).toEqual(['"?", 644 by default']));

    test("of more states than anybody has the last are kept", () => {
        const many = Array.from({ length: 20 }, (_, i) => `[ -e /x${i} ] && echo ${i} > /f`);
        expect(states("/f", ...many).map(({ content }) => content.text.trim())).toEqual([
            "12",
            "13",
            "14",
            "15",
            "16",
            "17",
            "18",
            "19",
        ]);
    });
});

test("an addition names the file as it was, so that each line keeps its place", () => {
    const [file] = states("/f", "echo a > /f", "echo b >> /f");
    expect([file!.at, file!.before?.at, file!.before?.content.text]).toEqual(["userData › line 3", "userData › line 2", "a\n"]);
});

test("devices are no files", () => expect(boot("echo a > /dev/null", "echo b | tee /dev/stderr").files).toEqual([]));

test("what the image has is not told unless its mode or owner changes", () => {
    expect(boot("true").files).toEqual([]);
    expect(boot("chmod 644 /etc/ssh/sshd_config").files.map(({ path, isBase }) => [path, isBase])).toEqual([
        ["/etc/ssh/sshd_config", true],
    ]);
});
