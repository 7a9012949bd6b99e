import { closeSync, fstatSync, openSync, readFileSync, readSync } from "node:fs";
import { type Read, read, unread } from "../../model/read";
import { beginningOfGzip, isTooLarge, TOO_LARGE } from "./text";

/** What is said of standard input where a file would be named. */
export const STDIN = "stdin";
/** How it is named on the command line. */
export const isStdin = (path: string): boolean => path === "-";

/** So much tells what is no text. */
const BEGINNING = 1 << 13;

/** What was read last, for the lines of what was found in it. Standard input can be read once, and is kept. */
let last: { readonly file: string; readonly bytes: Buffer } | undefined;
let fromStdin: Buffer | undefined;

/**
 * The bytes of a file, or of standard input (`STDIN`).
 *
 * @param isNamed whether somebody named it; of another only the beginning is read where that shows that it is no text
 * @returns undefined for what is no text and nobody named; a reason for what cannot be read
 */
export function readInput(file: string, isNamed: boolean): Read<Buffer | undefined> {
    try {
        const bytes = file === STDIN ? (fromStdin ??= readFileSync(0)) : bytesOf(file, isNamed);
        if (Buffer.isBuffer(bytes)) last = { file, bytes };
        return typeof bytes === "string" ? unread(bytes) : read(bytes);
    } catch (error) {
        return unread(whyNot((error as NodeJS.ErrnoException).code));
    }
}

/** The bytes of a file that was read before; undefined where it can be read no more. */
export function readAgain(file: string): Buffer | undefined {
    if (last?.file === file) return last.bytes;
    const bytes = readInput(file, true);
    return bytes.ok ? bytes.value : undefined;
}

/** The bytes; undefined for what is no text; the reason for what is too large. */
function bytesOf(file: string, isNamed: boolean): Buffer | undefined | string {
    const descriptor = openSync(file, "r");
    try {
        const status = fstatSync(descriptor);
        // What is no regular file (`<(helm template .)`) has no beginning that could be read twice.
        if (status.isFile()) {
            const beginning = beginningOf(descriptor);
            if (!isNamed && !isText(beginning)) return undefined;
            if (isTooLarge(status.size)) return TOO_LARGE;
            if (beginning.length === status.size && status.size < BEGINNING) return Buffer.from(beginning);
        }
        return readFileSync(descriptor);
    } finally {
        closeSync(descriptor);
    }
}

/** In the place of the one before it. */
const beginningOf = (descriptor: number): Buffer => buffer.subarray(0, readSync(descriptor, buffer, 0, BEGINNING, 0));
const buffer = Buffer.alloc(BEGINNING);

/** UTF-16 has its mark; what is packed is told by what it unpacks to. */
function isText(beginning: Buffer): boolean {
    const bytes = beginningOfGzip(beginning) ?? beginning;
    return (bytes[0] === 0xff && bytes[1] === 0xfe) || !bytes.includes(0);
}

/** What is wrong with a file and what to do, by the error that reading it gave. */
export function whyNot(code: string | undefined): string {
    switch (code) {
        case "ENOENT":
        case "ENOTDIR":
            return "does not exist. Name a file or a folder";
        case "EACCES":
        case "EPERM":
            return "may not be read. Run as somebody who may";
        case "ELOOP":
            return "is a link that leads around in a circle. Correct it";
        case "ENAMETOOLONG":
            return "has a name that is too long. Name a file or a folder";
        case "ERR_FS_FILE_TOO_LARGE":
            return TOO_LARGE;
        default:
            return `cannot be read (${code ?? "no reason is known"}). Try a copy of it`;
    }
}
