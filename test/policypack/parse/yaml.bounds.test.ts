import { faultOfAliases, yaml, yamlDocuments } from "../../../policypack/parse/yaml";

const TOO_DEEP = "is YAML nested more than 100 deep";
const MANY_DOCUMENTS = "has more than 100 YAML documents";
const MANY_ALIASES = "is YAML with more than 100 aliases";
const fault = (line: number) => `is no valid YAML (line ${line})`;
const lines = (count: number, line: (i: number) => string): string => Array.from({ length: count }, (_, i) => line(i)).join("");
const listsIn = (depth: number, inner: unknown): unknown => (depth === 0 ? inner : [listsIn(depth - 1, inner)]);

/** What is too deep or too many is told before anything is parsed: what is wrong with the text beside that is not. */
test.each<[reason: string, text: string, fault: string]>([
    ["a bracket more than are parsed", "[".repeat(101), TOO_DEEP],
    ["as many as are parsed", "[".repeat(100), fault(1)],
    ["a brace more than are parsed", "{".repeat(101), TOO_DEEP],
    ["a bracket more with something before each", "[a, ".repeat(101), TOO_DEEP],
    ["as many braces as are parsed", "{".repeat(100), fault(1)],
    ["brackets that close nothing allow no more", `# ]]}}]]\n${"[".repeat(101)}`, TOO_DEEP],
    ["a dash more than are parsed", `${"- ".repeat(100)}[`, TOO_DEEP],
    ["as many dashes as are parsed", `${"- ".repeat(99)}[`, fault(1)],
    ["dashes with more than a blank behind each", `${"-  ".repeat(100)}a`, TOO_DEEP],
    ["dashes with tabs behind them", `${"-\t".repeat(100)}a`, TOO_DEEP],
    ["question marks", "? ".repeat(100), TOO_DEEP],
    ["colons", ": ".repeat(100), TOO_DEEP],
    ["a line that is far to the right", `a:\n${" ".repeat(1000)}b: 1`, TOO_DEEP],
    ["a line of tabs", `a: 1\n${"\t".repeat(1000)}`, TOO_DEEP],
    ["a column more than are parsed", `${lines(101, (i) => `${" ".repeat(i)}a:\n`)}[`, TOO_DEEP],
    ["as many columns as are parsed", `${lines(100, (i) => `${" ".repeat(i)}a:\n`)}[`, fault(101)],
    ["columns of tabs", lines(101, (i) => `${"\t".repeat(i)}a:\n`), TOO_DEEP],
    ["columns that go back in between", `${lines(101, (i) => `${" ".repeat(i)}a:\n${" ".repeat(i)}b:\n`)}[`, TOO_DEEP],
    ["a mark more than so many documents have", `]\n${"---\n".repeat(201)}`, MANY_DOCUMENTS],
    ["as many marks as they may have", `]\n${"---\n".repeat(200)}`, fault(1)],
    ["marks of ends", `]\n${"...\n".repeat(201)}`, MANY_DOCUMENTS],
    ["a mark that ends the text is one", `]\n${"---\n".repeat(200)}---`, MANY_DOCUMENTS],
    ["a document more than are read", "--- a\n".repeat(101), MANY_DOCUMENTS],
    ["an alias more than are read", `a: &a 1\nb: [${"*a, ".repeat(101)}]`, MANY_ALIASES],
    ["aliases of the first name", `&a b: 1\nc: [${"*a, ".repeat(101)}]`, MANY_ALIASES],
    ["aliases behind dashes", `- &a 1\n${"- *a\n".repeat(101)}`, MANY_ALIASES],
    ["aliases of what has aliases", `a: &a 1\nb: &b [${"*a,".repeat(20)}]\nc: [${"*b,".repeat(20)}]`, "is no valid YAML"],
])("%s", (_, text, reason) => expect(yaml(text)).toEqual({ ok: false, reason }));

