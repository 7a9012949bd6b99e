/** An expression of the Common Expression Language, as the API server compiles it. Nothing newer than Kubernetes 1.30 is used. */
export type Cel = string;

/** A text literal: JSON's escapes are CEL's. */
export const text = (value: string): Cel => JSON.stringify(value);

/** A list literal of texts. */
export const texts = (values: readonly string[]): Cel => `[${values.map(text).join(", ")}]`;

/** A map literal of texts. */
export const textMap = (entries: Iterable<readonly [string, string]>): Cel =>
    `{${[...entries].map(([key, value]) => `${text(key)}: ${text(value)}`).join(", ")}}`;

/** A field that is a list, or no elements where it is absent or null. @param field with `?` before the last name: `object.?rules` */
export const listOf = (field: Cel): Cel => `optional.ofNonZeroValue(${field}.orValue(dyn([]))).orValue(dyn([]))`;

/** Between the findings of one rule, which are one text; no line break, as a message may have none. */
const BETWEEN = " | ";

/**
 * The texts of many places as one text, those that are empty left out.
 * @param each the text of one place, empty where there is nothing to tell
 */
export const joined = (list: Cel, name: string, each: Cel, between = BETWEEN): Cel =>
    `${list}.map(${name}, ${each}).filter(one, one != "").join(${text(between)})`;

/** Several texts as one, those that are empty left out. */
export const both = (...all: readonly Cel[]): Cel => `[${all.join(", ")}].filter(one, one != "").join(${text(BETWEEN)})`;

/** The element's index, as the pack writes paths. */
export const indexed = (list: Cel, element: Cel): Cel => `"[" + string(${list}.indexOf(${element})) + "]"`;

/** As JSON writes a text. */
export const quoted = (value: Cel): Cel => `"\\"" + ${value}.replace("\\\\", "\\\\\\\\").replace("\\"", "\\\\\\"") + "\\""`;

/** `path: fact. Fix.`, as the pack's own findings. */
export const finding = (at: Cel, fact: Cel, fix: string): Cel =>
    `${at} + ": " + ${fact} + ${text(`. ${fix.replace(/\.$/, "")}.`)}`;
