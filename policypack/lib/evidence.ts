import type { Finding } from "../model/finding";
import type { NodeEvidence } from "../model/node-evidence";
import { Unreadable } from "../model/unreadable";

/** Findings at the level that the evidence allows: a known node's as they are, advisory where it cannot be told, none for what is known to be else. */
export function* byEvidence({ verdict }: NodeEvidence, findings: () => Iterable<Finding>): Generator<Finding> {
    if (verdict === "other") return;
    if (verdict === "node") return yield* findings();
    try {
        for (const finding of findings()) yield { ...finding, certainty: "unsure" };
    } catch (error) {
        if (!(error instanceof Unreadable)) throw error;
        yield { at: error.at, message: `${error.reason}, so it could not be judged`, fix: "Correct it", certainty: "unsure" };
    }
}
