import { BELOW } from "../cursor";
import { toml } from "../toml";
import { yamlDocuments } from "../yaml";
import { withFlag } from "./flag-edit";
import { inMimePart, inPacking } from "./packing";
import { type Step, stepsOf, valueAt } from "./place";
import { withToml } from "./toml-edit";
import { withYaml } from "./yaml-edit";

/** What is written at a place. */
export interface Written {
    readonly value: string | number | boolean;
    /** Flags that say the same, without dashes: where the place is an argument, its flag gets the value. */
    readonly flags?: readonly string[];
}

/** Why a place is not written. */
export class NotWritten extends Error {}

const SCRIPT = "it stands in a script, which is not rewritten";
const TOUCHES_MORE = "it cannot be written without touching more than itself";

/**
 * A text (user data in all its packings, a document in a ConfigMap) in which one place has another value; everything else stays.
 *
 * @param segments the rest of a finding's path below that text: `["part 2 (application/node.eks.aws)", "spec.kubelet.config", "readOnlyPort"]`
 * @throws NotWritten with the reason
 */
export function withText(text: string, segments: readonly string[], written: Written): string {
    const edited = inPacking(text, (plain) => within(plain, segments, written));
    if (edited === undefined) throw new NotWritten(TOUCHES_MORE);
    return edited;
}

function within(text: string, [segment, ...rest]: readonly string[], written: Written): string | undefined {
    if (segment === undefined) throw new NotWritten(TOUCHES_MORE);
    const part = /^part (\d+) \(/.exec(segment);
    if (part !== null) {
        return inMimePart(text, Number(part[1]), (body) =>
            within(body, isOfNodeadm(segment) ? [NODE_CONFIG, ...rest] : rest, written),
        );
    }
    if (segment === NODE_CONFIG) return inDocument(text, isNodeConfig, [], rest, written);
    return inDocument(text, () => true, [], [segment, ...rest], written);
}

const NODE_CONFIG = "NodeConfig";
const isOfNodeadm = (segment: string): boolean => segment.endsWith("(application/node.eks.aws)");
const isNodeConfig = (data: unknown): boolean => valueAt(data, ["kind"]) === NODE_CONFIG;

/** Goes on through the segments until a text begins, or the place is reached. */
function inDocument(
    text: string,
    isMeant: (data: unknown) => boolean,
    above: readonly Step[],
    [segment, ...rest]: readonly string[],
    written: Written,
): string | undefined {
    const own = segment === undefined ? undefined : stepsOf(segment);
    if (own === undefined) throw new NotWritten(SCRIPT);
    const steps = [...above, ...own];
    const found = dataOf(text, isMeant, steps);
    if (found === undefined) throw new NotWritten(SCRIPT);
    const there = valueAt(found.data, steps);
    if (rest.length > 0) {
        if (typeof there === "string") return found.write(steps, withText(there, rest, written));
        // Only the last step may be missing: a name that is no property stands for a text that is not where the path says.
        if (there === undefined) throw new NotWritten(TOUCHES_MORE);
        return inDocument(text, isMeant, steps, rest, written);
    }
    return found.write(steps, valueFor(there, written));
}

/** What is written where something is there already: an argument keeps its flag, a text stays a text. */
export function valueFor(there: unknown, { value, flags }: Written): string | number | boolean {
    if (typeof there !== "string") return value;
    if (!/^\s*--?[A-Za-z]/.test(there)) return String(value);
    const edited = flags === undefined ? undefined : withFlag(there, flags, String(value));
    if (edited === undefined) throw new NotWritten("the flag and its value are not one word");
    return edited;
}

interface Document {
    readonly data: unknown;
    write(steps: readonly Step[], value: string | number | boolean): string | undefined;
}

function dataOf(text: string, isMeant: (data: unknown) => boolean, steps: readonly Step[]): Document | undefined {
    if (/^\s*(?:#!|<)/.test(text)) return undefined;
    const settings = toml(text);
    // A text of comments is either.
    if (settings.ok && Object.keys(settings.value).length > 0) {
        return { data: settings.value, write: (at, value) => withToml(text, at, value) };
    }
    const documents = yamlDocuments(text);
    if (!documents.ok) return undefined;
    const meant = documents.value.filter(isMeant);
    const data = meant.findLast((one) => valueAt(one, steps) !== undefined) ?? meant.at(-1);
    return data === undefined ? undefined : { data, write: (at, value) => withYaml(text, isMeant, at, value) };
}

/** The property that a finding's path begins with, and what is below it in the text there. */
export const segmentsOf = (path: string): readonly string[] => path.split(BELOW);