test.each<[reason: string, text: string, value: unknown]>([
    ["the longest text", `a: 1 ${"#".repeat((1 << 18) - 5)}`, { a: 1 }],
    ["brackets side by side", "- []\n- {}\n".repeat(101), Array.from({ length: 101 }, () => [[], {}]).flat()],
    ["as many brackets as are read", "[".repeat(100) + "]".repeat(100), listsIn(99, [])],
    ["as many dashes as are read", `${"- ".repeat(99)}a`, listsIn(99, "a")],
    ["dashes of many lines", "- a\n".repeat(101), new Array(101).fill("a")],
    ["a line that is just not too far to the right", `a:\n${" ".repeat(999)}b: 1`, { a: { b: 1 } }],
    ["lines below each other are one column", `a:\n${lines(101, (i) => `  b${i}: 1\n`)}`, expect.anything()],
    ["columns that go to and fro", lines(101, (i) => `a${i}:\n    b: 1\n`), expect.anything()],
    ["lines of blanks alone", `a: 1\n${lines(101, (i) => `${" ".repeat(i)}\n`)}`, { a: 1 }],
    ["such lines of Windows", `a: 1\r\n${lines(101, (i) => `${" ".repeat(i)}\r\n`)}`, { a: 1 }],
    ["what only begins as a mark", `- |\n${" ---\n".repeat(201)}`, ["---\n".repeat(201)]],
    ["and goes on", "---a\n".repeat(201), Array.from({ length: 201 }, () => "---a").join(" ")],
    ["globs are no aliases where nothing has a name", `a: rm ${"*a ".repeat(101)}`, { a: `rm ${"*a ".repeat(101)}`.trim() }],
    ["nor is a name in a word", `a: b&c ${"*a ".repeat(101)}`, { a: `b&c ${"*a ".repeat(101)}`.trim() }],
    ["as many aliases as are read, all of one thing", `a: &a 1\nb: [${"*a, ".repeat(100)}]`, { a: 1, b: new Array(100).fill(1) }],
])("%s", (_, text, value) => expect(yaml(text)).toEqual({ ok: true, value }));

test("as many documents as are read", () =>
    expect(yamlDocuments("--- a\n".repeat(100))).toEqual({ ok: true, value: new Array(100).fill("a") }));

describe("a value in which aliases stand", () => {
    const ENDLESS = "is no valid YAML: an alias stands in what it names";
    const list: unknown[] = [];
    list.push({ a: list });
    const map = new Map<string, unknown>();
    map.set("a", [map]);
    const shared = listsIn(60, 1);
    const half = listsIn(50, 1);
    let wide: unknown = 1;
    for (let i = 0; i < 90; i++) wide = [wide, wide];
    let deep: unknown = 1;
    for (let i = 0; i < 100_000; i++) deep = [deep];

    test.each<[what: string, value: unknown, fault: string | undefined]>([
        ["a scalar", null, undefined],
        ["as deep as is read", listsIn(100, 1), undefined],
        ["deeper", listsIn(101, 1), TOO_DEEP],
        ["deeper than any stack", deep, TOO_DEEP],
        ["deep in a map whose names are no texts", new Map([[1, listsIn(100, 1)]]), TOO_DEEP],
        ["deep by what was seen before", [shared, listsIn(60, shared)], TOO_DEEP],
        ["as deep as is read by what was seen before", [listsIn(1, half), listsIn(49, half)], undefined],
        ["and deeper", [half, listsIn(50, half)], TOO_DEEP],
        ["not deep, whatever else was seen", [listsIn(90, 1), shared, 1], undefined],
        ["one thing at many places", wide, undefined],
        ["a list in itself", list, ENDLESS],
        ["a map in itself", map, ENDLESS],
        ["in itself beside what is deep", [list, listsIn(101, 1)], ENDLESS],
    ])("%s", (_, value, fault) => expect(faultOfAliases(value)).toBe(fault));
});
