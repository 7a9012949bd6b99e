import fc from "fast-check";
import { gzipSync } from "node:zlib";
import { PARSERS } from "./every-parser";

describe.each(Object.entries(PARSERS))("%s", (_, parse) => {
    test("no bytes make it throw", () =>
        fc.assert(
            fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => {
                expect(parse(Buffer.from(bytes))).toBeDefined();
            }),
            { seed: 21, numRuns: 200 },
        ));

    test("nor does any text", () =>
        fc.assert(
            fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
                expect(parse(Buffer.from(text))).toBeDefined();
            }),
            { seed: 22, numRuns: 200 },
        ));

    test("the same bytes are always read the same", () =>
        fc.assert(
            fc.property(fc.string({ maxLength: 200 }), (text) => {
                expect(JSON.stringify(parse(Buffer.from(text)))).toBe(JSON.stringify(parse(Buffer.from(text))));
            }),
            { seed: 23, numRuns: 50 },
        ));
});

test("what is packed is unpacked, byte for byte", () =>
    fc.assert(
        fc.property(fc.uint8Array({ maxLength: 2_000 }), (bytes) => {
            expect(PARSERS["gzip"]!(gzipSync(bytes))).toEqual({ ok: true, value: Buffer.from(bytes) });
        }),
        { seed: 24, numRuns: 100 },
    ));
