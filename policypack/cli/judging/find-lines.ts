import { linesOf, type Lines } from "../inputs/lines";
import { documentsOf } from "../inputs/manifests";
import { readAgain } from "../inputs/read-input";
import type { AuditedResource } from "../inputs/resource";
import { textOf, unpackedFile } from "../inputs/text";

/** Reads files again for the lines of what was found in them, one after the other. */
export class LineFinder {
    private file: string | undefined;
    private texts = new Map<number, string>();
    private lines = new Map<number, Lines>();

    /**
     * @param resource one that stands in a document with lines
     * @param at the place in it
     */
    lineOf({ file, line, prefix = "" }: AuditedResource, at: string): number {
        const start = line!;
        if (this.file !== file) {
            this.file = file;
            this.texts = textsOf(file);
            this.lines = new Map();
        }
        const text = this.texts.get(start);
        if (text === undefined) return start;
        let lines = this.lines.get(start);
        if (lines === undefined) this.lines.set(start, (lines = linesOf(text, start)));
        return lines.lineOf(prefix + at);
    }
}

/** The documents of a file by the lines on which they start. */
function textsOf(file: string): Map<number, string> {
    const packed = readAgain(file);
    const bytes = packed && unpackedFile(packed);
    const text = bytes?.ok === true ? (textOf(bytes.value) ?? "") : "";
    return new Map([...documentsOf(text)].map((document) => [document.line, document.text]));
}
