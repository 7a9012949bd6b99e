import { kubernetesYaml } from "../../../policypack/parse/kubernetes-document";
import { quickYaml } from "../../../policypack/parse/quick-yaml";

const valueOf = (text: string): unknown => {
    const quick = quickYaml(text);
    if (quick === undefined) return "left to the other library";
    expect(kubernetesYaml(text)).toMatchObject({ ok: true, value: { value: quick.value } });
    return quick.value;
};

test.each([
    ...["y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"].map((word) => [word, true] as const),
    ...["n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"].map((word) => [word, false] as const),
    ...["null", "Null", "NULL", "~", ""].map((word) => [word, null] as const),
    ...["yEs", "tRUE", "oN", "nO", "nULL", "~~", "yess", "falsey", "yes no"].map((word) => [word, word] as const),
    ...["'yes'", '"1"', "'null'"].map((word) => [word, word.slice(1, -1)] as const),
])("the word %j means %j", (word, value) => expect(valueOf(`a: ${word}\n`)).toEqual({ a: value }));

test.each<[text: string, value: unknown]>([
    ["0", 0],
    ["10255", 10255],
    ["123456789012345", 123_456_789_012_345],
    ["12345678901234567890", Number("12345678901234567890")],
    ["-1", -1],
    ["+1", 1],
    ["1.5", 1.5],
    [".5", 0.5],
    ["1e3", 1000],
    ["1_000", 1000],
    ["010", 8],
    ["0o17", 15],
    ["0x1F", 31],
    ["0b11", 3],
    ["-.inf", -Infinity],
    ["09", 9],
    ["1.2.3", "1.2.3"],
    ["50m", "50m"],
    ["0.5m", "0.5m"],
    ["128Mi", "128Mi"],
    ["1Gi", "1Gi"],
    ["1Ki", "1Ki"],
    ["1Ti", "1Ti"],
    ["1M", "1M"],
    ["1G", "1G"],
    ["25%", "25%"],
    ["--port=80", "--port=80"],
    ["-v", "-v"],
    ["--x y", "--x y"],
    [".", "."],
    ["e3", "e3"],
    ["E-3", "E-3"],
    ["1d", "1d"],
    ["v1", "v1"],
    ["apps/v1", "apps/v1"],
])("the number %s is %j", (text, value) => expect(valueOf(`a: ${text}\n`)).toEqual({ a: value }));

test.each<[reason: string, text: string, value: unknown]>([
    ["a sign that begins no anchor", "a: b & c&d\n", { a: "b & c&d" }],
    ["a sign that begins no tag", "a: b! c!d\n", { a: "b! c!d" }],
    ["a question", "a: what?\n", { a: "what?" }],
    ["a question between brackets", "a: [what?, why?]\n", { a: ["what?", "why?"] }],
    ["dashes and dots that are no marks", "a: b\nc: d --- ...\n", { a: "b", c: "d --- ..." }],
    ["a percent sign", "a: b % c\n", { a: "b % c" }],
    ["two texts in quotes in one line", 'a: ["b", "c"]\n', { a: ["b", "c"] }],
    ["quotes in quotes of the other kind", `a: 'b"c"d'\n`, { a: 'b"c"d' }],
    ["a list as a value between braces", "a: {b: [1], c: {d: 2}}\n", { a: { b: [1], c: { d: 2 } } }],
    ["colons in a text", "a: b:c\nd: e::f\n", { a: "b:c", d: "e::f" }],
    ["a first mark", "---\na: 1\n", { a: 1 }],
    ["a list", "- 1\n- a: 2\n", [1, { a: 2 }]],
    ["other letters", "a: \u00e9\u4e2d\ufffd\n", { a: "\u00e9\u4e2d\ufffd" }],
])("%s is read", (_, text, value) => expect(valueOf(text)).toEqual(value));

test.each([
    ["a first mark with a text behind it", "--- {a: 1}\n"],
    ["an end of a document", "a: 1\n...\n"],
    ["an end of a document at the start", "...\na: 1\n"],
    ["a directive in the middle", "a: 1\n%YAML 1.2\n"],
    ["a text in quotes of two lines", 'a: "b\nc"\n'],
    ["texts in quotes of two lines among others", 'a: ["bb", "cc\n  dd", "ee" ]\n'],
    ["a list in a list without a blank", "a: [1,[2]]\n"],
    ["a name of several lines without a value", "? a\n"],
    ["an escaped quote", 'a: "b\\"c"\n'],
    ["a list in a list, behind another element", "a: [1, [2]]\n"],
    ["a map as a name between braces", "{ {a: 1}: 2 }\n"],
    ["a name of several lines", "? a\n: 1\n"],
    ["a name that is null in a list", "- ~: 1\n"],
    ["the word for no name", "null: 1\n"],
    ["an anchor between brackets", "a: [&b c]\n"],
    ["an anchor behind a dash", "- &b c\n"],
    ["a tag between braces", "{a: !b c}\n"],
    ["a sign that begins the text", "&a b: 1\n"],
    ["a line separator", "a: b\u2028c\n"],
    ["a byte order mark", "\ufeffa: 1\n"],
    ["a half of a pair", "a: \ud800\n"],
    ["a time", "a: 2026-01-01T00:00:00Z\n"],
    ["sixty brackets", `a: ${"[".repeat(60)}${"]".repeat(60)}\n`],
    ["a name with blanks before its colon", "a : 1\n"],
    ["a scalar", "5\n"],
    ["null", "~\n"],
    ["nothing", ""],
])("%s is left to the other library", (_, text) => expect(quickYaml(text)).toBeUndefined());

test("as many brackets as are read are read", () => {
    const nested = (depth: number): unknown => (depth === 0 ? [] : [nested(depth - 1)]);
    expect(valueOf(`a: ${"[".repeat(59)}${"]".repeat(59)}\n`)).toEqual({ a: nested(58) });
});

test("whoever asks is told of each node, with the line that it is in", () => {
    const told: unknown[] = [];
    quickYaml(
        "a: 1\nb:\n  - c\n",
        (event, { line, kind, result }) => void told.push(event === "open" ? [event, line] : [kind, result]),
    );
    expect(told).toContainEqual(["scalar", "c"]);
    expect(told).toContainEqual(["sequence", ["c"]]);
    expect(told.at(-1)).toEqual(["mapping", { a: 1, b: ["c"] }]);
    expect(told[0]).toEqual(["open", 0]);
});

test("a text of which the one who asks wants no more is left to the other library", () =>
    expect(
        quickYaml("a: 1\n", () => {
            throw new Error("no more");
        }),
    ).toBeUndefined());
