import { idOf, References } from "../../../../policypack/subjects/aws/references";
import { type GivenInStack, stackOf, UNKNOWN } from "../../judge";
import { made, resource } from "../../paths";

const TARGETS: readonly GivenInStack[] = [
    resource("a", "aws:x/target:Target", { id: "x-a", arn: "arn:a", name: "first" }),
    resource("b", "aws-native:x:Target", { groupId: "x-b", prefixListId: "x-c" }),
    resource("new", "aws:x/target:Target", { id: UNKNOWN, groupId: "x-d", name: "" }),
];
const OTHER = resource("other", "aws:x/other:Other", { id: "x-other" });

/** What a property of a resource refers to, and what else its values are made from. */
function found(it: GivenInStack, property = (name: string) => name === "of") {
    const stack = stackOf([...TARGETS, OTHER, it]);
    const targets = stack.filter(({ type }) => type.endsWith("Target"));
    const references = new References(targets, ({ name }) => (name === "a" ? ["first", undefined] : [""]));
    return [
        ...references.of(
            stack.find(({ name }) => name === "it")!,
            property,
        ),
    ].map(({ name }) => name);
}
const it = (props: object, more: Partial<GivenInStack> = {}) => resource("it", "aws:x/thing:Thing", props, more);

test.each<[reason: string, of: unknown, names: string[]]>([
    ["an id", "x-a", ["a"]],
    ["an ARN", "arn:a", ["a"]],
    ["another name", "first", ["a"]],
    ["Cloud Control's id", "x-b", ["b"]],
    ["a second id, which is another thing's", "x-c", []],
    ["an id in the words of Cloud Control", "x-d", []],
    ["nothing", "", []],
    ["ids in a list", ["x-a", "x-b", "x-9"], ["a", "b"]],
    ["an id within objects", { one: { two: [{ three: "x-a" }] } }, ["a"]],
    ["an id as deep as ids are", { one: { two: { three: { four: { five: "x-a" } } } } }, ["a"]],
    ["what lies deeper", { one: { two: { three: { four: { five: { six: "x-a" } } } } } }, []],
    ["an id in a key, which is none", { "x-a": "other" }, []],
    ["null", { one: null }, []],
    ["a number", 7, []],
    ["what is not known", [UNKNOWN, "x-a"], ["a"]],
])("a property that has %s", (_, of, names) => expect(found(it({ of, beside: "x-a" }))).toEqual(names));

test("what a value is made from is found, whatever it is, and what other properties are made from is not", () => {
    expect(found(it({ of: UNKNOWN }, made({ of: "other" })))).toEqual(["other"]);
    expect(found(it({ of: "x-a" }, made({ of: "other" })))).toEqual(["other", "a"]);
    expect(found(it({ of: "x-a" }, made({ of: "a" })))).toEqual(["a"]);
    expect(found(it({ of: UNKNOWN }, made({ beside: "a" })))).toEqual([]);
});

test("a target is had by its id", () => {
    const stack = stackOf(TARGETS);
    const references = new References(stack);
    expect([
        references.withId("x-a")?.name,
        references.withId("arn:a")?.name,
        references.withId("first")?.name,
        references.withId(""),
    ]).toEqual(["a", "a", undefined, undefined]);
});

test.each<[type: string, props: object, id: string | undefined]>([
    ["aws:x/target:Target", { id: "1", groupId: "2" }, "1"],
    ["aws:x/target:Target", { groupId: "2" }, undefined],
    ["aws-native:x:Target", { groupId: "2", prefixListId: "3" }, "2"],
    ["aws-native:x:Target", { prefixListId: "3" }, "3"],
    ["aws-native:x:Target", { awsId: "4" }, "4"],
    ["aws-native:x:Target", { awsId: "4", groupId: "2" }, "2"],
    ["aws:x/target:Target", { awsId: "4" }, undefined],
    ["aws-native:x:Target", { id: UNKNOWN, groupId: "2" }, "2"],
    ["my-aws-native:x:Target", { groupId: "2" }, undefined],
    ["aws-native:x:Target", {}, undefined],
])("the id of %s with %j", (type, props, id) => expect(idOf(stackOf([resource("it", type, props)])[0]!)).toBe(id));
