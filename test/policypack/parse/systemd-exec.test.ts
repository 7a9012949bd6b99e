import fc from "fast-check";
import { execLines, expandExec } from "../../../policypack/parse/systemd-exec";
import { unitEnvironment } from "../../../policypack/parse/systemd-environment";
import { readUnit, type Unit } from "../../../policypack/parse/systemd-unit";
import { HOLE } from "../../../policypack/parse/word";

const service = (...lines: string[]): Unit => {
    const result = readUnit(["[Service]", ...lines].join("\n"), "x.service");
    if (!result.ok) throw new Error(result.reason);
    return result.value;
};
const commands = (value: string, unitName?: string) =>
    execLines(service("Type=oneshot", `ExecStart=${value}`), "ExecStart", unitName).commands.map(({ words, prefixes }) =>
        [[...prefixes].join(""), ...words.map(({ text }) => text)].filter((text, i) => i > 0 || text !== ""),
    );

test.each<[reason: string, value: string, commands: string[][]]>([
    ["words are cut at blanks", "/bin/a b  c\td", [["/bin/a", "b", "c", "d"]]],
    [
        "quotes of both kinds, anywhere in a word",
        `/bin/a "b c" 'd "e' --f="g h"i ""`,
        [["/bin/a", "b c", 'd "e', "--f=g hi", ""]],
    ],
    ["C escapes, in quotes too", String.raw`/bin/a \x41\102\u0043 "b\tc" 'd\'e' f\sg`, [["/bin/a", "ABC", "b\tc", "d'e", "f g"]]],
    ["an escape that nobody knows stays", String.raw`/bin/a \q \x4 \000`, [["/bin/a", "\\q", "\\x4", "\\000"]]],
    ["prefixes in any order", "-:/bin/a", [["-:", "/bin/a"]]],
    ["a prefix in quotes is one all the same", '"-/bin/a"', [["-", "/bin/a"]]],
    ["two exclamation marks are one prefix", "!!/bin/a", [["!!", "/bin/a"]]],
    ["after @ the next word is the name", "@/bin/a b c", [["@", "b", "c"]]],
    [
        "a semicolon alone ends a command",
        "/bin/a b ; -/bin/c ;",
        [
            ["/bin/a", "b"],
            ["-", "/bin/c"],
        ],
    ],
    ["in a word, in quotes or escaped it does not", String.raw`/bin/a b; ";" \; ;c`, [["/bin/a", "b;", ";", ";", ";c"]]],
    ["shells are not run", "/bin/a b | c > d && e", [["/bin/a", "b", "|", "c", ">", "d", "&&", "e"]]],
    ["two percent signs are one, other letters stay", "/bin/a 5%% %z %", [["/bin/a", "5%", "%z", "%"]]],
    ["folders of the system manager are known", "/bin/a %t/x %S", [["/bin/a", "/run/x", "/var/lib"]]],
    ["what only the machine knows is not", "/bin/a --hostname-override=%H", [["/bin/a", `--hostname-override=${HOLE}`]]],
    ["nor what a name would give that is not known", "/bin/a %i", [["/bin/a", HOLE]]],
    ["a line may begin with any prefix", "|/bin/a", [["|", "/bin/a"]]],
    ["all of root's rights", "+/bin/a", [["+", "/bin/a"]]],
    ["an escaped semicolon at the end", String.raw`/bin/a \;`, [["/bin/a", ";"]]],
    ["an escaped semicolon after a letter", String.raw`/bin/a x\;`, [["/bin/a", String.raw`x\;`]]],
    ["a program that only the machine knows", "%H b", [[HOLE, "b"]]],
    ["a program in a folder that only the machine knows", "%H/a b", [[`${HOLE}/a`, "b"]]],
    ["nothing", "", []],
    ["what may fail and cannot be found is left out", "-bin/a", []],
    ["a semicolon alone at the end of a prefixed command", "@/bin/a b ;", [["@", "b"]]],
    ["a name without a slash", "kubelet --v=2", [["kubelet", "--v=2"]]],
])("%s", (_, value, expected) => expect(commands(value)).toEqual(expected));

test("the unit's name gives specifiers their values", () =>
    expect(commands("/bin/a %n %N %p %i %I %j %P", "foo-etcd@a-b.service")).toEqual([
        ["/bin/a", "foo-etcd@a-b.service", "foo-etcd@a-b", "foo-etcd", "a-b", "a/b", "etcd", "foo/etcd"],
    ]));

