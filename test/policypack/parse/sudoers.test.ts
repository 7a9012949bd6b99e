import fc from "fast-check";
import { sudoers } from "../../../policypack/parse/sudoers";
import { inTime } from "../in-time";

const rules = (...text: string[]): string[] => {
    const result = sudoers(text.join("\n"));
    if (!result.ok) return [result.reason];
    return result.value.flatMap(({ users, grants, line }) =>
        grants.map(
            ({ command, runAs, isFree }) => `${line} ${users.join("|")} (${runAs.join("|")})${isFree ? " free" : ""} ${command}`,
        ),
    );
};

test.each<[why: string, text: string[], rules: string[]]>([
    ["a user with everything", ["ops ALL=(ALL:ALL) ALL"], ["1 ops (ALL|:ALL) ALL"]],
    ["without runas it is root", ["ops ALL=ALL"], ["1 ops () ALL"]],
    ["blanks around the equals sign", ["ops\tALL = NOPASSWD : ALL"], ["1 ops () free ALL"]],
    [
        "a group, a number, a name with a blank",
        ["%oncall ALL=ALL", "#1000 ALL=ALL", '"on call" ALL=ALL', "on\\ call ALL=ALL"],
        ["1 %oncall () ALL", "2 #1000 () ALL", "3 on call () ALL", "4 on call () ALL"],
    ],
    ["several users", ["ops, eve ALL=ALL"], ["1 ops|eve () ALL"]],
    [
        "tags and runas hold on",
        ["ops ALL=(db) NOPASSWD: /bin/a, /bin/b x, (root) PASSWD: /bin/c"],
        ["1 ops (db) free /bin/a", "1 ops (db) free /bin/b x", "1 ops (root) /bin/c"],
    ],
    ["tags in a row", ["ops ALL=NOEXEC: NOPASSWD:SETENV: ALL"], ["1 ops () free ALL"]],
    ["options before tags", ["ops ALL=CWD=/tmp NOPASSWD: ALL"], ["1 ops () free ALL"]],
    ["more hosts of one user", ["ops web = /bin/a : db = NOPASSWD: ALL"], ["1 ops () /bin/a", "1 ops () free ALL"]],
    ["a colon in an argument is no end", ["ops ALL=/bin/scp a:b, /bin/c"], ["1 ops () /bin/scp a:b", "1 ops () /bin/c"]],
    ["an escaped comma is a letter", ["ops ALL=/bin/a x\\,y"], ["1 ops () /bin/a x\\,y"]],
    ["what is taken away", ["ops ALL=ALL, !/bin/su"], ["1 ops () ALL", "1 ops () !/bin/su"]],
    [
        "aliases of users and commands",
        ["User_Alias P = ops, Q : Q = eve", "Cmnd_Alias SHELLS=/bin/sh,/bin/bash", "P ALL=!SHELLS, ALL"],
        ["3 ops|eve () !/bin/sh", "3 ops|eve () !/bin/bash", "3 ops|eve () ALL"],
    ],
    ["an alias in small letters is none", ["User_Alias admINS = ops", "INS ALL=ALL"], ["2 INS () ALL"]],
    ["an alias of runas", ["Runas_Alias R = root, db", "ops ALL=(R) ALL"], ["2 ops (root|db) ALL"]],
    ["an alias that names itself ends", ["User_Alias A = B : B = A, ops", "A ALL=ALL"], ["2 A|ops () ALL"]],
    ["comments", ["# ops ALL=ALL", "ops ALL=ALL # not eve"], ["2 ops () ALL"]],
    [
        "lines that are joined",
        ["ops ALL=\\", "  /bin/a, \\", "ALL", "eve ALL=ALL"],
        ["1 ops () /bin/a", "1 ops () ALL", "4 eve () ALL"],
    ],
    [
        "what stands in an argument is neither an alias, a tag nor an option",
        ["a ALL=/bin/echo User_Alias X, /bin/echo PASSWD: x, /bin/echo CWD=/tmp  x"],
        ["1 a () /bin/echo User_Alias X", "1 a () /bin/echo PASSWD: x", "1 a () /bin/echo CWD=/tmp  x"],
    ],
    [
        "a word of a rule that begins another line's",
        ["ops ALL=/bin/echo Defaults, /bin/b @include"],
        ["1 ops () /bin/echo Defaults", "1 ops () /bin/b @include"],
    ],
    ["an option in quotes, and blanks after one", ['ops ALL=CWD="/a b"  TIMEOUT=5 /bin/a'], ["1 ops () /bin/a"]],
    [
        "an alias in small letters is none",
        ["User_Alias pOPS = eve, : OPS = bob", "OPS ALL=ALL", "pOPS ALL=ALL"],
        ["2 bob () ALL", "3 pOPS () ALL"],
    ],
    [
        "nothing between two commas of an alias",
        ["Cmnd_Alias A = /bin/a,, /bin/b,", "ops ALL=A"],
        ["2 ops () /bin/a", "2 ops () /bin/b"],
    ],
    ["a line that is a backslash alone goes on in the next", ["\\", "ops ALL=ALL"], ["1 ops () ALL"]],
    ["an escaped backslash joins no lines", ["ops ALL=/bin/a \\\\", "eve ALL=ALL"], ["1 ops () /bin/a \\\\", "2 eve () ALL"]],
    ["blanks around a line", ["  ops ALL=ALL\t"], ["1 ops () ALL"]],
    ["a comment at the last letter of a rule", ["ops ALL=/bin/a# not /bin/b"], ["1 ops () /bin/a"]],
    ["an escaped number sign begins no comment", ["ops ALL=/bin/a \\#x"], ["1 ops () /bin/a \\#x"]],
    ["a last line that would go on", ["eve ALL=ALL", "  ops ALL=/bin/a\\"], ["1 eve () ALL", "2 ops () /bin/a"]],
    ["a last comment that would go on", ["# ops ALL=ALL\\"], []],
    [
        "users begin their line, and hosts stand between them and the equals sign",
        [", ops ALL=ALL", "ops = ALL", "ops  = ALL"],
        [],
    ],
    [
        "blanks around the commas of users, or none",
        ["ops , eve,bob ALL=ALL", 'ops, "on call" ALL=ALL'],
        ["1 ops|eve|bob () ALL", "2 ops|on call () ALL"],
    ],
    [
        "a comma in quotes is a letter",
        ['"on, call" ALL=ALL', '!"on call",ALL ALL=ALL'],
        ["1 on, call () ALL", "2 !on call|ALL () ALL"],
    ],
    [
        "more hosts without blanks",
        ["ops web=/bin/a :db=NOPASSWD:ALL", "ops web=/bin/a :db=(b)/bin/b"],
        ["1 ops () /bin/a", "1 ops () free ALL", "2 ops () /bin/a", "2 ops (b) /bin/b"],
    ],
    [
        "a parenthesis in an argument is no runas, and one that opens nothing closes nothing",
        ["ops ALL=/bin/a (b), /bin/c ), (d) /bin/e"],
        ["1 ops () /bin/a (b)", "1 ops () /bin/c )", "1 ops (d) /bin/e"],
    ],
    ["several groups of runas", ["ops ALL=(:a, b)ALL"], ["1 ops (:a|:b) ALL"]],
    ["a tag without a command", ["ops ALL=NOPASSWD:, /bin/a"], ["1 ops () free /bin/a"]],
    ["two negations are none", ["ops ALL=ALL, ! !/bin/su, ! /bin/a"], ["1 ops () ALL", "1 ops () /bin/su", "1 ops () !/bin/a"]],
    ["what is no rule", ["Defaults !authenticate", "@includedir /etc/sudoers.d", "#include /etc/x", "ops", "= ALL", ""], []],
])("%s", (_, text, expected) => expect(rules(...text)).toEqual(expected));

