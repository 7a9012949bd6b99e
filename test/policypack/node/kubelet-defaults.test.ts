import { patchedWith, withDefaults, withoutThoseOf } from "../../../policypack/node/kubelet-defaults";

test.each<[why: string, value: unknown, defaults: unknown, filled: unknown]>([
    ["nothing", undefined, 1, 1],
    ["null", null, 1, 1],
    ["an empty text", "", "a", "a"],
    ["zero and false, which somebody chose", { a: 0, b: false }, { a: 1, b: true }, { a: 0, b: false }],
    ["a text", "b", "a", "b"],
    ["a list, whole", { a: [2] }, { a: [1] }, { a: [2] }],
    ["an object that is not there", undefined, { a: 1 }, { a: 1 }],
    ["an object that is null", null, { a: 1 }, { a: 1 }],
    ["an empty object", {}, { a: { b: 1 } }, { a: { b: 1 } }],
    ["what an object leaves out", { a: { b: 2 }, x: 3 }, { a: { b: 1, c: 1 } }, { a: { b: 2, c: 1 }, x: 3 }],
    ["something else in place of an object", { a: 7 }, { a: { b: 1 } }, { a: 7 }],
    ["a list in place of an object", { a: [7] }, { a: { b: 1 } }, { a: [7] }],
    ["a name that every object has", {}, { toString: 1 }, { toString: 1 }],
])("defaults are filled into %s", (_, value, defaults, filled) => {
    const before = JSON.stringify([value, defaults]);
    expect(withDefaults(value, defaults)).toEqual(filled);
    expect(JSON.stringify([value, defaults])).toBe(before);
});

test.each<[why: string, value: unknown, patch: unknown, patched: unknown]>([
    ["a text replaces what was there", { a: 1 }, "b", "b"],
    ["a list does", { a: [1, 2] }, { a: [3] }, { a: [3] }],
    ["a list in place of all", { a: 1 }, [3], [3]],
    ["null in place of all", { a: 1 }, null, null],
    ["null deletes", { a: 1, b: 2 }, { a: null }, { b: 2 }],
    ["null deletes what is further in", { a: { b: 1, c: 2 } }, { a: { b: null } }, { a: { c: 2 } }],
    ["null deletes nothing where nothing is", {}, { a: { b: null } }, { a: {} }],
    ["objects are merged", { a: { b: 1 } }, { a: { c: 2 }, d: 3 }, { a: { b: 1, c: 2 }, d: 3 }],
    ["an object replaces what is none", { a: 7 }, { a: { b: 1 } }, { a: { b: 1 } }],
    ["an object replaces a list", [7], { a: 1 }, { a: 1 }],
    ["an object replaces null", null, { a: 1 }, { a: 1 }],
])("a patch: %s", (_, value, patch, patched) => {
    const before = JSON.stringify([value, patch]);
    expect(patchedWith(value, patch)).toEqual(patched);
    expect(JSON.stringify([value, patch])).toBe(before);
});

test.each<[why: string, value: unknown, patch: unknown, left: unknown]>([
    ["what the patch does not have", { a: 1, b: 2 }, { b: 3 }, { a: 1 }],
    ["what is further in", { a: { b: 1, c: 2 } }, { a: { c: 3 } }, { a: { b: 1 } }],
    ["nothing of what the patch replaces whole", { a: { b: 1 } }, { a: 7 }, {}],
    ["nothing of what it puts an object in place of", { a: 7 }, { a: { b: 1 } }, {}],
    ["all, where there is no patch", { a: 1 }, undefined, { a: 1 }],
    ["all, where the patch is no object", { a: 1 }, ["a"], { a: 1 }],
    ["what is no object", [1], { 0: 2 }, [1]],
    ["null", null, { a: 1 }, null],
    ["a name that every object has", { toString: 1 }, {}, { toString: 1 }],
])("without a patch's settings there is left: %s", (_, value, patch, left) => expect(withoutThoseOf(value, patch)).toEqual(left));