test.each<[reason: string, lines: string[], fault: string]>([
    ["a quote that does not end", ["ExecStart=/bin/a 'b"], "3 has a quote that does not end"],
    ["a folder", ["ExecStart=/bin/"], "3 names no executable"],
    ["the root folder", ["ExecStart=/"], "3 names no executable"],
    ["an empty word", ['ExecStart=""'], "3 names no executable"],
    ["one prefix twice", ["ExecStart=::/bin/a"], "3 names no executable"],
    ["all rights after fewer", ["ExecStart=!+/bin/a"], "3 names no executable"],
    ["fewer rights after all", ["ExecStart=+!/bin/a"], "3 names no executable"],
    ["three exclamation marks", ["ExecStart=!!!/bin/a"], "3 names no executable"],
    ["a quote that does not end in the program", ["ExecStart='/bin/a"], "3 has a quote that does not end"],
    ["a path that is none", ["ExecStart=bin/a"], "3 names no executable"],
    ["a prefix that is not allowed beside another", ["ExecStart=+!!/bin/a"], "3 names no executable"],
    ["no name after @", ["ExecStart=@/bin/a"], "3 has no name for the program after @"],
    [
        "a second command of a service that is no oneshot",
        ["ExecStart=/bin/a", "ExecStart=/bin/b"],
        "4 is a second ExecStart= of a service that is no oneshot",
    ],
])("systemd does not load a unit with %s", (_, lines, fault) => {
    const { faults } = execLines(service("Type=simple", ...lines), "ExecStart");
    expect(faults.map(({ line, reason }) => `${line} ${reason}`)).toEqual([fault]);
});

test("what may fail and cannot be found is no fault", () =>
    expect(execLines(service("ExecStart=-bin/a"), "ExecStart")).toEqual({ commands: [], faults: [] }));

test("a command whose last word cannot be read is none", () =>
    expect(execLines(service("ExecStart=/bin/a 'b"), "ExecStart").commands).toEqual([]));

test("other keys may have several commands in any service", () =>
    expect(execLines(service("Type=simple", "ExecStartPre=/a", "ExecStartPre=/b"), "ExecStartPre").faults).toEqual([]));

test("commands without end", () => {
    const unit = (count: number) =>
        service("Type=oneshot", `ExecStart=${Array.from({ length: count }, () => "/bin/a").join(" ; ")}`);
    expect(execLines(unit(500), "ExecStart")).toMatchObject({ commands: { length: 500 }, faults: [] });
    expect(execLines(unit(501), "ExecStart").faults.map(({ reason }) => reason)).toEqual(["is more than 500 commands"]);
});

test("several commands of a oneshot service, each with its line and file", () => {
    const { commands: found, faults } = execLines(
        service("Type=oneshot", "ExecStart=/no", "ExecStart=", "ExecStart=/bin/a", "ExecStart=/bin/b"),
        "ExecStart",
    );
    expect(found.map(({ path, line, source }) => `${source}:${line} ${path.text}`)).toEqual([
        "x.service:5 /bin/a",
        "x.service:6 /bin/b",
    ]);
    expect(faults).toEqual([]);
});

const expand = (value: string, variables: Record<string, string> = {}) => {
    const [command] = execLines(service(`ExecStart=${value}`), "ExecStart").commands;
    return expandExec(command!, (name) => variables[name]).map(({ text }) => text);
};

test.each<[reason: string, value: string, expected: string[]]>([
    ["a whole word is cut into words", "/k $ARGS", ["/k", "--a=1", "--b=2 3"]],
    ["an embraced one is kept", "/k ${ARGS}", ["/k", `--a=1 "--b=2 3"`]],
    ["also as a part", "/k x${A}y", ["/k", "x1y"]],
    ["without braces a part is no variable", "/k x$A", ["/k", "x$A"]],
    ["nor does the name end at a slash", "/k $A/b", ["/k"]],
    ["one that is not set is no word", "/k $NO ${NO}", ["/k", ""]],
    ["a dollar alone is nothing, and one at the end a dollar", "/k $ a$", ["/k", "a$"]],
    ["what is no name stands for nothing", "/k $9 $-x ${9} ${a-b} x$9", ["/k", "", "", "x$9"]],
    ["a name that has others in it is another", "/k $9A $A-b", ["/k"]],
    ["a name that is not known stands for any word", "/k $A%H ${A%H}", ["/k", HOLE, HOLE]],
    ["the name of the program after @ is a word like others", "@/k $A ${A}", ["1", "1"]],
    ["two dollars are one", "/k $$A $${A}", ["/k", "$A", "${A}"]],
    ["quotes do not keep a variable whole", `/k "$ARGS"`, ["/k", "--a=1", "--b=2 3"]],
    ["nothing is replaced after a colon", ":/k $A ${A}", ["/k", "$A", "${A}"]],
    ["nor in the path", "/k$$ ${A}", ["/k$$", "1"]],
    ["defaults are not for units", "/k ${NO:-b}", ["/k", "${NO:-b}"]],
    ["an escape in a variable only quotes", "/k $E", ["/k", "a b", "n"]],
])("%s", (_, value, expected) =>
    expect(expand(value, { ARGS: `--a=1 "--b=2 3"`, A: "1", E: String.raw`a\ b \n`, "9A": "x", "A-b": "x" })).toEqual(expected),
);

