import fc from "fast-check";
import { matchesGlob, matchesName } from "../../../policypack/node/glob";
import { inTime } from "../in-time";

test.each([
    ["/etc/*.key", "/etc/a.key", true],
    ["/etc/*.key", "/etc/a.crt", false],
    ["/etc/*", "/etc/a/b", false],
    ["/etc/*/b", "/etc/a/b", true],
    ["/etc/a?", "/etc/ab", true],
    ["/etc/a?", "/etc/a", false],
    ["/etc/[ab]*", "/etc/b", true],
    ["/etc/[!ab]*", "/etc/b", false],
    ["/etc/[0-9].conf", "/etc/5.conf", true],
    ["/etc/a.b", "/etc/axb", false],
    ["/etc/*a*b*", "/etc/xaxxb", true],
    ["/etc/[", "/etc/[", true],
])("%s and %s: %s", (pattern, path, matches) => expect(matchesGlob(pattern, path)).toBe(matches));

test("a star in place of any piece of a name matches it", () => {
    const letters = fc.string({ unit: fc.constantFrom("a", "b", "."), maxLength: 12 });
    fc.assert(
        fc.property(letters, letters, letters, (before, piece, after) =>
            matchesName(`${before}*${after}`, before + piece + after),
        ),
        { seed: 20250918, numRuns: 500 },
    );
});

test("many stars take no longer than a few", () => {
    expect(inTime(2_000, () => matchesName(`${"*a".repeat(200)}b`, "a".repeat(4_000)))).toBe(false);
});
