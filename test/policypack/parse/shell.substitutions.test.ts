import { readShell, type ShellOptions } from "../../../policypack/parse/shell";
import { shown } from "../../../policypack/parse/word";

type Substituted = Parameters<NonNullable<ShellOptions["onSubstituted"]>>[0];
const line = ({ argv, line, isConditional }: Substituted) => `${line}:${isConditional ? "?" : ""}${argv.map(shown).join("|")}`;

/** The commands of a script, and those of its substitutions: `!` before what a shell runs the output of. `out x` prints x. */
function read(script: string, options: ShellOptions = {}) {
    const substituted: string[] = [];
    const { commands, fault } = readShell(script, {
        onSubstituted: (command, isRun) => substituted.push(`${isRun ? "!" : ""}${line(command)}`),
        outputOf: ({ argv: [program, text] }) => (program!.text === "out" ? `${text!.text}\n\n` : undefined),
        ...options,
    });
    expect(fault).toBeUndefined();
    return { commands: commands.map(line), substituted };
}

test.each<[reason: string, script: string, commands: string[], substituted: string[]]>([
    [
        "its output is the words, without its last line ends",
        "a $(out 'x y') \"$(out 'x y')\"",
        ["1:a|x|y|x y"],
        ["1:out|x y", "1:out|x y"],
    ],
    ["line ends in it stay", "a \"$(out 'x\n\ny')\"", ["1:a|x\n\ny"], ["1:out|x\n\ny"]],
    ["an output that is not known", "a $(b) `c`", ["1:a|…|…"], ["1:b", "1:c"]],
    ["of a pipeline that of its last command", "a $(b | out x)", ["1:a|x"], ["1:b", "1:out|x"]],
    ["of several commands it is not known", "a $(out x; out y)", ["1:a|…"], ["1:out|x", "1:out|y"]],
    [
        "of what may not run it is not known",
        "a $(if b; then out x; fi) $(b || out x)",
        ["1:a|…|…"],
        ["1:b", "1:?out|x", "1:b", "1:?out|x"],
    ],
    ["what prints nothing is not known here", "a $(A=1) $() $(: > /x)", ["1:a|…|…|…"], ["1::"]],
    ["in each other", "a $(out $(out x))", ["1:a|x"], ["1:out|x", "1:out|x"]],
    ["in each other, four deep and not more", "a $(b $(c $(d $(e $(out x)))))", ["1:a|…"], ["1:e|…", "1:d|…", "1:c|…", "1:b|…"]],
    ["what it sets is its own", "A=1; a $(A=2; b $A) $A", ["1:a|…|1"], ["1:b|2"]],
    ["lines", "\na \\\n $(b)\nc $(d)", ["2:a|…", "4:c|…"], ["2:b", "4:d"]],
    ["lines in a script in a script", "\nsh -c 'a\nb $(c)'", ["2:a", "2:b|…"], ["2:c"]],
    ["in an assignment and in a heredoc", "A=$(b); a <<EOF\n$(c)\nEOF", ["1:a"], ["1:b", "1:c"]],
    ["a file of its output", "a <(b)", ["1:a|…"], ["1:b"]],
    ["a file that is written to is not followed", "bash >(b)", ["1:…"], []],
    ["what a shell runs", "bash <(a); /bin/sh -x <(b)", ["1:-", "1:-"], ["!1:a", "!1:b"]],
    ["what a shell runs behind others", "sudo -E /usr/local/bin/zsh <(a)", ["1:-"], ["!1:a"]],
    ["what is sourced", "source <(a); . <(b)", ["1:source|-", "1:.|-"], ["!1:a", "!1:b"]],
    [
        "what only looks like a shell",
        "fish <(a); bash-x <(b); resource <(c); source.x <(d); .x <(e)",
        ["1:fish|…", "1:bash-x|…", "1:resource|…", "1:source.x|…", "1:.x|…"],
        ["1:a", "1:b", "1:c", "1:d", "1:e"],
    ],
    ["what is substituted for a shell's argument is not run", 'bash /x "$(a)"', ["1:/x|…"], ["1:a"]],
    ["a shell inside is its own matter", "bash <(sh -c 'b <(c)')", ["1:-"], ["1:c", "!1:b|…"]],
])("a substitution: %s", (_, script, commands, substituted) => expect(read(script)).toEqual({ commands, substituted }));

test("its own commands are no commands of the script", () => {
    const seen: string[] = [];
    read("a $(b; c); d <(e)", { onCommand: (command) => void seen.push(line(command)) });
    expect(seen).toEqual(["1:a|…", "1:d|…"]);
});

test("somebody who only wants the output, or only the commands, has that", () => {
    const { commands } = readShell("a $(out x)", { outputOf: () => "y\n" });
    expect(commands.map(line)).toEqual(["1:a|y"]);
    const substituted: string[] = [];
    expect(readShell("a $(out x)", { onSubstituted: (command) => substituted.push(line(command)) }).commands.map(line)).toEqual([
        "1:a|…",
    ]);
    expect(substituted).toEqual(["1:out|x"]);
});

test("what a shell of its own runs is told as such, that of a substitution not", () => {
    const seen: string[] = [];
    const { commands } = readShell("a; (b; c); sh -c 'd; (e)'; eval f; g $(h; (i)); { j; }", {
        onSubstituted: (command) => void seen.push(`$ ${line(command)}`),
        onCommand: (command) => void seen.push(line(command)),
        inChildShell: (work) => {
            seen.push("(");
            work();
            seen.push(")");
        },
    });
    expect(commands.map(line).join(" ")).toBe("1:a 1:b 1:c 1:d 1:e 1:f 1:g|… 1:j");
    expect(seen.join(" ")).toBe("1:a ( 1:b 1:c ) ( 1:d ( 1:e ) ) 1:f $ 1:h $ 1:i 1:g|… 1:j");
});
