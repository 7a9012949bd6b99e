import { isMime, mimeParts } from "../../../policypack/parse/mime";

const parts = (text: string) => {
    const read = mimeParts(Buffer.from(text));
    return read.ok
        ? read.value.map(({ type, depth, body }) => `${depth} ${type} ${JSON.stringify(body.toString())}`)
        : read.reason;
};
const multipart = (boundary: string, ...lines: string[]) =>
    ["MIME-Version: 1.0", `Content-Type: multipart/mixed; boundary=${boundary}`, "", ...lines].join("\n");

test.each<[reason: string, text: string, expected: string[] | string]>([
    ["a quoted boundary", multipart('"a b"', "--a b", "", "x", "--a b--"), ['1 text/plain "x"']],
    ["a boundary of punctuation", multipart("//", "--//", "", "x", "--//--"), ['1 text/plain "x"']],
    ["an unquoted one with equals signs", multipart("==X==", "--==X==", "", "x", "--==X==--"), ['1 text/plain "x"']],
    [
        "CRLF",
        multipart("b", "--b", "Content-Type: text/cloud-config", "", "x", "--b--", "").replaceAll("\n", "\r\n"),
        ['1 text/cloud-config "x"'],
    ],
    ["a boundary that begins another", multipart("b", "--b", "", "--bb", "--b--"), ['1 text/plain "--bb"']],
    ["a missing last boundary", multipart("b", "--b", "", "x"), ['1 text/plain "x"']],
    [
        "what is before the first and after the last does not count",
        multipart("b", "x", "--b", "", "y", "--b--", "z"),
        ['1 text/plain "y"'],
    ],
    [
        "names of headers in any case",
        multipart("b", "--b", "content-TYPE: Text/X-ShellScript", "", "x", "--b--"),
        ['1 text/x-shellscript "x"'],
    ],
    [
        "a folded header",
        multipart("b", "--b", "Content-Type:", " text/x-shellscript;", '\tcharset="us-ascii"', "", "x", "--b--"),
        ['1 text/x-shellscript "x"'],
    ],
    ["base64", multipart("b", "--b", "Content-Transfer-Encoding: BASE64", "", "aGVs", "bG8=", "--b--"), ['1 text/plain "hello"']],
    [
        "quoted-printable",
        multipart("b", "--b", "Content-Transfer-Encoding: quoted-printable", "", "a=3Db=", "c", "--b--"),
        ['1 text/plain "a=bc"'],
    ],
    [
        "parts in parts",
        multipart("b", "--b", "Content-Type: multipart/mixed; boundary=c", "", "--c", "", "x", "--c--", "--b", "", "y", "--b--"),
        ['2 text/plain "x"', '1 text/plain "y"'],
    ],
    ["a message of one part", "MIME-Version: 1.0\nContent-Type: text/x-shellscript\n\nx", ['0 text/x-shellscript "x"']],
    ["a part without headers", multipart("b", "--b", "#!/bin/sh", "--b--"), ['1 text/plain "#!/bin/sh"']],
    ["headers alone", "MIME-Version: 1.0\nContent-Type: text/x-shellscript", ['0 text/x-shellscript ""']],
    ["no blank after the colon", "MIME-Version:1.0\nContent-Type:text/x-shellscript\n\nx", ['0 text/x-shellscript "x"']],
    ["tabs after the colon", "MIME-Version:\t1.0\nContent-Type:\t text/x-shellscript\n\nx", ['0 text/x-shellscript "x"']],
    ["blank lines before the message", "\n \r\nContent-Type: text/x-shellscript\n\nx", ['0 text/x-shellscript "x"']],
    [
        "of two headers of one name the first counts",
        multipart("b", "--b", "Content-Type: text/x-a", "Content-Type: text/x-b", "", "x", "--b--"),
        ['1 text/x-a "x"'],
    ],
    ["a type that is none", multipart("b", "--b", "Content-Type: nonsense", "", "x", "--b--"), ['1 text/plain "x"']],
    [
        "a line with a colon that is no header begins the body",
        multipart("b", "--b", "echo a: b", "", "x", "--b--"),
        ['1 text/plain "echo a: b\\n\\nx"'],
    ],
    [
        "nor is one whose name is longer than any",
        multipart("b", "--b", `${"a".repeat(101)}: b`, "--b--"),
        [`1 text/plain "${"a".repeat(101)}: b"`],
    ],
    [
        "a line without a colon after a header begins the body",
        multipart("b", "--b", "X-A: b", "echo hello", "--b--"),
        ['1 text/plain "echo hello"'],
    ],
    ["a first line with a blank in front folds nothing", multipart("b", "--b", " x", "--b--"), ['1 text/plain " x"']],
    [
        "after the empty line nothing is a header",
        multipart("b", "--b", "", "Content-Type: text/x-a", "", "x", "--b--"),
        ['1 text/plain "Content-Type: text/x-a\\n\\nx"'],
    ],
    [
        "a carriage return alone ends a line, as Python has it",
        multipart("b", "--b\rContent-Type: text/x-a\rb\r\rc\r--b--"),
        ['1 text/x-a "b\\r\\rc"'],
    ],
    ["no part at all", multipart("b", "x", "y"), []],
    ["the last boundary alone", multipart("b", "--b--", "", "x"), []],
    ["blanks after a boundary", multipart("b", "--b \t", "", "x", "--b-- ", "z"), ['1 text/plain "x"']],
    ["a boundary that ends with dashes", multipart("b--", "--b--", "", "x", "--b----", "z"), ['1 text/plain "x"']],
    [
        "blanks around the name of an encoding",
        multipart("b", "--b", "Content-Transfer-Encoding: base64 \t", "", "aGVsbG8=", "--b--"),
        ['1 text/plain "hello"'],
    ],
    [
        "what is no base64 stays",
        multipart("b", "--b", "Content-Transfer-Encoding: base64", "", "#!/bin/sh", "--b--"),
        ['1 text/plain "#!/bin/sh"'],
    ],
    [
        "an encoding that is none",
        multipart("b", "--b", "Content-Transfer-Encoding: 8bit", "", "a=3D", "--b--"),
        ['1 text/plain "a=3D"'],
    ],
    [
        "the line break before a boundary is the boundary's, those before it are not",
        multipart("b", "--b", "", "x", "", "", "--b--"),
        ['1 text/plain "x\\n\\n"'],
    ],
    ["an empty boundary", 'Content-Type: multipart/mixed; boundary=""\n\nx', "is a MIME multipart without a boundary"],
    [
        "as many parts as may be",
        multipart("b", ..."--b\n\nx\n".repeat(200).split("\n")),
        Array.from({ length: 200 }, (_, i) => `1 text/plain ${JSON.stringify(i < 199 ? "x" : "x\n")}`),
    ],
    ["no boundary", "MIME-Version: 1.0\nContent-Type: multipart/mixed\n\nx", "is a MIME multipart without a boundary"],
    ["more parts than anybody writes", multipart("b", ..."--b\n\nx\n".repeat(300).split("\n")), "has more than 200 MIME parts"],
])("%s", (_, text, expected) => expect(parts(text)).toEqual(expected));

