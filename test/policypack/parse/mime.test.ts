import { mimeParts } from "../../../policypack/parse/mime";

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
