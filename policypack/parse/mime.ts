import { MIMEType } from "node:util";
import { type Read, read, unread } from "../model/read";
import { fromBase64, fromQuotedPrintable } from "./encodings";
import { MAX_TEXT, TOO_LARGE } from "./limits";

// Mail libraries were tried and left: letterparser takes a boundary for a prefix of another, throws where the last boundary is missing and turns
// packed parts into text; postal-mime answers asynchronously, which a policy cannot wait for. Node reads the headers' values itself.

/** A part of a message that has content of its own. */
export interface MimePart {
    /** `text/cloud-config`, in lower case; `text/plain` where nothing is said. */
    readonly type: string;
    /** 1 for a part of the message itself, 2 for a part of such a part. */
    readonly depth: number;
    /** After its Content-Transfer-Encoding. */
    readonly body: Buffer;
}

const MAX_DEPTH = 8;
const MAX_PARTS = 200;

/** Whether the text is a MIME message for cloud-init (`mime-version:` near its start) or for nodeadm (multipart in its headers). */
export function isMime(bytes: Buffer): boolean {
    const start = bytes.toString("latin1", 0, 4096).toLowerCase();
    return (
        start.includes("mime-version:") ||
        (start.includes("multipart/") &&
            /^(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,20}?content-type:[ \t]*multipart\//.test(start))
    );
}

/** The parts of a multipart message in document order, those of parts in parts among them; a message of one part is that part. */
export function mimeParts(bytes: Buffer): Read<readonly MimePart[]> {
    if (bytes.length > MAX_TEXT) return unread(TOO_LARGE);
    const parts: MimePart[] = [];
    const fault = collect(bytes.toString("latin1").replace(/^\s+/, ""), 0, parts);
    return fault === undefined ? read(parts) : unread(fault);
}

function collect(entity: string, depth: number, parts: MimePart[]): string | undefined {
    if (depth > MAX_DEPTH) return `has MIME parts more than ${MAX_DEPTH} deep`;
    const { headers, body } = split(entity);
    const type = typeOf(headers.get("content-type"));
    if (type?.type === "multipart") {
        const boundary = type.params.get("boundary");
        if (boundary === null || boundary === "") return "is a MIME multipart without a boundary";
        for (const part of between(body, boundary)) {
            const fault = collect(part, depth + 1, parts);
            if (fault !== undefined) return fault;
        }
        return undefined;
    }
    if (parts.length >= MAX_PARTS) return `has more than ${MAX_PARTS} MIME parts`;
    const encoding = headers.get("content-transfer-encoding") ?? "";
    parts.push({ type: type?.essence ?? "text/plain", depth, body: decoded(body, encoding) });
    return undefined;
}

/** As Python reads lines: a carriage return alone ends one, too. */
const LINE_END = /(?:\r\n|\r|\n)$/;

/** Behind the end of the line, with what ends it. */
function endOfLine(text: string, start: number): number {
    const ends = /\r\n|\r|\n|$/g;
    ends.lastIndex = start;
    ends.test(text);
    return ends.lastIndex;
}

function split(entity: string): { headers: ReadonlyMap<string, string>; body: string } {
    const headers = new Map<string, string>();
    let name: string | undefined;
    let start = 0;
    while (start < entity.length) {
        const end = endOfLine(entity, start);
        const line = entity.slice(start, end).replace(LINE_END, "");
        const header = /^([!-9;-~]{1,100}):[ \t]*([^]*)$/.exec(line);
        // A line that is no header begins the body, as Python's parser has it.
        if (line !== "" && header === null && !(name !== undefined && /^[ \t]/.test(line))) break;
        start = end;
        if (line === "") break;
        if (header !== null) {
            name = header[1]!.toLowerCase();
            if (!headers.has(name)) headers.set(name, header[2]!);
        } else headers.set(name!, `${headers.get(name!)!} ${line.trim()}`.slice(0, 4096));
    }
    return { headers, body: entity.slice(start) };
}

function typeOf(header: string | undefined): MIMEType | undefined {
    try {
        return header === undefined ? undefined : new MIMEType(header);
    } catch {
        return undefined;
    }
}

/** The texts between lines that are the boundary; the last may be missing, and what comes after it does not count. */
function between(body: string, boundary: string): string[] {
    const found: string[] = [];
    let current: string[] | undefined;
    for (const line of linesOf(body)) {
        const bare = line.trimEnd();
        const isLast = bare === `--${boundary}--`;
        if (!isLast && bare !== `--${boundary}`) {
            current?.push(line);
            continue;
        }
        if (current !== undefined) found.push(text(current));
        current = [];
        if (isLast) return found;
    }
    if (current !== undefined) found.push(current.join(""));
    return found;
}

function* linesOf(text: string): Generator<string> {
    for (let start = 0; start < text.length;) {
        const end = endOfLine(text, start);
        yield text.slice(start, end);
        start = end;
    }
}

/** The line break before a boundary belongs to the boundary. */
const text = (lines: readonly string[]): string => lines.join("").replace(LINE_END, "");

function decoded(body: string, encoding: string): Buffer {
    switch (encoding.trim().toLowerCase()) {
        case "base64":
            return fromBase64(body) ?? Buffer.from(body, "latin1");
        case "quoted-printable":
            return fromQuotedPrintable(body);
        default:
            return Buffer.from(body, "latin1");
    }
}
