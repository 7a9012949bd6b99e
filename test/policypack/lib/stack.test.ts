import { definePolicy, type PolicySpec } from "../../../policypack/lib/define-policy";
import { oncePerStack, parentsOf } from "../../../policypack/lib/stack";
import { type StackResource, subject } from "../../../policypack/lib/subject";
import { judgeStack, UNKNOWN } from "../judge";
import { analyzeStack } from "../sdk";

const TYPE = "test:index:House";
const house = (doors: unknown, more: object = {}) => ({ type: TYPE, props: { doors }, ...more });

/** Two policies that count the doors of a stack, through one function that notes whenever it is called. */
function counting(
    names: readonly string[] = ["doors-counted", "doors-counted-again"],
    seen: (stack: readonly StackResource[]) => void = () => undefined,
) {
    const made: number[] = [];
    const count = oncePerStack((stack) => {
        made.push(stack.length);
        seen(stack);
        return stack.length;
    });
    const policies = names.map((name) => {
        const spec: PolicySpec<never, number, Record<never, never>> = {
            name,
            displayName: "Doors are counted",
            description: "Every door must be counted.",
            severity: "high",
            mitigation: "M1",
            remediationSteps: "Count it.",
            repair: "it is a test",
            attack: "Somebody walks in.",
            subject: subject<never>(),
            check: () => [],
            stack: {
                *subject(stack) {
                    const view = count(stack);
                    for (const { urn } of stack) yield () => ({ urn, view });
                },
                *check(houses) {
                    yield { at: "", message: `is one of ${houses}` };
                },
            },
            examples: { bad: { type: TYPE, props: {} }, good: { type: TYPE, props: {} } },
        };
        return definePolicy(spec);
    });
    return { made, policies };
}

test("the SDK makes a stack anew for every policy; what is computed over it is computed once all the same", async () => {
    const { made, policies } = counting();
    const found = await analyzeStack(policies, [house([{ open: UNKNOWN }, null, { tags: ["a"] }])]);
    expect(found.map(({ policy, message }) => [policy, message.split("\n")[1]])).toEqual([
        ["doors-counted", "is one of 1. Count it."],
        ["doors-counted-again", "is one of 1. Count it."],
    ]);
    expect(made).toEqual([1]);
});

test("another stack shares nothing with the one before it, also in the same turn", () => {
    const { made, policies } = counting(["doors-counted"]);
    const edges = { dependencies: ["b"], propertyDependencies: { doors: ["b"] } };
    const two = [house(["x"], { name: "a" }), house([], { name: "b" })];
    const stacks = [
        two,
        two,
        [house(["y"], { name: "a" }), two[1]!],
        [house(["x", "x"], { name: "a" }), two[1]!],
        [house({ 0: "x" }, { name: "a" }), two[1]!],
        [house(UNKNOWN, { name: "a" }), two[1]!],
        [house(["x"], { name: "c" }), two[1]!],
        [house(["x"], { name: "a", ...edges }), two[1]!],
        [house(["x"], { name: "a", dependencies: ["b"] }), two[1]!],
        [house(["x"], { name: "a", parent: "b" }), two[1]!],
        [two[0]!],
    ];
    for (const stack of stacks) judgeStack(policies[0]!, stack);
    expect(made).toEqual([2, 2, 2, 2, 2, 2, 2, 2, 2, 1]);
});

test("a stack is forgotten when its turn ends", async () => {
    const { made, policies } = counting(["doors-counted"]);
    judgeStack(policies[0]!, [house([])]);
    await new Promise((done) => setImmediate(done));
    judgeStack(policies[0]!, [house([])]);
    expect(made).toEqual([1, 1]);
});

test("an asset is shared, as it arrives in the same turn", async () => {
    const { made, policies } = counting();
    const asset = { "4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17", text: "kubelet" };
    await analyzeStack(policies, [house({ source: asset })]);
    expect(made).toEqual([1]);
});

test("what it throws is thrown for each who asks", () => {
    const fail = oncePerStack(() => {
        throw new Error("no");
    });
    const stack: readonly StackResource[] = [];
    expect(() => fail(stack)).toThrow("no");
    expect(() => fail(stack)).toThrow("no");
});

test("the order in which the engine lists resources changes nothing", () => {
    const orders: string[][] = [];
    const { policies } = counting(["doors-counted"], (stack) => orders.push(stack.map(({ urn }) => urn)));
    const [a, b] = [house(["x"], { name: "a" }), house(["y"], { name: "b" })];
    judgeStack(policies[0]!, [a, b]);
    judgeStack(policies[0]!, [b, a]);
    expect(orders[0]).toHaveLength(2);
    expect(orders[1]).toEqual(orders[0]);
});

test("parents are told from the nearest, and one that is its own parent ends", () => {
    let seen: string[][] = [];
    const { policies } = counting(
        ["doors-counted"],
        (stack) => (seen = stack.map((one) => parentsOf(one).map(({ name }) => name))),
    );
    const named = (name: string, parent?: string) => house([], { name, ...(parent !== undefined && { parent }) });
    judgeStack(policies[0]!, [named("a", "b"), named("b", "c"), named("c"), named("d", "d")]);
    expect(seen).toEqual([["b", "c"], ["c"], [], new Array(20).fill("d")]);
});
