import type { Verdict } from "../verdict";

/** What it all came to. */
export interface Summary {
    readonly violations: number;
    /** Of these, those that block. */
    readonly mandatory: number;
    readonly unreadable: number;
    readonly resources: number;
}

/** A report that is written as the verdicts come, so that nothing has to be held until the end. Each answers what is to be written next. */
export interface Format {
    begin(): string;
    verdict(verdict: Verdict): string;
    end(summary: Summary): string;
}
