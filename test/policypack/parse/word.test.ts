import { HOLE, shown, splitAtBlanks, word, words } from "../../../policypack/parse/word";

test("a word is known unless something in it is not", () => {
    expect(words(["a", "", `a${HOLE}`])).toEqual([
        { text: "a", isLiteral: true },
        { text: "", isLiteral: true },
        { text: `a${HOLE}`, isLiteral: false },
    ]);
    expect(words(new Set(["a"]))).toEqual([word("a")]);
});

test("what is not known is shown as dots, each time", () => expect(shown(word(`${HOLE}a${HOLE}`))).toBe("…a…"));

test("what is not known is one character that people do not write", () =>
    expect(HOLE).toMatch(/^[^\p{L}\p{N}\p{P}\p{S}\p{Z}]$/u));

test.each([
    ["a  b\tc\r\n\nd", ["a", "b", "c", "d"]],
    [" \n a \t", ["a"]],
    ["a\u00a0b\fc", ["a\u00a0b\fc"]],
    [" ", []],
    ["", []],
])("the words of %j", (text, found) => expect(splitAtBlanks(text)).toEqual(found));
