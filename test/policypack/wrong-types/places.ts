import type { Policy } from "../../../policypack/lib/define-policy";
import type { GivenInStack } from "../judge";
import { tableRows } from "../table-rows";
import { inputsOf, type Shape, shapesAt } from "./provider-types";
import { isData, type Path, Reads } from "./reads";
import { ofResource, ofStack, type Verdict } from "./verdict";
import { ABSENT } from "./wrong-values";

/** A property that a policy reads, in the row of the policy's own table that shows most through it. */
export interface Place {
    readonly policy: Policy;
    /** The row's resources: one, or a stack. */
    readonly given: readonly GivenInStack[];
    readonly propsOf: readonly object[];
    /** Which of them it is about. */
    readonly index: number;
    readonly path: Path;
    readonly isOfStack: boolean;
    readonly reason: string;
    /** What the policy says of the row as it stands. */
    readonly before: Verdict;
    /** What the provider's definitions let stand there; of what no SDK has, what stands there. */
    readonly shapes: readonly Shape[];
    readonly isDefined: boolean;
    /** Whether a mandatory finding came of the row. */
    readonly isMandatory: boolean;
}

export const typeOf = ({ given, index }: Pick<Place, "given" | "index">): string => given[index]!.type;
/** `ingress.[].protocol`. */
export const nameOf = (path: Path): string => path.map((step) => (typeof step === "number" ? "[]" : step)).join(".");

const definitions = new Map<string, Shape | undefined>();
function definitionOf(type: string): Shape | undefined {
    if (!definitions.has(type)) definitions.set(type, inputsOf(type));
    return definitions.get(type);
}

export const valueAt = (value: unknown, path: Path): unknown =>
    path.reduce<unknown>((at, step) => (isData(at) ? (at as Record<string | number, unknown>)[step] : undefined), value);

/** The same data with another value at the path; what is missing on the way is made. */
export function withValueAt(value: unknown, [key, ...rest]: Path, by: unknown): unknown {
    if (key === undefined) return by;
    if (Array.isArray(value)) return value.map((part: unknown, i) => (i === key ? withValueAt(part, rest, by) : part));
    const copy: Record<string | number, unknown> = { ...(isData(value) ? (value as Record<string, unknown>) : {}) };
    const inner = withValueAt(copy[key], rest, by);
    if (inner === ABSENT) Reflect.deleteProperty(copy, key);
    else copy[key] = inner;
    return copy;
}

/** What stands there, for properties of which no SDK has the definition. */
function shapeOf(value: unknown): Shape {
    if (Array.isArray(value)) return { kind: "list", item: { kind: "any" } };
    if (isData(value)) return { kind: "map", value: { kind: "any" } };
    switch (typeof value) {
        case "string":
            return { kind: "text" };
        case "number":
            return { kind: "number" };
        case "boolean":
            return { kind: "flag" };
        default:
            return { kind: "any" };
    }
}

/** The kind of Kubernetes that a Patch, a List or an older version is a form of; every other type is its own. */
export const kindOf = (type: string): string =>
    type.startsWith("kubernetes:") ? type.replace(/\/v\w+:(\w+?)(?:Patch|List)?$/, ":$1") : type;

/**
 * Every property that some policy reads of some type of resource, once for each policy. Whatever a row's policy asks for while it judges the row is
 * one, whether it is there or not.
 *
 * @param isTaken whether a row is to be looked at
 */
export function placesRead(
    isTaken: (row: { readonly policy: Policy; readonly type: string; readonly reason: string }) => boolean,
): Place[] {
    const best = new Map<string, { readonly score: number; readonly place: Place }>();
    for (const { policy, reason, given, isOfStack } of tableRows()) {
        if (!isTaken({ policy, reason, type: given[0]!.type })) continue;
        const propsOf = given.map(({ props }) => JSON.parse(JSON.stringify(props)) as object);
        const reads = given.map(() => new Reads());
        const watched = propsOf.map((props, i) => reads[i]!.watch(props));
        const before = isOfStack ? ofStack(policy, given, watched) : ofResource(policy, given[0]!, watched[0]!);
        const isMandatory = policy.enforcementLevel === "mandatory" && before.certain.length > 0;
        reads.forEach(({ paths }, index) => {
            for (const path of paths) {
                const there = valueAt(propsOf[index], path);
                const key = [isOfStack, given[index]!.type, nameOf(path), policy.name].join(" ");
                const score = (isMandatory ? 4 : before.lines.length > 0 ? 2 : 0) + (there === undefined ? 0 : 1);
                if ((best.get(key)?.score ?? -1) >= score) continue;
                const defined = shapesAt(definitionOf(given[index]!.type), path);
                const isDefined = defined.length > 0;
                const shapes = isDefined ? defined : [shapeOf(there)];
                const place = { policy, given, propsOf, index, path, isOfStack, reason, before, shapes, isDefined, isMandatory };
                best.set(key, { score, place });
            }
        });
    }
    return [...best.values()].map(({ place }) => place);
}
