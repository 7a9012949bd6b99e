import fc from "fast-check";
import { covers, meets } from "../../../policypack/parse/wildcards";

test.each([
    ["s3:*", "s3:putobject", true],
    ["s3:*", "s3:put*", true],
    ["s3:put*", "s3:*", false],
    ["s3:put?bject", "s3:putobject", true],
    ["s3:put?bject", "s3:put*bject", false],
    ["a*b*c", "axxbyybzc", true],
    ["a*b*c", "axxbyybzcd", false],
    ["**", "", true],
    ["", "", true],
    ["", "a", false],
])("%s covers %s: %s", (wide, narrow, expected) => expect(covers(wide, narrow)).toBe(expected));

test.each([
    ["s3:*object", "s3:put*", true],
    ["s3:get*", "s3:put*", false],
    ["a?c", "*b*", true],
    ["a?c", "ab", false],
    ["*", "", true],
    ["a*", "*b", true],
    ["a*c", "a*d", false],
])("%s meets %s: %s", (one, other, expected) => {
    expect(meets(one, other)).toBe(expected);
    expect(meets(other, one)).toBe(expected);
});

/** Every text of at most four letters of two, to be tried one by one. */
const texts = [""];
for (const text of texts) if (text.length < 4) texts.push(`${text}a`, `${text}b`);

const pattern = fc.array(fc.constantFrom("a", "b", "*", "?"), { maxLength: 5 }).map((letters) => letters.join(""));
const matches = (glob: string, text: string) => new RegExp(`^${glob.replace(/\*/g, "[ab]*").replace(/\?/g, "[ab]")}$`).test(text);

test("both agree with trying every short text", () => {
    fc.assert(
        fc.property(pattern, pattern, (one, other) => {
            const [first, second] = [texts.filter((text) => matches(one, text)), texts.filter((text) => matches(other, text))];
            if (first.some((text) => second.includes(text))) expect(meets(one, other)).toBe(true);
            if (covers(one, other)) expect(second.filter((text) => !first.includes(text))).toEqual([]);
            // A text that both match is never longer than both patterns together without their stars.
            if (meets(one, other) && (one + other).replace(/\*/g, "").length <= 4) {
                expect(first.some((text) => second.includes(text))).toBe(true);
            }
        }),
        { numRuns: 2000 },
    );
});

test("a pattern of many stars ends", () => {
    const long = "*a".repeat(500);
    expect(covers(long, "a".repeat(400) + "b".repeat(600))).toBe(false);
    expect(meets(`${long}c`, `${long}d`)).toBe(false);
});

test.each<[why: string, wide: string, narrow: string, covered: boolean, met: boolean]>([
    ["patterns that are too long are told by equality alone", `${"a".repeat(3000)}*`, `${"a".repeat(3000)}b`, false, true],
    ["the same, on the other side", `${"a".repeat(400)}*`, "a".repeat(3000), false, true],
    ["a short pattern is compared with a long text", "a*", "a".repeat(3000), true, true],
    ["a short pattern is compared with a long text, in vain", "a*b", "a".repeat(3000), false, false],
    ["what is the same is covered, however long", "a".repeat(3000), "a".repeat(3000), true, true],
    ["every text is covered, however long", "*", "a".repeat(3000), true, true],
    ["the longest that is compared", `${"a".repeat(1023)}*`, "a".repeat(1024), true, true],
    ["the longest that is compared, in vain", `${"a".repeat(1023)}*`, `${"b".repeat(1023)}*`, false, false],
    ["one letter more is not compared", `${"a".repeat(1024)}*`, `${"b".repeat(1023)}*`, false, true],
    ["many stars", "*".repeat(3000), "a", true, true],
    ["the same with wildcards", "a*?b", "a*?b", true, true],
    ["a star at the end of what has none at its beginning", "a*", "b*", false, false],
    ["stars at the end stand for nothing", "a***", "a", true, true],
    ["one letter is one", "a?", "a", false, false],
    ["one letter is any", "?", "b", true, true],
    ["one letter is no text", "?", "*", false, true],
    ["of texts without wildcards only the same meet", "ab", "ac", false, false],
    ["stars in both", "a*b*", "*a*b", false, true],
    ["stars in both that never meet", "a*", "b*", false, false],
    ["letters behind stars in both", "*?a", "?*b", false, false],
    ["one letter meets one", "a?c*", "*b?d", false, true],
])("%s", (_, wide, narrow, covered, met) =>
    expect([covers(wide, narrow), meets(wide, narrow), meets(narrow, wide)]).toEqual([covered, met, met]),
);
