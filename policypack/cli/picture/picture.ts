import type { Verdict, Violation } from "../verdict";
import { type Bypass, BYPASSES, type Population } from "./bypasses";
import { isOfInternet, type Outcome, outcomeOf } from "./outcome";
import type { Actor, Way } from "./way";
import { WAYS } from "./ways";

/**
 * How a way is drawn. `open`: something of the stack opens it. `advised`: something is advised against, or may not concern a node. `unread`:
 * nothing was found, and something could not be judged. `untold`: nothing was found by whoever did not say what was judged. `off`: nothing was
 * found, and not every policy was asked. `closed`: there was something to judge, and all of it keeps the way closed. `absent`: there was nothing.
 */
export type State = "open" | "advised" | "unread" | "untold" | "off" | "closed" | "absent";

/** From what somebody must see first to what nobody has to. */
export const STATES: readonly State[] = ["open", "advised", "unread", "untold", "off", "closed", "absent"];

/** The first of these in that order; `absent` of none. */
export const worstOf = (states: Iterable<State>): State => {
    const all = new Set(states);
    return STATES.find((state) => all.has(state)) ?? "absent";
};

/** A resource that opens a way, or that is advised against. */
export interface Opener {
    /** "" for the stack as a whole. */
    readonly name: string;
    readonly type: string;
    readonly outcome: Outcome;
    readonly message: string;
}

/** A way as it is drawn. */
export interface DrawnWay {
    readonly way: Way;
    readonly state: State;
    /** Of each that may take it. */
    readonly by: ReadonlyMap<Actor, State>;
    readonly findings: number;
    /** How many resources they are about. */
    readonly resources: number;
    /** Some of these, the worst first. */
    readonly openers: readonly Opener[];
    /** How many were looked at (`Way.population`). */
    readonly population: number;
    /** Of how many something could not be judged. */
    readonly unjudged: number;
    /** Its policies that were not asked. */
    readonly off: readonly string[];
}

/** One of the four with its ways. */
export interface DrawnBypass {
    readonly bypass: Bypass;
    readonly state: State;
    /** How many of these were seen (`Bypass.counted`); undefined where nobody counted. */
    readonly seen: number | undefined;
    readonly ways: readonly DrawnWay[];
}

export interface Picture {
    readonly bypasses: readonly DrawnBypass[];
    readonly resources: number;
}

/** What is kept of each way: a stack of any size is a picture of one size. */
const MAX_OPENERS = 4;
const OUTCOMES: readonly Outcome[] = ["open", "advised", "unread"];

/** The picture of what was judged. @param asked the names of the policies that were asked */
export function pictureOf(verdicts: Iterable<Verdict>, asked: Iterable<string>): Picture {
    const builder = new PictureBuilder(asked);
    for (const verdict of verdicts) builder.add(verdict);
    return builder.picture();
}

/** Makes a picture as verdicts come; of none is more kept than its numbers and a few names. */
export class PictureBuilder {
    private readonly asked: ReadonlySet<string>;
    private readonly ways = WAYS.map((way) => new WayBuilder(way));
    private readonly byPolicy = new Map(this.ways.flatMap((one) => one.way.policies.map((policy) => [policy, one] as const)));
    private readonly counts = new Map(BYPASSES.map(({ name }) => [name, 0]));
    private isTold = true;
    private resources = 0;

    constructor(asked: Iterable<string>) {
        this.asked = new Set(asked);
    }

    add(verdict: Verdict): void {
        const { violations, resources, seen } = verdict;
        this.resources += resources;
        const urns = new Map<WayBuilder, Set<string>>();
        for (const violation of violations) {
            const way = this.byPolicy.get(violation.policy);
            if (way === undefined) continue;
            const own = urns.get(way) ?? new Set();
            urns.set(way, own.add(violation.urn));
            way.found(violation);
        }
        for (const [way, own] of urns) way.resources += own.size;
        if (seen === undefined) {
            if (resources > 0 || violations.length > 0) this.isTold = false;
            return;
        }
        for (const way of this.ways) way.looked(seen);
        for (const { name, counted } of BYPASSES) {
            this.counts.set(name, this.counts.get(name)! + populationOf(seen, counted, []));
        }
    }

