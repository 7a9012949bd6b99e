import type { ReportViolation } from "@pulumi/policy";
import type { Finding, Severity } from "../model/finding";
import { Unreadable } from "../model/unreadable";
import { ISSUES } from "./about";
import { exemptionBook, lineOf } from "./exemptions";
import { line } from "./line";
import { whyNotRepaired } from "./not-repaired";
import { noteSeen } from "./tally";
import { isUnknown } from "./unknown";
import { unknownToTell } from "./unknowns";

/** What one thunk came to: the findings, made while they are iterated, and the resource that they are about (in a stack check). */
export interface Verdict {
    readonly urn?: string;
    readonly findings: Iterable<Finding>;
}

/** What is judged. */
export interface Judged {
    /** A type token, or "stack"; for the message when the policy itself fails. */
    readonly what: string;
    /** The resource; "" for the stack. */
    readonly urn: string;
    /** The properties of a resource; undefined for one that is not there. */
    propsOf(urn: string): object | undefined;
}

interface Subject {
    readonly name: string;
    readonly description: string;
    readonly remediationSteps: string;
    readonly severity: Severity;
}

/**
 * One run of one policy: four answers (finding, unknown, unreadable, crashed) turned into what the SDK expects.
 */
export class Judgement {
    private readonly unknowns: Error[] = [];
    /** What was said: two views may come to the same line, and once is enough. */
    private readonly said = new Set<string>();

    constructor(
        private readonly policy: Subject,
        private readonly report: ReportViolation,
    ) {}

    /**
     * Judges every thunk, each by itself: one that cannot be judged hides no other.
     * @throws UnknownValueError at the very end, when a value was unknown: the SDK makes one advisory line of it
     */
    run(judged: Judged, verdicts: () => Iterable<() => Verdict>): void {
        if (judged.urn !== "") noteSeen(this.policy.name, judged.urn, "read");
        this.attempt(judged, () => {
            for (const verdict of verdicts()) this.attempt(judged, () => this.judge(judged, verdict()));
        });
        if (this.unknowns.length > 0) exemptionBook()?.noteUnknown(this.policy.name, judged.urn);
        const unknown = unknownToTell(judged.urn, this.unknowns);
        if (unknown !== undefined) throw unknown;
    }

    private judge(judged: Judged, verdict: Verdict): void {
        noteSeen(this.policy.name, verdict.urn ?? judged.urn, "judged");
        this.tell(judged, verdict);
    }

    private attempt(judged: Judged, step: () => void): void {
        try {
            step();
        } catch (error) {
            noteSeen(this.policy.name, judged.urn, "unjudged");
            if (isUnknown(error)) this.unknowns.push(error);
            else if (error instanceof Unreadable)
                this.tell(judged, {
                    findings: [{ at: error.at, message: `${error.reason}, so it could not be judged`, fix: "Correct it" }],
                });
            else this.crashed(judged, error);
        }
    }

    private tell(judged: Judged, { urn, findings }: Verdict): void {
        for (const finding of findings) {
            const { at, message, fix = this.policy.remediationSteps, severity, certainty } = finding;
            const about = urn ?? judged.urn;
            const ruling = exemptionBook()?.ruling({
                policy: this.policy.name,
                urn: about,
                line: lineOf(finding),
                props: () => judged.propsOf(about),
            });
            const isExempt = ruling?.isExempt === true;
            const text = line(at, message, isExempt ? ruling.words : sentences(this.fixOf(judged, at, fix), ruling?.words));
            const key = [urn, text, severity, certainty].join("\0");
            if (this.said.has(key)) continue;
            this.said.add(key);
            const isAdvice = certainty === "unsure" || isExempt;
            if (severity === undefined && !isAdvice) {
                this.report(text, urn);
                continue;
            }
            // The object form is undocumented, but the only way to one finding's own severity or level; test/policypack/lib proves it.
            const own = {
                message: `${this.policy.description}\n${text}`,
                urn,
                severity: severity ?? this.policy.severity,
                ...(isAdvice && { enforcementLevel: "advisory" }),
            };
            this.report(own as unknown as string, urn);
        }
    }

    private fixOf({ urn }: Judged, at: string, fix: string): string {
        const reason = whyNotRepaired(this.policy.name, urn, at);
        return reason === undefined ? fix : `${fix.replace(/\.$/, "")}. Not repaired: ${reason}`;
    }

    /** Never the error's own message: it may hold the resource's values, and they arrive with secrets in plain text. */
    private crashed(judged: Judged, error: unknown): void {
        const kind = error instanceof Error ? error.constructor.name : typeof error;
        const message = `could not be judged: the policy ${this.policy.name} failed (${kind})`;
        this.tell(judged, { findings: [{ at: "", message, fix: `Report it with the type "${judged.what}" at ${ISSUES}` }] });
    }
}

/** One sentence after another; the last without its full stop. */
const sentences = (first: string, second: string | undefined): string =>
    second === undefined ? first : `${first.replace(/\.$/, "")}. ${second}`;
