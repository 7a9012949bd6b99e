import { BootReader } from "../../../policypack/node/boot-reader";
import { bootOfUserData } from "../../../policypack/node/user-data";
import { word } from "../../../policypack/parse/word";

const boot = (...lines: string[]) => bootOfUserData(["#!/bin/bash", ...lines, ""].join("\n"), "u");
const cloud = (write_files: object[], runcmd: string[] = []) =>
    bootOfUserData(`#cloud-config\n${JSON.stringify({ write_files, runcmd })}`, "u");
const argvs = ({ commands }: { commands: ReturnType<typeof boot>["commands"] }) =>
    commands.map(({ argv, at }) => `${argv.map(({ text }) => text).join(" ")} (${at})`);

test.each<[first: string, unread: string[]]>([
    ["#!/bin/bash", []],
    ["#! /bin/sh -e", []],
    ["#!/usr/bin/env bash", []],
    ["#!/usr/bin/env  zsh", []],
    ["#!/usr/bin/env", []],
    ["#!", []],
    ["#!/opt/dash", []],
    ["#!ash", []],
    ["#!/bin/ksh", []],
    ["set -e", []],
    ["#!/usr/bin/python3", ["u: is a python3 program, not a shell script"]],
    ["#!/usr/bin/env python3 -u", ["u: is a python3 program, not a shell script"]],
    ["#!/opt/fish", ["u: is a fish program, not a shell script"]],
    ["#!/bin/bash5", ["u: is a bash5 program, not a shell script"]],
    ["#!/bin/sh/perl", ["u: is a perl program, not a shell script"]],
    ["#!/opt/p$w<x>", ["u: is another program, not a shell script"]],
    [`#!/opt/${"p".repeat(31)}`, ["u: is another program, not a shell script"]],
    [`#!/opt/${"p".repeat(30)}`, [`u: is a ${"p".repeat(30)} program, not a shell script`]],
])("a script that begins with %s", (first, unread) => {
    const reader = new BootReader();
    reader.script(`${first}\necho a > /f\n`, "u");
    const { files, unread: told } = reader.boot();
    expect(told.map(({ at, reason }) => `${at}: ${reason}`)).toEqual(unread);
    expect(files.map(({ path, at }) => [path, at])).toEqual(unread.length > 0 ? [] : [["/f", "u › line 2"]]);
});

test("a script that ends in the middle says so, and what came before it counts", () => {
    const { files, unread } = boot("echo a > /f", "if true; then");
    expect(files.map(({ path }) => path)).toEqual(["/f"]);
    expect(unread).toHaveLength(1);
    expect(unread[0]!.at).toBe("u");
});

test("a script's own input is read by its commands, but for those that have another", () => {
    const reader = new BootReader();
    const script = ["cat > /a", "cat > /b <<< other", "echo piped | cat > /c", "cat /a > /d", ""].join("\n");
    reader.script(script, "u", (line) => `line ${line}`, { stdin: word("given\n") });
    expect(reader.boot().files.map(({ path, content, at }) => [path, content.text, at])).toEqual([
        ["/a", "given\n", "line 1"],
        ["/b", "other\n", "line 2"],
        ["/c", "piped\n", "line 3"],
        ["/d", "given\n", "line 4"],
    ]);
});

test("each script begins with the machine's own umask and folder", () => {
    const reader = new BootReader();
    reader.script("umask 077\ncd /opt\n", "a");
    reader.script("echo a > f\n", "b");
    expect(reader.boot().files.map(({ path, mode }) => [path, mode?.value])).toEqual([["/f", 0o644]]);
});

test("what one command wrote another reads, and on a condition both are on one", () => {
    const { commands, files } = boot(
        "echo yes > /f",
        'if [ -e /x ]; then run "$(cat /f)"; fi',
        "echo 'run two' > /s.sh",
        "[ -e /y ] && sh /s.sh",
    );
    expect(
        commands
            .map(({ argv, isConditional }) => [argv.map(({ text }) => text).join(" "), isConditional])
            .filter(([text]) => String(text).startsWith("run")),
    ).toEqual([
        ["run yes", true],
        ["run two", true],
    ]);
    expect(files.map(({ path }) => path)).toEqual(["/f", "/s.sh"]);
});

