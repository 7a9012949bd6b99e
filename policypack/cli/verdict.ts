import type { Seen } from "../lib/tally";
import type { Mitigation, Severity } from "../model/finding";

/** How severe a violation is taken; `disabled` policies are not asked. */
export type Level = "mandatory" | "advisory";

/** One thing that a policy found in a file, as the JSON report has it. */
export interface Violation {
    readonly policy: string;
    /** "" for a policy that this version of the pack does not have. */
    readonly mitigation: Mitigation | "";
    readonly severity: Severity;
    readonly enforcementLevel: Level;
    /** Set where it advises whatever level its policy has: it is not certain that it concerns a node of a cluster, or somebody exempted it. */
    readonly advisesOnly?: true;
    /** The type token, name and URN of the resource; "" where it is about the stack as a whole. */
    readonly type: string;
    readonly name: string;
    readonly urn: string;
    /** The property path in the resource; "" for the resource itself. */
    readonly at: string;
    /** The fact and the fix. */
    readonly message: string;
    /** As it was named on the command line, or found below what was. */
    readonly file: string;
    /** From 1, where the file has lines to point at. */
    readonly line?: number;
    /** Set where a baseline was given: whether it was there when the baseline was written. */
    readonly inBaseline?: boolean;
}

/** What could not be read; everything else was judged all the same. */
export interface Unreadable {
    readonly file: string;
    /** What it is and what to do, in words that follow the file's name: `is no valid YAML (line 3). Correct it`. */
    readonly reason: string;
}

/** What judging some files came to. */
export interface Verdict {
    readonly violations: readonly Violation[];
    readonly unreadable: readonly Unreadable[];
    /** How many resources were judged. */
    readonly resources: number;
    /** Files of a folder that are nothing that could be judged. */
    readonly passedOver?: readonly string[];
    /** What each policy came to see, where that was asked for: the pages of `--format html` draw nothing as closed that nobody looked at. */
    readonly seen?: ReadonlyMap<string, Seen>;
}
