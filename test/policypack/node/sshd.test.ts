import { sshdOpenings } from "../../../policypack/node/sshd";
import { bootOfUserData } from "../../../policypack/node/user-data";

type Files = Readonly<Record<string, string>>;
const MAIN = "/etc/ssh/sshd_config";
const PART = "/etc/ssh/sshd_config.d/50-a.conf";
const opened = (files: Files, runcmd: readonly string[] = []) => {
    const write_files = Object.entries(files).map(([path, content]) => ({ path, content }));
    return sshdOpenings(bootOfUserData(`#cloud-config\n${JSON.stringify({ write_files, runcmd })}`, "u")).map(
        ({ at, setting }) => `${at.slice("u › ".length).replace(".content", "")}: ${setting}`,
    );
};
const FIRST = "write_files[0] › line 2";
/** Files each of which includes the next, the last one `/c/NUMBER`. */
const chain = (count: number): [path: string, text: string][] =>
    Array.from({ length: count }, (_, i) => [i === 0 ? MAIN : `/c/${i}`, `\nInclude /c/${i + 1}\n`]);

test.each<[line: string, isOpen: boolean]>([
    ["PermitRootLogin yes", true],
    ["permitrootlogin YES", true],
    ["PermitRootLogin prohibit-password", false],
    ["PermitRootLogin no", false],
    ["PermitRootLogin", false],
    ["PasswordAuthentication Yes", true],
    ["PasswordAuthentication no", false],
    ["PasswordAuthentication", false],
    ["PermitEmptyPasswords yEs", true],
    ["PermitEmptyPasswords no", false],
    ["PermitEmptyPasswords", false],
    ["HostbasedAuthentication yes", true],
    ["HostbasedAuthentication YES", true],
    ["HostbasedAuthentication no", false],
    ["HostbasedAuthentication", false],
    ["TrustedUserCAKeys /etc/ssh/ca.pub", true],
    ["TrustedUserCAKeys None", false],
    ["TrustedUserCAKeys", false],
    ["AuthorizedKeysCommand /opt/keys %u", true],
    ["AuthorizedKeysCommand NONE", false],
    ["AuthorizedKeysCommand", false],
    ["X11Forwarding yes", false],
    ["#PermitRootLogin yes", false],
])("%s", (line, isOpen) => {
    expect(opened({ [MAIN]: `# own\n${line}\n` })).toEqual(isOpen ? [`${FIRST}: ${line}`] : []);
    expect(opened({ [PART]: `# own\n${line}\n` })).toEqual(isOpen ? [`${FIRST}: ${line}`] : []);
});

