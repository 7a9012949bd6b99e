import fc from "fast-check";
import { environmentFile } from "../../../policypack/parse/environment-file";

const variables = (text: string) => {
    const result = environmentFile(text);
    return result.ok ? result.value.map(({ name, value, line }) => `${line} ${name}=${value}`) : result.reason;
};

test.each<[reason: string, text: string, expected: string[]]>([
    ["one variable a line", "A=1\nB=2", ["1 A=1", "2 B=2"]],
    ["a backslash at the end of the file quotes nothing", 'A="b\\', ["1 A=b"]],
    ["comments begin a line", "# A=1\n ; B=2\nC=3 # d", ["3 C=3 # d"]],
    ["blanks around the name and the value do not count", " A =\t1 2 \n", ["1 A=1 2"]],
    ["quotes are taken off", `A="1 2 "\nB=' 3'`, ["1 A=1 2 ", "2 B= 3"]],
    ["quotes in the middle of a value stay", `A=--x="1 2"`, [`1 A=--x="1 2"`]],
    ["quoted parts side by side are one", `A="1" '2'3`, ["1 A=123"]],
    ["a quote may hold a line break", `A="1\n2"\nB=3`, ["1 A=1\n2", "3 B=3"]],
    ["a backslash joins lines", "A=1 \\\n2\nB=3", ["1 A=1 2", "3 B=3"]],
    ["and quotes the next character", 'A=\\"1\\ \nB=a\\nb', [`1 A="1 `, "2 B=anb"]],
    ["in double quotes only what a shell would", `A="\\"\\$\\n"`, [`1 A="$\\n`]],
    ["in single quotes nothing", `A='\\n'`, ["1 A=\\n"]],
    ["nothing is replaced", "A=$B ${C}", ["1 A=$B ${C}"]],
    ["export is no part of a name", "export A=1\nB=2", ["2 B=2"]],
    ["a line without an equals sign is none", "A\nB=2", ["2 B=2"]],
    ["an empty value is one", "A=\nB=", ["1 A=", "2 B="]],
    ["all of one name are given, in order", "A=1\nA=2", ["1 A=1", "2 A=2"]],
    ["a quote that does not end, ends with the file", "A='1", ["1 A=1"]],
    ["nothing in a comment joins lines or quotes", "# X=\\\nA=1\n; X='\nB=2\n ;X=\\\nC=3", ["2 A=1", "4 B=2", "6 C=3"]],
    ["a comment at the end says nothing", "A=1\n# x", ["1 A=1"]],
    ["nor does a name at the end", "A=1\nB", ["1 A=1"]],
    ["a backslash before a line end of Windows quotes nothing", "A=1\\\r\nB=2", ["1 A=1", "2 B=2"]],
    ["a backslash joins lines in double quotes too", 'A="1\\\n2"\nB=3', ["1 A=12", "3 B=3"]],
    ["a backslash that ends the file", "A=1\\", ["1 A=1"]],
    ["and one in quotes", 'A="1\\', ["1 A=1"]],
    [
        "a name as long as may be is none beyond",
        `${"A".repeat(255)}=1\n${"B".repeat(300)}=2`,
        [`1 ${"A".repeat(255)}=1`, `2 ${"B".repeat(256)}=2`],
    ],
    ["line ends of Windows", "A=1\r\nB='2'\r\n", ["1 A=1", "2 B=2"]],
])("%s", (_, text, expected) => expect(variables(text)).toEqual(expected));

test("more text than any file has", () => {
    expect(environmentFile("a".repeat(2 ** 20))).toEqual({ ok: true, value: [] });
    expect(environmentFile("a".repeat(2 ** 20 + 1))).toEqual({ ok: false, reason: "is larger than 1 MiB" });
});

const RUNS = { seed: 13, numRuns: 300 };

test("what is written in quotes is read as it was", () =>
    fc.assert(
        fc.property(fc.array(fc.tuple(fc.stringMatching(/^[A-Za-z_]\w{0,8}$/), fc.string())), (entries) => {
            const text = entries.map(([name, value]) => `${name}="${value.replace(/["\\`$]/g, "\\$&")}"`).join("\n");
            const result = environmentFile(text);
            expect(result.ok && result.value.map(({ name, value }) => [name, value])).toEqual(entries);
        }),
        RUNS,
    ));

test("nothing makes it throw", () =>
    fc.assert(
        fc.property(fc.array(fc.constantFrom("A", "=", "'", '"', "\\", "\n", "\r", "#", " ", "\0")), (parts) => {
            expect(environmentFile(parts.join("")).ok).toBe(true);
        }),
        RUNS,
    ));
