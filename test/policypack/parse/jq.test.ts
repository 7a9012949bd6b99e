import fc from "fast-check";
import { jqEdit } from "../../../policypack/parse/jq";
import { inTime } from "../in-time";

const INPUT = JSON.stringify({ readOnlyPort: 0, authentication: { anonymous: { enabled: false } } });
const edited = (...args: string[]) => {
    const result = jqEdit(args, INPUT);
    return result.ok ? (JSON.parse(result.value) as unknown) : result.reason;
};

test.each<[string, string[], object]>([
    [
        "assignments, one after another",
        [".readOnlyPort = 10255 | .authentication.anonymous.enabled=true"],
        { readOnlyPort: 10255, authentication: { anonymous: { enabled: true } } },
    ],
    ["a deletion", ["-r", "del(.authentication)"], { readOnlyPort: 0 }],
    [
        "a merge",
        ['. * {"authentication":{"webhook":{"enabled":false}}}'],
        { readOnlyPort: 0, authentication: { anonymous: { enabled: false }, webhook: { enabled: false } } },
    ],
    [
        "variables from the command line",
        ["--argjson", "port", "10255", "--arg", "path", "/etc/pods", ".readOnlyPort=$port | .staticPodPath=$path"],
        { readOnlyPort: 10255, authentication: { anonymous: { enabled: false } }, staticPodPath: "/etc/pods" },
    ],
    ["a condition", ['if .readOnlyPort == 0 then .readOnlyPort = 1 else . end | del(.["authentication"])'], { readOnlyPort: 1 }],
    ["keys that are named as functions are", ['{"range": .readOnlyPort, repeat: 1}'], { range: 0, repeat: 1 }],
])("%s", (_, args, expected) => expect(edited(...args)).toEqual(expected));

test.each([
    ["a function that may run without end", [".a = [range(1e9)]"], "uses a function of jq that is not followed"],
    ["the environment", [".a = env.HOME"], "uses a function of jq that is not followed"],
    ["a definition", ["def f: f; f"], "uses a function of jq that is not followed"],
    ["a program from a file", ["-f", "/opt/edit.jq"], "uses an option of jq that is not followed"],
    ["no program", [], "has no program"],
    ["what is no program", [".a ="], "is a program or an input that jq does not take"],
])("%s is not followed", (_, args, reason) => expect(edited(...args)).toBe(reason));

const LIST = { list: [1, 2, { a: "x" }], s: "abc", n: null, on: false };
const outputs = (program: string) => {
    const result = jqEdit([`[${program}]`], JSON.stringify(LIST));
    return result.ok ? (JSON.parse(result.value) as unknown) : result.reason;
};

