import type { Finding } from "../model/finding";
import type { Repair, Write } from "../model/repair";
import { type Step, stepsOf, valueAt, withValueAt } from "../parse/edit/place";
import { NotWritten, segmentsOf, valueFor, withText } from "../parse/edit/text-edit";
import { isUnknown } from "./unknown";

/** One property of a resource that gets another value. */
interface Change {
    readonly steps: readonly Step[];
    readonly value: unknown;
}

/** What came of repairing one resource for one policy. */
export interface Outcome {
    readonly changes: readonly Change[];
    /** By the place of a finding that stays: why. */
    readonly refusals: ReadonlyMap<string, string>;
}

const MAX_ROUNDS = 5;
const NOT_ENOUGH = "with it alone the finding would stay";

/** What a policy says of properties. */
export interface Judged {
    readonly findings: readonly Finding[];
    /** How much of them it could not judge. */
    readonly unjudged: number;
}

/**
 * Finds out what to write so that a policy passes, on a copy. What does not make the findings fewer, or makes something unreadable, is not done.
 *
 * @param props the resource's, behind the SDK's proxies for unknown and secret values; they are not changed
 * @param judge what the policy says of properties; findings that are unsure, and have no repair of their own, stay
 */
export function repairOf(props: object, repair: Repair, judge: (props: object) => Judged): Outcome {
    const judged = (properties: object) => {
        const { findings, unjudged } = judge(properties);
        return {
            unjudged,
            findings: findings.filter(({ certainty, repair: own }) => certainty !== "unsure" || own !== undefined),
        };
    };
    let current = copyOf(props) as object;
    const before = judged(current);
    const changes = new Map<string, Change>();
    const refusals = new Map<string, string>();
    let left = before;
    for (let round = 0; round < MAX_ROUNDS && left.findings.length > 0; round++) {
        let isChanged = false;
        for (const finding of left.findings) {
            try {
                for (const change of [...changesFor(current, finding, repair)]) {
                    current = applied(current, change);
                    changes.set(JSON.stringify(change.steps), change);
                    isChanged = true;
                }
            } catch (error) {
                if (error instanceof NotWritten) refusals.set(finding.at, error.message);
                else if (isUnknown(error)) refusals.set(finding.at, "what stands there is not known yet");
                else throw error;
            }
        }
        if (!isChanged) break;
        left = judged(current);
    }
    const isBetter = left.findings.length < before.findings.length && left.unjudged <= before.unjudged;
    for (const { at } of isBetter ? left.findings : before.findings) if (!refusals.has(at)) refusals.set(at, NOT_ENOUGH);
    return { changes: isBetter ? [...changes.values()] : [], refusals };
}

/** As `repairOf`; a repair that fails repairs nothing, as what it throws would end the whole deployment. */
export function repairOrNot(props: object, repair: Repair, judge: (props: object) => Judged): Outcome {
    try {
        return repairOf(props, repair, judge);
    } catch (error) {
        const kind = error instanceof Error ? error.constructor.name : typeof error;
        const refusals = new Map(
            judge(props).findings.map(({ at }) => [at, `the repair failed (${kind}), which is a fault of the pack`]),
        );
        return { changes: [], refusals };
    }
}

/** Writes into the properties themselves: the SDK's proxies keep what was secret a secret, and a copy of them would not. */
export function change(props: object, changes: readonly Change[]): void {
    for (const { steps, value } of changes) {
        let place = props as Record<Step, unknown>;
        for (const step of steps.slice(0, -1)) place = place[step] as Record<Step, unknown>;
        place[steps.at(-1)!] = value;
    }
}

function* changesFor(props: object, finding: Finding, repair: Repair): Generator<Change> {
    const write = finding.repair ?? repair.write;
    if (write === undefined) throw new NotWritten("nothing safe can be written there");
    for (const place of write.at ?? [finding.at]) {
        const [property, ...below] = segmentsOf(place);
        const steps = stepsOf(property!);
        if (steps === undefined) throw new NotWritten("the resource says nothing there that could be rewritten");
        const change = changeAt(props, steps, below, write);
        if (change !== undefined) yield change;
    }
}

/** Goes on through properties until a text begins, or the place is reached. */
function changeAt(props: object, steps: readonly Step[], below: readonly string[], write: Write): Change | undefined {
    const there = valueAt(props, steps);
    const { flags } = write;
    // Where one text stands for a list, only a list of one fits.
    const value =
        typeof write.value === "object" && typeof there === "string" && write.value.length === 1 ? write.value[0]! : write.value;
    const isList = typeof value === "object";
    if (below.length > 0 && typeof there !== "string") {
        const more = stepsOf(below[0]!);
        if (more === undefined || there === undefined) throw new NotWritten("it stands in a script, which is not rewritten");
        return changeAt(props, [...steps, ...more], below.slice(1), write);
    }
    if (below.length > 0 && isList) throw new NotWritten("nothing safe can be written there");
    if (isList && there !== undefined && !Array.isArray(there)) throw new NotWritten("one text cannot hold several ranges");
    const written = isList ? value : valueFor(there, { value, ...(flags && { flags }) });
    const wanted = below.length === 0 || isList ? written : withText(there as string, below, { value, ...(flags && { flags }) });
    if (JSON.stringify(wanted) === JSON.stringify(there)) return undefined;
    // The nearest object that is there gets what is missing on the way as one value.
    let depth = steps.length;
    while (depth > 1 && valueAt(props, steps.slice(0, depth - 1)) === undefined) depth--;
    const inner = withValueAt(valueAt(props, steps.slice(0, depth)), steps.slice(depth), wanted);
    if (inner === undefined) throw new NotWritten("something else stands there");
    return { steps: steps.slice(0, depth), value: inner };
}

function applied(props: object, { steps, value }: Change): object {
    const copy = copyOf(props) as object;
    change(copy, [{ steps, value }]);
    return copy;
}

/** The same data without the SDK's proxies; reading what is unknown throws there too. Assets and archives are themselves. */
function copyOf(value: unknown): unknown {
    if (typeof value !== "object" || value === null) return value;
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype !== Object.prototype && prototype !== Array.prototype) return value;
    const copy: object = Array.isArray(value) ? [] : {};
    for (const key of Object.keys(value)) {
        let inner: PropertyDescriptor;
        try {
            inner = { value: copyOf((value as Record<string, unknown>)[key]), writable: true };
        } catch (error) {
            if (!isUnknown(error)) throw error;
            inner = {
                get() {
                    throw error;
                },
            };
        }
        Object.defineProperty(copy, key, { ...inner, enumerable: true, configurable: true });
    }
    return copy;
}
