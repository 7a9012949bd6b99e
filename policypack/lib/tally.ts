/** What one policy came to see of a stack, as URNs. */
export interface Seen {
    /** Resources of the types that it reads. Of most there is nothing to judge: a rule for port 443 opens no kubelet. */
    readonly read: ReadonlySet<string>;
    /** Resources that something was judged of. */
    readonly judged: ReadonlySet<string>;
    /** Resources of which something could not be: it was unknown or unreadable, or the policy failed. */
    readonly unjudged: ReadonlySet<string>;
}

let tally: Map<string, Record<keyof Seen, Set<string>>> | undefined;

/** From now on it is counted, or not, what each policy judges, whether or not it finds anything. Nobody asks the served pack for that. */
export function tallySeen(isWanted: boolean): void {
    tally = isWanted ? new Map() : undefined;
}

/** What was counted since the last time, by policy; undefined where nothing is counted. */
export function takeTally(): ReadonlyMap<string, Seen> | undefined {
    const taken = tally;
    if (taken !== undefined) tallySeen(true);
    return taken;
}

/** @param urn "" for the stack as a whole */
export function noteSeen(policy: string, urn: string, outcome: keyof Seen): void {
    if (tally === undefined) return;
    let seen = tally.get(policy);
    if (seen === undefined) tally.set(policy, (seen = { read: new Set(), judged: new Set(), unjudged: new Set() }));
    seen[outcome].add(urn);
}
