import { readShell, type ShellCommand, shellCommands } from "../../../policypack/parse/shell";
import { shown } from "../../../policypack/parse/word";

/** The commands of a script that is read without a fault; `?` before those that may not run. */
const commandsOf = (script: string) => {
    const { commands, fault } = readShell(script);
    expect(fault).toBeUndefined();
    return commands.map(({ argv, isConditional }) => `${isConditional ? "?" : ""}${argv.map(shown).join("|")}`);
};

test.each<[reason: string, script: string, commands: string[]]>([
    ["what follows another step is done", "a && b && c", ["a", "b", "c"]],
    ["what follows a test may not be", "a && test b && c && d", ["a", "test|b", "?c", "?d"]],
    ["what is done where something fails may not be", "a || b; c && d || e && f", ["a", "?b", "c", "d", "?e", "?f"]],
    ["what may not be done leaves a variable unknown", "A=1; a || A=2; b $A", ["a", "b|…"]],
    [
        "conditions are asked, branches and later conditions may not be",
        "if a; then b; elif c; then d; else e; fi",
        ["a", "?b", "?c", "?d", "?e"],
    ],
    ["cases", "case x in x) a;; *) b;; esac", ["?a", "?b"]],
    ["loops on a condition", "while a; do b; done; until c; do d; done", ["?a", "?b", "?c", "?d"]],
    ["loops that count", "for ((i = 0; i < 3; i++)); do a $i; done", ["?a|…"]],
    ["a loop over a list is done for each", 'for i in 1 "2 3"; do a $i; done; b $i', ["a|1", "a|2|3", "b|2|3"]],
    ["a loop over a list of one variable", 'L="1 2"; for i in $L; do a $i; done', ["a|1", "a|2"]],
    ["a loop over what is not known", "for i in $(x); do a $i; done", ["?a|…"]],
    ["a loop over what is known in part", "for i in 1 $(x); do a $i; done", ["?a|…"]],
    ["a loop over names of files", "for i in /etc/*; do a $i; done", ["?a|/etc/*"]],
    [
        "a loop over names of files in a variable",
        "L='/etc/[ab]'; for i in $L 1; do a $i; done; for i in $L; do b $i; done",
        ["?a|…", "?b|/etc/[ab]"],
    ],
    ["a loop over nothing", "E=; for i in $E; do a $i; done", ["?a|…"]],
    ["a loop over arguments that are not known", "for i; do a $i; done", ["?a|…"]],
    ["a menu, of which one is chosen", "select i in 1 2; do a $i; done", ["?a|…"]],
    ["a menu of one", "select i in 1; do a $i; done", ["?a|1"]],
    ["a process beside", "coproc a b", ["a|b"]],
    ["a calculation does nothing, and what follows may not be done", "((x)) && a; ((y)); b", ["?a", "b"]],
    ["a test does nothing", "[[ -f x ]]; [[ -f y ]] || a", ["?a"]],
    ["groups in pipelines", "a | { b; c; } | (d)", ["a", "b", "c", "d"]],
    ["a function that is defined again", "f() { a; }; f() { b; }; f", ["b"]],
    ["a function behind what starts it", "f() { a $1; }; sudo f x", ["a|x"]],
    ["a script with something in it that is not known", 'sh -c "a $(b)"', ["a|…"]],
    ["a script that is not known may be nothing where there is none", "E=; eval $E; a", ["a"]],
])("%s", (_, script, commands) => expect(commandsOf(script)).toEqual(commands));

test.each([
    [64, [...Array.from({ length: 64 }, (_, i) => `a|${i}`)]],
    [65, ["?a|…"]],
])("a loop over a list of %d", (length, commands) =>
    expect(commandsOf(`for i in ${Array.from({ length }, (_, i) => i).join(" ")}; do a $i; done`)).toEqual(commands),
);

const namesOf = (commands: readonly ShellCommand[]) => commands.map(({ argv }) => argv.map(shown).join(" "));

test.each<[reason: string, script: string, commands: string[], fault: string]>([
    ["a string that does not end", "a\nb; c 'd", ["a", "b", "c d"], "has a syntax error in line 2"],
    ["a parenthesis that nothing opens", "a\n)\nb", ["a"], "has a syntax error in line 2"],
    ["in a script in a script", "\nsh -c 'a\n)\nb'\nc", ["a", "c"], "has a syntax error in line 2"],
    [
        "a script that is not known, with blanks",
        'a\nsh -c "$(b) "\nc',
        ["a", "c"],
        "runs a script in line 2 that is not in the text",
    ],
    ["the syntax, before what does not run", 'sh -c "$(b)"\nc )', ["c"], "has a syntax error in line 2"],
])("%s is told, and what can be read is", (_, script, commands, fault) => {
    const read = readShell(script);
    expect(namesOf(read.commands)).toEqual(commands);
    expect(read.fault).toBe(fault);
});

test("a command has what it has, and nothing that it has not", () => {
    const environment = new Map();
    const argv = [{ text: "a", isLiteral: true }];
    const command = { argv, environment, outputs: [], isConditional: false, line: 1 };
    expect(readShell("a")).toStrictEqual({ commands: [command] });
    expect(shellCommands("a")).toStrictEqual({ ok: true, value: [command] });
});

test("what fails on the way is a fault as well", () =>
    expect(
        readShell("a\nb", {
            onCommand: () => {
                throw new Error("x");
            },
        }),
    ).toMatchObject({ commands: [{ line: 1 }], fault: "could not be read as a shell script" }));
