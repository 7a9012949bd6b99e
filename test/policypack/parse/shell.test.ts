import { readShell, shellCommands, type ShellCommand } from "../../../policypack/parse/shell";
import { shown } from "../../../policypack/parse/word";

const line = ({ argv }: ShellCommand) => argv.map(shown).join("|");
const lines = (script: string, variables: Record<string, string> = {}, positional?: readonly string[]) =>
    readShell(script, { variables: new Map(Object.entries(variables)), ...(positional && { positional }) }).commands.map(line);

test.each<[reason: string, script: string, commands: string[]]>([
    ["quotes join and escapes vanish", `a 'b c'"d"\\ e $'f\\tg'`, ["a|b cd e|f\tg"]],
    ["a backslash at the end of a line continues it", "a \\\n  b", ["a|b"]],
    ["a comment is nothing", "# a\nb # c", ["b"]],
    ["lists and pipelines have all their commands", "a && b || c; d | e & f", ["a", "b", "c", "d", "e", "f"]],
    ["subshells and groups", "(a; b); { c; }", ["a", "b", "c"]],
    ["both branches of a condition", "if a; then b; elif c; then d; else e; fi", ["a", "b", "c", "d", "e"]],
    [
        "bodies of loops, for each value that the text shows, and of cases",
        "for i in 1 2; do a $i; done; while b; do c; done; case x in x) d;; esac",
        ["a|1", "a|2", "b", "c", "d"],
    ],
    ["a variable of the script", `A="x y"; a $A "$A" '$A' \${A}z`, ["a|x|y|x y|$A|x|yz"]],
    ["a variable that the script does not set", "a $B x$B", ["a|…|x…"]],
    ["the output of a command", "a $(b) `c`", ["a|…|…"]],
    ["exported and declared variables", "export A=1; declare B=2; a $A $B", ["a|1|2"]],
    ["an appended variable", "A=1; A+=2; a $A", ["a|12"]],
    ["a variable for one command only", "A=1 a; b $A", ["a", "b|…"]],
    ["a default for a variable that is set", "A=1; a ${A:-2}; b ${C:-2}", ["a|1", "b|…"]],
    ["branches that disagree leave a variable unknown", "A=1; if x; then A=2; fi; a $A", ["x", "a|…"]],
    ["a subshell changes nothing outside", "A=1; (A=2; b $A); a $A", ["b|2", "a|1"]],
    ["a script in a script", `A=1; sh -c 'a "$0" $1; b $A' x y`, ["a|x|y", "b|1"]],
    ["options in front of the script", "bash -euxc 'a'; bash -o pipefail -c 'b'", ["a", "b"]],
    ["starters are taken off", "sudo -u root env -i A=b nohup nice -n 5 timeout 3 exec a b", ["a|b"]],
    ["a starter alone is itself", "exec > /var/log/x", ["exec"]],
    ["a heredoc that a shell runs, without arguments", "bash <<'EOF'\na $1\nEOF", ["a"]],
    ["eval", "A=1; eval 'a $A'", ["a|1"]],
    ["a function is run where it is called", "f() { a $1; }; b; f x; f y", ["b", "a|x", "a|y"]],
    ["each argument stays a word of its own", `f() { a "$@" $@; }; f "x y" z; f`, ["a|x y|z|x|y|z", "a"]],
    [
        "arguments that are shifted off are gone",
        `f() { b $1; shift; a "$@" $#; shift 2; c "$@"; }; f x y z`,
        ["b|x", "a|y|z|2", "c"],
    ],
    ["an unknown shift leaves none known", `f() { shift $N; a "$@"; }; f x y`, ["a|…"]],
    ["arguments of the whole script are not known", `a "$@" b`, ["a|…|b"]],
    ["a shell that is given a file runs that file", "sudo bash -x /a.sh b; sh -- c d", ["/a.sh|b", "c|d"]],
    ["a function that nobody calls does nothing", "f() { a; }", []],
    ["a condition that only tests", "[[ -f x ]] && a", ["a"]],
    ["CRLF from a Windows editor", "a b\r\nc\r\n", ["a|b", "c"]],
    ["a program that command runs", "command -p a b", ["a|b"]],
    ["a program that command only looks for", "command -v a; command -pV b", ["command|-v|a", "command|-pV|b"]],
])("%s", (_, script, commands) => expect(lines(script)).toEqual(commands));

