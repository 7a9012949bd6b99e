import { sedEdit } from "../../../policypack/parse/sed";
import { HOLE } from "../../../policypack/parse/word";

const edited = (args: readonly string[], text = "a+\nb\n") => {
    const result = sedEdit(args, text);
    return result.ok ? result.value : `! ${result.reason}`;
};
const NOT_FOLLOWED = "! uses a command of sed that is not followed";

// Each as GNU sed 4.9 answers it.
test.each<[why: string, args: string[], text: string]>([
    ["extended expressions by the long name", ["--regexp-extended", "s/(a)\\+/x/"], "x\nb\n"],
    ["basic expressions without", ["s/\\(a\\)+/x/"], "x\nb\n"],
    ["a script by the long name behind a quiet one", ["-n", "--expression", "1p"], "a+\n"],
    ["a script in the next word behind other letters", ["-ne", "1p"], "a+\n"],
    ["a script in the same word", ["-e1d", "-se", "s/b/c/"], "c\n"],
    ["extended expressions and a script in the same word", ["-Ees/(a)./x/"], "x\nb\n"],
    ["a copy named at -i, whatever it is", ["-i~", "-ibak", "-in", "-ie", "-i.orig-1", "1d"], "b\n"],
    ["letters before -i", ["-nri.bak", "s/(b)/x/;p"], "a+\nx\n"],
    ["a copy named at the long name", ["--in-place=.bak", "1d"], "b\n"],
    ["a file behind the script, which is no script", ["1d", "2d"], "b\n"],
    ["a dash for the standard input", ["-e", "1d", "-"], "b\n"],
    ["no commands", ["-e", "", "-e", ";"], "a+\nb\n"],
])("sed's options: %s", (_, args, text) => expect(edited(args)).toBe(text));

test.each<[why: string, args: string[], reason: string]>([
    ["an option", ["-z", "p"], NOT_FOLLOWED],
    ["an option behind the script", ["p", "-z"], NOT_FOLLOWED],
    ["a long option behind the script", ["p", "--posix"], NOT_FOLLOWED],
    ["an option among others", ["-nz", "p"], NOT_FOLLOWED],
    ["an option that ends as another one", ["--no-such-n", "p"], NOT_FOLLOWED],
    ["a dash for the script", ["-"], NOT_FOLLOWED],
    ["a script that is not there", ["p", "-ne"], NOT_FOLLOWED],
    ["a script that is not there, by the long name", ["p", "--expression"], NOT_FOLLOWED],
    ["a script that is not known", [`s/a/${HOLE}/`], "! depends on what only the machine knows"],
    ["no script", ["-i", "-n"], "! has no script"],
])("sed's options: %s is not followed", (_, args, reason) => expect(edited(args)).toBe(reason));

// Each as GNU sed 4.9 answers it.
test.each<[replacement: string, text: string]>([
    ['x\\.\\-\\"y\\"\\{\\}', 'x.-"y"{}'],
    ["\\r\\t\\n\\f\\v", "\r\t\n\f\v"],
    ["\\q\\\\q\\\\\\\\", "q\\q\\\\"],
    ["x\\\ny", "x\ny"],
    ["[&\\&\\0]", "[a&a]"],
    ["\\1\\2", "a"],
])("a replacement %j", (replacement, text) => expect(edited([`s/\\(a\\)\\(z*\\)/${replacement}/`], "a")).toBe(text));

test.each(["\\U&", "\\lx", "\\ux", "\\Lx\\E", "\\x41", "\\d65", "\\o101", "\\cA", "\\a"])(
    "a replacement %j is not followed",
    (replacement) => expect(edited([`s/a/${replacement}/`])).toBe(NOT_FOLLOWED),
);

test("ends of lines of Windows are taken off, and an r at the end of a line is not", () => {
    expect(edited(["s/\\r$//"], "server\r\nserver\n")).toBe("server\nserver\n");
    expect(edited(["s/[\\r]//g"], "server\r\n")).toBe("server\n");
});

const LONG = 1 << 20;
test.each<[what: string, args: string[], text: string, edited: string]>([
    ["a text of 1 MiB", ["1d"], "x".repeat(LONG), ""],
    ["a larger text", ["1d"], "x".repeat(LONG + 1), "! is larger than 1 MiB"],
    ["20000 lines", ["1!d"], "x\n".repeat(20_000), "x\n"],
    ["more lines", ["1!d"], "x\n".repeat(20_001), "! has more than 20000 lines"],
    ["100 commands", [";p".repeat(99), "-n"], "x", "x\n".repeat(98) + "x"],
    ["100 commands that end", [`${";p".repeat(99)};d`, "-n"], "x\n", "x\n".repeat(99)],
    ["more commands", [";p".repeat(101)], "x", NOT_FOLLOWED],
    ["a text that is not known", ["p"], `x${HOLE}`, "! depends on what only the machine knows"],
    ["a text of nothing", ["s/^/x/"], "", "x"],
    ["a letter and its end", ["s/$/x/"], "a", "ax"],
    ["a range whose last line was deleted before", ["-n", "2d;1,2p"], "1\n2\n3\n4\n", "1\n"],
    ["a range whose last line was deleted before, changed", ["2d;1,2c x"], "1\n2\n3\n4\n", "3\n4\n"],
    ["a range that begins anew behind its last line", ["-n", "2d;/1/,2p"], "1\n2\n3\n1\n5\n", "1\n1\n"],
    ["a line of nothing", ["s/^/x/"], "\n", "x\n"],
])("%s", (_, args, text, expected) => expect(edited(args, text)).toBe(expected));

test("what comes to 1 MiB with the ends of its lines is followed, more is not", () => {
    const longer = (length: number) => edited(["s/^/y/"], "x".repeat(length));
    expect(longer(LONG - 2)).toHaveLength(LONG - 1);
    expect(longer(LONG - 1)).toBe("! is larger than 1 MiB");
});
