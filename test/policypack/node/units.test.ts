import type { BootFile, NodeBoot } from "../../../policypack/model/node-boot";
import { type BaseFile, filesOf, isMasked, loadedUnit, placeOfLine, serviceNames } from "../../../policypack/node/units";
import { word } from "../../../policypack/parse/word";

const ETC = "/etc/systemd/system";
const file = (path: string, text = "[Service]\n", more: Partial<BootFile> = {}): BootFile => ({
    path,
    kind: "file",
    content: word(text),
    isAppended: false,
    isBase: false,
    at: `of ${path}`,
    ...more,
});
const boot = (...files: BootFile[]): NodeBoot => ({
    files,
    commands: [],
    documents: [],
    users: [],
    unread: [],
    distribution: "unknown",
    evidence: { verdict: "unsure", why: "" },
});
const start = (program: string) => `[Service]\nExecStart=${program}\n`;
/** What is started by a.service, and where each line stands; what could not be read. */
const loaded = (files: readonly BootFile[], base: readonly BaseFile[] = []) => {
    const unit = loadedUnit(boot(...files), "a.service", base);
    return unit && [...unit.unit.lines.map((line) => `${line.value} (${unit.lineAt(line)})`), ...unit.unread];
};

test.each<[path: string, name: string | undefined]>([
    ["/etc/systemd/system/a.service", "a.service"],
    ["/run/systemd/system/a.service", "a.service"],
    ["/lib/systemd/system/a.service", "a.service"],
    ["/usr/lib/systemd/system/a.service", "a.service"],
    ["/usr/local/lib/systemd/system/a.service", "a.service"],
    ["/etc/systemd/system/a.service.d/long-name.conf", "a.service"],
    ["/etc/systemd/system/a.service.d/a.conf.bak", undefined],
    ["/etc/systemd/system/a.service.bak", undefined],
    ["/etc/systemd/system/a.service.d/x/a.conf", undefined],
    ["/etc/systemd/system/x/a.service", undefined],
    ["/etc/systemd/system/a.socket", undefined],
    ["/etc/systemd/user/a.service", undefined],
    ["/srv/etc/systemd/system/a.service", undefined],
])("the service of %s", (path, name) => expect(serviceNames(boot(file(path)))).toEqual(name === undefined ? [] : [name]));

test("services are told once, in the order of their files, and a folder is none", () =>
    expect(
        serviceNames(
            boot(
                file(`${ETC}/b.service`),
                file(`${ETC}/a.service`),
                file(`${ETC}/b.service.d/x.conf`),
                file(`${ETC}/c.service`, "", { kind: "folder" }),
            ),
        ),
    ).toEqual(["b.service", "a.service"]));

test.each<[why: string, files: BootFile[], base: BaseFile[], lines: unknown]>([
    ["none", [], [], undefined],
    ["another's", [file(`${ETC}/b.service`, start("/b"))], [], undefined],
    ["its own", [file(`${ETC}/a.service`, start("/a"))], [], [`/a (of ${ETC}/a.service)`]],
    [
        "that of /etc before the others'",
        ["/usr/lib", "/usr/local/lib", "/run", "/etc"].map((folder) => file(`${folder}/systemd/system/a.service`, start(folder))),
        [],
        [`/etc (of ${ETC}/a.service)`],
    ],
    [
        "that of /run before those of programs",
        ["/usr/lib", "/usr/local/lib", "/run"].map((folder) => file(`${folder}/systemd/system/a.service`, start(folder))),
        [],
        ["/run (of /run/systemd/system/a.service)"],
    ],
    [
        "that of the machine's own programs before the distribution's",
        ["/usr/lib", "/usr/local/lib"].map((folder) => file(`${folder}/systemd/system/a.service`, start(folder))),
        [],
        ["/usr/local/lib (of /usr/local/lib/systemd/system/a.service)"],
    ],
    [
        "an empty file masks it, whatever is below",
        [file(`${ETC}/a.service`, ""), file(`${ETC}/a.service.d/x.conf`, start("/x"))],
        [{ path: "/lib/systemd/system/a.service", text: start("/a"), at: "image" }],
        undefined,
    ],
    ["a drop-in alone", [file(`${ETC}/a.service.d/x.conf`, start("/x"))], [], [`/x (of ${ETC}/a.service.d/x.conf)`]],
    ["a drop-in for every service", [file(`${ETC}/service.d/x.conf`, start("/x"))], [], [`/x (of ${ETC}/service.d/x.conf)`]],
    ["a drop-in of another service", [file(`${ETC}/b.service.d/x.conf`, start("/x"))], [], undefined],
    ["a drop-in of another ending", [file(`${ETC}/a.service.d/x.conf.bak`, start("/x"))], [], undefined],
    ["a drop-in of a user's", [file("/etc/systemd/user/a.service.d/x.conf", start("/x"))], [], undefined],
    [
        "the image's, which the boot adds to",
        [file(`${ETC}/a.service.d/x.conf`, start("/x"))],
        [{ path: "/lib/systemd/system/a.service", text: start("/a"), at: "image" }],
        ["/a (image)", `/x (of ${ETC}/a.service.d/x.conf)`],
    ],
    [
        "the image's, which the boot writes anew",
        [file("/lib/systemd/system/a.service", start("/b"))],
        [{ path: "/usr/lib/systemd/system/a.service", text: start("/a"), at: "image" }],
        ["/b (of /lib/systemd/system/a.service)"],
    ],
    [
        "one that cannot be read",
        [file(`${ETC}/a.service`, "[Service\n")],
        [],
        [{ at: `of ${ETC}/a.service`, reason: "has a section header that does not end (line 1)" }],
    ],
    [
        "one that is not known, and a drop-in",
        [file(`${ETC}/a.service`, start("/a"), { unread: "fetches it" }), file(`${ETC}/a.service.d/x.conf`, start("/x"))],
        [],
        [`/x (of ${ETC}/a.service.d/x.conf)`, { at: `of ${ETC}/a.service`, reason: "fetches it" }],
    ],
    [
        "a drop-in that is not known",
        [file(`${ETC}/a.service`, start("/a")), file(`${ETC}/a.service.d/x.conf`, start("/x"), { unread: "edits it" })],
        [],
        [`/a (of ${ETC}/a.service)`, { at: `of ${ETC}/a.service.d/x.conf`, reason: "edits it" }],
    ],
    [
        "a folder, and a file of which only the mode is known",
        [
            file(`${ETC}/a.service`, start("/a"), { kind: "folder" }),
            file(`${ETC}/a.service.d/x.conf`, start("/x"), { isBase: true }),
        ],
        [],
        undefined,
    ],
])("the unit that systemd loads: %s", (_, files, base, lines) => expect(loaded(files, base)).toEqual(lines));

