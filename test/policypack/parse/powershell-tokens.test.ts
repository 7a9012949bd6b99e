import { tokensOf } from "../../../policypack/parse/powershell-tokens";
import { shown, word } from "../../../policypack/parse/word";

const VARIABLES: Readonly<Record<string, string>> = { a: "A", "env:Temp": "T" };
const told = (script: string) => {
    const reading = tokensOf(script, (name) => VARIABLES[name]);
    const tokens = [...reading.tokens].map(({ kind, text, name, line }) =>
        [line, kind, JSON.stringify(shown(word(text))), ...(name === undefined ? [] : [name])].join(" "),
    );
    return reading.fault === undefined ? tokens : [...tokens, `! ${reading.fault}`];
};

test.each<[script: string, tokens: string[]]>([
    ["a b", ['1 word "a"', '1 word "b"']],
    ["a;b\nc", ['1 word "a"', '1 end ";"', '1 word "b"', '1 end "\\n"', '2 word "c"']],
    ["a|b||c&&d", ['1 word "a"', '1 end "|"', '1 word "b"', '1 end "||"', '1 word "c&&d"']],
    ["a && b", ['1 word "a"', '1 end "&&"', '1 word "b"']],
    ["{a}", ['1 open "{"', '1 word "a"', '1 close "}"']],
    ["a > b c", ['1 word "a"', '1 redirection ""', '1 word "c"']],
    ["a >> b c", ['1 word "a"', '1 redirection ""', '1 word "c"']],
    ["a 2>&1 c", ['1 word "a"', '1 redirection ""', '1 word "c"']],
    ["a *>b;c", ['1 word "a"', '1 redirection ""', '1 end ";"', '1 word "c"']],
    ["a >\nb", ['1 word "a"', '1 redirection ""', '1 end "\\n"', '2 word "b"']],
    ["{a >}", ['1 open "{"', '1 word "a"', '1 redirection ""', '1 close "}"']],
    ["a >", ['1 word "a"', '1 redirection ""']],
    ["[string] $a", ['1 type "[string]"', '1 variable "A" a']],
    ["[System.Text[]]'x'", ['1 type "[System.Text[]]"', '1 text "x"']],
    ["[a] b", ['1 word "[a]"', '1 word "b"']],
    ["a [string] $a", ['1 word "a"', '1 type "[string]"', '1 variable "A" a']],
    ["$a=1", ['1 variable "A" a', '1 assignment "="', '1 word "1"']],
    ["$a += 'x'", ['1 variable "A" a', '1 assignment "+="', '1 text "x"']],
    ["$a -= $a", ['1 variable "A" a', '1 assignment "-="', '1 variable "A" a']],
    ["a=b", ['1 word "a=b"']],
    [
        "$global:a $script:a $local:a $env:Temp",
        ['1 variable "A" a', '1 variable "A" a', '1 variable "A" a', '1 variable "T" env:Temp'],
    ],
    ["${a} ${env:Temp}", ['1 variable "A" a', '1 variable "T" env:Temp']],
    ["$b", ['1 variable "…" b']],
    ["$a/x x$a $a$a", ['1 word "A/x"', '1 word "xA"', '1 word "AA"']],
    ["$a.Length $a[0]", ['1 word "…Length"', '1 word "…0]"']],
    ["$a/x.y $a\\x[1].y x$a.y", ['1 word "A/x.y"', '1 word "A\\\\x[1].y"', '1 word "xA.y"']],
    ["$a`x 'x'`y `x", ['1 word "Ax"', '1 text "xy"', '1 word "x"']],
    ['$a\'x\' $a"x" b"x"', ['1 word "Ax"', '1 word "Ax"', '1 word "bx"']],
    ["\"x\"'y' 'x'\"y\"", ['1 text "xy"', '1 text "xy"']],
    ["'x`' b", ['1 text "x`"', '1 word "b"']],
    ["a`", ['1 word "a"']],
    ["a $", ['1 word "a"', '1 word "$"']],
    ["a\fb\u00a0c", ['1 word "a"', '1 word "b"', '1 word "c"']],
    ["'x''y' 'x'y x'y'", ['1 text "x\'y"', '1 text "xy"', '1 word "xy"']],
    ["'x''y'\"z\" 'a'$a", ['1 text "x\'yz"', '1 word "aA"']],
    ['"$a-$b-`$a-""q""-`n`t`r`q"', ['1 text "A-…-$a-\\"q\\"-\\n\\t\\rq"']],
    ['"${a}x" "$(a (b) c)d" "$"', ['1 text "Ax"', '1 text "…d"', '1 text "$"']],
    ['"a(b)c" "`0`a"', ['1 text "a(b)c"', '1 text "\\u0000a"']],
    ['"a\nb" c', ['1 text "a\\nb"', '2 word "c"']],
    ["(a 'b)' (c)) d", ['1 word "…"', '1 word "d"']],
    ['(a "b)" (c) e) d', ['1 word "…"', '1 word "d"']],
    ["(a {b} (c) e) d", ['1 word "…"', '1 word "d"']],
    ["$(a) @(b) @{c='}'} x(y)z", ['1 word "…"', '1 word "…"', '1 word "…"', '1 word "x…z"']],
    ["@abc b", ['1 word "…"', '1 word "b"']],
    ["@a @'\nx\n'@", ['1 word "…"', '1 text "x"']],
    ["a@b", ['1 word "a@b"']],
    ["a`b `$a", ['1 word "ab"', '1 word "$a"']],
    ["a `\n b", ['1 word "a"', '2 word "b"']],
    ["a `\r\n b", ['1 word "a"', '2 word "b"']],
    ["a # b\nc", ['1 word "a"', '1 end "\\n"', '2 word "c"']],
    ["a <# b\n#> c", ['1 word "a"', '2 word "c"']],
    ["a <# b", ['1 word "a"']],
    ["a <#> b #> c", ['1 word "a"', '1 word "c"']],
    ["a#b", ['1 word "a#b"']],
    ["@'\nx\n'@ y", ['1 text "x"', '3 word "y"']],
    ["@'  \r\nx $a\r\n'@", ['1 text "x $a"']],
    ["@'\r\nx\r\ny\r\n'@", ['1 text "x\\r\\ny"']],
    ['@"\nx`\n"@', ['1 text "x"']],
    ['@"\nx $a\n"@', ['1 text "x A"']],
    ["@'\n'@", ['1 text ""']],
    ["a)b", ['1 word "ab"']],
    [") a", ['1 word ""', '1 word "a"']],
    ["@'\nx", ['1 text "…"', "! has a string that does not end"]],
    ["a 'b", ['1 word "a"', '1 text "…"', "! has a string that does not end"]],
    ['a "b`"', ['1 word "a"', '1 text "…"', "! has a string that does not end"]],
    ["(a 'b", ['1 word "…"', "! has a string that does not end"]],
    ["(a", ['1 word "…"']],
    ["", []],
])("%j", (script, tokens) => expect(told(script)).toEqual(tokens));

test("a script of many words is not read to its end", () => {
    expect(told("a ".repeat(50_000)).at(-1)).toBe('1 word "a"');
    expect(told("a ".repeat(50_001)).at(-1)).toBe("! has more words than any script");
});
