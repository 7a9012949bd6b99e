import { globMatches, wildMatches } from "../../../policypack/settings/glob";
import { inTime } from "../in-time";

test.each<[string, string, string, boolean, boolean]>([
    ["no star: the text itself", "a.b", "a.b", true, true],
    ["no star: nothing else", "a.b", "axb", false, false],
    ["a star is any letters", "web-*", "web-1", true, true],
    ["none as well", "web-*", "web-", true, true],
    ["what is before it counts", "web-*", "a-web-1", false, false],
    ["what is after it counts", "*-web", "web-1", false, false],
    ["both ends share no letter", "aba*aba", "ababa", false, false],
    ["nor do the middle and the end", "a*b*b", "ab", false, false],
    ["the middle is found where it first comes", "*ab*b*", "xabxb", true, true],
    ["in its order", "*b*a*", "ab", false, false],
    ["a star is no slash to a glob", "registry/*", "registry/a/b", false, true],
    ["one star for each part", "registry/*/*", "registry/a/b", true, true],
    ["a part more than there is", "*/*", "a", false, false],
    ["stars side by side", "a**", "a", true, true],
    ["an end of a line is a letter", "a*b", "a\nb", true, true],
    ["what is special in expressions is itself", "a+(b)*[c]$", "a+(b)x[c]$", true, true],
])("%s", (_, pattern, text, glob, wild) => {
    expect([globMatches(pattern, text), wildMatches(pattern, text)]).toEqual([glob, wild]);
});

test("a pattern of stars takes no longer than its length times the text's", () => {
    for (const matches of [wildMatches, globMatches])
        expect(inTime(250, () => matches(`${"*a".repeat(500)}b`, "a".repeat(20_000)))).toBe(false);
});
