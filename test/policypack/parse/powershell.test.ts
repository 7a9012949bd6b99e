import fc from "fast-check";
import { readPowerShell } from "../../../policypack/parse/powershell";
import { shown } from "../../../policypack/parse/word";
import { inTime } from "../in-time";

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
    ["a variable of one branch that is the same", "$b = 'x'\nif ($c) { $b = 'x' }\na $b", [["a", "x"]]],
    ["a variable that only a branch sets", "if ($c) { $b = 'y' }\na $b", [["a", "y"]]],
    ["a variable set anew", "$b = 'x'\n$b = 'y'\na $b", [["a", "y"]]],
    [
        "what Windows has",
        "a $env:ProgramData $Env:SYSTEMDRIVE ${env:SystemRoot} $env:windir $env:TEMP",
        [["a", "C:\\ProgramData", "C:", "C:\\Windows", "C:\\Windows", "C:\\Windows\\Temp"]],
    ],
    ["what the language has", 'a $true $False "$null"', [["a", "True", "False", ""]]],
    ["types before texts", "$b = [string]'x' + [string]$true\na $b", [["a", "xTrue"]]],
    ["a plus that is a text", "$b = '+' + '+'\na $b", [["a", "++"]]],
    [
        "no sum",
        "$b = 'x' 'y'\n$c = 'x' + 'y' 'z'\n$d = 'x' '+' 'y'\n$e = x\n$f = 'x' + y\na $b $c $d $e $f",
        [["a", "…", "…", "…", "…", "…"]],
    ],
    ["a sum that goes on in the next line", "$b = 'x' +\n'y'\na $b", [["a", "…"]]],
    ["nothing", "$b = 'x'\n$b =\na $b", [["a", "…"]]],
    ["less of a variable, and more of an unknown one", "$b = 'x'\n$b -= 'x'\n$c += 'x'\na $b $c", [["a", "…", "…x"]]],
    ["a variable that is compared", "$b = 'x'\n$b -eq 'y'\n$b a='y'\na $b", [["a", "x"]]],
    ["a script that is sourced", ". 'C:\\a b.ps1' x", [["C:\\a b.ps1", "x"]]],
    ["no calls of texts without a sign", "'a' b\n\"a\" b\n$c d\n'&' a\n'.' a\n&\n= a", []],
    ["no keywords, in whatever case", "IF ($x) { Return a }\nforeach ($y in $z) { a }\nb if", [["a"], ["b", "if"]]],
    ["statements without anything", ";;a;;{};b", [["a"], ["b"]]],
])("%s", (_, script, expected) => expect(argvs(script)).toEqual(expected));

test("what stands in a block may not run", () =>
    expect(readPowerShell("a\nif ($x) { b }\nc").commands.map(({ isConditional, line }) => [isConditional, line])).toEqual([
        [false, 1],
        [true, 2],
        [false, 3],
    ]));

test("blocks in blocks, and ends of blocks that nothing begins", () =>
    expect(
        readPowerShell("} a\nif ($x) { if ($y) { b }\nc }\nd }\ne { f").commands.map(({ argv, isConditional }) => [
            shown(argv[0]!),
            isConditional,
        ]),
    ).toEqual([
        ["a", false],
        ["b", true],
        ["c", true],
        ["d", false],
        ["e", false],
        ["f", true],
    ]));

test("what reads the output of the one before it is told", () =>
    expect(
        readPowerShell("a | b | c; d || e\nf && g { h } i\n| j").commands.map(({ argv, isPiped }) => [shown(argv[0]!), isPiped]),
    ).toEqual([
        ["a", false],
        ["b", true],
        ["c", true],
        ["d", false],
        ["e", false],
        ["f", false],
        ["g", false],
        ["h", false],
        ["i", false],
        ["j", true],
    ]));

test("a script without a fault has none", () =>
    expect(readPowerShell("a {}")).toStrictEqual({
        commands: [{ argv: [{ text: "a", isLiteral: true }], isConditional: false, isPiped: false, line: 1 }],
    }));

test.each<[what: string, script: string, count: number, fault: string | undefined]>([
    ["5000 commands", "a\n".repeat(5_000), 5_000, undefined],
    ["more commands", "a\n".repeat(5_001), 5_000, "has more than 5000 commands"],
    ["a text of 1 MiB", `# ${"x".repeat((1 << 20) - 4)}\na`, 1, undefined],
    ["a larger text", `# ${"x".repeat((1 << 20) - 3)}\na`, 0, "is larger than 1 MiB"],
    ["a string without an end behind too many commands", `${"a\n".repeat(5_001)}'b`, 5_000, "has a string that does not end"],
])("%s", (_, script, count, fault) => {
    const read = readPowerShell(script);
    expect([read.commands.length, read.fault]).toEqual([count, fault]);
});

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
        inTime(5_000, () => readPowerShell(piece.repeat(Math.floor(500_000 / piece.length))));
    }
});
