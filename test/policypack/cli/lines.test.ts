import { linesOf } from "../../../policypack/cli/inputs/lines";
import { line, partsOf } from "../../../policypack/lib/line";
import { Cursor } from "../../../policypack/parse/cursor";

const KEYS = ["plain", "a.b", 'a"b', "a\\b", "a\\u{41}b", "a\nb", "\u202eb", "a\u007fb", "\u{1f600}", "__proto__", " › "];

test.each(KEYS)("the line of the key %j, as a finding shows it", (key) => {
    const text = `first: 1\n${JSON.stringify(key)}:\n  inner: 2\n`;
    const cursor = Cursor.of<Record<string, { inner: number }>>(JSON.parse(`{${JSON.stringify(key)}:{"inner":2}}`));
    const { at } = partsOf(line(cursor.field(key).field("inner").path, "is set", "Remove it"));
    expect(linesOf(text, 1).lineOf(at)).toBe(3);
});

test("a path that nobody's cursor wrote is as far as it can be read", () => {
    const lines = linesOf("a:\n  b: 1\n", 10);
    for (const at of ['a["\t"]', 'a["\\x"]', 'a["\\u{zz}"]', "a[x", "a b"]) expect(lines.lineOf(at)).toBe(10);
    expect(lines.lineOf("")).toBe(10);
});
