import { IamReferences } from "../../../../../policypack/subjects/aws/iam/iam-references";
import { type GivenInStack, stackOf, UNKNOWN } from "../../../judge";

const ROLE = "aws:iam/role:Role";
const ARN = "arn:aws:iam::123456789012:role/teams/ops";
const OPS: GivenInStack = { name: "ops", type: ROLE, props: { name: "ops-1", arn: ARN, id: UNKNOWN } };
const OTHER: GivenInStack = { name: "other", type: "random:index/randomId:RandomId", props: { id: "x" } };

/** What a property of a resource refers to among the roles of a stack. */
function referred(property: unknown, from: readonly string[] = []) {
    const it: GivenInStack = {
        name: "it",
        type: "aws:x:X",
        props: { property, beside: "ops-1" },
        propertyDependencies: { property: from },
    };
    const stack = stackOf([OPS, OTHER, it]);
    const references = new IamReferences(stack.filter(({ type }) => type === ROLE));
    const { found, strange } = references.of(
        stack.find(({ name }) => name === "it")!,
        "property",
    );
    return [...[...found].map(({ name }) => name), ...strange.map((text) => `"${text}"`)];
}

test.each<[reason: string, property: unknown, refers: string[]]>([
    ["a name", "ops-1", ["ops"]],
    ["an ARN", ARN, ["ops"]],
    ["an ARN with another path, as the name alone counts", "arn:aws:iam::123456789012:role/ops-1", ["ops"]],
    ["names in a list", ["ops-1", "web"], ["ops", '"web"']],
    ["a name within an object", { role: "x", name: "ops-1" }, ["ops"]],
    ["an ARN within objects and lists", { a: [{ arn: ARN }] }, ["ops"]],
    ["a name that is no name where it stands, and is known", { a: { b: { c: "ops-1" } } }, ["ops"]],
    ["what lies deeper than names do", { a: { b: { c: { name: "ops-1" } } } }, []],
    [
        "strange names within an object, and no other texts",
        { name: "web", password: "secret", arn: "arn:web" },
        ['"web"', '"arn:web"'],
    ],
    ["what the program calls it, which is no name of AWS", "ops", ['"ops"']],
    ["nothing", undefined, []],
    ["null", null, []],
    ["a number", 7, []],
    ["what is not known", UNKNOWN, []],
])("%s", (_, property, refers) => expect(referred(property)).toEqual(refers));

test("what a value is made from is found too, if it is one of them", () => {
    expect(referred(UNKNOWN, ["other", "ops"])).toEqual(["ops"]);
    expect(referred("ops-1", ["ops"])).toEqual(["ops"]);
    expect(referred(UNKNOWN, ["other"])).toEqual([]);
});
