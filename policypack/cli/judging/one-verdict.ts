import type { Seen } from "../../lib/tally";
import type { Unreadable, Verdict, Violation } from "../verdict";

/** Verdicts on parts of one stack, as one on all of it: a resource that was seen in two parts counts once. */
export class OneVerdict {
    private readonly violations: Violation[] = [];
    private readonly unreadable: Unreadable[] = [];
    private resources = 0;
    private readonly seen = new Map<string, Record<keyof Seen, Set<string>>>();

    add(part: Verdict): void {
        for (const violation of part.violations) this.violations.push(violation);
        for (const unreadable of part.unreadable) this.unreadable.push(unreadable);
        this.resources += part.resources;
        for (const [policy, own] of part.seen ?? []) {
            let seen = this.seen.get(policy);
            if (seen === undefined) this.seen.set(policy, (seen = { read: new Set(), judged: new Set(), unjudged: new Set() }));
            for (const kind of ["read", "judged", "unjudged"] as const) for (const urn of own[kind]) seen[kind].add(urn);
        }
    }

    whole(): Verdict {
        return { violations: this.violations, unreadable: this.unreadable, resources: this.resources, seen: this.seen };
    }
}
