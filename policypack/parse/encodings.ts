import { gunzipSync } from "node:zlib";
import { type Read, read, unread } from "../model/read";
import { MAX_TEXT, TOO_LARGE } from "./limits";

/** The base64 alphabet with its padding, blanks aside; what the EC2 API, cloud-init and nodeadm take. */
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

/** The bytes of base64 text, or undefined where the text is none. A plain word can be base64 too: ask only where that is no matter. */
export function fromBase64(text: string): Buffer | undefined {
    // Most texts are none at their first character.
    if (/[^A-Za-z0-9+/=\s]/.test(text)) return undefined;
    const digits = text.replace(/\s+/g, "");
    return !BASE64.test(digits) || digits.length % 4 === 1 ? undefined : Buffer.from(digits, "base64");
}

export const isGzip = (bytes: Buffer): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** What is packed, at most 1 MiB of it. */
export function fromGzip(bytes: Buffer): Read<Buffer> {
    try {
        return read(gunzipSync(bytes, { maxOutputLength: MAX_TEXT }));
    } catch (error) {
        const isTooLarge = (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE";
        return unread(isTooLarge ? "unpacks to more than 1 MiB" : "is no valid gzip");
    }
}

/** How often text may be packed in itself: base64 of gzip of base64 is seen, more is not. */
const MAX_LAYERS = 6;

/** Takes base64 and gzip off, in whatever order and number, as cloud-init and nodeadm do between them. */
export function unpacked(bytes: Buffer): Read<Buffer> {
    let current = bytes;
    for (let layer = 0; layer <= MAX_LAYERS; layer++) {
        if (current.length > MAX_TEXT * 2) return unread(TOO_LARGE);
        if (isGzip(current)) {
            const inner = fromGzip(current);
            if (!inner.ok) return inner;
            current = inner.value;
            continue;
        }
        const inner = fromBase64(current.toString("latin1"));
        // A single word is its own text unless what it decodes to is plainly something.
        if (inner === undefined || !looksLikeContent(inner)) return read(current);
        current = inner;
    }
    return unread("is packed more than six times over");
}

/** Shorter texts are content only if all of them is: of a few bytes any word may be the base64. */
const SHORT = 32;

/**
 * Gzip, or text, or more base64. A script may have a few characters that are none (an escape sequence in what it prints, Latin-1 in a comment),
 * which no shell minds; of bytes that are no text every third is one.
 */
function looksLikeContent(bytes: Buffer): boolean {
    if (isGzip(bytes)) return true;
    const text = bytes.toString("utf8");
    // eslint-disable-next-line no-control-regex -- that is what binary content has
    const odd = text.match(/[\u0000-\u0008\u000e-\u001f\ufffd]/g)?.length ?? 0;
    return text !== "" && odd <= (text.length < SHORT ? 0 : text.length / 10);
}

/** Text of `quoted-printable` (RFC 2045, 6.7). */
export const fromQuotedPrintable = (text: string): Buffer =>
    Buffer.from(
        text
            .split("\n")
            .map((line) => line.trimEnd())
            .join("\n")
            .replace(/=\n/g, "")
            .replace(/=([\dA-Fa-f]{2})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16))),
        "latin1",
    );