test("a line of a file that is not there is told by the file", () =>
    expect(loadedUnit(boot(file(`${ETC}/a.service`)), "a.service")!.lineAt({ source: "/x", line: 1 })).toBe("/x"));

test.each<[why: string, files: BootFile[], is: boolean]>([
    ["an empty file", [file(`${ETC}/a.service`, "")], true],
    ["one with something in it", [file(`${ETC}/a.service`)], false],
    ["an empty one below another", [file("/usr/lib/systemd/system/a.service", ""), file(`${ETC}/a.service`)], false],
    ["an empty drop-in", [file(`${ETC}/a.service.d/x.conf`, "")], false],
    ["none", [], false],
])("whether a service is masked: %s", (_, files, is) => expect(isMasked(boot(...files), "a.service")).toBe(is));

describe("a file to which the boot adds", () => {
    const PATH = "/etc/default/kubelet";
    const added = (before: string, text: string) => {
        const own = filesOf(boot(file(PATH, text, { isAppended: true, at: "boot" })), [
            { path: PATH, text: before, at: "image" },
        ]);
        const { text: whole, lineAt } = own.get(PATH)!;
        return [whole, ...whole.split("\n").map((_, i) => lineAt(i + 1))];
    };
    test.each<[before: string, text: string, whole: string[]]>([
        ["A=1\nB=2\n", "C=3", ["A=1\nB=2\nC=3", "image", "image", "boot"]],
        ["A=1", "B=2", ["A=1\nB=2", "image", "boot"]],
        ["\nA=1", "B=2", ["\nA=1\nB=2", "image", "image", "boot"]],
        ["", "B=2", ["B=2", "boot"]],
    ])("%j and %j", (before, text, whole) => expect(added(before, text)).toEqual(whole));

    test("stands by itself where the image has none", () =>
        expect(filesOf(boot(file(PATH, "A=1", { isAppended: true })), []).get(PATH)!.text).toBe("A=1"));

    test("is longer than what the boot wrote before in another state", () => {
        const [first, second] = [file(PATH, "A=1\n"), file(PATH, "B=2", { isAppended: true })];
        expect(filesOf(boot(first, second), []).get(PATH)!.text).toBe("B=2");
    });

    test("says why it is not known", () => {
        const own = filesOf(boot(file("/a", "x", { unread: "why" }), file("/b", "x")), []);
        expect([...own.values()].map((one) => ("unread" in one ? one.unread : "is known"))).toEqual(["why", "is known"]);
    });
});

describe("where a line was written", () => {
    const first = file("/f", "one\ntwo\n", { at: "first" });
    const second = file("/f", "one\nthree\n", { at: "second", before: first });
    const third = file("/f", "three\none\nfour\n", { at: "third", before: second });
    test.each<[line: number, at: string]>([
        [1, "second"],
        [2, "first"],
        [3, "third"],
    ])("line %d of three changes", (line, at) => expect(placeOfLine(third, line)).toBe(at));

    test("of cloud-init's contents the line is named", () => {
        const before = file("/f", "zero\none\n", { at: "write_files[0].content" });
        expect([1, 2].map((line) => placeOfLine(file("/f", "one\nzero\n", { at: "x", before }), line))).toEqual([
            "write_files[0].content › line 2",
            "write_files[0].content › line 1",
        ]);
        expect(placeOfLine(before, 2)).toBe("write_files[0].content › line 2");
    });

    test.each<[why: string, file: BootFile, at: string]>([
        ["a content of one line", file("/f", "one\n", { at: "write_files[0].content" }), "write_files[0].content"],
        ["a script", file("/f", "one\ntwo\n", { at: "userData › line 3" }), "userData › line 3"],
        ["contents of something else", file("/f", "one\ntwo\n", { at: "files[0].contents" }), "files[0].contents"],
        ["a text called otherwise", file("/f", "one\ntwo\n", { at: "x.mycontent" }), "x.mycontent"],
        ["a file of a machine", file("/f", "one\ntwo\n", { at: "/f" }), "/f › line 1"],
        ["one of a machine's lines", file("/f", "one\n", { at: "/f" }), "/f"],
    ])("%s", (_, one, at) => expect(placeOfLine(one, 1)).toBe(at));

    test("it is looked for no further back than fifty changes", () => {
        const after = (changes: number) => {
            let one = file("/f", "one\n", { at: "first" });
            for (let i = 1; i <= changes; i++) one = file("/f", "one\n", { at: `change ${i}`, before: one });
            return placeOfLine(one, 1);
        };
        expect([after(50), after(51)]).toEqual(["first", "change 1"]);
    });
});
