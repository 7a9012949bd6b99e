import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { unpacked } from "../../../policypack/parse/encodings";

const SCRIPT = "#!/bin/bash\necho ready\n";
const base64 = (content: string | Buffer) => Buffer.from(content).toString("base64");
const withBytes = (...bytes: number[]) => Buffer.concat([Buffer.from(SCRIPT.repeat(3)), Buffer.from(bytes)]);
const digest = createHash("sha512").update("a");

test.each<[reason: string, given: string | Buffer, content: string | Buffer]>([
    ["a script", SCRIPT, SCRIPT],
    ["its base64", base64(SCRIPT), SCRIPT],
    ["base64 in lines", base64(SCRIPT.repeat(9)).replace(/(.{76})/g, "$1\n"), SCRIPT.repeat(9)],
    ["base64 of gzip of base64", base64(gzipSync(base64(SCRIPT))), SCRIPT],
    [
        "colours in what a script prints",
        base64(`${SCRIPT}echo -e '\u001b[32mready\u001b[0m'\n`),
        `${SCRIPT}echo -e '\u001b[32mready\u001b[0m'\n`,
    ],
    ["Latin-1 in a comment", base64(withBytes(0x23, 0xfc, 0xe4, 0x0a)), withBytes(0x23, 0xfc, 0xe4, 0x0a)],
    ["a byte that is no text", base64(withBytes(0)), withBytes(0)],
    ["a word that may be base64", "password", "password"],
    [
        "a longer one",
        "AKIAIOSFODNN7EXAMPLEwJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY",
        "AKIAIOSFODNN7EXAMPLEwJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY",
    ],
    ["a digest", digest.copy().digest("hex"), digest.copy().digest("hex")],
    ["a key in base64", digest.copy().digest("base64"), digest.copy().digest("base64")],
])("%s", (_, given, content) => expect(unpacked(Buffer.from(given))).toEqual({ ok: true, value: Buffer.from(content) }));

test("what is packed more often than anybody does is told", () => {
    const packed = (times: number): string => (times === 0 ? SCRIPT : base64(packed(times - 1)));
    expect(unpacked(Buffer.from(packed(6)))).toEqual({ ok: true, value: Buffer.from(SCRIPT) });
    expect(unpacked(Buffer.from(packed(7)))).toEqual({ ok: false, reason: "is packed more than six times over" });
});
