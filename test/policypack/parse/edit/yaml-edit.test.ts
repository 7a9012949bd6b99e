import type { Step } from "../../../../policypack/parse/edit/place";
import { withYaml } from "../../../../policypack/parse/edit/yaml-edit";

const any = () => true;

test.each<[what: string, text: string, steps: Step[], value: string | number | boolean, written: string]>([
    ["a document that is one word", "a # one\n", [], "b", "b # one\n"],
    ["an element between brackets", "a: [x, y]\n", ["a", 1], "z", "a: [x, z]\n"],
    ["a text that would end it", "a: [x, y]\n", ["a", 1], "z, w", 'a: [x, "z, w"]\n'],
    ["a text in quotes of one kind", "a: 'x'\n", ["a"], "it is", 'a: "it is"\n'],
    ["a word that has a word of truth in it", "a: x\n", ["a"], "yearly", "a: yearly\n"],
    ["a word with a digit", "a: x\n", ["a"], "v1", "a: v1\n"],
    ["what begins with a digit", "a: x\n", ["a"], "1e3", 'a: "1e3"\n'],
    ["a word of truth in capitals", "a: x\n", ["a"], "OFF", 'a: "OFF"\n'],
    ["a number's word", "a: x\n", ["a"], "nan", 'a: "nan"\n'],
    ["a new name with a dot", "a: 1\n", ["b.c"], 2, '"b.c": 2\na: 1\n'],
    ["a new name that begins with a digit", "a: 1\n", ["1b"], 2, '"1b": 2\na: 1\n'],
    ["a new name with a dash and a digit", "a: 1\n", ["b-1"], 2, "b-1: 2\na: 1\n"],
    ["a new text", "a: 1\n", ["b"], "c d", 'b: "c d"\na: 1\n'],
    ["a new text between braces", "a: {b: 1}\n", ["a", "c"], "d", 'a: {"c": d, b: 1}\n'],
    ["two new maps between braces", '{"a": {}}', ["a", "b", "c"], 2, '{"a": {"b": {"c": 2}}}'],
    ["a name that nobody uses", "a: &a 1\n", ["a"], 2, "a: &a 2\n"],
    ["beside a name that is nothing", ": 1\n", ["a"], 2, "a: 2\n: 1\n"],
    ["below a comment", "# one\n\na: 1\n", ["b"], 2, "# one\n\nb: 2\na: 1\n"],
    ["three deep", "a:\n  - b: 1\n", ["a", 0, "c", "d", "e"], 2, "a:\n  - c:\n      d:\n        e: 2\n    b: 1\n"],
    ["a folded text, which stays as it is said", "a: >\n  x\nb: 1\n", ["a"], "y\nz\n", "a: |\n  y\n  z\nb: 1\n"],
    ["a text of lines that are empty", "a: |\n  x\nb: 1\n", ["a"], "y\n\nz", "a: |-\n  y\n\n  z\nb: 1\n"],
    ["one that ends in empty lines", "a: |\n  x\nb: 1\n", ["a"], "y\n\n", "a: |+\n  y\n\nb: 1\n"],
    ["one that begins with blanks", "a: |\n  x\nb: 1\n", ["a"], "  y\nz\n", "a: |2\n    y\n  z\nb: 1\n"],
    ["and with a tab", "a: |\n  x\nb: 1\n", ["a"], "\ty\n", "a: |2\n  \ty\nb: 1\n"],
    [
        "one below an element of a list",
        "a:\n  - b: |\n      x\n    c: 1\n",
        ["a", 0, "b"],
        "y\n",
        "a:\n  - b: |\n      y\n    c: 1\n",
    ],
    ["one far behind its dash", "a:\n  -   b: |\n        x\n", ["a", 0, "b"], "y\n", "a:\n  -   b: |\n        y\n"],
    ["an element that is one", "a:\n  - |\n    x\n  - z\n", ["a", 0], "y\n", "a:\n  - |\n      y\n  - z\n"],
    ["one that ends the text", "a: |\n  x", ["a"], "y\n", "a: |\n  y\n"],
    ["one that is the document", "|\n  x\n", [], "y\n", "|\n  y\n"],
    ["truth where such a text was", "a: |\n  x\n", ["a"], true, "a: true\n"],
    ["the last document that is meant", "a: 1\n---\nb: 1\n", ["c"], 2, "a: 1\n---\nc: 2\nb: 1\n"],
    [
        "beside a name that is used often",
        `a: &a 1\nb: [${"*a, ".repeat(60)}]\nc: 1\n`,
        ["c"],
        2,
        `a: &a 1\nb: [${"*a, ".repeat(60)}]\nc: 2\n`,
    ],
    ["beside a number of eight", "a: 0o644\nb: 1\n", ["b"], 2, "a: 0o644\nb: 2\n"],
])("%s", (_, text, steps, value, written) => expect(withYaml(text, any, steps, value)).toBe(written));

test.each<[what: string, text: string, steps: Step[]]>([
    ["a new list", "a: 1\n", ["b", 0]],
    ["an element of a list that is no map", "a:\n  - 1\n", ["a", 0, "b"]],
    ["below nothing", "a:\nb: 1\n", ["a", "c"]],
    ["in no document", "", ["a"]],
    ["in an empty document", "# one\n", ["a"]],
    ["a map by a value", "a: {b: 1}\n", ["a"]],
    ["beside a document that is no YAML", "a: 1\n---\nb: [", ["a"]],
    ["in a text that is longer than any configuration", `a: 1 ${"#".repeat(1 << 18)}`, ["a"]],
    ["a name that occurs twice elsewhere", "a: 1\nb: {c: 1, c: 1}\n", ["a"]],
])("is left alone: %s", (_, text, steps) => {
    expect(withYaml(text, any, steps, 0)).toBeUndefined();
    expect(withYaml(text, any, steps, "x\ny\n")).toBeUndefined();
});

test("no document is written where none is meant", () => expect(withYaml("a: 1\n", () => false, ["a"], 0)).toBeUndefined());
