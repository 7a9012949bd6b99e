import fc from "fast-check";
import { sshdConfig } from "../../../policypack/parse/sshd-config";

const lines = (...text: string[]): string[] => {
    const result = sshdConfig(text.join("\n"));
    if (!result.ok) return [result.reason];
    return result.value.map(
        ({ keyword, values, match, line }) =>
            `${line} ${keyword} ${JSON.stringify(values)}${match === undefined ? "" : ` in ${match}`}`,
    );
};

test.each<[why: string, text: string[], lines: string[]]>([
    ["keywords have any case", ["permitROOTlogin yes"], ['1 permitrootlogin ["yes"]']],
    ["values follow blanks or one equals sign", ["Port=22", "Port = 22", "\tPort\t22"], [1, 2, 3].map((n) => `${n} port ["22"]`)],
    ["quotes hold blanks and go", ['Banner "/etc/a b"', "Banner '/etc/a b'"], [1, 2].map((n) => `${n} banner ["/etc/a b"]`)],
    ["comments begin a line or a word", ["# Port 1", "Port 2 # 3", "Banner a#b"], ['2 port ["2"]', '3 banner ["a#b"]']],
    ["several values", ["AllowUsers a b"], ['1 allowusers ["a","b"]']],
    ["a keyword alone has none", ["UsePAM"], ["1 usepam []"]],
    [
        "a Match holds to the next one",
        ["Port 1", "Match User a,b Address 10.0.0.0/8", "X11Forwarding no", "Match all", "Port 2"],
        ['1 port ["1"]', '3 x11forwarding ["no"] in User a,b Address 10.0.0.0/8', '5 port ["2"]'],
    ],
    ["lines of Windows", ["Port 1\r", "Port 2"], ['1 port ["1"]', '2 port ["2"]']],
    ["an escaped blank is a letter", ["Banner a\\ b"], ['1 banner ["a b"]']],
    ["in quotes a blank needs no backslash", ['Banner "a\\ b"'], ['1 banner ["a\\\\ b"]']],
    ["an escaped backslash is one", ["Banner a\\\\b"], ['1 banner ["a\\\\b"]']],
    ["a backslash before another letter stays", ["Banner a\\xb"], ['1 banner ["a\\\\xb"]']],
    ["and one at the end", ["Banner a\\"], ['1 banner ["a\\\\"]']],
    ["an escaped quote outside of quotes", ["Banner \\'a"], [`1 banner ["'a"]`]],
    ["blanks at the end are no value", ["Port 22 \t"], ['1 port ["22"]']],
    ["a Match of a user who is called all", ["Match User all", "Port 1"], ['2 port ["1"] in User all']],
    ["a Match of all of something", ["Match allies x", "Port 1"], ['2 port ["1"] in allies x']],
    ["a Match of all in any case", ["Match User a", "Match ALL", "Port 1"], ['3 port ["1"]']],
    ["as many lines as are read", [...new Array<string>(9_999).fill(""), "Port 1"], ['10000 port ["1"]']],
    ["as much text as is read", ["Port 1", "#".repeat((1 << 20) - 7)], ['1 port ["1"]']],
    ["an escaped quote is a letter", ['Banner "a\\"b"'], ['1 banner ["a\\"b"]']],
    ["a quote that does not end", ["Port 1", 'Banner "a'], ["has a quote that does not end (line 2)"]],
    ["a line that is no setting", ["%include x", "Port 1"], ['2 port ["1"]']],
])("%s", (_, text, expected) => expect(lines(...text)).toEqual(expected));

test("a text that is too large is not read", () => {
    expect(sshdConfig("#".repeat((1 << 20) + 1))).toEqual({ ok: false, reason: "is larger than 1 MiB" });
    expect(sshdConfig("\n".repeat(10_001))).toEqual({ ok: false, reason: "has more than 10000 lines" });
});

test("what is written is read again", () => {
    const value = fc.string({ unit: fc.constantFrom(..."ab /#'\\\"=é"), minLength: 1, maxLength: 12 });
    const keyword = fc.constantFrom("PermitRootLogin", "AllowUsers", "banner").filter((name) => name.toLowerCase() !== "match");
    const written = (text: string) => `"${text.replace(/["\\]/g, "\\$&")}"`;
    fc.assert(
        fc.property(keyword, fc.array(value, { minLength: 1, maxLength: 4 }), (name, values) => {
            const result = sshdConfig(`${name} ${values.map(written).join(" ")}`);
            expect(result.ok && result.value.map((line) => [line.keyword, line.values])).toEqual([[name.toLowerCase(), values]]);
        }),
        { seed: 4, numRuns: 500 },
    );
});

test("arbitrary text never throws", () =>
    fc.assert(
        fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => void sshdConfig(text)),
        { seed: 4, numRuns: 1_000 },
    ));
