import { gzipSync } from "node:zlib";
import { bootOfUserData } from "../../../policypack/node/user-data";
import { HOLE } from "../../../policypack/parse/word";

const bootOfText = (text: string) => bootOfUserData(`#cloud-config\n${text}`, "u");
const boot = (config: object) => bootOfText(JSON.stringify(config));
const unreadOf = ({ unread }: ReturnType<typeof boot>) => unread.map(({ at, reason }) => `${at}: ${reason}`);
const base64 = (bytes: string | Buffer) => Buffer.from(bytes as string).toString("base64");

describe("a file", () => {
    const AT = "u › write_files[0].content";
    const set = <T>(value: T) => ({ value, at: AT, isDefault: false });
    const LITERAL = (text: string) => ({ text, isLiteral: true });
    const FILE = {
        path: "/a",
        kind: "file",
        content: LITERAL("text"),
        isAppended: false,
        isBase: false,
        at: AT,
        mode: { value: 0o644, at: AT, isDefault: true },
        owner: set("root"),
        group: set("root"),
    };
    const LOST = { content: { text: HOLE, isLiteral: false } };
    const filesOf = (file: object) => boot({ write_files: [{ path: "/a", content: "text", ...file }] }).files;
    const owned = (file: object) => {
        const [{ owner, group }] = filesOf(file) as [typeof FILE];
        return [owner?.value, group?.value];
    };

    test.each<[why: string, file: object, more: object]>([
        ["is root's where nothing is said", {}, {}],
        ["lies where a path without a slash leads", { path: "x/../a" }, {}],
        ["is added to another", { append: true }, { isAppended: true }],
        ["has a mode in text, which is octal", { permissions: "0600" }, { mode: set(0o600) }],
        ["with a sign of that, and blanks", { permissions: " 0o1755 " }, { mode: set(0o1755) }],
        ["has a mode as a number, which counts as it is", { permissions: 384.5 }, { mode: set(0o600) }],
        ["has the ordinary mode where its own is none", { permissions: "u=rw7" }, {}],
        ["nor one with something behind it", { permissions: "7u" }, {}],
        ["nor one of too many digits", { permissions: "000000777" }, {}],
        ["nor what is no text", { permissions: ["0600"] }, {}],
        ["in base64", { encoding: "b64", content: base64("text") }, {}],
        ["in base64 by its long name, in any case", { encoding: " Base64 ", content: base64("text") }, {}],
        ["packed in base64", { encoding: "gz+b64", content: base64(gzipSync("text")) }, {}],
        ["by the long names", { encoding: "gzip+base64", content: base64(gzipSync("text")) }, {}],
        ["is plain in an encoding that nobody knows", { encoding: "xb64" }, {}],
        ["or one that only begins as one", { encoding: "b64x" }, {}],
        ["or ends as a packed one", { encoding: "xgz+b64" }, {}],
        ["holds a number as it is written", { content: 5 }, { content: LITERAL("5") }],
        ["holds nothing where nothing is said", { content: null }, { content: LITERAL("") }],
        ["holds what is no text as nobody knows", { content: { a: 1 } }, LOST],
        ["is not known where its base64 is none", { encoding: "b64", content: "$$" }, LOST],
        ["nor where it is fetched", { source: { uri: "https://a/b" } }, LOST],
    ])("%s", (_, file, more) => expect(filesOf(file)).toEqual([{ ...FILE, ...more }]));

    test.each<[owner: string | null, owned: (string | undefined)[]]>([
        [null, ["root", "root"]],
        ["etcd:kube", ["etcd", "kube"]],
        ["etcd", ["etcd", undefined]],
        ["etcd:", ["etcd", undefined]],
        [":kube", [undefined, "kube"]],
    ])("of the owner %j is that user's and group's", (owner, expected) => expect(owned({ owner })).toEqual(expected));

    test("in bytes is what they are", () => {
        const { files } = bootOfText(`write_files:\n- path: /a\n  content: !!binary ${base64("text")}\n`);
        expect(files.map(({ content }) => content.text)).toEqual(["text"]);
    });

    test("without a path is none", () => expect(boot({ write_files: [{ content: "a" }] }).files).toEqual([]));

    test.each<[why: string, file: object, unread: object]>([
        [
            "what is fetched",
            { source: { uri: "https://a/b" } },
            { at: "u › write_files[0]", reason: "fetches /a from elsewhere", from: { urls: ["https://a/b"], to: "/a" } },
        ],
        ["broken base64", { encoding: "b64", content: "$$" }, { at: AT, reason: "is not the base64 that its encoding says" }],
        ["a path that is none", { path: 5 }, { at: "u › write_files[0].path", reason: "is a number where text was expected" }],
    ])("is told to be unread: %s", (_, file, unread) =>
        expect(boot({ write_files: [{ path: "/a", content: "a", ...file }] }).unread).toEqual([unread]),
    );
});