test("a variable that is not known may be any words, and is one", () => {
    const [command] = execLines(service("ExecStart=/k $A --b=${A}"), "ExecStart").commands;
    expect(expandExec(command!, () => HOLE)).toEqual([
        { text: "/k", isLiteral: true },
        { text: HOLE, isLiteral: false },
        { text: `--b=${HOLE}`, isLiteral: false },
    ]);
});

test("words are cut off behind a million letters", () => {
    const words = ["/k", "${A}"].map((text) => ({ text, isLiteral: true }));
    const expanded = (length: number) =>
        expandExec({ words, prefixes: new Set() }, () => "x".repeat(length)).map(({ text }) => text.length);
    expect(expanded((1 << 20) - 2)).toEqual([2, (1 << 20) - 2]);
    expect(expanded((1 << 20) - 1)).toEqual([2, HOLE.length]);
});

test("words that grow without end are cut off", () => {
    const words = Array.from({ length: 1000 }, () => ({ text: "${A}", isLiteral: true }));
    const expanded = expandExec({ words, prefixes: new Set() }, () => "x".repeat(10_000));
    expect(expanded.length).toBeLessThan(120);
    expect(expanded.at(-1)).toEqual({ text: HOLE, isLiteral: false });
});

test("files beat Environment=, whichever is first, and later lines beat earlier ones", () => {
    const files: Record<string, string> = { "/a": "A=file\nB=file\n", "/b": "B=later" };
    const { variables, unread } = unitEnvironment(
        service("EnvironmentFile=/a", `Environment="A=unit" 'C=c d' D=\\x41 9=no E`, "EnvironmentFile=-/b"),
        (path) => (files[path] === undefined ? undefined : { text: files[path], source: path }),
    );
    expect([...variables].map(([name, { value, line, source }]) => `${source}:${line} ${name}=${value.text}`)).toEqual([
        "/a:1 A=file",
        "x.service:3 C=c d",
        "x.service:3 D=A",
        "/b:1 B=later",
    ]);
    expect(unread).toEqual([]);
});

test("an empty assignment empties, and variables can be taken away", () => {
    const { variables } = unitEnvironment(
        service("Environment=A=1", "Environment=", "Environment=B=2 C=3 D=4", "UnsetEnvironment=B C=9 D=4"),
        () => undefined,
    );
    expect([...variables.keys()]).toEqual(["C"]);
});

test("a file that is not here is told, and what it may set is not known", () => {
    const { unread, lookup } = unitEnvironment(
        service("Environment=A=1", "EnvironmentFile=-/var/lib/kubelet/kubeadm-flags.env"),
        () => undefined,
    );
    expect(unread.map(({ path, isOptional, reason, line }) => ({ path: path.text, isOptional, reason, line }))).toEqual([
        { path: "/var/lib/kubelet/kubeadm-flags.env", isOptional: true, reason: "is a file that is not here", line: 3 },
    ]);
    expect([lookup("A"), lookup("KUBELET_KUBEADM_ARGS")]).toEqual(["1", HOLE]);
});

const RUNS = { seed: 12, numRuns: 300 };
const argument = fc.string({ unit: fc.constantFrom("a", "-", "=", " ", '"', "'", "\\", ";", "\t", "é", "{", "#") });

test("what is quoted as systemd wants it is read as it was", () =>
    fc.assert(
        fc.property(fc.array(argument), (args) => {
            const quoted = args.map((text) => `"${text.replace(/["\\]/g, "\\$&").replaceAll("\t", "\\t")}"`);
            expect(commands(["/bin/a", ...quoted].join(" "))).toEqual([["/bin/a", ...args]]);
        }),
        RUNS,
    ));

test("nothing makes it throw", () =>
    fc.assert(
        fc.property(fc.array(fc.constantFrom(..."/@-:+!;\\\"'${}%A \t", HOLE, "\\x", "\\U", "\\;")), (parts) => {
            for (const command of execLines(service(`ExecStart=/a ${parts.join("")}`, `ExecStart=${parts.join("")}`), "ExecStart")
                .commands)
                expect(Array.isArray(expandExec(command, () => parts.join("")))).toBe(true);
        }),
        RUNS,
    ));
