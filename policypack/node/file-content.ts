import { type Read, read, unread } from "../model/read";
import { fromBase64, fromGzip } from "../parse/encodings";

/**
 * The content of a file that is written out with an encoding (cc_write_files.py, and Cluster API, which hands its own names on to it): base64,
 * gzip or both, by their many names; an unknown one is plain text.
 */
export function readContent(bytes: Buffer, written: string): Read<string> {
    const encoding = written.trim().toLowerCase();
    const isBase64 = /^(?:gz|gzip)\+(?:b64|base64)$|^(?:b64|base64)$/.test(encoding);
    const inner = isBase64 ? fromBase64(bytes.toString("latin1")) : bytes;
    if (inner === undefined) return unread("is not the base64 that its encoding says");
    if (!encoding.startsWith("gz")) return read(inner.toString("utf8"));
    const unzipped = fromGzip(inner);
    return unzipped.ok ? read(unzipped.value.toString("utf8")) : unzipped;
}