test("packed bytes stay as they are", () => {
    const bytes = Buffer.concat([
        Buffer.from(multipart("b", "--b", "", "")),
        Buffer.from([0x1f, 0x8b, 0, 255, 128]),
        Buffer.from("\n--b--"),
    ]);
    const read = mimeParts(bytes);
    expect(read.ok && [...read.value[0]!.body]).toEqual([0x1f, 0x8b, 0, 255, 128]);
});

/** A message with parts in parts. */
const nested = (depth: number): string =>
    depth === 0 ? "\nx" : `Content-Type: multipart/mixed; boundary=b${depth}\n\n--b${depth}\n${nested(depth - 1)}\n--b${depth}--`;

test("parts in parts end", () => {
    expect(parts(nested(8))).toEqual(['8 text/plain "x"']);
    expect(parts(nested(9))).toBe("has MIME parts more than 8 deep");
});

test("a text that is too large is not read", () => {
    expect(parts("a".repeat(1 << 20))).toHaveLength(1);
    expect(parts("a".repeat((1 << 20) + 1))).toBe("is larger than 1 MiB");
});

test.each<[why: string, text: string, isMessage: boolean]>([
    ["its version, in any case", "MIME-VERSION: 1.0\n\nx", true],
    ["its version after other things", "#!/bin/sh\nX: y\nMime-Version: 1.0\n", true],
    ["its version too late", `${"x".repeat(4096)}mime-version: 1.0`, false],
    ["multipart in its first header", "Content-Type: multipart/mixed; boundary=b\n", true],
    ["multipart without a blank", "content-type:multipart/mixed", true],
    ["multipart after a tab", "content-type:\tmultipart/mixed", true],
    ["multipart in a later header", "X-One: 1\nX-Two: 2\nContent-Type: multipart/mixed", true],
    ["multipart after a folded header", "X-One: 1\n  2\n\t3\nContent-Type: multipart/mixed", true],
    ["multipart after a header without a value", "X:\nContent-Type: multipart/mixed", true],
    ["multipart after as many headers as may be", `${"X-A: 1\n".repeat(20)}Content-Type: multipart/mixed`, true],
    ["multipart after more", `${"X-A: 1\n".repeat(21)}Content-Type: multipart/mixed`, false],
    ["multipart in the body", "X-One: 1\n\nContent-Type: multipart/mixed", false],
    ["multipart after a line that is no header", "echo\nContent-Type: multipart/mixed", false],
    ["a header of which it is a part", "X-Content-Type: multipart/mixed", false],
    ["another type", "Content-Type: text/multipart", false],
    ["a script", "#!/bin/sh\necho", false],
])("whether it is a message: %s", (_, text, isMessage) => expect(isMime(Buffer.from(text))).toBe(isMessage));