test("what is piped into a command is its input", () => {
    const { commands } = boot("echo a | kubectl apply -f -", "kubectl apply -f - <<< b", "kubectl version");
    expect(commands.filter(({ argv }) => argv[0]!.text === "kubectl").map(({ stdin }) => stdin?.text)).toEqual([
        "a\n",
        "b\n",
        undefined,
    ]);
});

test("scripts in scripts are followed as deep as anybody has them", () => {
    const chain = (count: number) => {
        const files = Array.from({ length: count }, (_, i) => ({
            path: `/s${i + 1}.sh`,
            content: i + 1 === count ? "#!/bin/sh\necho end > /end\n" : `#!/bin/sh\n/s${i + 2}.sh\n`,
        }));
        const { files: left, unread } = cloud(files, ["/s1.sh"]);
        return [left.some(({ path }) => path === "/end"), ...unread.map(({ reason }) => reason)];
    };
    expect([chain(8), chain(9)]).toEqual([[true], [false, "runs scripts in scripts, too many to follow"]]);
});

test("and as many", () => {
    const times = (count: number) => {
        const { unread } = boot("echo true > /s.sh", ...Array.from({ length: count }, (_, i) => `sh /s.sh ${i}`));
        return unread.map(({ at }) => at);
    };
    expect([times(100), times(101)]).toEqual([[], ["u › line 103"]]);
});

test("a script that is sourced changes its shell, another does not", () => {
    expect(boot("echo 'cd /opt' > /s.sh", "sh /s.sh", "echo a > f").files.map(({ path }) => path)).toEqual(["/s.sh", "/f"]);
    expect(boot("echo 'cd /opt' > /s.sh", ". /s.sh", "echo a > f").files.map(({ path }) => path)).toEqual(["/s.sh", "/opt/f"]);
});

describe("what is substituted", () => {
    test("is kept once, with its place", () => {
        const { substitutions } = boot(
            'A="$(aws s3 cp s3://b/k -)$(aws s3 cp s3://b/k -)"',
            "for i in 1 2; do B=$(curl https://x); done",
        );
        expect(substitutions!.map(({ argv, at }) => [argv.map(({ text }) => text).join(" "), at])).toEqual([
            ["aws s3 cp s3://b/k -", "u › line 2"],
            ["curl https://x", "u › line 3"],
        ]);
    });

    test("is a command where a shell runs what it prints", () => {
        const { unread, ...ran } = boot("bash <(curl https://example.com/x)", "sh <(curl -sfL https://get.k3s.io)");
        expect(argvs(ran).filter((text) => text.startsWith("curl"))).toEqual([
            "curl https://example.com/x (u › line 2)",
            "curl -sfL https://get.k3s.io (u › line 3)",
        ]);
        expect(unread).toEqual([{ at: "u › line 2", reason: "runs a script that it fetches from elsewhere" }]);
    });

    test("is no more than a thousand", () => {
        const { substitutions } = boot(...Array.from({ length: 1_001 }, (_, i) => `A=$(get ${i})`));
        expect(substitutions).toHaveLength(1_000);
    });
});

describe("what lies in cloud-init's folders is run at the end", () => {
    const SCRIPTS = "/var/lib/cloud/scripts";
    test.each<[path: string, isRun: boolean]>([
        [`${SCRIPTS}/per-boot/a.sh`, true],
        [`${SCRIPTS}/per-instance/a`, true],
        [`${SCRIPTS}/per-once/a`, true],
        [`${SCRIPTS}/vendor/a`, false],
        [`${SCRIPTS}/per-boot/x/a`, false],
        [`/srv${SCRIPTS}/per-boot/a`, false],
    ])("%s", (path, isRun) => {
        const { files } = cloud([{ path, content: "#!/bin/sh\ntrue\necho a > /f\n" }]);
        const written = isRun ? [["/f", "u › write_files[0].content › line 3"]] : [];
        expect(files.slice(1).map((file) => [file.path, file.at])).toEqual(written);
    });

    test("unless it is not known, or a folder", () => {
        const { unread } = boot(
            `curl -o ${SCRIPTS}/per-boot/a https://x`,
            `echo "$UNKNOWN" > ${SCRIPTS}/per-boot/b`,
            `mkdir ${SCRIPTS}/per-boot/c`,
        );
        expect(unread).toEqual([
            { at: "u › line 2", reason: `fetches ${SCRIPTS}/per-boot/a from elsewhere` },
            { at: "u › line 3", reason: "is a script of which only the machine knows a part" },
        ]);
    });
});
