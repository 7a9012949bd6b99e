import { asset } from "@pulumi/pulumi";
import { UNKNOWN } from "../judge";
import type { Shape } from "./provider-types";

/** Planted in values: nothing may ever print it, but where it stands as the very text that a policy tells of. */
export const SECRET = "hunter2-correct-horse";

/** What kind of a value it is, as the engine hands it on. */
export type ValueKind = "absent" | "flag" | "number" | "text" | "list" | "object" | "unknown" | "asset";

/** Something that stands where something else belongs. */
export interface WrongValue {
    /** What it is, for the names of rows. */
    readonly name: string;
    readonly kind: ValueKind;
    readonly value: unknown;
}

/** What a property is set to for it not to be there at all. */
export const ABSENT = Symbol("absent");

const of = (kind: ValueKind, values: Readonly<Record<string, unknown>>): WrongValue[] =>
    Object.entries(values).map(([name, value]) => ({ name, kind, value }));

/** An object whose own properties have the names of those that every object inherits. */
const named = (...names: readonly string[]): object => {
    const made = {};
    for (const name of names)
        Object.defineProperty(made, name, { value: "x", enumerable: true, configurable: true, writable: true });
    return made;
};

/** What JavaScript makes of an output that is put in a text. */
const OUTPUT_AS_TEXT =
    "Calling [toString] on an [Output<T>] is not supported.\n\nTo get the value of an Output<T> as an Output<string> consider either:\n1: o.apply(v => `prefix${v}suffix`)";

export const WRONG_VALUES: readonly WrongValue[] = [
    ...of("absent", { absent: ABSENT, null: null }),
    ...of("flag", { true: true, false: false }),
    ...of("number", {
        0: 0,
        "-1": -1,
        1.5: 1.5,
        10250: 10250,
        "too large": 1e308,
        "no safe integer": 2 ** 53 + 2,
        NaN,
        Infinity,
    }),
    ...of("text", {
        '""': "",
        blank: " ",
        "a word": "x",
        '"true"': "true",
        '"10250"': "10250",
        "a range": "0-65535",
        __proto__: "__proto__",
        "JSON of another type": '[{"x":null}]',
        "an output in a text": OUTPUT_AS_TEXT,
        "a reference to a resource": "urn:pulumi:test::test::aws:ec2/vpc:Vpc::main",
        "half a character": "\ud800",
        "a very long text": "x/".repeat(20_000),
        "a secret text": SECRET,
    }),
    ...of("list", {
        "[]": [],
        "[null]": [null],
        "[[]]": [[]],
        "[{}]": [{}],
        '["x"]': ["x"],
        "[0]": [0],
        '[["x"]]': [["x"]],
        "[secret]": [SECRET],
        "[unknown]": [UNKNOWN],
    }),
    ...of("object", {
        "{}": {},
        "{ x: null }": { x: null },
        "{ x: {} }": { x: {} },
        "an own __proto__": named("__proto__"),
        "names that objects inherit": named("constructor", "hasOwnProperty", "toString", "valueOf", "then"),
        "what looks like a list": { length: 3, 0: "x" },
        "an object with a secret": { password: SECRET, value: SECRET, key: SECRET },
        "an object with an unknown": { x: UNKNOWN },
    }),
    ...of("unknown", { unknown: UNKNOWN }),
    ...of("asset", {
        "an asset": new asset.StringAsset(SECRET),
        "an asset in a file": new asset.FileAsset("/etc/hostname"),
        "an archive": new asset.FileArchive("/etc"),
    }),
];

/** Whether a property that takes the shape takes such a value as it is. */
export function isOfShape(shape: Shape, { kind }: Pick<WrongValue, "kind">): boolean {
    switch (shape.kind) {
        case "any":
            return kind !== "unknown";
        case "either":
            return shape.shapes.some((one) => isOfShape(one, { kind }));
        case "map":
            return kind === "object";
        default:
            return kind === shape.kind;
    }
}

/** Decimal digits, as the pack takes them for a number. */
const DIGITS = /^-?\d+$/;

/**
 * Whether what stands there is of the right type, or is made so by the provider. Terraform's bridge turns numbers and truth values into text and back
 * (`recoverAndCoerceCtyValue`, pulumi-terraform-bridge, pkg/tfshim/sdk-v2/cty.go, by go-cty's JSON), Cloud Control does so too. A property that is left
 * out has the provider's default, and `null` is one that is left out.
 */
export function isTakenFor(shapes: readonly Shape[], wrong: WrongValue): boolean {
    const { kind, value } = wrong;
    return kind === "absent" || shapes.some((shape) => isOfShape(shape, wrong) || isConverted(shape, value));
}

function isConverted(shape: Shape, value: unknown): boolean {
    switch (shape.kind) {
        case "text":
            return (typeof value === "number" && Number.isFinite(value)) || typeof value === "boolean";
        case "number":
            return typeof value === "string" && DIGITS.test(value);
        case "flag":
            return value === "true" || value === "false";
        case "either":
            return shape.shapes.some((one) => isConverted(one, value));
        default:
            return false;
    }
}