test.each<[why: string, files: Files, opened: string[]]>([
    ["of two values the first counts", { [MAIN]: "PermitRootLogin no\nPermitRootLogin yes\n" }, []],
    [
        "of two values that open the first is told",
        { [MAIN]: "\nPermitRootLogin yes\nPermitRootLogin yes\n" },
        [`${FIRST}: PermitRootLogin yes`],
    ],
    [
        "a block counts apart",
        { [MAIN]: "PasswordAuthentication no\nMatch User backup\n  PasswordAuthentication yes\n" },
        ["write_files[0] › line 3: PasswordAuthentication yes (Match User backup)"],
    ],
    [
        "a part of the folder comes first, where the file includes it first",
        { [MAIN]: "Include /etc/ssh/sshd_config.d/*.conf\nPermitRootLogin no\n", [PART]: "\nPermitRootLogin yes\n" },
        ["write_files[1] › line 2: PermitRootLogin yes"],
    ],
    [
        "a part of the folder comes last, where the file includes it last",
        { [MAIN]: "PermitRootLogin no\nInclude sshd_config.d/*.conf\n", [PART]: "\nPermitRootLogin yes\n" },
        [],
    ],
    ["a part that nothing includes", { [MAIN]: "Port 22\n", [PART]: "\nPermitRootLogin yes\n" }, []],
    [
        "a part that a letter stands for",
        { [MAIN]: "Include sshd_config.d/5?-a.conf\n", [PART]: "\nPermitRootLogin yes\n" },
        ["write_files[1] › line 2: PermitRootLogin yes"],
    ],
    [
        "a part whose name has a dot where the file's has none",
        { [MAIN]: "Include sshd_config.d/50-a.conf\n", "/etc/ssh/sshd_config.d/50-aXconf.conf": "\nPermitRootLogin yes\n" },
        [],
    ],
    [
        "parts come by name",
        { "/etc/ssh/sshd_config.d/20.conf": "\nPermitRootLogin yes\n", "/etc/ssh/sshd_config.d/10.conf": "PermitRootLogin no\n" },
        [],
    ],
    [
        "what a block includes is of the block",
        { [MAIN]: `Match User backup\nInclude ${PART}\n`, [PART]: "\nPermitRootLogin yes\n" },
        ["write_files[1] › line 2: PermitRootLogin yes (Match User backup)"],
    ],
    [
        "a part with a block of its own",
        { [MAIN]: `Include ${PART}\n`, [PART]: "Match User backup\nPermitRootLogin yes\n" },
        ["write_files[1] › line 2: PermitRootLogin yes (Match User backup)"],
    ],
    [
        "each block counts apart",
        { [MAIN]: "Match User a\nPermitRootLogin yes\nMatch User b\nPermitRootLogin yes\n" },
        [`${FIRST}: PermitRootLogin yes (Match User a)`, "write_files[0] › line 4: PermitRootLogin yes (Match User b)"],
    ],
    [
        "a file of another folder that is included",
        { [MAIN]: "Include /opt/sshd.conf\n", "/opt/sshd.conf": "\nPermitRootLogin yes\n" },
        ["write_files[1] › line 2: PermitRootLogin yes"],
    ],
    [
        "a file as the image has it, and written by somebody",
        { [MAIN]: "PermitRootLogin yes\nPasswordAuthentication no\n" },
        ["write_files[0] › line 1: PermitRootLogin yes"],
    ],
    [
        "as many files in each other as sshd takes",
        Object.fromEntries([...chain(16), ["/c/16", "\nPermitRootLogin yes\n"]]),
        ["write_files[16] › line 2: PermitRootLogin yes"],
    ],
    ["one more, with which it does not start", Object.fromEntries([...chain(17), ["/c/17", "PermitRootLogin yes\n"]]), []],
    ["a file that includes itself", { [MAIN]: `Include ${MAIN}\nPermitRootLogin yes\n` }, [`${FIRST}: PermitRootLogin yes`]],
    ["a part of another name", { "/etc/ssh/sshd_config.d/a.conf.bak": "\nPermitRootLogin yes\n" }, []],
    ["a folder below", { "/etc/ssh/sshd_config.d/b/a.conf": "\nPermitRootLogin yes\n" }, []],
    ["another program's file", { "/srv/etc/ssh/sshd_config.d/a.conf": "\nPermitRootLogin yes\n" }, []],
    ["what cannot be read", { [MAIN]: 'PermitRootLogin yes\nBanner "a\n' }, []],
])("%s", (_, files, expected) => expect(opened(files)).toEqual(expected));

test.each<[command: string, opened: string[]]>([
    ["sed -i 's/^#PermitRootLogin yes/PermitRootLogin yes/' /etc/ssh/sshd_config", ["runcmd[0]: PermitRootLogin yes"]],
    [
        "sed -i 's/^PasswordAuthentication no/PasswordAuthentication yes/' /etc/ssh/sshd_config",
        ["runcmd[0]: PasswordAuthentication yes"],
    ],
    ["sed -i 's/^#Port 22/Port 2222/' /etc/ssh/sshd_config", []],
    [
        "sed -i 's/^#PermitEmptyPasswords.*/Port 2222/' /etc/ssh/sshd_config && echo 'PasswordAuthentication yes' >> /etc/ssh/sshd_config",
        ["runcmd[0]: PasswordAuthentication yes"],
    ],
    ["echo 'PermitRootLogin yes' >> /etc/ssh/sshd_config", ["runcmd[0]: PermitRootLogin yes"]],
])("an image's own file: %s", (command, expected) => expect(opened({}, [command])).toEqual(expected));

test("each state that a file may be left in is read", () => {
    const lines = [
        "echo 'PermitRootLogin yes' > /etc/ssh/sshd_config",
        "[ -e /x ] && echo 'PermitRootLogin no' > /etc/ssh/sshd_config",
    ];
    const { files } = bootOfUserData(["#!/bin/sh", ...lines, ""].join("\n"), "u");
    expect(sshdOpenings({ files })).toEqual([{ at: "u › line 2", setting: "PermitRootLogin yes" }]);
});

test("a file that is written whole and edited is nobody else's", () =>
    expect(
        opened({ [MAIN]: "#PermitRootLogin yes\nPort 22\n" }, [
            "sed -i 's/^#PermitRootLogin yes/PermitRootLogin yes/' /etc/ssh/sshd_config",
        ]),
    ).toEqual(["runcmd[0]: PermitRootLogin yes"]));