// Each as jq 1.6 answers it.
test.each<[program: string, outputs: unknown[]]>([
    ["del(.list[0]) | .list", [[2, { a: "x" }]]],
    ["del(.list[] | select(. == 2)) | .list", [[1, { a: "x" }]]],
    ["del(.list[0, 1]) | .list", [[{ a: "x" }]]],
    ["del(.no.thing) == .", [true]],
    ['.no // "d"', ["d"]],
    ["[.on, .n] | .[] // 3", [3]],
    ["(.a.b //= 1) | .a", [{ b: 1 }]],
    ['.list[-1].a = "y" | .list[2]', [{ a: "y" }]],
    [".list | keys", [[0, 1, 2]]],
    [".s[1:], .s[:-1], .list[:1]", ["bc", "ab", [1]]],
    ['(.. |= (if type == "boolean" then true else . end)) | .on', [true]],
    ['(.. | select(type == "boolean")) = true | .on', [true]],
    ["walk(if . == false then true else . end) | .on", [true]],
    [".a[2] = 1 | .a", [[null, null, 1]]],
    [".list[0:2][] as $x | $x * 2", [2, 4]],
    ["reduce .list[0:2][] as $x (10; . - $x)", [7]],
    ['.list[:2] | map(. + 1), add, join("-")', [[2, 3], 3, "1-2"]],
    [". * {list: {b: 1}} | .list", [{ b: 1 }]],
    [".a.b += 2 | .a.b -= 0.5 | .a", [{ b: 1.5 }]],
    ["1 + 2 * 3 - 4 / 2, 7 % 3, -1", [5, 1, -1]],
    ["1 == 1 and null or false, (1, 2 | not)", [false, false, false]],
    ['"x\\(.s)y\\(1 + 1)", "\\u0041"', ["xabcy2", "A"]],
    ['{s, a: 1, "b c": 2, (.s): 3} | keys', [["a", "abc", "b c", "s"]]],
    ["{a: (1, 2)}", [{ a: 1 }, { a: 2 }]],
    [".s.x?, .list.x?, 1", [1]],
    ["try .s.x, 1", [1]],
    ["if .n then 1 elif .s then 2 else 3 end", [2]],
    ['with_entries(select(.key == "s"))', [{ s: "abc" }]],
    [".list |= map(numbers) | # a comment\n .list", [[1, 2]]],
    ['has("n"), has("no"), (.list | has(2))', [true, false, true]],
    ["[.list[] | tojson] | last", ['{"a":"x"}']],
    ['(.s | ltrimstr("a"), rtrimstr("c"), ascii_upcase, length, split("b"))', ["bc", "ab", "ABC", 3, ["a", "c"]]],
    ['[3, 1, [], null, "a", {}, true, false] | sort', [[null, false, true, 1, 3, "a", [], {}]]],
    ["[1, 2, 1] | unique, min, max, reverse, . - [1]", [[1, 2], 1, 2, [1, 2, 1], [2]]],
    ['getpath(["list", 2, "a"]), (setpath(["n"]; 1) | .n)', ["x", 1]],
    ['. |= (.["__proto__"] = 1) | keys | length', [5]],
])("jq: %s", (program, expected) => expect(outputs(program)).toEqual(expected));

test.each([
    [".s.x", "is a program or an input that jq does not take"],
    [".list.x = 1", "is a program or an input that jq does not take"],
    ["1 / 0", "is a program or an input that jq does not take"],
    [".s += 1", "is a program or an input that jq does not take"],
    ["(1, 2) = 3", "is a program or an input that jq does not take"],
    ["$no", "is a program or an input that jq does not take"],
    ['error("x")', "is a program or an input that jq does not take"],
    [".a |= empty", "uses a function of jq that is not followed"],
    [".list[1:] = []", "uses a function of jq that is not followed"],
    ['"a" * 3', "uses a function of jq that is not followed"],
    ["@base64", "uses a function of jq that is not followed"],
    [". as [$a] | $a", "uses a function of jq that is not followed"],
    ["$ENV.HOME", "uses a function of jq that is not followed"],
])("jq: %s is not read", (program, reason) => expect(outputs(program)).toBe(reason));

test.each<[reason: string, program: string]>([
    ["values that double", `1${" | [., .]".repeat(1000)}`],
    ["texts that double", `"x"${" | . + .".repeat(1000)}`],
    ["results that double", `1${" | (., .)".repeat(1000)}`],
    ["brackets", "(".repeat(5000)],
    ["signs", `${"-".repeat(5000)}1`],
    ["comparisons of values that double", `[1]${" | [., .]".repeat(30)} | . == .`],
    ["a list of one far element", ".[1e9] = 1"],
])("%s end quickly", (_, program) => {
    expect(inTime(1_000, () => jqEdit(["-n", program], "null")).ok).toBe(false);
});

test("arbitrary programs end and never throw", () =>
    fc.assert(
        fc.property(fc.string({ unit: "binary", maxLength: 60 }), fc.json(), (program, input) => void jqEdit([program], input)),
        { seed: 5, numRuns: 500 },
    ));
