import { gzipSync } from "node:zlib";
import { fromBase64, fromGzip, isGzip, unpacked } from "../encodings";
import { isMime, mimeParts } from "../mime";

/** Makes one text of another; undefined where it cannot. */
export type Edit = (text: string) => string | undefined;

/** Edits what base64 and gzip hold, and packs it as it was. */
export function inPacking(text: string, edit: Edit): string | undefined {
    return packed(Buffer.from(text), edit)?.toString();
}

/** `unpacked` says where there are more layers than anybody packs. */
function packed(bytes: Buffer, edit: Edit): Buffer | undefined {
    const content = unpacked(bytes);
    if (!content.ok) return undefined;
    if (content.value.equals(bytes)) {
        const edited = edit(bytes.toString());
        return edited === undefined ? undefined : Buffer.from(edited);
    }
    if (isGzip(bytes)) {
        const inner = fromGzip(bytes);
        const edited = inner.ok ? packed(inner.value, edit) : undefined;
        return edited && gzipSync(edited);
    }
    const inner = fromBase64(bytes.toString("latin1"));
    const edited = inner && packed(inner, edit);
    return edited && Buffer.from(edited.toString("base64"));
}

/**
 * Edits one part of a MIME message, where that part stands in the message as it is and once.
 * @param number the part's, from 1, as `mimeParts` counts
 */
export function inMimePart(text: string, number: number, edit: Edit): string | undefined {
    const message = Buffer.from(text);
    const parts = isMime(message) ? mimeParts(message) : undefined;
    const part = parts?.ok === true ? parts.value[number - 1] : undefined;
    if (part === undefined) return undefined;
    const body = part.body.toString();
    const start = text.indexOf(body);
    if (start < 0 || text.includes(body, start + 1)) return undefined;
    const edited = inPacking(body, edit);
    return edited === undefined ? undefined : text.slice(0, start) + edited + text.slice(start + body.length);
}
