import { readShell } from "../../../policypack/parse/shell";
import { shown } from "../../../policypack/parse/word";

/** The commands of a script that is read without a fault, each with the variables that it gets. */
const commandsOf = (script: string, positional?: readonly string[]) => {
    const { commands, fault } = readShell(script, { ...(positional && { positional }) });
    expect(fault).toBeUndefined();
    return commands.map(({ argv, environment }) =>
        [...[...environment].map(([name, value]) => `${name}=${shown(value)} `), argv.map(shown).join("|")].join(""),
    );
};

test.each<[reason: string, script: string, commands: string[]]>([
    ["exported by its name, before or after it is set", "A=1; export A; a; export B; B=2; b", ["A=1 a", "A=1 B=2 b"]],
    ["exported where it is set", "export A=1 B=x-n; a", ["A=1 B=x-n a"]],
    ["exported where more is added", "A=1; export A+=2; a", ["A=12 a"]],
    ["exported and never set", "export A; a", ["a"]],
    ["no longer exported", "export A=1 B=2; export -n A; a $A", ["B=2 a|1"]],
    ["a function that is exported", "A=1; export -f A; a", ["a"]],
    ["what is exported already, printed", "A=1; export -p; a", ["a"]],
    ["exported under a name that is not known", "export $(x)A=1; a $A", ["a|…"]],
    ["no names", "A=1; export ./A 1A; a", ["a"]],
    ["declared for export", "declare -x A=1; typeset -x B=2; a", ["A=1 B=2 a"]],
    ["declared", "declare A=1; typeset B=2; local C=3; readonly D=4; a $A $B $C $D", ["a|1|2|3|4"]],
    ["declared by its name alone", "A=1; readonly A; a $A", ["a|1"]],
    ["for one command, beside an exported one", "export A=1; B=2 a; b", ["A=1 B=2 a", "A=1 b"]],
    ["for one command, in place of an exported one", "export A=1; A=2 a $A; b", ["A=2 a|1", "A=1 b"]],
    ["an array", "A=(1 2); a $A ${A[0]}", ["a|…|…"]],
    ["one of an array", "A=1; A[0]=2; a $A ${A[1]}", ["a|…|…"]],
    ["more of an array", "A=1; A+=(2); a $A", ["a|…"]],
    ["a declared array", "declare A=(1 2); declare B[0]=1; a $A $B", ["a|…|…"]],
    ["more of what is not known", "A+=1; a $A", ["a|…1"]],
    ["a variable that another names", "A=B; B=1; a ${!A}", ["a|…"]],
    ["set and of no words", "E=; a $E b; $E; $E c", ["a|b", "c"]],
    ["blanks at both ends and between", "A=' x  y\tz '; a $A z$A\"$A\"w", ["a|x|y|z|z|x|y|z| x  y\tz w"]],
    ["the same on both branches", "A=1; if x; then B=1; else y; fi; a $A", ["x", "y", "a|1"]],
    ["changed on one of two branches", "A=1; if x; then A=2; else y; fi; a $A", ["x", "y", "a|…"]],
    ["set on both branches, of which none may be taken", "case $x in a) A=1;; b) A=1;; esac; a $A", ["a|…"]],
])("a variable: %s", (_, script, commands) => expect(commandsOf(script)).toEqual(commands));

// Each as bash prints it, where it is known.
test.each<[reason: string, word: string, empty: string, set: string]>([
    ["in place of nothing", "${A:-b}", "b", "1"],
    ["in place of what is not set", "${A-b}", "", "1"],
    ["assigned in place of nothing", "${A:=b}", "b", "1"],
    ["in place of something", "${A:+b}", "", "b"],
    ["in place of what is set", "${A+b}", "b", "b"],
    ["without its beginning", "${A#1}", "…", "…"],
    ["a part", "${A:0:1}", "…", "…"],
    ["its length", "${#A}", "…", "…"],
])("another text %s: %s", (_, word, empty, set) =>
    expect(commandsOf(`A=; a "${word}"; A=1; a "${word}"`)).toEqual([`a|${empty}`, `a|${set}`]),
);

