import { LineNumbers } from "../../../policypack/parse/line-numbers";
import { scalarText } from "../../../policypack/parse/scalar";

test.each([
    ["", [1]],
    ["a", [1, 1]],
    ["a\n", [1, 1, 2]],
    ["\n\na\nb", [1, 2, 3, 3, 4, 4]],
    ["a\r\nb", [1, 1, 1, 2, 2]],
])("in %j each position has its line, and so has the end", (text, lines) => {
    const numbers = new LineNumbers(text);
    expect(Array.from({ length: text.length + 1 }, (_, i) => numbers.at(i))).toEqual(lines);
});

test("of many lines each is found", () => {
    const numbers = new LineNumbers("ab\n".repeat(100));
    for (let line = 0; line < 100; line++) {
        expect(numbers.at(3 * line)).toBe(line + 1);
        expect(numbers.at(3 * line + 2)).toBe(line + 1);
    }
});

test.each([
    ["a", "a"],
    ["", ""],
    [10255, "10255"],
    [true, "true"],
    [false, "false"],
    [null, ""],
    [undefined, ""],
    [["a"], ""],
    [{ a: 1 }, ""],
])("%j is written %j", (value, text) => expect(scalarText(value)).toBe(text));
