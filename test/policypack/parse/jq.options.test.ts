import { jqEdit } from "../../../policypack/parse/jq";
import { HOLE } from "../../../policypack/parse/word";

const printed = (args: readonly string[], input = '{"a":"x","b":[1]}') => {
    const result = jqEdit(args, input);
    return result.ok ? result.value : `! ${result.reason}`;
};

test.each<[why: string, args: string[], output: string]>([
    ["each result has its line", [".a, 1"], '"x"\n1\n'],
    ["objects and lists are indented", ["."], '{\n  "a": "x",\n  "b": [\n    1\n  ]\n}\n'],
    ["texts as they are", ["-r", ".a, .b[0]"], "x\n1\n"],
    ["texts as they are, by the long name", ["--raw-output", ".a"], "x\n"],
    ["texts as they are, behind the program and among others", [".a", "-cMr"], "x\n"],
    ["texts as they are without line ends", ["-j", ".a, .a, .b[0]"], "xx1"],
    [
        "no raw texts with what only changes how it looks",
        ["-c", "-M", "-S", "-C", "-a", "--compact-output", "--monochrome-output", "--sort-keys", "--tab", ".a"],
        '"x"\n',
    ],
    ["another indentation", ["--indent", "4", ".a"], '"x"\n'],
    ["no input", ["-n", "., 1"], "null\n1\n"],
    ["no input, by the long name", ["--null-input", "."], "null\n"],
    ["no input among others", ["-rn", "."], "null\n"],
    ["texts given by name", ["--arg", "x", "1", "--arg", "y_2", 'a"b', "$x, $y_2"], '"1"\n"a\\"b"\n'],
    ["values given by name", ["$x", "--argjson", "x", '{"c":2}', "-c"], '{\n  "c": 2\n}\n'],
    ["the last of two texts of one name", ["--arg", "x", "1", "--arg", "x", "2", "$x"], '"2"\n'],
    ["a name that is no variable's", ["--arg", "x-y", "1", "."], "! depends on what only the machine knows"],
    ["a name that is not there", [".", "--arg"], "! depends on what only the machine knows"],
    ["a text that is not known", ["--arg", "x", `a${HOLE}`, "."], "! depends on what only the machine knows"],
    ["a value that is not known", ["--argjson", "x", HOLE, "."], "! depends on what only the machine knows"],
    ["a value that is none", ["--argjson", "x", "{", "."], "! is a program or an input that jq does not take"],
    ["a program that is not known", [`.a = ${HOLE}`], "! depends on what only the machine knows"],
    ["an option that is not followed", ["-s", "."], "! uses an option of jq that is not followed"],
    ["an option that is not followed among others", ["-rs", "."], "! uses an option of jq that is not followed"],
    ["a long option that is not followed", ["--raw-output0", "."], "! uses an option of jq that is not followed"],
    ["an option's value and no program", ["--indent", "2"], "! has no program"],
    ["options and no program", ["-r", "-n", "--arg", "x", "1"], "! has no program"],
    ["a sign for the program, which is none", ["-"], "! is a program or an input that jq does not take"],
    ["a comment at the end", [".a # comment"], '"x"\n'],
    ["more than a program", ["1 2"], "! is a program or an input that jq does not take"],
    ["a bracket that nothing opens", [". ]"], "! is a program or an input that jq does not take"],
    ["a definition", ["def f: 1; f"], "! uses a function of jq that is not followed"],
    ["as many terms as there are, one behind the other", [`0${" + 0".repeat(200)}, ${"(1) | ".repeat(50)}1`], "1\n1\n"],
    ["no result", ["empty"], ""],
])("%s", (_, args, output) => expect(printed(args)).toBe(output));

test.each<[why: string, program: string, input: string, output: string | RegExp]>([
    ["an input that is no JSON", ".", "{a: 1}", "! is a program or an input that jq does not take"],
    ["an input that is not known", ".", `"${HOLE}"`, "! depends on what only the machine knows"],
    ["a number that no double has", ".", "1e1000", "! uses a function of jq that is not followed"],
    ["a number that is not printed", ".[1]", "[1e1000, 1]", "1\n"],
    ["the largest input", "length", `"${"x".repeat((1 << 20) - 2)}"`, `${(1 << 20) - 2}\n`],
    ["a larger input", "length", `"${"x".repeat((1 << 20) - 1)}"`, "! is larger than 1 MiB"],
    ["the longest program", `1${" ".repeat(9_999)}`, "null", "1\n"],
    ["a longer program", `1${" ".repeat(10_000)}`, "null", "! is larger than 1 MiB"],
    ["100 results", ".[]", JSON.stringify(Array<number>(100).fill(1)), "1\n".repeat(100)],
    ["more results", ".[]", JSON.stringify(Array<number>(101).fill(1)), "! prints more than is followed"],
    ["results of more than 1 MiB", "., .", `"${"x".repeat(600_000)}"`, "! prints more than is followed"],
    ["the longest text", 'length as $n | . + "x" | length', `"${"x".repeat((1 << 20) - 2)}"`, `${(1 << 20) - 1}\n`],
    ["a longer text", '. + "xxx" | length', `"${"x".repeat((1 << 20) - 2)}"`, "! uses a function of jq that is not followed"],
    [
        "texts in a list that are longer together",
        "[., .] | tojson | length",
        `"${"x".repeat(600_000)}"`,
        "! uses a function of jq that is not followed",
    ],
    [
        "names in objects that are longer together",
        "[., .] | tojson | length",
        `{"${"x".repeat(600_000)}":1}`,
        "! uses a function of jq that is not followed",
    ],
    ["a list of a list that is longer", ". + . | length", `[${"1,".repeat(300_000)}1]`, "600002\n"],
])("%s", (_, program, input, output) => expect(printed([program], input)).toBe(output));

test.each<[why: string, brackets: (depth: number) => string, deepest: number]>([
    ["parentheses", (depth) => "(".repeat(depth) + "1" + ")".repeat(depth), 29],
    ["signs", (depth) => `1*${"-".repeat(depth)}1`, 58],
    ["pipes", (depth) => `1${" | 1".repeat(depth)}`, 58],
])("%s may stand in each other so often and not more", (_, program, deepest) => {
    expect(printed([program(deepest)])).toMatch(/^-?1\n$/);
    expect(printed([program(deepest + 1)])).toBe("! uses a function of jq that is not followed");
});
