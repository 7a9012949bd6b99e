import { constants, gunzipSync } from "node:zlib";
import { type Read, read, unread } from "../../model/read";
import { isGzip } from "../../parse/encodings";

/** The largest file that is read, unpacked. States of stacks are some MiB, and all of one is held at once. */
const MAX_FILE = 256 << 20;
export const TOO_LARGE = "is larger than 256 MiB. Split it";

/** Whether so many bytes are more than is read. */
export const isTooLarge = (size: number): boolean => size > MAX_FILE;

/** What the beginning of a packed file unpacks to; undefined for any other, and for what cannot be unpacked. */
export function beginningOfGzip(bytes: Buffer): Buffer | undefined {
    if (!isGzip(bytes)) return undefined;
    try {
        return gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: 1 << 24 });
    } catch {
        return undefined;
    }
}

/** What is packed with gzip, unpacked; anything else as it is. */
export function unpackedFile(bytes: Buffer): Read<Buffer> {
    if (!isGzip(bytes)) return isTooLarge(bytes.length) ? unread(TOO_LARGE) : read(bytes);
    try {
        return read(gunzipSync(bytes, { maxOutputLength: MAX_FILE }));
    } catch (error) {
        const isBomb = (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE";
        return unread(isBomb ? TOO_LARGE : "is no valid gzip. Write it anew");
    }
}

/** Text in UTF-8, or in UTF-16 with its mark, which `>` of Windows PowerShell writes. Undefined for what is no text. */
export function textOf(bytes: Buffer): string | undefined {
    if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.toString("utf16le", 2);
    if (bytes.includes(0)) return undefined;
    return bytes.toString("utf8").replace(/^\u{feff}/u, "");
}
