import { jqEdit } from "../../../policypack/parse/jq";

const INPUT = JSON.stringify({ list: [1, 2, { a: "x" }], s: "abc", n: null, on: false });
const outputs = (program: string) => {
    const result = jqEdit([`[${program}\n]`], INPUT);
    return result.ok ? (JSON.parse(result.value) as unknown) : result.reason;
};

// Each as jq 1.6 answers it of the input above.
test.each<[why: string, program: string, outputs: unknown[]]>([
    ["an assignment binds closer than an alternative", "{b: null} | .a = .b // 1", [{ a: null, b: null }]],
    [
        "an update as well",
        "{b: null} | .a += .b // 1, (.a |= null // 5)",
        [
            { a: null, b: null },
            { a: null, b: null },
        ],
    ],
    ["an alternative in parentheses is its value", "{b: null} | .a = (.b // 1)", [{ a: 1, b: null }]],
    ["an alternative may be an assignment", "{} | .a // .b = 1", [{ b: 1 }]],
    ["and is none where something is there", ".s // .b = 1", ["abc"]],
    ["an assignment is looser than what calculates", ".a = 1 + 1 | .a, (.a = .n or 1 | .a), (.a = 1 == 1 | .a)", [2, true, true]],
    [
        "a comma is looser than an assignment",
        ".a = 1, .b = 2 | [.a, .b]",
        [
            [1, null],
            [null, 2],
        ],
    ],
    ["an error that is tried is nothing", 'try error("x") // 1', [1]],
    ["the first of results", "first(.list[]), first(empty), 7", [1, 7]],
    ["the first is a place", "first(.list[]) = 9 | .list", [[9, 2, { a: "x" }]]],
    ["the last of results", "last(.list[])", [{ a: "x" }]],
    ["several answers to a question", "[1] | any(false, true), all(false, true)", [true, false]],
    ["letters beyond 16 bits", '"\u{1F600}" | length', [1]],
    ["numbers in texts", '"1.25", "1e10", "2E+3", "5e-1", "-12" | tonumber', [1.25, 1e10, 2000, 0.5, -12]],
    ["a beginning or an end that is no text", '"ab" | ltrimstr(["a"]), rtrimstr(["b"]), rtrimstr("")', ["ab", "ab", "ab"]],
    [
        "parts of another type",
        '{"a": {"b": 1}, "c": [1], "d": "x1", "e": 1} | contains({"a": 1}), contains({"c": 1}), contains({"d": 1}), contains({"e": "1"})',
        [false, false, false, false],
    ],
    [
        "parts of which one is not there",
        '{"a": 1, "b": 2} | contains({"a": 1, "b": 3}), contains({"a": 1, "b": 2})',
        [false, true],
    ],
    ["names with underscores", "1 as $x__ | $x__, (2 as $_y1 | $_y1)", [1, 2]],
    ["a comma at the end of an object", "{a: 1, }, {a: 1, b: 2, }", [{ a: 1 }, { a: 1, b: 2 }]],
    [
        "a variable is bound to the term before it",
        "(5 - 2 as $x | $x + 1), (1 + 2 as $x | $x * 2), (-1 as $x | $x + 1)",
        [2, 5, -2],
    ],
    [
        "and to that alone in a list",
        "[1, 2 as $x | $x * 10], [1 as $x | 2, $x]",
        [
            [1, 20],
            [2, 1],
        ],
    ],
    [
        "a variable in an assignment, a condition and an alternative",
        "((.a = 1 as $x | $x) | .a), (true and 1 as $x | $x), (1 // 2 as $x | $x), (if 1 as $x | $x then 1 else 2 end)",
        [1, true, 1, 1],
    ],
    [
        "fields and places behind terms",
        '.list[2].a, .list[2]."a", (.list | .[0]), .["list"][1], {"a": {"b": 1}}.a.b',
        ["x", "x", 1, 2, 1],
    ],
    ["what differs, whichever is greater", '2 != 1, 1 != 2, 1 != 1, "a" != 1', [true, true, false, true]],
    ["line ends and tabs in a text", '"a\nb\tc \u0001"', ["a\nb\tc \u0001"]],
    ["blanks before a bracket", ".list [0], .list[ 1 ]", [1, 2]],
    ["numbers of several figures", "1.25, .125, 12.5e1, 3.", [1.25, 0.125, 125, 3]],
    ["signs and pipes in an object", "{a: -1, b: 1 | 2 | length, c: .list | length}", [{ a: -1, b: 2, c: 3 }]],
    ["places are taken out from behind", "del(.list[0], .list[2]), del(.list[2], .list[0]) | .list", [[2], [2]]],
    ["a place in what is taken out too", '{"a": {"b": 1, "c": 2}} | del(.a.b, .a), del(.a, .a.b)', [{}, {}]],
    [
        "places that are not there are not taken out",
        "del(.list[5]), del(.list[-9]), del(.list[3].x) | .list",
        Array<unknown>(3).fill([1, 2, { a: "x" }]),
    ],
    ["places of nothing are not taken out", "null | del(.a), del(.[0]), del(.a.b)", [null, null, null]],
    ["lists and objects are made on the way", "null | (.[2] = 1), (.a[1].b = 1)", [[null, null, 1], { a: [null, { b: 1 }] }]],
    ["places from the end", "[1, 2] | (.[-1] = 3), (.[-2] = 3), .[-2], .[-3]", [[1, 3], [3, 2], 1, null]],
    ["the farthest place that is followed", "null | .[10000] = 1 | length", [10_001]],
    [
        "merged objects, what is no object is replaced",
        '{"a": 1} * {"a": {"b": 2}}, {"a": {"b": 1}} * {"a": {"b": null}}, {"a": {"b": 1}} * {}',
        [{ a: { b: 2 } }, { a: { b: null } }, { a: { b: 1 } }],
    ],
    [
        "a name of JavaScript's is one like any other",
        '{} * {"toString": {"a": 1}} | ., has("constructor"), .valueOf',
        [{ toString: { a: 1 } }, false, null],
    ],
    ["texts are taken apart", '"a,b" / ",", "ab" / "", "" / ""', [["a", "b"], ["a", "b"], []]],
    ["rests have the sign of what is divided", "5 % 3.7, -5 % 3, 5 % -3, 0 % 3, -6 % 3", [2, -2, 2, 0, 0]],
    ["nothing is added to", '"a" + null, null + "a", {"a": 1} + null, null + null, [] + null', ["a", "a", { a: 1 }, null, []]],
    [
        "kinds have an order",
        '[{}, [], "a", 0, true, false, null] | sort, ({} < []), ([] < "a"), ("a" < 0)',
        [[null, false, true, 0, "a", [], {}], false, false, false],
    ],
    [
        "lists are compared from the left",
        "[1, 2] < [1, 2, 0], [1, 2, 3] < [1, 2], [1, 3] < [1, 2, 9], [] < [null]",
        [true, false, false, true],
    ],
    [
        "objects are compared by names, then by values in their order",
        '{"a": 1, "b": 2} < {"a": 1, "c": 0}, {"a": 3, "b": 1} < {"a": 2, "b": 9}, {"b": 1, "a": 2} == {"a": 2, "b": 1}, {"b": 9, "a": 1} < {"b": 1, "a": 2}',
        [true, false, true, true],
    ],
    [
        "the same is not less",
        'null < null, false < false, true <= true, "a" >= "a", {} < {}, [] > []',
        [false, false, true, true, false, false],
    ],
    ["what a list has several times is taken away each time", "[1, [2], 1, {}] - [1, [2]]", [[{}]]],
    ["names in order of their letters", '{"b": 1, "a": 2, "B": 3, "aa": 4} | keys', [["B", "a", "aa", "b"]]],
])("jq: %s", (_, program, expected) => expect(outputs(program)).toEqual(expected));