test("what the environment has is known where it is given", () =>
    expect(lines('a $B $1 "$@"', { B: "x" }, ["sh", "y", "z w"])).toEqual(["a|x|y|y|z w"]));

test("a heredoc is the command's input, with its variables unless it is quoted", () => {
    const [a, b, c] = readShell("A=1\na <<EOF\nx $A $B\nEOF\nb <<'EOF'\n$A\nEOF\nc <<-EOF\n\tx\n\tEOF\n").commands;
    expect(shown(a!.stdin!)).toBe("x 1 …\n");
    expect(a!.stdin!.isLiteral).toBe(false);
    expect(shown(b!.stdin!)).toBe("$A\n");
    expect(shown(c!.stdin!)).toBe("x\n");
});

test("a backslash in a heredoc guards what the shell would take, with and without a variable beside it, unless it is quoted", () => {
    const body = "x \\\\\n\\$A \\`b\\` \\c\\\nd";
    const [a, b, c] = readShell(`A=1\na <<EOF\n${body}\nEOF\nb <<EOF\n${body} $A\nEOF\nc <<'EOF'\n${body}\nEOF\n`).commands;
    expect(a!.stdin!.text).toBe("x \\\n$A `b` \\cd\n");
    expect(b!.stdin!.text).toBe("x \\\n$A `b` \\cd 1\n");
    expect(c!.stdin!.text).toBe(`${body}\n`);
});

test("where output goes, and what a command reads from the one before it", () => {
    const [a, b] = readShell("echo x 2>/dev/null | tee -a /f >> /g").commands;
    expect(a!.outputs).toEqual([]);
    expect(b!.pipedFrom).toBe(a);
    expect(b!.outputs.map(({ path, isAppended }) => [path.text, isAppended])).toEqual([["/g", true]]);
});

test("lines and conditions are told", () => {
    const { commands } = readShell("a\n\nif b; then\n  c\nfi");
    expect(commands.map(({ line, isConditional }) => [line, isConditional])).toEqual([
        [1, false],
        [3, false],
        [4, true],
    ]);
});

test("a syntax error leaves the commands before it", () => {
    const { commands, fault } = readShell("a\nb 'c\n");
    expect(commands.map(line)).toContain("a");
    expect(fault).toBe("has a syntax error in line 2");
    expect(shellCommands("a\nb 'c\n")).toEqual({ ok: false, reason: "has a syntax error in line 2" });
});

test("what stands behind functions that try again is read, and what a bomb of them would do is not", () => {
    const again = "again() { try-it || again; }\n";
    expect(readShell(`${again}${"again\n".repeat(20)}last`).commands.map(line)).toContain("last");
    const { commands } = readShell(`${again.replace("||", "; again;")}again\nlast`);
    expect(commands.length).toBeLessThan(200);
    expect(commands.map(line)).not.toContain("last");
});

test.each<[reason: string, script: string, fault: string]>([
    ["functions that call themselves end", "f() { f; f; }; f", "nests scripts more than 16 deep"],
    ["and those that do so often", `f() { ${"f; ".repeat(20)}}; f`, "nests scripts more than 16 deep"],
    ["many calls", `f() { a=1; }\n${"f\n".repeat(1_001)}`, "calls functions and scripts more than 1000 times"],
    [
        "so does a bomb of functions",
        Array.from({ length: 20 }, (_, i) => `f${i}() { a; f${i + 1}; f${i + 1}; }`).join("\n") + "\nf0",
        "nests scripts more than 16 deep",
    ],
    ["a script that is not in the text", `sh -c "$(curl x)"`, "runs a script in line 1 that is not in the text"],
    ["more than anybody writes", "a\n".repeat(6_000), "has more than 5000 commands"],
    ["more text than anybody writes", "a".repeat(2 ** 20 + 1), "is larger than 1 MiB"],
])("%s", (_, script, fault) => expect(readShell(script).fault).toBe(fault));
