import { readFileSync } from "node:fs";
import { linesOf, type Lines } from "../inputs/lines";
import { documentsOf } from "../inputs/manifests";
import { contentOf } from "../inputs/recognize";
import type { NodeRoot } from "../inputs/node-root";
import type { AuditedResource } from "../inputs/resource";
import { textOf, unpackedFile } from "../inputs/text";
import { takeTally } from "../../lib/tally";
import type { Unreadable, Verdict, Violation } from "../verdict";
import type { Configured } from "./configured";
import { type Found, judgedStack } from "./judge-stack";

/** A file that is to be judged. */
export interface FileToJudge {
    readonly file: string;
    /** Somebody named it: it is unreadable if it is nothing that can be judged. */
    readonly isNamed: boolean;
}

/** Files that people write have no unknown values; the words are for a text that happens to be the SDK's mark of one. */
const UNKNOWN = "unknown";

/**
 * Judges files: each stack by itself, as soon as it is read, and the objects of all files together at the end.
 *
 * @param folder what is said of no single file is said of it
 * @param onFile is called as each file has been read
 */
export function* judgedFiles(
    files: Iterable<FileToJudge>,
    policies: readonly Configured[],
    folder: string,
    onFile: () => void = () => undefined,
): Generator<Verdict> {
    const resources: AuditedResource[] = [];
    for (const { file, isNamed } of files) {
        const content = contentOfFile(file, isNamed);
        const unreadable: Unreadable[] = [];
        switch (content.kind) {
            case "stack":
                yield verdictOf(judgedStack(content.stack, policies, file), content.stack.resources.length);
                break;
            case "resources":
                resources.push(...content.resources);
                unreadable.push(...content.unreadable);
                break;
            case "unreadable":
                unreadable.push({ file, reason: content.reason });
                break;
            case "nothing":
                if (isNamed) unreadable.push({ file, reason: content.reason });
                break;
            default:
                content satisfies never;
        }
        if (unreadable.length > 0) yield { violations: [], unreadable, resources: 0 };
        onFile();
    }
    if (resources.length === 0) return;
    yield verdictOf(judgedStack({ resources, unknown: UNKNOWN }, policies, folder), resources.length);
}

function contentOfFile(file: string, isNamed: boolean): ReturnType<typeof contentOf> {
    try {
        return contentOf(readFileSync(file), file, isNamed);
    } catch (error) {
        const code = (error as NodeJS.ErrnoException).code;
        if (code === "ENOENT") return { kind: "unreadable", reason: "does not exist. Name a file or a folder" };
        if (code === "EACCES" || code === "EPERM")
            return { kind: "unreadable", reason: "may not be read. Run as somebody who may" };
        return { kind: "unreadable", reason: `cannot be read (${code ?? (error as Error).constructor.name})` };
    }
}

/** Judges the files of one node by themselves. */
export function judgedNode({ resource, unreadable }: NodeRoot, policies: readonly Configured[]): Verdict {
    return { ...verdictOf(judgedStack({ resources: [resource], unknown: UNKNOWN }, policies, resource.file), 1), unreadable };
}

function verdictOf(found: Iterable<Found>, resources: number): Verdict {
    // File by file, so that each is read once more at most.
    const all = [...found].sort((one, other) => compared(one.violation.file, other.violation.file));
    const lines = new LineFinder();
    const violations = all.map(({ violation, resource }) => withLine(violation, resource, lines));
    const seen = takeTally();
    return { violations: violations.sort(inOrder), unreadable: [], resources, ...(seen !== undefined && { seen }) };
}

function withLine(violation: Violation, resource: AuditedResource | undefined, lines: LineFinder): Violation {
    if (resource?.line === undefined) return violation;
    return { ...violation, line: lines.lineOf(resource, violation.at) };
}

/** By file and line; what is in one place stays in the order of the catalogue. */
const inOrder = (one: Violation, other: Violation): number =>
    compared(one.file, other.file) || (one.line ?? 0) - (other.line ?? 0) || compared(one.urn, other.urn);

const compared = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** Reads files again for the lines of what was found in them, one after the other. */
class LineFinder {
    private file: string | undefined;
    private texts = new Map<number, string>();
    private lines = new Map<number, Lines>();

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

function textsOf(file: string): Map<number, string> {
    try {
        const bytes = unpackedFile(readFileSync(file));
        const text = bytes.ok ? (textOf(bytes.value) ?? "") : "";
        return new Map([...documentsOf(text)].map((document) => [document.line, document.text]));
    } catch {
        return new Map();
    }
}
