import { textKey } from "../../../policypack/parse/text-key";

const LONG = "x".repeat(16_383);

test("a text that V8 hashes is its own key", () => {
    expect(textKey("")).toBe("");
    expect(textKey(LONG)).toBe(LONG);
});

test("a longer one has a short key, which no other text of its length has", () => {
    const texts = [`${LONG}a`, `${LONG}b`, `a${LONG}`, `${LONG}\ud800`, `${LONG}\udfff`, `${LONG}\ufffd`];
    const keys = texts.map(textKey);
    expect(new Set(keys).size).toBe(texts.length);
    expect(keys.map((key) => key.length)).toEqual(texts.map(() => 44));
    expect(textKey(`${LONG}a`)).toBe(keys[0]);
});
