import { yaml, yamlDocuments } from "../../../policypack/parse/yaml";
import { inTime } from "../in-time";

test.each<[reason: string, text: string, value: unknown]>([
    ["yes and on are true", "[yes, on, True, y]", [true, true, true, true]],
    ["a leading zero is octal", "0644", 0o644],
    ["Go's octal is octal", "0o24017", 10255],
    ["Go's octal may have a sign", "[-0o17, +0o17]", [-15, 15]],
    ["what only looks like octal is text", "[x0o17, 0o17x, 0o18, 0o]", ["x0o17", "0o17x", "0o18", "0o"]],
    [
        "a dot and an exponent are no number without a digit before them",
        "[., -., +., ._, .e3, .e-12, e12, -e3, E-1, .5, 5., 1e3]",
        [".", "-.", "+.", "._", ".e3", ".e-12", "e12", "-e3", "E-1", 0.5, 5, 1000],
    ],
    ["a tag that nobody knows changes nothing", "a: !Sub x", { a: "x" }],
    ["hexadecimal and underscores", "[0x280f, 10_255]", [10255, 10255]],
    ["of a key that occurs twice the last counts", "a: 1\na: 2", { a: 2 }],
    ["merge keys", "p: &p {a: 1}\nq:\n  <<: *p\n  b: 2", { p: { a: 1 }, q: { a: 1, b: 2 } }],
    ["JSON is YAML", '{"a": [1, null]}', { a: [1, null] }],
    ["nothing is nothing", "# only a comment\n", undefined],
])("%s", (_, text, value) => expect(yaml(text)).toEqual({ ok: true, value }));

test.each([
    ["!Sub x", { "Fn::Sub": "x" }],
    ["!Ref x", { Ref: "x" }],
    ["!Condition x", { Condition: "x" }],
    ["!Select [1, !GetAZs x]", { "Fn::Select": [1, { "Fn::GetAZs": "x" }] }],
    ["!Transform { Name: x }", { "Fn::Transform": { Name: "x" } }],
])("%s is a function of CloudFormation", (text, value) =>
    expect(yaml(text, { functions: "CloudFormation" })).toEqual({ ok: true, value }),
);

test("empty documents are left out", () =>
    expect(yamlDocuments("---\na: 1\n---\n---\nb: 2\n")).toEqual({ ok: true, value: [{ a: 1 }, { b: 2 }] }));

const bomb = ["a0: &a0 [x]", ...Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i},`.repeat(9)}]`)].join(
    "\n",
);

test.each<[reason: string, text: string, fault: string]>([
    ["a syntax error is told by its line", "a: 1\nb: [", "is no valid YAML (line 2)"],
    ["a bomb of aliases is not unfolded", bomb, "is YAML with more than 100 aliases"],
    ["more brackets than anybody nests", "[".repeat(100_000), "is YAML nested more than 100 deep"],
    ["more dashes than anybody nests", "- ".repeat(100_000), "is YAML nested more than 100 deep"],
    ["more text than any configuration has", "a".repeat(2 ** 18 + 1), "is more YAML than any configuration has (256 KiB)"],
    [
        "columns that go ever further to the right",
        Array.from({ length: 600 }, (_, i) => `${" ".repeat(i)}a:`).join("\n"),
        "is YAML nested more than 100 deep",
    ],
    ["brackets that close nothing", `a: 1\n${"]".repeat(100_000)}`, "is no valid YAML (line 2)"],
    ["texts one after another", `a: "b"${'""'.repeat(60_000)}`, "is no valid YAML (line 1)"],
    ["and no document before them", "]]", "is no valid YAML (line 1)"],
    ["a list in itself", "a: &a [*a]", "is no valid YAML: an alias stands in what it names"],
    ["a map in itself, deeper", "a: &a\n  b: {c: [1, *a]}", "is no valid YAML: an alias stands in what it names"],
    ["a map that is merged into itself", "a: &a\n  <<: *a\n  b: 1", "is no valid YAML"],
    [
        "aliases that unfold deeper than anybody nests",
        [
            "a0: &a0 x",
            ...Array.from({ length: 2 }, (_, i) => `a${i + 1}: &a${i + 1} ${"[".repeat(60)}*a${i}${"]".repeat(60)}`),
        ].join("\n"),
        "is YAML nested more than 100 deep",
    ],
    ["documents without end", "--- a\n".repeat(40_000), "has more than 100 YAML documents"],
    ["more documents than anybody writes", "--- a\n".repeat(200), "has more than 100 YAML documents"],
])("%s", (_, text, reason) => {
    expect(inTime(500, () => yaml(text))).toEqual({ ok: false, reason });
});
