import type { BootFile } from "../../../policypack/model/node-boot";
import { Disk } from "../../../policypack/node/disk";
import { bootOfUserData } from "../../../policypack/node/user-data";
import { HOLE, word } from "../../../policypack/parse/word";

const ALWAYS = { at: "here", isConditional: false };
const SSHD = "/etc/ssh/sshd_config";
const file = (path: string, more: Partial<BootFile> = {}): BootFile => ({
    path,
    kind: "file",
    content: word("x"),
    isAppended: false,
    isBase: false,
    at: "here",
    mode: { value: 0o644, at: "here", isDefault: true },
    ...more,
});

describe("a disk that nobody has touched", () => {
    test("is in its root, and was nowhere before", () => {
        const disk = new Disk();
        disk.enterFor(undefined);
        expect(disk.path("a")).toBe("/a");
        disk.enter("-");
        expect(disk.path("a")).toBe("/a");
    });

    test("has the image's files alone, which are not told", () => {
        const disk = new Disk();
        expect(disk.files()).toEqual([]);
        expect(disk.at(SSHD).map(({ kind, isBase, at }) => [kind, isBase, at])).toEqual([["file", true, ""]]);
        expect(disk.below("/etc/ssh")).toEqual([SSHD]);
        expect(disk.below("/")).toContain(SSHD);
    });

    test("has what a program brings, once, and without a content", () => {
        const disk = new Disk();
        disk.write("/b", word("x"), ALWAYS);
        disk.bring(["/a", "/b"]);
        expect([disk.at("/a"), disk.at("/b")]).toEqual([
            [{ path: "/a", kind: "file", content: word(HOLE), isAppended: false, isBase: true, at: "" }],
            [file("/b")],
        ]);
        expect(disk.files()).toEqual([file("/b")]);
    });
});

describe("what a change leaves, whole", () => {
    test("a new file, and one with everything said of it", () => {
        const disk = new Disk();
        disk.write("/a", word("x"), ALWAYS);
        disk.write("/b", word("x"), ALWAYS, { mode: 0o600, isModeDefault: true, owner: "ops", group: "" });
        disk.write("/c", word("x"), ALWAYS, { mode: 0o600, owner: "", group: "dev" });
        const said = <T>(value: T, isDefault = false) => ({ value, at: "here", isDefault });
        expect(disk.files()).toEqual([
            file("/a"),
            file("/b", { mode: said(0o600, true), owner: said("ops") }),
            file("/c", { mode: said(0o600), group: said("dev") }),
        ]);
    });

    test("a copy of what is not known", () => {
        const disk = new Disk();
        disk.copy("/x", "/a", ALWAYS, { keeps: false });
        expect(disk.files()).toEqual([file("/a", { content: word(HOLE), copyOf: "/x" })]);
    });

    test("a file that is lost remembers what it was", () => {
        const disk = new Disk();
        disk.write("/a", word("x"), ALWAYS, { mode: 0o600 });
        const [before] = disk.files();
        disk.lose("/a", { at: "there", isConditional: false }, "why");
        expect(disk.files()).toEqual([{ ...before!, content: word(HOLE), at: "there", unread: "why", before }]);
        disk.lose("/b", ALWAYS, "why");
        expect(disk.files()[1]).toEqual(file("/b", { content: word(HOLE), unread: "why" }));
    });

    test("a copy takes along why it is not known, and what it was", () => {
        const disk = new Disk();
        disk.write("/a", word("x"), ALWAYS);
        disk.append("/a", word("y"), ALWAYS);
        disk.copy("/a", "/b", ALWAYS, { keeps: false });
        disk.lose("/a", ALWAYS, "why");
        disk.copy("/a", "/c", ALWAYS, { keeps: false });
        expect(["/b", "/c"].map((path) => disk.at(path).map(({ before, unread }) => [before?.content.text, unread]))).toEqual([
            [["x", undefined]],
            [["xy", "why"]],
        ]);
    });

    test("what is known of two texts together", () => {
        const disk = new Disk();
        const known = (...texts: string[]) => {
            disk.write("/a", word(""), ALWAYS);
            for (const text of texts) disk.append("/a", word(text), ALWAYS);
            return disk.text("/a").isLiteral;
        };
        expect([known("x", "y"), known("x", HOLE), known(HOLE, "x"), known(HOLE, HOLE)]).toEqual([true, false, false, false]);
    });

    test("no text of a folder, of what is only added to, nor of nothing", () => {
        const disk = new Disk();
        disk.makeFolder("/d", ALWAYS);
        disk.append("/a", word("x"), ALWAYS);
        expect(["/d", "/a", "/b"].map((path) => disk.text(path))).toEqual([word(HOLE), word(HOLE), word(HOLE)]);
    });
});

