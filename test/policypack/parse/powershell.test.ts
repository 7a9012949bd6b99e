import fc from "fast-check";
import { readPowerShell } from "../../../policypack/parse/powershell";
import { shown } from "../../../policypack/parse/word";

const argvs = (script: string) => readPowerShell(script).commands.map(({ argv }) => argv.map(shown));

test.each<[why: string, script: string, argvs: string[][]]>([
    ["words at blanks", "a -b c", [["a", "-b", "c"]]],
    ["a call of a text", "& 'C:\\a b.ps1' -x 1", [["C:\\a b.ps1", "-x", "1"]]],
    ["a call of a variable", '$f = "C:\\x.ps1"\n& $F y', [["C:\\x.ps1", "y"]]],
    ["a type before a variable", '[string]$f="C:\\x.ps1"\n& $f', [["C:\\x.ps1"]]],
    ["the environment of Windows", '& "$env:ProgramFiles\\A\\b.ps1"', [["C:\\Program Files\\A\\b.ps1"]]],
    ["nothing of an unknown variable", "a $b", [["a", "…"]]],
    ["single quotes keep dollars", "$b = 1\na '$b' 'it''s'", [["a", "$b", "it's"]]],
    ["double quotes do not", '$b = "1"\na "x $b `$b ""y"""', [["a", 'x 1 $b "y"']]],
    ["a sum of texts", "$b = 'x' + \"y\"\na $b", [["a", "xy"]]],
    ["more of a text", "$b = 'x'\n$b += 'y'\na $b", [["a", "xy"]]],
    ["an expression is not known", "$b = (Get-X).Y\na $b $(c) @d", [["a", "…", "…", "…"]]],
    ["comments", "# a -b\na <# c\nd #> e # f", [["a", "e"]]],
    ["lines that go on", "a `\n -b c; d", [["a", "-b", "c"], ["d"]]],
    ["redirections", "a b 3>&1 *> c 2>$null d", [["a", "b", "d"]]],
    ["pipelines", "a | b -c", [["a"], ["b", "-c"]]],
    ["a here-string", "$b = @'\nx $y\nz\n'@\na $b", [["a", "x $y\nz"]]],
    ["blocks", "if ($x) { a b } else { c }", [["a", "b"], ["c"]]],
    ["a variable of one branch", "$b = 'x'\nif ($c) { $b = 'y' }\na $b", [["a", "…"]]],
])("%s", (_, script, expected) => expect(argvs(script)).toEqual(expected));

test("what stands in a block may not run", () =>
    expect(readPowerShell("a\nif ($x) { b }\nc").commands.map(({ isConditional, line }) => [isConditional, line])).toEqual([
        [false, 1],
        [true, 2],
        [false, 3],
    ]));

test("a string that does not end is told", () => expect(readPowerShell("a\nb 'c").fault).toBe("has a string that does not end"));

test("no text throws", () => {
    const piece = fc.constantFrom(
        "$a",
        "=",
        '"',
        "'",
        "`",
        "@'\n",
        "\n'@",
        "{",
        "}",
        "(",
        ")",
        "|",
        "&",
        ";",
        "\n",
        " ",
        "#",
        "<#",
        "#>",
        "x",
    );
    fc.assert(
        fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
            const { commands } = readPowerShell(pieces.join(""));
            expect(commands.every(({ argv }) => argv.length > 0)).toBe(true);
        }),
        { seed: 20261125, numRuns: 2_000 },
    );
});

test("as much of one thing as a script may be long ends at once", () => {
    for (const piece of ["@'\n", "<#", "$(", '"', "{", "$a=", "`", "(((", "a|"]) {
        const start = performance.now();
        readPowerShell(piece.repeat(Math.floor(500_000 / piece.length)));
        expect(performance.now() - start).toBeLessThan(5_000);
    }
});
