import type * as Yaml from "yaml";
import { isDeepStrictEqual } from "node:util";
import { lazy } from "../lazy";
import { OWN_TAGS, refusedAtOnce, UNFOLDING } from "../yaml";
import { type Step, valueAt, withValueAt } from "./place";

// eslint-disable-next-line @typescript-eslint/no-require-imports -- when it is first needed
const library = lazy(() => require("yaml") as typeof Yaml);

/**
 * A stream of YAML 1.1 (JSON is YAML) in which one place has another value, and every other character stays: comments, order, quotes.
 *
 * @param isMeant which of several documents, by its data; the last that has something at the place counts, else the last that is meant
 * @param steps to a scalar, or to nothing yet: the maps on the way are made
 * @param value text, a number, true or false
 * @returns undefined where that cannot be done without touching more (an alias, a list that is too short, a key that occurs twice)
 */
export function withYaml(
    text: string,
    isMeant: (data: unknown) => boolean,
    steps: readonly Step[],
    value: string | number | boolean,
): string | undefined {
    const before = documentsOf(text);
    if (before === undefined) return undefined;
    const data = before.map((document) => document.toJS(UNFOLDING) as unknown);
    const meant = data.flatMap((one, i) => (isMeant(one) ? [i] : []));
    const index = meant.findLast((i) => valueAt(data[i], steps) !== undefined) ?? meant.at(-1);
    if (index === undefined) return undefined;
    const edited = edit(text, before[index]!, steps, value);
    const after = edited === undefined ? undefined : documentsOf(edited)?.map((one) => one.toJS(UNFOLDING) as unknown);
    const wanted = data.map((one, i) => (i === index ? withValueAt(one, steps, value) : one));
    return isDeepStrictEqual(after, wanted) ? edited : undefined;
}

function documentsOf(text: string): Yaml.Document.Parsed[] | undefined {
    if (refusedAtOnce(text) !== undefined) return undefined;
    const documents = library().parseAllDocuments(text, {
        version: "1.1",
        uniqueKeys: true,
        logLevel: "silent",
        prettyErrors: false,
        customTags: (tags) => [...OWN_TAGS, ...tags],
    });
    return Array.isArray(documents) && documents.every(({ errors }) => errors.length === 0) ? documents : undefined;
}

function edit(
    text: string,
    document: Yaml.Document.Parsed,
    steps: readonly Step[],
    value: string | number | boolean,
): string | undefined {
    const { isMap, isScalar } = library();
    const node: unknown = document.getIn(steps, true);
    if (isScalar(node)) return node.range ? replaced(text, node, value) : undefined;
    // The deepest map that is there takes the rest; what stands in the way would then occur twice, which is no YAML.
    for (let depth = steps.length - 1; depth >= 0; depth--) {
        const above: unknown = document.getIn(steps.slice(0, depth), true);
        if (isMap(above)) return inserted(text, above, steps.slice(depth), value);
    }
    return undefined;
}

function replaced(text: string, node: Yaml.Scalar, value: string | number | boolean): string | undefined {
    const [start, end] = node.range!;
    const isBlock = node.type === "BLOCK_LITERAL" || node.type === "BLOCK_FOLDED";
    if (!isBlock || typeof value !== "string") {
        const isEmpty = start === end;
        return text.slice(0, start) + (isEmpty ? " " : "") + scalar(value) + (isBlock ? "\n" : "") + text.slice(end);
    }
    return text.slice(0, start) + literalBlock(value, indentAt(text, start)) + text.slice(end);
}

/** Before the first entry, at its column; or between the braces. */
function inserted(text: string, map: Yaml.YAMLMap, steps: readonly Step[], value: string | number | boolean): string | undefined {
    const first = (map.items[0]?.key as Yaml.Scalar | undefined)?.range?.[0];
    if (map.flow) {
        const at = map.range![0] + 1;
        const made = steps
            .reduceRight<string>((inner, step) => `{${JSON.stringify(step)}: ${inner}}`, scalar(value))
            .slice(1, -1);
        return `${text.slice(0, at)}${made}${map.items.length > 0 ? ", " : ""}${text.slice(at)}`;
    }
    if (first === undefined) return undefined;
    const column = first - (text.lastIndexOf("\n", first - 1) + 1);
    const lines = steps.map(
        (step, i) => `${" ".repeat(column + 2 * i)}${key(step)}:${i === steps.length - 1 ? ` ${scalar(value)}` : ""}`,
    );
    return `${text.slice(0, first)}${lines.join("\n").trimStart()}\n${" ".repeat(column)}${text.slice(first)}`;
}

const key = (step: Step): string => (/^[A-Za-z][\w-]*$/.test(String(step)) ? String(step) : JSON.stringify(step));

/** Words that are plain text to every reader stay bare. */
function scalar(value: string | number | boolean): string {
    const text = String(value);
    const isBare = /^[A-Za-z][A-Za-z0-9]*$/.test(text) && !/^(?:y|n|yes|no|on|off|true|false|null|nan|inf)$/i.test(text);
    return isBare ? text : JSON.stringify(value);
}

/** A text of several lines below a key, one level to the right of its line. */
function literalBlock(value: string, indent: string): string {
    const chomp = value.endsWith("\n\n") ? "+" : value.endsWith("\n") ? "" : "-";
    const lines = value.replace(/\n$/, "").split("\n");
    const deeper = `${indent}  `;
    const header = /^[ \t]/.test(value) ? "|2" : "|";
    return `${header}${chomp}\n${lines.map((line) => (line === "" ? "" : deeper + line)).join("\n")}\n`;
}

/** The blanks (and dashes of a list, as blanks) with which the line of an offset begins. */
const indentAt = (text: string, offset: number): string =>
    /^[ \t]*(?:- +)*/.exec(text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset))![0].replace(/-/g, " ");
