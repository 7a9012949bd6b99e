import { gunzipSync } from "node:zlib";
import { type Read, read, unread } from "../../model/read";
import { isGzip } from "../../parse/encodings";

/** The largest file that is read, unpacked. States of stacks are some MiB, and all of one is held at once. */
const MAX_FILE = 256 << 20;
export const TOO_LARGE = "is larger than 256 MiB. Split it";

/** What is packed with gzip, unpacked; anything else as it is. */
export function unpackedFile(bytes: Buffer): Read<Buffer> {
    if (!isGzip(bytes)) return bytes.length > MAX_FILE ? unread(TOO_LARGE) : read(bytes);
    try {
        return read(gunzipSync(bytes, { maxOutputLength: MAX_FILE }));
    } catch (error) {
        const isTooLarge = (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE";
        return unread(isTooLarge ? TOO_LARGE : "is no valid gzip. Write it anew");
    }
}

/** Text in UTF-8, or in UTF-16 with its mark, which `>` of Windows PowerShell writes. Undefined for what is no text. */
export function textOf(bytes: Buffer): string | undefined {
    if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.toString("utf16le", 2);
    if (bytes.includes(0)) return undefined;
    return bytes.toString("utf8").replace(/^\u{feff}/u, "");
}
