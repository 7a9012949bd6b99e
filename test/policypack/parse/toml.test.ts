import fc from "fast-check";
import { stringify } from "smol-toml";
import { toml } from "../../../policypack/parse/toml";
import { inTime } from "../in-time";

const DOTS = ".".repeat(200);
/** Tables in each other, each the only one. */
const nested = (depth: number, value: unknown): unknown => (depth === 0 ? value : { a: nested(depth - 1, value) });
const list = (depth: number): unknown => (depth === 1 ? [] : [list(depth - 1)]);

test.each<[reason: string, text: string, value: unknown]>([
    ["tables and dotted keys", '[a]\nb.c = 1\n[a.d]\ne = "f"', { a: { b: { c: 1 }, d: { e: "f" } } }],
    [
        "a key in quotes may have dots, as containerd's plugins do",
        '[plugins."io.containerd.grpc.v1.cri"]\nx = true',
        { plugins: { "io.containerd.grpc.v1.cri": { x: true } } },
    ],
    ["a list of tables", "[[a]]\nb = 1\n[[a]]\nb = 2", { a: [{ b: 1 }, { b: 2 }] }],
    ["numbers of every base", "a = [0x280f, 0o660, 0b11, 1_000]", { a: [10255, 0o660, 3, 1000] }],
    ["a number that no double holds", "a = 9223372036854775807", { a: 2 ** 63 }],
    ["dates are texts", "a = 2026-01-02T03:04:05Z\nb = 2026-01-02", { a: "2026-01-02T03:04:05.000Z", b: "2026-01-02" }],
    ["a prototype is a key as any other", "[__proto__]\na = 1", Object.fromEntries([["__proto__", { a: 1 }]])],
    ["nothing is an empty table", "# only a comment", {}],
    ["the longest text that is read", "#".repeat(2 ** 18), {}],
    ["dots in a value and in a comment name nothing", `a = "${DOTS}" # ${DOTS}\n# ${DOTS}\nb = 1`, { a: DOTS, b: 1 }],
    [
        "dots of many headers add up to nothing",
        Array.from({ length: 150 }, (_, i) => `[a.b${i}]`).join("\n"),
        { a: Object.fromEntries(Array.from({ length: 150 }, (_, i) => [`b${i}`, {}])) },
    ],
    ["as many tables in each other as are read", `${"a.".repeat(99)}a = 1`, nested(100, 1)],
    ["and lists", `a = ${"[".repeat(99)}${"]".repeat(99)}`, { a: list(99) }],
])("%s", (_, text, value) => expect(toml(text)).toEqual({ ok: true, value }));

test.each<[reason: string, text: string, fault: string]>([
    ["a syntax error is told by its line", "a = 1\nb = [", "is no valid TOML (line 2)"],
    ["a key that occurs twice is refused, as containerd does", "a = 1\na = 2", "is no valid TOML (line 2)"],
    ["brackets without end", `a = ${"[".repeat(100_000)}`, "is no valid TOML (line 1)"],
    ["tables without end", `a = ${"{a=".repeat(50_000)}`, "is no valid TOML (line 1)"],
    ["a header without end", `[${"a.".repeat(100_000)}a]`, "is TOML nested more than 100 deep"],
    ["one table more than are read", `${"a.".repeat(100)}a = 1`, "is TOML nested more than 100 deep"],
    [
        "lists in tables, both deep",
        `${"a.".repeat(60)}a = ${"[".repeat(60)}${"]".repeat(60)}`,
        "is TOML nested more than 100 deep",
    ],
    [
        "tables in lists, both deep",
        `a = ${"[".repeat(60)}{${"a.".repeat(60)}a = 1}${"]".repeat(60)}`,
        "is TOML nested more than 100 deep",
    ],
    [
        "a long key behind others, before it is parsed",
        `a = 1\n${"a.".repeat(101)}a = 1\nb = [`,
        "is TOML nested more than 100 deep",
    ],
    ["a key that is just not too long is parsed", `a = 1\n${"b.".repeat(100)}b = 1\nb = [`, "is no valid TOML (line 3)"],
    ["a dotted key without end", `${"a.".repeat(100_000)}a = 1`, "is TOML nested more than 100 deep"],
    ["more text than any configuration has", "#".repeat(2 ** 18 + 1), "is more TOML than any configuration has (256 KiB)"],
])("%s", (_, text, reason) => {
    expect(inTime(500, () => toml(text))).toEqual({ ok: false, reason });
});

const RUNS = { seed: 14, numRuns: 300 };
const value = fc.letrec((tie) => ({
    value: fc.oneof(
        { maxDepth: 4 },
        fc.string(),
        fc.boolean(),
        fc.integer(),
        fc.array(tie("value"), { maxLength: 4 }),
        fc.dictionary(fc.string(), tie("value"), { maxKeys: 4, noNullPrototype: true }),
    ),
})).value;

test("what is written is read", () =>
    fc.assert(
        fc.property(fc.dictionary(fc.string(), value, { maxKeys: 6, noNullPrototype: true }), (table) => {
            expect(toml(stringify(table))).toEqual({ ok: true, value: table });
        }),
        RUNS,
    ));

test("nothing makes it throw", () =>
    fc.assert(
        fc.property(fc.array(fc.constantFrom(..."[]{}=.,\n\"'#-a1:T", '"""', "'''", "\\u", "0x")), (parts) => {
            expect(typeof toml(parts.join("")).ok).toBe("boolean");
        }),
        RUNS,
    ));
