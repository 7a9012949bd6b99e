import { ANY_NAMES, filled, HOLE, shown, shownText, splitAtBlanks, word, words } from "../../../policypack/parse/word";

test("a message shows what is not known as three dots, and what a star of the shell stands for as a star", () => {
    expect(shown(word(`--config=${HOLE}`))).toBe("--config=…");
    expect(shownText(`/etc/${HOLE}/pki/${ANY_NAMES}.key${HOLE}`)).toBe("/etc/…/pki/*.key…");
});

test("either is filled with one text", () => {
    expect(filled(`s3://b/${HOLE}/${ANY_NAMES}${ANY_NAMES}.sh`, "*")).toBe("s3://b/*/**.sh");
    expect(filled("plain", "*")).toBe("plain");
});

test("either makes a word that is not literal", () => {
    expect(word(`a${HOLE}`).isLiteral).toBe(false);
    expect(word(ANY_NAMES).isLiteral).toBe(false);
    expect(word("a*").isLiteral).toBe(true);
});

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