describe("mounts are lines of /etc/fstab", () => {
    const linesOf = (...mounts: unknown[]) =>
        boot({ mounts }).files.map(({ path, content, isAppended, at }) => [path, content.text, isAppended, at]);
    const OPTIONS = "defaults,nofail,x-systemd.after=cloud-init-network.service";

    test.each<[why: string, mount: unknown, line: string]>([
        ["with what is missing", ["/dev/sdb", "/data"], `/dev/sdb\t/data\tauto\t${OPTIONS}\t0\t2\n`],
        ["as they are", ["/dev/sdb", "/data", "ext4", "ro", 1, "0"], "/dev/sdb\t/data\text4\tro\t1\t0\n"],
        ["with nulls in between", ["/dev/sdb", "/data", null, "ro"], "/dev/sdb\t/data\tauto\tro\t0\t2\n"],
    ])("%s", (_, mount, line) => expect(linesOf(mount)).toEqual([["/etc/fstab", line, true, "u › mounts[0]"]]));

    test.each<[why: string, mount: unknown]>([
        ["a device alone", ["swap"]],
        ["a text", "/dev/sdb /data"],
    ])("%s is none", (_, mount) => expect(linesOf(mount)).toEqual([]));
});

describe("commands", () => {
    const commandsOf = (config: object) => boot(config).commands.map(({ at, argv }) => [at, ...argv.map(({ text }) => text)]);

    test("those of the boot come first, then files, then the others, which may run them", () => {
        const config = {
            runcmd: ["sh /a", "echo 3"],
            bootcmd: ["echo 1"],
            write_files: [{ path: "/a", content: "#!/bin/sh\necho 2\n" }],
        };
        expect(commandsOf(config)).toEqual([
            ["u › bootcmd[0]", "echo", "1"],
            ["u › runcmd[0]", "/a"],
            ["u › write_files[0].content › line 2", "echo", "2"],
            ["u › runcmd[1]", "echo", "3"],
        ]);
    });

    test("a list is one command whose words are as they are, a text any number, each at its place", () =>
        expect(commandsOf({ runcmd: [["echo", "it's $A", 5, null], "echo a\necho b", null, "echo c d"] })).toEqual([
            ["u › runcmd[0]", "echo", "it's $A", "5", ""],
            ["u › runcmd[1]", "echo", "a"],
            ["u › runcmd[1]", "echo", "b"],
            ["u › runcmd[3]", "echo", "c", "d"],
        ]));

    test("a list that is none is told, and hides nothing else", () => {
        const read = boot({ bootcmd: "echo", mounts: 5, write_files: 5, users: 5, runcmd: ["echo 1"] });
        expect(unreadOf(read)).toEqual([
            "u › bootcmd: is a string where a list was expected",
            "u › write_files: is a number where a list was expected",
            "u › mounts: is a number where a list was expected",
            "u › users: is a number where a list was expected",
        ]);
        expect(read.commands).toHaveLength(1);
    });

    test("what is no object is told once", () =>
        expect(unreadOf(bootOfText("[a]"))).toEqual(["u: is a list where an object was expected"]));

    test("what is empty is nothing", () => expect(unreadOf(bootOfText(""))).toEqual([]));

    test("what is no YAML is told", () => expect(unreadOf(bootOfText("a: ["))).toEqual(["u: is no valid YAML (line 2)"]));
});