test.each<[reason: string, word: string, words: string]>([
    ["a default for what is known in part", "${P:-c}", "…"],
    ["a text to translate", '$"b"', "b"],
    ["arithmetic", "$((1 + 1))", "…"],
    ["names of files", "*.x", "*.x"],
    ["names of files of a kind", "@(a|b)", "…"],
    ["braces", "{a,b}", "…"],
    ["nothing, quoted", '""', ""],
    ["a plain dollar", '"\\$@"', "$@"],
])("a word: %s", (_, word, words) => expect(commandsOf(`P=x$(y); a ${word}`)).toEqual([`a|${words}`]));

test.each<[reason: string, script: string, commands: string[]]>([
    ["all of them, in braces", 'a "${@}"', ["a|x y|z"]],
    ["all of them as one text", 'a "$*" "$@ w"', ["a|x y z|x y z w"]],
    ["all of them beside a text are one here", 'a "$@"w', ["a|x y zw"]],
    ["all but the first", 'a "${@:2}"', ["a|…"]],
    ["all of them as a default", 'a "${B:-$@}"', ["a|…"]],
    [
        "after a function they are what they were",
        'f() { b $#$9; }; f 1; a "$@" $0 $1 $2 $9 $# "$*"',
        ["b|1", "a|x y|z|sh|x|y|z|2|x y z"],
    ],
    [
        "$0 stays in a function, and where arguments are shifted off",
        "f() { a $0; shift; b $0; shift $N; c $0; }; f 1",
        ["a|sh", "b|sh", "c|sh"],
    ],
    ["as many are shifted off as there are", 'shift 2; a "$@" $#', ["a|0"]],
    ["after a function they are what they were, unquoted too", "f() { b; }; f 1; a $@ $*", ["b", "a|x|y|z|x|y|z"]],
    ["none where there are fewer", 'shift 3; a "$@" $#', ["a|x y|z|2"]],
    ["none where none are to be", 'shift 0; a "$@" $#; shift 2; shift 0; b "$@" $#', ["a|x y|z|2", "b|0"]],
    ["unknown they stay, shifted by a number or not", 'shift $N; a $1 $# "$*"; shift; b "$@" $2', ["a|…|…|…", "b|…|…"]],
    ["an empty one is one", 'f() { a "$@" $#; }; f ""', ["a||1"]],
    ["a loop without a list is over them", 'for i; do a "$i"; done', ["a|x y", "a|z"]],
])("arguments: %s", (_, script, commands) => expect(commandsOf(script, ["sh", "x y", "z"])).toEqual(commands));

test.each<[reason: string, script: string, commands: string[]]>([
    ["shifted", 'shift; a $1 "$@"', ["a|…|…"]],
    ["after a function", 'f() { b "$@"; }; f x; a $1 $# "$@"', ["b|x", "a|…|…|…"]],
    ["the name of the script in a function", "f() { a $0 $1; shift; b $0; }; f x", ["a|…|x", "b|…"]],
])("arguments that are not known: %s", (_, script, commands) => expect(commandsOf(script)).toEqual(commands));

test("of more arguments than nine each is what it was after a function", () => {
    const positional = ["sh", ..."abcdefghi"];
    const all = "$0 $1 $2 $3 $4 $5 $6 $7 $8 $9";
    expect(commandsOf(`f() { b ${all}; }; f; a ${all}`, positional)).toEqual(["b|sh", `a|${positional.join("|")}`]);
    expect(commandsOf(`shift $N; a ${all}`, positional)).toEqual([`a|sh${"|…".repeat(9)}`]);
    expect(commandsOf('shift 10; a $0 "$@"', [...positional, "j", "k"])).toEqual(["a|sh|k"]);
});

test("variables that double each other are known up to the longest word of Linux", () => {
    const lengths = readShell(`A=${"x".repeat(1 << 16)}; a $A; a $A$A; a $A$A"y"; B=$A$A; B=$B$B; a $B`).commands.map(
        ({ argv }) => argv.map(shown).join("").length - 1,
    );
    expect(lengths).toEqual([1 << 16, 1 << 17, 1, 1]);
});
