import type { Policy } from "../../lib/define-policy";
import type { BaselineEntry } from "../baseline";
import type { Verdict, Violation } from "../verdict";

/** What it all came to. */
export interface Summary {
    readonly violations: number;
    /** Of these, those that block. */
    readonly mandatory: number;
    readonly unreadable: number;
    readonly resources: number;
    /** Of folders, the files that are nothing that could be judged: how many there are of each kind (`*.tf`). */
    readonly passedOver?: ReadonlyMap<string, number>;
    /** What the baseline has and was not found any more; undefined without a baseline. */
    readonly gone: readonly BaselineEntry[] | undefined;
}

/** A report that is written as the verdicts come, so that nothing has to be held until the end. Each answers what is to be written next. */
export interface Format {
    begin(): string;
    verdict(verdict: Verdict): string;
    end(summary: Summary): string;
}

/** What a format may want to know of the whole. */
export interface FormatContext {
    /** Those that were asked. */
    readonly policies: readonly Policy[];
    /** Whether a violation makes the command end with 1. */
    isFailure(violation: Violation): boolean;
}

/** A place in a text names its line itself. */
const LINE = / › line \d+\b/;

/** The place of a violation in a file, in words; "" for the file as a whole. */
export const placeOf = ({ line, at }: Pick<Violation, "line" | "at">): string =>
    [line === undefined || LINE.test(at) ? "" : `line ${line}`, at].filter((part) => part !== "").join(", ");
