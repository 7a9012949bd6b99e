import { SEVERITIES, type Severity } from "../../../model/finding";
import type { Level, Violation } from "../../verdict";

/** Where a fact was found. */
export type Place = Pick<Violation, "type" | "name" | "at" | "file" | "line">;

/** One fact, as often as it was found. */
export interface Fact {
    readonly message: string;
    readonly level: Level;
    readonly severity: Severity;
    readonly isInBaseline: boolean;
    /** Some of the places. */
    readonly places: Place[];
    /** How many there are. */
    count: number;
}

/** What was found by one policy. */
export interface Group {
    readonly policy: string;
    readonly facts: readonly Fact[];
    readonly count: number;
    readonly blocking: number;
    /** Findings whose fact is not among the facts, as there are too many. */
    readonly left: number;
}

const MAX_FACTS = 20;
const MAX_PLACES = 8;

/** What is shown of the findings: of a stack of any size so much, what blocks before what advises, and the numbers of the rest. */
export class KeptFindings {
    private readonly byPolicy = new Map<string, Kept>();

    add(violation: Violation): void {
        let kept = this.byPolicy.get(violation.policy);
        if (kept === undefined) this.byPolicy.set(violation.policy, (kept = new Kept()));
        kept.add(violation);
    }

    /** How many findings each policy has. */
    counts(): ReadonlyMap<string, number> {
        return new Map([...this.byPolicy].map(([policy, { count }]) => [policy, count]));
    }

    /** In the order of these names, and what nobody knows last. */
    groups(order: readonly string[]): readonly Group[] {
        const known = order.filter((policy) => this.byPolicy.has(policy));
        const others = [...this.byPolicy.keys()].filter((policy) => !order.includes(policy)).sort();
        return [...known, ...others].map((policy) => this.byPolicy.get(policy)!.group(policy));
    }
}

class Kept {
    count = 0;
    private blocking = 0;
    private readonly byLevel: Readonly<Record<Level, Map<string, Fact>>> = { mandatory: new Map(), advisory: new Map() };

    add({ message, enforcementLevel: level, severity, inBaseline, type, name, at, file, line }: Violation): void {
        this.count++;
        if (level === "mandatory") this.blocking++;
        const facts = this.byLevel[level];
        const key = [severity, inBaseline === true, message].join("\0");
        let fact = facts.get(key);
        if (fact === undefined) {
            if (facts.size >= MAX_FACTS) return;
            fact = { message, level, severity, isInBaseline: inBaseline === true, places: [], count: 0 };
            facts.set(key, fact);
        }
        fact.count++;
        if (fact.places.length < MAX_PLACES) fact.places.push({ type, name, at, file, ...(line !== undefined && { line }) });
    }

    group(policy: string): Group {
        const bySeverity = (one: Fact, other: Fact) => SEVERITIES.indexOf(other.severity) - SEVERITIES.indexOf(one.severity);
        const all = [this.byLevel.mandatory, this.byLevel.advisory].flatMap((facts) => [...facts.values()].sort(bySeverity));
        const facts = all.slice(0, MAX_FACTS);
        const shown = facts.reduce((sum, { count }) => sum + count, 0);
        return { policy, facts, count: this.count, blocking: this.blocking, left: this.count - shown };
    }
}
