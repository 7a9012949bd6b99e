import { decoded, merged, treeOf } from "../../../policypack/node/merge-patch";

const tree = (value: unknown, path: readonly string[], name = "one") =>
    treeOf(value, path, { at: (keys) => [name, ...keys].join("."), source: name });
const found = (value: unknown, path: readonly string[]) => decoded(tree(value, path), path);
const leaf = (value: unknown, at: string, source = "one") => ({ kind: "leaf", at, value, source });

test.each<[why: string, value: unknown, path: string[], found: unknown]>([
    ["a value", { a: { b: 1 } }, ["a", "b"], leaf(1, "one.a.b")],
    ["in another case", { A: { B: 1 } }, ["a", "b"], leaf(1, "one.A.B")],
    ["with the long s and the Kelvin sign", { "\u017fo\u212a": 1 }, ["sok"], leaf(1, "one.\u017fo\u212a")],
    ["of two names the last in the order of bytes", { ab: 1, AB: 2, Ab: 3 }, ["ab"], leaf(1, "one.ab")],
    ["a list", { a: [1] }, ["a"], leaf([1], "one.a")],
    ["null", { a: null }, ["a"], leaf(null, "one.a")],
    ["a map", { a: { x: 1, y: { z: [2] } } }, ["a"], leaf({ x: 1, y: { z: [2] } }, "one.a")],
    ["maps of two names together", { A: { x: 1, y: 1 }, a: { y: 2 } }, ["a"], leaf({ x: 1, y: 2 }, "one.a")],
    ["a map and a list, of which the last counts", { A: { x: 1 }, a: [2] }, ["a"], leaf([2], "one.a")],
    ["a list and a map", { A: [2], a: { x: 1 } }, ["a"], leaf({ x: 1 }, "one.a")],
    ["null and a map", { A: null, a: { x: 1 } }, ["a"], leaf({ x: 1 }, "one.a")],
    ["a map and null", { A: { x: 1 }, a: null }, ["a"], leaf(null, "one.a")],
    ["parts of two names", { A: { b: 1 }, a: { c: 2 } }, ["a", "b"], leaf(1, "one.A.b")],
    ["nothing", { x: 1 }, ["a"], undefined],
    ["nothing further in", { a: { x: 1 } }, ["a", "b"], undefined],
    ["something else in place of an object", { a: 7 }, ["a", "b"], leaf(undefined, "one.a")],
    ["that before another name's value", { A: 7, a: { b: 1 } }, ["a", "b"], leaf(undefined, "one.A")],
    ["no document at all", [1], ["a"], leaf(undefined, "one")],
    ["all of it", { a: 1 }, [], leaf({ a: 1 }, "one")],
])("what stands at a path: %s", (_, value, path, expected) => expect(found(value, path)).toEqual(expected));

test("only what the path leads to is kept", () =>
    expect(tree({ a: { b: 1, x: 2 }, y: 3 }, ["a", "b"])).toEqual({
        kind: "object",
        at: "one",
        source: "one",
        members: new Map([["a", { kind: "object", at: "one.a", source: "one", members: new Map([["b", leaf(1, "one.a.b")]]) }]]),
    }));

test.each<[why: string, value: unknown, patch: unknown, path: string[], found: unknown]>([
    ["what the patch says", { a: 1 }, { a: 2 }, ["a"], leaf(2, "two.a", "two")],
    ["what it leaves", { a: { b: 1 } }, { a: { c: 2 } }, ["a", "b"], leaf(1, "one.a.b")],
    ["null deletes", { a: 1 }, { a: null }, ["a"], undefined],
    ["null deletes a whole object", { a: { b: 1 } }, { a: null }, ["a", "b"], undefined],
    ["a name in another case is another name", { a: 1 }, { A: null }, ["a"], leaf(1, "one.a")],
    ["an object in place of a value", { a: 7 }, { a: { b: 1 } }, ["a", "b"], leaf(1, "two.a.b", "two")],
    ["a value in place of an object", { a: { b: 1 } }, { a: 7 }, ["a", "b"], leaf(undefined, "two.a", "two")],
    ["a list in place of one", { a: [1] }, { a: [2] }, ["a"], leaf([2], "two.a", "two")],
    ["maps are merged", { a: { x: 1 } }, { a: { y: 2 } }, ["a"], leaf({ x: 1, y: 2 }, "two.a", "two")],
    ["something else in place of all", { a: 1 }, 7, ["a"], leaf(undefined, "two", "two")],
])("a drop-in: %s", (_, value, patch, path, expected) =>
    expect(decoded(merged(tree(value, path), tree(patch, path, "two")), path)).toEqual(expected),
);

test("a patch of nothing is the patch, without what it deletes", () =>
    expect(decoded(merged(undefined, tree({ a: { x: null, y: 1 } }, ["a"])), ["a"])).toEqual(leaf({ y: 1 }, "one.a")));