test("a text that is too large is not read", () => {
    expect(sudoers("#".repeat((1 << 20) + 1))).toEqual({ ok: false, reason: "is larger than 1 MiB" });
    expect(sudoers("#".repeat(1 << 20))).toEqual({ ok: true, value: [] });
    expect(rules("a ALL=ALL\n".repeat(10_000))).toHaveLength(10_000);
    expect(sudoers("a ALL=ALL\n".repeat(10_001))).toEqual({ ok: false, reason: "has more than 10000 lines" });
});

test("a rule that grants nothing is none", () => expect(sudoers("ops ALL=\nops ALL=NOPASSWD:")).toEqual({ ok: true, value: [] }));

test("aliases that double each other stay small", () => {
    const names = Array.from({ length: 40 }, (_, i) => `A${i}`);
    const text = names.map((name, i) => `User_Alias ${name} = ${i === 0 ? "x" : `A${i - 1}, A${i - 1}`}`).join("\n");
    const result = sudoers(`${text}\nA39 ALL=ALL`);
    expect(result.ok && result.value[0]!.users.length).toBeLessThanOrEqual(2_000);
});

test("what is written is read again", () => {
    const name = fc.stringMatching(/^%?[a-z][a-z0-9_-]{0,8}$/);
    const command = fc.oneof(fc.constant("ALL"), fc.stringMatching(/^!?\/[a-z]{1,5}(?:\/[a-z]{1,5}){0,2}(?: [a-z]{1,4}){0,2}$/));
    const grant = fc.record({
        command,
        runAs: fc.array(fc.constantFrom("root", "db", "ALL"), { minLength: 1, maxLength: 2 }),
        isFree: fc.boolean(),
    });
    fc.assert(
        fc.property(
            fc.array(name, { minLength: 1, maxLength: 3 }),
            fc.array(grant, { minLength: 1, maxLength: 4 }),
            (users, grants) => {
                const list = grants.map((one) => `(${one.runAs.join(",")}) ${one.isFree ? "NO" : ""}PASSWD: ${one.command}`);
                const result = sudoers(`${users.join(", ")} ALL = ${list.join(", ")}`);
                expect(result.ok && result.value.map((rule) => [rule.users, rule.grants])).toEqual([[users, grants]]);
            },
        ),
        { seed: 4, numRuns: 500 },
    );
});

test("arbitrary text never throws", () =>
    fc.assert(
        fc.property(fc.string({ unit: fc.constantFrom(...'aA=,:!()%#\\" \n/_'), maxLength: 120 }), (text) => void sudoers(text)),
        { seed: 4, numRuns: 2_000 },
    ));

test.each([
    ["commas and backslashes without an end", `a,${'\t\t\\\\",\t\t\\\\",'.repeat(2_000)}`],
    ["colons and blanks after commands", `a ALL=/bin/a${" :\t\t\t\t".repeat(20_000)}`],
    ["number signs", `a ALL=/bin/a \\${"-#1".repeat(20_000)}\u2028`],
])("%s take no time", (_, text) => {
    expect(inTime(500, () => sudoers(text))).toBeDefined();
});

test("of aliases without end two thousand members are told", () => {
    const members = Array.from({ length: 3_000 }, (_, i) => `u${i}`);
    const read = sudoers(`User_Alias A = ${members.join(", ")}\nA ALL=ALL`);
    // The alias is one of them.
    expect(read.ok && read.value[0]?.users).toEqual(members.slice(0, 1_999));
});