describe("texts that were made of files", () => {
    const from = file("/a");
    test("lead back, whatever line breaks are behind them", () => {
        const disk = new Disk();
        disk.derive("made\n", from);
        disk.derive(" \n", from);
        disk.derive("of nothing", undefined);
        expect(["made", "made\n\n", "", "of nothing"].map((text) => disk.originOf(text))).toEqual([
            from,
            from,
            undefined,
            undefined,
        ]);
    });

    test("are written as an edit of it", () => {
        const disk = new Disk();
        disk.derive("made", from);
        disk.write("/b", word("made\n"), ALWAYS);
        expect(disk.files()).toEqual([file("/b", { content: word("made\n"), before: from })]);
    });

    test("are no more than two hundred", () => {
        const disk = new Disk();
        for (let i = 1; i <= 201; i++) disk.derive(`text ${i}`, from);
        expect([disk.originOf("text 200"), disk.originOf("text 201")]).toEqual([from, undefined]);
    });
});

test("of more files than any machine is given the first are kept, and can still be changed", () => {
    const disk = new Disk();
    const many = 2_000 - disk.below("/").length;
    for (let i = 0; i <= many; i++) disk.write(`/f/${i}`, word("x"), ALWAYS);
    disk.write(`/f/0`, word("y"), ALWAYS);
    expect(disk.files()).toHaveLength(many);
    expect([disk.text("/f/0"), disk.text(`/f/${many - 1}`), disk.text(`/f/${many}`)]).toEqual([word("y"), word("x"), word(HOLE)]);
});

/** What stands in a path after a script: content, mode, owner, group, whether it is known, and where it was written. */
const told = (path: string, ...lines: string[]) =>
    bootOfUserData(["#!/bin/sh", ...lines, ""].join("\n"), "u")
        .files.filter((one) => one.path === path)
        .map(({ kind, content: { text }, mode, owner, group, unread, at }) =>
            [
                kind === "folder" ? "folder" : JSON.stringify(text.replaceAll(HOLE, "…")),
                mode && `${mode.value.toString(8)}${mode.isDefault ? "?" : ""}`,
                owner && `of ${owner.value}`,
                group && `group ${group.value}`,
                unread,
                at.slice("u › ".length),
            ]
                .filter(Boolean)
                .join(", "),
        );

test.each<[why: string, path: string, script: string[], states: string[]]>([
    [
        "owner and group stay when a file is written again",
        "/f",
        ["echo a > /f", "chown ops:dev /f", "echo b > /f"],
        ['"b\\n", 644?, of ops, group dev, line 4'],
    ],
    ["the image's file has a mode of its own", SSHD, [`echo a > ${SSHD}`], ['"a\\n", line 2']],
    ["so has one that was edited", SSHD, [`sed -i 's/^Password.*/Port 22/' ${SSHD}`, `echo a > ${SSHD}`], ['"a\\n", line 3']],
    [
        "a folder that is installed again",
        "/d",
        ["mkdir /d", "chown ops /d", "install -d -m 700 /d"],
        ["folder, 700, of ops, line 2"],
    ],
    ["and what is in it", "/d/f", ["mkdir /d", "echo a > /d/f", "install -d -m 700 /d"], ['"a\\n", 644?, line 3']],
    ["everything below the root", "/d/f", ["echo a > /d/f", "chmod -R 700 /"], ['"a\\n", 700, line 2']],
    [
        "a file that is added to cannot be edited",
        "/f",
        ["echo a >> /f", "sed -i s/a/b/ /f"],
        ['"…", 644?, changes /f by a command, line 3'],
    ],
    [
        "nor one of which a part is not known",
        "/f",
        ["echo a$X > /f", "sed -i s/a/b/ /f"],
        ['"…", 644?, changes /f by a command, line 3'],
    ],
    ["an edit that meets nothing is no change", "/f", ["echo a > /f", "sed -i s/x/y/ /f"], ['"a\\n", 644?, line 2']],
    ["nor is it one on a condition", "/f", ["echo a > /f", "[ -e /x ] && sed -i s/x/y/ /f"], ['"a\\n", 644?, line 2']],
    [
        "an edit on a condition",
        "/f",
        ["echo a > /f", "[ -e /x ] && sed -i s/a/b/ /f"],
        ['"a\\n", 644?, line 2', '"b\\n", 644?, line 3'],
    ],
    ["a folder of which only its files are known is no file elsewhere", "/f", ["echo a > /d/x", "cp -r /d /f"], []],
    ["a folder is one elsewhere", "/f", ["mkdir -m 700 /d", "echo a > /d/x", "cp -r /d /f"], ["folder, 700, line 2"]],
])("%s", (_, path, script, states) => expect(told(path, ...script)).toEqual(states));
