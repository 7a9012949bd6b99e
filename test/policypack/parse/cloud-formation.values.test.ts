import { cloudFormationResources } from "../../../policypack/parse/cloud-formation";
import { HOLE } from "../../../policypack/parse/word";

const all = () => true;
const MAX_TEXT = 1 << 20;

/** The one property of the one resource of a template. */
function valueOf(property: unknown, parameters: Readonly<Record<string, string>> = {}, rest: object = {}): unknown {
    const template = { ...rest, Resources: { Node: { Type: "AWS::EC2::Instance", Properties: { value: property } } } };
    const read = cloudFormationResources(JSON.stringify(template), parameters, all);
    if (!read.ok) throw new Error(read.reason);
    return (read.value[0]!.properties as { value: unknown }).value;
}

test.each<[reason: string, template: string, resources: unknown]>([
    ["a template without resources", "Parameters: {}", []],
    ["resources that are a list", "Resources: [{ Type: T }]", []],
    ["a resource is told with its type", "Resources: { A: { Type: T } }", [{ id: "A", type: "T", properties: undefined }]],
    [
        "what is no resource is none",
        "Resources: { A: , B: [], C: text, D: {}, E: { Type: 1 }, F: { Type: T, Properties: { a: 1 } } }",
        [{ id: "F", type: "T", properties: { a: 1 } }],
    ],
    ["a flow mapping of YAML", "\n { Resources: { A: { Type: T } } }", [{ id: "A", type: "T", properties: undefined }]],
    [
        "JSON may be longer than YAML may",
        `\n {"Resources": {"A": {"Type": "T"}}, "Metadata": "${"x".repeat(1 << 18)}"}`,
        [{ id: "A", type: "T", properties: undefined }],
    ],
    ["the longest template", '{"Resources": {}}'.padEnd(MAX_TEXT), []],
    [
        "resources that differ by one choice are told apart",
        "Resources: { A: { Type: T, Properties: !If [C, 1, 2] }, B: { Type: T, Properties: 1 } }",
        [
            { id: "A", type: "T", properties: 1 },
            { id: "B", type: "T", properties: 1 },
            { id: "A", type: "T", properties: 2 },
        ],
    ],
])("%s", (_, template, value) => expect(cloudFormationResources(template, {}, all)).toEqual({ ok: true, value }));

test("a resource of a type that nobody asked for is left out", () =>
    expect(cloudFormationResources("Resources: { A: { Type: T }, B: { Type: U } }", {}, (type) => type === "U")).toEqual({
        ok: true,
        value: [{ id: "B", type: "U", properties: undefined }],
    }));

test.each<[type: string, parameter: unknown, value: string]>([
    ["text", { Default: "a" }, "a"],
    ["a number", { Default: 10255 }, "10255"],
    ["true", { Default: true }, "true"],
    ["nothing", { Type: "String" }, HOLE],
    ["a list", { Default: ["a"] }, HOLE],
    ["no parameter", null, HOLE],
    ["the name of an SSM parameter", { Type: "AWS::SSM::Parameter::Value<String>", Default: "/a" }, HOLE],
])("a parameter's default that is %s", (_, parameter, value) =>
    expect(valueOf({ Ref: "P" }, {}, { Parameters: { P: parameter } })).toBe(value),
);

test.each<[reason: string, property: unknown, value: unknown]>([
    ["a map that has a function's name among others is data", { Ref: "Name", Other: 1 }, { Ref: "Name", Other: 1 }],
    ["a reference to a list of names is none", { Ref: ["Name"] }, HOLE],
    ["numbers and truth values are joined as they are written", { "Fn::Join": ["-", ["a", 1, true]] }, "a-1-true"],
    ["null is joined as a hole", { "Fn::Join": ["-", ["a", null, {}]] }, `a-${HOLE}-${HOLE}`],
    ["what joins must be text", { "Fn::Join": [1, ["a", "b"]] }, HOLE],
    ["what is joined must be a list", { "Fn::Join": ["-", "a"] }, HOLE],
    ["a text is split", { "Fn::Split": ["-", "a-b"] }, ["a", "b"]],
    ["by text only", { "Fn::Split": [1, "a1b"] }, HOLE],
    ["and not by nothing", { "Fn::Split": ["", "ab"] }, HOLE],
    ["a list cannot be split", { "Fn::Split": ["-", ["a-b"]] }, HOLE],
    ["a hole may be any number of parts", { "Fn::Split": ["-", { "Fn::Sub": "a-${Unknown}" }] }, HOLE],
    ["a choice that is not there", { "Fn::Select": [2, ["a", "b"]] }, HOLE],
    ["a name with blanks around it", { "Fn::Sub": "a ${ Name }" }, "a prod"],
    ["a name that a prototype has", { "Fn::Sub": "${constructor}" }, HOLE],
])("%s", (_, property, value) =>
    expect(valueOf(property, {}, { Parameters: { Name: { Type: "String", Default: "prod" } } })).toEqual(value),
);

describe("what grows ends as a hole", () => {
    const half = "x".repeat(MAX_TEXT / 2);
    const parameters = { Half: half, Nearly: "x".repeat(MAX_TEXT - "a ${Nearly}".length), Much: "x".repeat(MAX_TEXT) };

    test("a join as long as a text may be is one", () =>
        expect(valueOf({ "Fn::Join": ["", [{ Ref: "Half" }, { Ref: "Half" }]] }, parameters)).toBe(half + half));
    test("and no longer", () =>
        expect(valueOf({ "Fn::Join": ["", [{ Ref: "Half" }, { Ref: "Half" }, "x"]] }, parameters)).toBe(HOLE));
    test("what joins counts too", () =>
        expect(valueOf({ "Fn::Join": ["x".repeat(MAX_TEXT / 4), ["a", "b", "c", "d", "e"]] })).toBe(HOLE));
    test("a text that is filled in as long as a text may be is one", () =>
        expect(valueOf({ "Fn::Sub": "a ${Nearly}" }, parameters)).toBe(`a ${parameters.Nearly}`));
    test("and no longer, with all that stands beside it", () =>
        expect(valueOf({ "Fn::Sub": "a ${Much}" }, parameters)).toBe(HOLE));

    const wrapped = (times: number, wrap: (value: unknown) => unknown): unknown =>
        times === 0 ? "leaf" : wrap(wrapped(times - 1, wrap));
    const leafOf = (value: unknown): unknown =>
        typeof value === "object" && value !== null ? leafOf(Object.values(value)[0]) : value;
    // The properties themselves, and the map that they are, are the first two of 60.
    test.each<[what: string, wrap: (value: unknown) => unknown]>([
        ["maps", (a) => ({ a })],
        ["lists", (a) => [a]],
    ])("%s in each other", (_, wrap) => {
        expect(leafOf(valueOf(wrapped(59, wrap)))).toBe("leaf");
        expect(leafOf(valueOf(wrapped(60, wrap)))).toBe(HOLE);
    });
    test("functions in each other", () => {
        expect(valueOf(wrapped(59, (a) => ({ "Fn::Base64": a })))).toBe("leaf");
        expect(valueOf(wrapped(60, (a) => ({ "Fn::Base64": a })))).toBe(HOLE);
    });

    test("more values than a template has", () => {
        // Two of the 100,000 are the properties and the list.
        const values = valueOf(new Array<number>(100_000).fill(0)) as unknown[];
        expect(values.indexOf(HOLE)).toBe(99_998);
    });
});
