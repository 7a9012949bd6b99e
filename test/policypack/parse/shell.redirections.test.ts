import { readShell } from "../../../policypack/parse/shell";
import { shown } from "../../../policypack/parse/word";

/** Each command with the files that it prints to. */
const outputsOf = (script: string) =>
    readShell(script).commands.map(({ argv, outputs }) =>
        [argv.map(shown).join("|"), ...outputs.map(({ path, isAppended }) => `${isAppended ? ">>" : ">"} ${shown(path)}`)].join(
            " ",
        ),
    );

test.each<[reason: string, script: string, commands: string[]]>([
    ["a file in place of what it was", "a > /f; a >| /f; a 1> /f; a &> /f; a >& /f", Array<string>(5).fill("a > /f")],
    ["more of a file", "a >> /f; a 1>> /f; a &>> /f", Array<string>(3).fill("a >> /f")],
    ["several files", "a > /f >> /g", ["a > /f >> /g"]],
    ["another descriptor's", "a 2> /f 3>> /g {fd}> /h", ["a"]],
    ["another descriptor", "a >&2 2>&1 >&- >&3- >&12 >&$FD", ["a"]],
    ["a file whose name begins or ends as a descriptor", "a >& /f1; a >& 1f; a >& -f", ["a > /f1", "a > 1f", "a > -f"]],
    ["nothing, beside what is read", "a <<< x; b <<EOF\nx\nEOF", ["a", "b"]],
    ["a file that is read", "a < /f <> /g", ["a"]],
    ["a file whose name is not known, or in part", "a > $X; a > /f$X", ["a > …", "a > /f…"]],
    ["a name with blanks", 'F="x y"; a > $F', ["a > x y"]],
    ["a file that is emptied", "> /f; A=1 >> /g; < /h", [": > /f", ": >> /g"]],
    ["a group's file, which is emptied once", "{ a; b > /g; } > /f; c", [": > /f", "a >> /f", "b > /g", "c"]],
    ["a group's file that is added to", "{ a; } >> /f", [": >> /f", "a >> /f"]],
    ["a group's other descriptor", "{ a; } 2> /f < /g", ["a"]],
    ["a pipeline in a group prints by its last command", "{ a | b | c; } > /f", [": > /f", "a", "b", "c >> /f"]],
    ["groups in groups", "{ a; { b; } > /g; c; } > /f", [": > /f", "a >> /f", ": > /g", "b >> /g", "c >> /f"]],
    [
        "a shell of its own, a loop and a condition",
        "(a) > /f; for i in 1; do b; done > /g; if c; then d; fi > /h",
        [": > /f", "a >> /f", ": > /g", "b >> /g", ": > /h", "c >> /h", "d >> /h"],
    ],
])("output to %s", (_, script, commands) => expect(outputsOf(script)).toEqual(commands));

/** What each command reads. */
const inputsOf = (script: string) => readShell(script).commands.map(({ stdin }) => stdin && shown(stdin));

test.each<[reason: string, script: string, inputs: (string | undefined)[]]>([
    ["a text with the tabs that it has", "a <<EOF\n\tx\ty\nEOF", ["\tx\ty\n"]],
    ["a text without the tabs before its lines", "a <<-EOF\n\t\tx\ty\n z\n\tEOF", ["x\ty\n z\n"]],
    ["the last of two texts", "a <<EOF <<< y\nx\nEOF", ["y\n"]],
    ["the last of two texts, the other way about", "a <<< y <<EOF\nx\nEOF", ["x\n"]],
    ["words with a variable", 'A=1; a <<< "x  $A $B"', ["x  1 …\n"]],
    ["nothing of a text for another command", "a; b <<< x; c", [undefined, "x\n", undefined]],
    ["a file", "a < /f", [undefined]],
    ["a text, whatever stands behind it", "a <<< x > /f 2>&1 < /g", ["x\n"]],
])("input from %s", (_, script, inputs) => expect(inputsOf(script)).toEqual(inputs));

test("a command reads what the one before it in the pipeline prints, through a function and a test not", () => {
    const { commands } = readShell("f() { c; }; a | b | f | d; e | [[ x ]] | g");
    const names = commands.map(({ argv, pipedFrom }) => `${argv[0]!.text}${pipedFrom ? ` < ${pipedFrom.argv[0]!.text}` : ""}`);
    expect(names).toEqual(["a", "b < a", "c", "d", "e", "g"]);
    expect(Object.keys(commands[0]!)).not.toContain("pipedFrom");
});
