import type { ReportViolation } from "@pulumi/policy";
import type { Finding, Severity } from "../model/finding";
import { Unreadable } from "../model/unreadable";
import { line } from "./line";
import { isUnknown } from "./unknown";
import { unknownToTell } from "./unknowns";

/** Where people report a policy that failed. */
export const ISSUES = "https://github.com/kube-bypass-guard/kube-bypass-guard/issues";

/** What one thunk came to: the findings, made while they are iterated, and the resource that they are about (in a stack check). */
export interface Verdict {
    readonly urn?: string;
    readonly findings: Iterable<Finding>;
}

interface Subject {
    readonly name: string;
    readonly description: string;
    readonly remediationSteps: string;
    readonly severity: Severity;
    /** Why a finding at this place was not repaired though that was asked for. */
    whyNotRepaired?(at: string): string | undefined;
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
     * @param judged what is being judged, for the message when the policy itself fails: a type token or "stack"
     * @param urn the resource that is judged; "" for the stack
     * @throws UnknownValueError at the very end, when a value was unknown: the SDK makes one advisory line of it
     */
    run(judged: string, urn: string, verdicts: () => Iterable<() => Verdict>): void {
        this.attempt(judged, () => {
            for (const verdict of verdicts()) this.attempt(judged, () => this.tell(verdict()));
        });
        const unknown = unknownToTell(urn, this.unknowns);
        if (unknown !== undefined) throw unknown;
    }

    private attempt(judged: string, step: () => void): void {
        try {
            step();
        } catch (error) {
            if (isUnknown(error)) this.unknowns.push(error);
            else if (error instanceof Unreadable) this.say(error.at, `${error.reason}, so it could not be judged`, "Correct it");
            else this.crashed(judged, error);
        }
    }

    private tell({ urn, findings }: Verdict): void {
        for (const { at, message, fix, severity, certainty } of findings) {
            const text = line(at, message, this.fixOf(at, fix ?? this.policy.remediationSteps));
            const key = [urn, text, severity, certainty].join("\0");
            if (this.said.has(key)) continue;
            this.said.add(key);
            if (severity === undefined && certainty !== "unsure") {
                this.report(text, urn);
                continue;
            }
            // The object form is undocumented, but the only way to one finding's own severity or level; test/policypack/lib proves it.
            const own = {
                message: `${this.policy.description}\n${text}`,
                urn,
                severity: severity ?? this.policy.severity,
                ...(certainty === "unsure" && { enforcementLevel: "advisory" }),
            };
            this.report(own as unknown as string, urn);
        }
    }

    private fixOf(at: string, fix: string): string {
        const reason = this.policy.whyNotRepaired?.(at);
        return reason === undefined ? fix : `${fix.replace(/\.$/, "")}. Not repaired: ${reason}`;
    }

    /** Never the error's own message: it may hold the resource's values, and they arrive with secrets in plain text. */
    private crashed(judged: string, error: unknown): void {
        const kind = error instanceof Error ? error.constructor.name : typeof error;
        this.say(
            "",
            `could not be judged: the policy ${this.policy.name} failed (${kind})`,
            `Report it with the type "${judged}" at ${ISSUES}`,
        );
    }

    private say(at: string, message: string, fix: string): void {
        this.report(line(at, message, fix));
    }
}
