import { takeTally } from "../../lib/tally";
import type { NodeRoot } from "../inputs/node-root";
import type { ReadFile } from "../inputs/read-content";
import type { AuditedResource } from "../inputs/resource";
import type { Unreadable, Verdict, Violation } from "../verdict";
import type { Configured } from "./configured";
import { LineFinder } from "./find-lines";
import { type Found, judgedStack, StackJudge } from "./judge-stack";
import { OneVerdict } from "./one-verdict";

/**
 * Judges files as they are read, and hands on together those in a row of which there is nothing to say but that they were read.
 *
 * @param folder what is said of no single file is said of it
 * @param onFile is called as each file has been read
 */
export function* judgedFiles(
    files: Iterable<ReadFile>,
    policies: readonly Configured[],
    folder: string,
    onFile?: () => void,
): Generator<Verdict> {
    let resources = 0;
    let passedOver: string[] = [];
    const flushed = (verdict: Verdict): Verdict => {
        const whole = { ...verdict, resources: resources + verdict.resources, passedOver };
        [resources, passedOver] = [0, []];
        return whole;
    };
    for (const verdict of verdictsOf(files, policies, folder, onFile)) {
        passedOver.push(...(verdict.passedOver ?? []));
        if (verdict.seen !== undefined || verdict.violations.length + verdict.unreadable.length > 0) yield flushed(verdict);
        else resources += verdict.resources;
    }
    if (resources + passedOver.length > 0) yield flushed(NONE);
}

/**
 * Judges each stack, and each object of a manifest by itself. What only all objects of all files show comes at the end.
 */
function* verdictsOf(
    files: Iterable<ReadFile>,
    policies: readonly Configured[],
    folder: string,
    onFile: () => void = () => undefined,
): Generator<Verdict> {
    let together: StackJudge | undefined;
    let isAnyThere = false;
    let counted: OneVerdict | undefined;
    for (const { file, isNamed, content } of files) {
        switch (content.kind) {
            case "stack":
                yield verdictOf(judgedStack(content.stack, policies, file), content.stack.resources.length);
                break;
            case "resources": {
                const { resources, unreadable } = content;
                // Files that people write have no unknown values.
                const judge = (together ??= new StackJudge(policies, folder, undefined));
                isAnyThere ||= resources.length > 0;
                const verdict = { ...verdictOf(ofEach(resources, judge), resources.length), unreadable };
                // Whoever counts what was seen has to have it of the whole stack at once.
                if (verdict.seen === undefined) yield verdict;
                else (counted ??= new OneVerdict()).add(verdict);
                break;
            }
            case "unreadable":
                yield unjudged({ file, reason: content.reason });
                break;
            case "nothing":
                yield isNamed ? unjudged({ file, reason: content.reason }) : { ...NONE, passedOver: [file] };
                break;
            default:
                content satisfies never;
        }
        onFile();
    }
    const last = together !== undefined && isAnyThere ? verdictOf(together.stack(), 0) : undefined;
    if (last !== undefined && counted === undefined) yield last;
    if (last !== undefined) counted?.add(last);
    if (counted !== undefined) yield counted.whole();
}

/** Judges the files of one node by themselves. */
export function judgedNode({ resource, unreadable }: NodeRoot, policies: readonly Configured[]): Verdict {
    return { ...verdictOf(judgedStack({ resources: [resource], unknown: undefined }, policies, resource.file), 1), unreadable };
}

const NONE: Verdict = { violations: [], unreadable: [], resources: 0 };
const unjudged = (unreadable: Unreadable): Verdict => ({ ...NONE, unreadable: [unreadable] });

function* ofEach(resources: Iterable<AuditedResource>, judge: StackJudge): Generator<Found> {
    for (const resource of resources) yield* judge.resource(resource);
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