    picture(): Picture {
        const ways = this.ways.map((one) => one.drawn(this.asked, this.isTold));
        const bypasses = BYPASSES.map((bypass): DrawnBypass => {
            const own = ways.filter(({ way }) => way.bypass === bypass.name);
            const seen = this.isTold ? this.counts.get(bypass.name)! : undefined;
            return { bypass, state: worstOf(own.map(({ state }) => state)), seen, ways: own };
        });
        return { bypasses, resources: this.resources };
    }
}

type Seen = NonNullable<Verdict["seen"]>;

function unionOf(seen: Seen, policies: readonly string[], ...kinds: readonly ("read" | "judged" | "unjudged")[]): Set<string> {
    const union = new Set<string>();
    for (const policy of policies) for (const kind of kinds) for (const urn of seen.get(policy)?.[kind] ?? []) union.add(urn);
    return union;
}

function populationOf(seen: Seen, { judged = [], read = [] }: Population, own: readonly string[]): number {
    const all = unionOf(seen, read === "own" ? own : read, "read");
    for (const urn of unionOf(seen, judged === "own" ? own : judged, "judged", "unjudged")) all.add(urn);
    return all.size;
}

class WayBuilder {
    resources = 0;
    private findings = 0;
    private readonly outcomes = new Map<Actor, Set<State>>();
    private readonly openers = new Map<Outcome, Map<string, Opener>>(OUTCOMES.map((outcome) => [outcome, new Map()]));
    private population = 0;
    private judged = 0;
    private read = 0;
    private unjudged = 0;
    private isHere: boolean;

    constructor(readonly way: Way) {
        this.isHere = way.only === undefined;
    }

    found(violation: Violation): void {
        const { name, type, urn, message } = violation;
        const outcome = outcomeOf(violation);
        this.findings++;
        for (const actor of this.actorsOf(violation)) {
            const states = this.outcomes.get(actor) ?? new Set();
            this.outcomes.set(actor, states.add(outcome));
        }
        const kept = this.openers.get(outcome)!;
        if (kept.size < MAX_OPENERS && !kept.has(urn)) kept.set(urn, { name, type, outcome, message });
    }

    /** What lets the internet in lets every network in; what lets a network in may keep the internet out. */
    private actorsOf(violation: Violation): readonly Actor[] {
        const { who } = this.way;
        return who.includes("internet") && !isOfInternet(violation) ? who.filter((actor) => actor !== "internet") : who;
    }

    looked(seen: Seen): void {
        const { policies, population, only } = this.way;
        this.population += populationOf(seen, population, policies);
        this.judged += unionOf(seen, policies, "judged").size;
        this.read += unionOf(seen, policies, "read").size;
        this.unjudged += unionOf(seen, policies, "unjudged").size;
        this.isHere ||= unionOf(seen, only ?? [], "judged", "unjudged").size > 0;
    }

    drawn(asked: ReadonlySet<string>, isTold: boolean): DrawnWay {
        const { way, findings, resources, population, unjudged } = this;
        const off = way.policies.filter((policy) => !asked.has(policy));
        const rest = this.restOf(off.length > 0, isTold);
        const by = new Map(way.who.map((actor) => [actor, worstOf([...(this.outcomes.get(actor) ?? []), rest])]));
        const seenFirst: Opener[] = [];
        const urns = new Set<string>();
        for (const kept of this.openers.values()) {
            for (const [urn, opener] of kept) {
                if (!urns.has(urn)) seenFirst.push(opener);
                urns.add(urn);
            }
        }
        const openers = seenFirst.slice(0, MAX_OPENERS);
        return { way, state: worstOf(by.values()), by, findings, resources, openers, population, unjudged, off };
    }

    /** What it is beside what was found. */
    private restOf(isOff: boolean, isTold: boolean): State {
        if (!isTold) return "untold";
        if (this.isHere && this.unjudged > 0) return "unread";
        if (isOff) return "off";
        // Others may have counted what its own policies never read.
        const wasLookedAt = this.judged > 0 || (this.read > 0 && this.population > 0);
        return this.isHere && wasLookedAt ? "closed" : "absent";
    }
}
