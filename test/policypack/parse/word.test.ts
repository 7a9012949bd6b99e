import { ANY_NAMES, filled, HOLE, shown, shownText, word } from "../../../policypack/parse/word";

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
