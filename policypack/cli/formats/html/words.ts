import { type DrawnBypass, type DrawnWay, type Opener, type State, worstOf } from "../../picture/picture";
import { clipped, counted, shortType } from "./escape";

/** What a state is called, and what it means, for the legend. */
export const STATE_WORDS: Readonly<Record<State, { readonly name: string; readonly means: string }>> = {
    open: { name: "open", means: "something of this stack opens it" },
    advised: { name: "advised against", means: "weaker than it should be, or not certain that it concerns a node" },
    unread: { name: "not judged", means: "nothing was found, and something could not be read" },
    untold: { name: "no finding", means: "the log does not say what was judged" },
    off: { name: "not asked", means: "nothing was found, and some of its policies are switched off" },
    closed: { name: "closed", means: "what was judged keeps it closed" },
    absent: { name: "nothing here", means: "nothing of this kind is in what was judged" },
};

const MAX_NAME = 44;

/** `SecurityGroup managed-nodes`. */
export const openerName = ({ name, type }: Opener): string =>
    name === "" ? "the stack as a whole" : `${type === "" ? "" : `${shortType(type)} `}${clipped(name, MAX_NAME)}`;

/** Some resources, and how many they are without these. */
export interface Named {
    readonly names: readonly string[];
    readonly more: number;
}

/** Those that the ways' state comes from, the worst first, without repetition. @param shown at most so many */
export function openersOf(ways: readonly DrawnWay[], shown: number): Named {
    const worst = worstOf(ways.map(({ state }) => state));
    const all = ways.flatMap(({ openers }) => openers).filter(({ outcome }) => outcome === worst);
    const names = [...new Set(all.map(openerName))].slice(0, shown);
    return { names, more: Math.max(0, ways.reduce((sum, { resources }) => sum + resources, 0) - names.length) };
}

/** `SecurityGroup nodes, Pod agent and 3 more`. */
export const listed = ({ names, more }: Named): string =>
    names.join(", ") + (more > 0 && names.length > 0 ? ` and ${more.toLocaleString("en-US")} more` : "");

/** The first name and a number, in so many characters: `SecurityGroup nod… +3`. */
export function shortened(ways: readonly DrawnWay[], most: number): string {
    const { names, more } = openersOf(ways, 1);
    const rest = more === 0 ? "" : ` +${more.toLocaleString("en-US")}`;
    return clipped(names[0] ?? "", most - rest.length) + rest;
}

/** What stands behind a way that nothing opens: `14 firewall rules and Services`; "" where nobody counted. */
export function lookedAt({ way, population, state }: DrawnWay): string {
    if (state === "untold") return "";
    return population === 0 ? "" : counted(population, way.population.one, way.population.many);
}

/** What is to be said of a state beside its name, without a full stop: who opens it, or how much was judged. */
export function told(ways: readonly DrawnWay[], state: State, named: (ways: readonly DrawnWay[]) => string): string {
    const unjudged = ways.reduce((sum, one) => sum + one.unjudged, 0);
    const seen = ways.map(lookedAt).find((text) => text !== "");
    switch (state) {
        case "open":
        case "advised":
            return named(ways);
        case "unread":
            return unjudged === 0 ? named(ways) : `${counted(unjudged, "resource")} could not be judged`;
        case "closed":
            return seen === undefined ? "judged" : `${seen} judged`;
        case "off":
            return `${counted(ways.flatMap(({ off }) => off).length, "policy", "policies")} switched off`;
        case "untold":
            return "the log does not say what was judged";
        case "absent":
            return "nothing of this kind here";
        default:
            return state satisfies never;
    }
}

/** The lock of the thing itself, before whoever came so far. */
export function lockWords(lock: DrawnWay, named: (ways: readonly DrawnWay[]) => string): string {
    const { state } = lock;
    switch (state) {
        case "open":
            return `no lock: ${named([lock])}`;
        case "advised":
            return `weak lock: ${named([lock])}`;
        case "absent":
            return "no lock to judge";
        default:
            return `lock ${STATE_WORDS[state].name}`;
    }
}

/** What there is of the thing itself: `2 etcds' set-ups judged`, `no etcd's set-up in this input`. */
export function presence({ bypass, seen }: DrawnBypass): string {
    if (seen === undefined) return "";
    const { one, many } = bypass.counted;
    return seen === 0 ? `no ${one} here` : `${counted(seen, one, many)} judged`;
}

/** The page's first sentence. */
export function headline(bypasses: readonly DrawnBypass[], resources: number): string {
    const open = bypasses.filter(({ state }) => state === "open").length;
    if (open > 0)
        return open === 1
            ? "One of the four ways around the API server is open"
            : `${NUMBERS[open]} ways around the API server are open`;
    if (resources === 0 && bypasses.every(({ state }) => state === "absent")) return "Nothing was judged";
    if (bypasses.some(({ state }) => state === "unread"))
        return "No way around the API server was found open, but not everything could be judged";
    return "No way around the API server was found open";
}

const NUMBERS: Readonly<Record<number, string>> = { 2: "Two of the four", 3: "Three of the four", 4: "All four" };
