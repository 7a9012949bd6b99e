import { readInput } from "./read-input";
import { type Content, contentOf } from "./recognize";

/** A file that is to be judged. */
export interface FileToJudge {
    readonly file: string;
    /** Somebody named it: it is unreadable if it is nothing that can be judged. */
    readonly isNamed: boolean;
}

/** A file with what is in it. */
export interface ReadFile extends FileToJudge {
    readonly content: Content;
}

/** What is in a file. */
export function contentOfFile({ file, isNamed }: FileToJudge): Content {
    const bytes = readInput(file, isNamed);
    if (!bytes.ok) return { kind: "unreadable", reason: bytes.reason };
    return bytes.value === undefined ? { kind: "nothing", reason: "" } : contentOf(bytes.value, file, isNamed);
}

/** What is in each of some files, in their order. */
export function* read(files: Iterable<FileToJudge>): Generator<ReadFile> {
    for (const one of files) yield { ...one, content: contentOfFile(one) };
}
