import { gzipSync } from "node:zlib";
import { fromBase64, fromGzip, fromQuotedPrintable, isGzip, unpacked } from "../../../policypack/parse/encodings";

const MIB = 1 << 20;
const base64 = (content: string | Buffer) => Buffer.from(content).toString("base64");

test.each<[reason: string, text: string, content: string | undefined]>([
    ["with padding", "YQ==", "a"],
    ["with blanks anywhere", " Y\tQ\r\n = = ", "a"],
    ["without padding", "YWI", "ab"],
    ["nothing", "", ""],
    ["a letter that nothing follows", "YWJjZ", undefined],
    ["padding alone", "====", undefined],
    ["padding in the middle", "YQ==YQ==", undefined],
    ["the alphabet of URLs", "-_-_", undefined],
    ["other signs before it", "#YQ==", undefined],
    ["other signs after it", "YQ==#", undefined],
])("base64: %s", (_, text, content) => expect(fromBase64(text)?.toString()).toBe(content));

test.each([
    [[0x1f, 0x8b], true],
    [[0x1f, 0x00], false],
    [[0x00, 0x8b], false],
    [[], false],
])("the bytes %j begin gzip: %j", (bytes, expected) => expect(isGzip(Buffer.from(bytes))).toBe(expected));

test("gzip is unpacked up to a MiB", () => {
    expect(fromGzip(gzipSync("a".repeat(MIB)))).toMatchObject({ ok: true, value: { length: MIB } });
    expect(fromGzip(gzipSync("a".repeat(MIB + 1)))).toEqual({ ok: false, reason: "unpacks to more than 1 MiB" });
    expect(fromGzip(Buffer.from([0x1f, 0x8b, 1]))).toEqual({ ok: false, reason: "is no valid gzip" });
});

test.each<[reason: string, given: string | Buffer, read: unknown]>([
    ["two MiB are read", "#".repeat(2 * MIB), { ok: true }],
    ["and no more", "#".repeat(2 * MIB + 1), { ok: false, reason: "is larger than 1 MiB" }],
    ["what only begins as gzip", Buffer.from([0x1f, 0x8b, 1]), { ok: false, reason: "is no valid gzip" }],
    ["such in base64", base64(Buffer.from([0x1f, 0x8b, 1])), { ok: false, reason: "is no valid gzip" }],
    ["nothing", "", { ok: true, value: Buffer.from("") }],
])("%s", (_, given, read) => expect(unpacked(Buffer.from(given))).toMatchObject(read as object));

const isUnpacked = (content: string | Buffer): boolean => {
    const read = unpacked(Buffer.from(base64(content)));
    return read.ok && read.value.equals(Buffer.from(content));
};
const odd = (length: number, count: number) => "\0".repeat(count) + "#".repeat(length - count);

test.each<[what: string, content: string | Buffer, isContent: boolean]>([
    ...["\t", "\n", "\v", "\f", "\r", " ", "\u007f", "é"].map((one): [string, string, boolean] => [
        JSON.stringify(one),
        `#${one}#`,
        true,
    ]),
    ...["\0", "\b", "\u000e", "\u001b", "\u001f"].map((one): [string, string, boolean] => [
        JSON.stringify(one),
        `#${one}#`,
        false,
    ]),
    ["a byte of Latin-1", Buffer.from("#\u00e9#", "latin1"), false],
    ["a byte that is no text in what is longer", odd(32, 1), true],
    ["and in what is shorter", odd(31, 1), false],
    ["a tenth of such bytes", odd(40, 4), true],
    ["more", odd(40, 5), false],
])("with %s what base64 holds is content: %#", (_, content, isContent) => expect(isUnpacked(content)).toBe(isContent));

test.each([
    ["a=3Db", "a=b"],
    ["a=e9=E9", "aéé"],
    ["a=zz=1", "a=zz=1"],
    ["a=\nb=\r\nc = \nd", "abc d"],
    ["a \t\nb\r\nc", "a\nb\nc"],
])("quoted-printable: %j is %j", (text, content) => expect(fromQuotedPrintable(text).toString("latin1")).toBe(content));
