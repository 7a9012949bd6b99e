import type { Access } from "../../../model/bucket-audit";
import type { Cursor } from "../../../parse/cursor";

/** An object whose accesses are to be recorded: `arn:aws:s3:::boot/kubelet.yaml`; what ends with a star is everything below it. */
export type ObjectArn = string;

const S3_OBJECT = "AWS::S3::Object";
/** What a read and a write are called in a record of CloudTrail, which says of each whether it only reads. */
const EVENTS: Readonly<Record<Access, { readonly names: readonly string[]; readonly readOnly: "true" | "false" }>> = {
    reads: { names: ["GetObject"], readOnly: "true" },
    writes: { names: ["PutObject", "DeleteObject"], readOnly: "false" },
};
const ACCESSES: readonly Access[] = ["reads", "writes"];

interface BasicSelector {
    readonly readWriteType: string;
    readonly dataResources: readonly { readonly type: string; readonly values: readonly string[] }[];
}

/**
 * What a basic event selector records of an object. Management events alone tell nothing of objects.
 *
 * @param unknownIsAbout whether a value that is not known yet names the object's bucket; may throw
 */
export function recordedByBasic(selector: Cursor<BasicSelector>, arn: ObjectArn, unknownIsAbout: ReadText): Access[] {
    for (const resource of selector.field("dataResources").items()) {
        if (resource.field("type").text() !== S3_OBJECT) continue;
        for (const value of resource.field("values").items()) {
            const text = unknownIsAbout(value);
            if (text !== true && !(typeof text === "string" && text !== "" && literal(arn).startsWith(text))) continue;
            const type = selector.field("readWriteType").text() ?? "All";
            return type === "All" ? [...ACCESSES] : type === "ReadOnly" ? ["reads"] : ["writes"];
        }
    }
    return [];
}

/** The text of a value, or, where that is unknown, whether it names the bucket. */
export type ReadText = (value: Cursor<unknown>) => string | boolean | undefined;

/** aws has plurals where aws-native has none: `startsWiths`, `startsWith`. */
const OPERATORS = ["equals", "startsWith", "endsWith", "notEquals", "notStartsWith", "notEndsWith"] as const;
type Operator = (typeof OPERATORS)[number];
type FieldSelector = { readonly field: string } & Readonly<Record<string, readonly string[]>>;

interface AdvancedSelector {
    readonly fieldSelectors: readonly FieldSelector[];
}

/** What an advanced event selector records of an object: every field must hold, and of an operator's values one. */
export function recordedByAdvanced(selector: Cursor<AdvancedSelector>, arn: ObjectArn, unknownIsAbout: ReadText): Access[] {
    const fields = [...selector.field("fieldSelectors").items()] as unknown as Cursor<Record<string, readonly string[]>>[];
    const named = fields.map(
        (field) => [(field as unknown as Cursor<FieldSelector>).field("field").text() ?? "", field] as const,
    );
    // Without them it selects other events: a category alone is the account's management.
    if (!["eventCategory", "resources.type"].every((name) => named.some(([field]) => field === name))) return [];
    return ACCESSES.filter((access) => named.every(([name, field]) => holds(name, field, access, arn, unknownIsAbout)));
}

function holds(
    name: string,
    field: Cursor<Record<string, readonly string[]>>,
    access: Access,
    arn: ObjectArn,
    unknownIsAbout: ReadText,
): boolean {
    const { names, readOnly } = EVENTS[access];
    switch (name) {
        case "eventCategory":
            return passes(field, "Data", textOf);
        case "resources.type":
            return passes(field, S3_OBJECT, textOf);
        case "eventSource":
            return passes(field, "s3.amazonaws.com", textOf);
        case "readOnly":
            return passes(field, readOnly, textOf);
        case "eventName":
            return names.every((event) => passes(field, event, textOf));
        case "resources.ARN":
            return passes(field, arn, unknownIsAbout);
        default:
            // A field that picks some users or sessions leaves out the others.
            return false;
    }
}

const textOf: ReadText = (value) => value.text();

function passes(field: Cursor<Record<string, readonly string[]>>, value: string, read: ReadText): boolean {
    return OPERATORS.every((operator) => {
        const places = [operator, `${operator}s`].flatMap((key) => [...field.field(key).items()]);
        if (places.length === 0) return true;
        const results = places.map((place) => {
            const text = read(place);
            return typeof text === "boolean" ? text : text !== undefined && matches(operator, value, text);
        });
        return operator.startsWith("not") ? !results.includes(true) : results.includes(true);
    });
}

/** Of everything below a prefix: whether all of it is as an operator says, and for one that excludes whether some of it is. */
function matches(operator: Operator, value: string, text: string): boolean {
    const isPrefix = value.endsWith("*");
    const start = literal(value);
    switch (operator) {
        case "equals":
            return !isPrefix && start === text;
        case "startsWith":
            return start.startsWith(text);
        case "endsWith":
            return !isPrefix && start.endsWith(text);
        case "notEquals":
            return isPrefix ? text.startsWith(start) : start === text;
        case "notStartsWith":
            return start.startsWith(text) || (isPrefix && text.startsWith(start));
        case "notEndsWith":
            return isPrefix || start.endsWith(text);
        default:
            return operator satisfies never;
    }
}

/** What comes before the first star. */
const literal = (arn: ObjectArn): string => arn.split("*", 1)[0]!;
