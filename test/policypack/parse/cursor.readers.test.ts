import { asset } from "@pulumi/pulumi";
import { Unreadable } from "../../../policypack/model/unreadable";
import { BELOW, Cursor } from "../../../policypack/parse/cursor";

const at = (value: unknown) => Cursor.of<{ one: unknown }>({ one: value }).field("one");
const READERS = {
    text: (value: unknown) => at(value).text(),
    number: (value: unknown) => at(value).number(),
    flag: (value: unknown) => at(value).flag(),
    items: (value: unknown) => [...at(value).items()].map((item) => item.raw()),
    entries: (value: unknown) => [...at(value).entries()].map(([key, inner]) => [key, inner.raw()]),
    field: (value: unknown) => (at(value) as Cursor<{ two: string }>).field("two").raw(),
};
type Reader = keyof typeof READERS;

test.each<[reader: Reader, value: unknown, reason: string]>([
    ["text", 5, "is a number where text was expected"],
    ["text", false, "is true or false where text was expected"],
    ["text", [], "is a list where text was expected"],
    ["text", {}, "is an object where text was expected"],
    ["text", new asset.StringAsset("x"), "is an asset where text was expected"],
    ["text", new asset.FileArchive("x"), "is an archive where text was expected"],
    ["text", { __pulumiAsset: "no", __pulumiArchive: "no" }, "is an object where text was expected"],
    ["number", "x", "is a string where a number was expected"],
    ["number", "", "is a string where a number was expected"],
    ["number", "1.5", "is a string where a number was expected"],
    ["number", "x1", "is a string where a number was expected"],
    ["number", "1x", "is a string where a number was expected"],
    ["number", "1234567890123456", "is a string where a number was expected"],
    ["number", true, "is true or false where a number was expected"],
    ["number", [1], "is a list where a number was expected"],
    ["flag", "yes", "is a string where true or false was expected"],
    ["flag", 1, "is a number where true or false was expected"],
    ["flag", {}, "is an object where true or false was expected"],
    ["items", {}, "is an object where a list was expected"],
    ["items", "xy", "is a string where a list was expected"],
    ["entries", [1], "is a list where an object was expected"],
    ["entries", "xy", "is a string where an object was expected"],
    ["entries", 5, "is a number where an object was expected"],
    ["entries", new asset.StringAsset("x"), "is an asset where an object was expected"],
    ["field", "xy", "is a string where an object was expected"],
    ["field", [1], "is a list where an object was expected"],
])("%s of %j cannot be read", (reader, value, reason) =>
    expect(() => READERS[reader](value)).toThrow(new Unreadable("one", reason)),
);

test.each<[reader: Reader, value: unknown, read: unknown]>([
    ["text", "", ""],
    ["text", "a", "a"],
    ["number", 0, 0],
    ["number", -1.5, -1.5],
    ["number", "123456789012345", 123_456_789_012_345],
    ["flag", false, false],
    ["flag", true, true],
    ["items", [], []],
    ["items", [1, null, "a"], [1, undefined, "a"]],
    ["entries", {}, []],
    [
        "entries",
        { b: 1, a: null },
        [
            ["b", 1],
            ["a", undefined],
        ],
    ],
    ["field", { two: "a" }, "a"],
    ["field", {}, undefined],
])("%s of %j is %j", (reader, value, read) => expect(READERS[reader](value)).toEqual(read));

test.each<[reader: Reader, read: unknown]>([
    ["text", undefined],
    ["number", undefined],
    ["flag", undefined],
    ["items", []],
    ["entries", []],
    ["field", undefined],
])("%s of what is absent, or null", (reader, read) => {
    expect(READERS[reader](undefined)).toEqual(read);
    expect(READERS[reader](null)).toEqual(read);
});

test.each([
    [null, false],
    [undefined, false],
    [0, true],
    ["", true],
    [false, true],
    [{}, true],
])("%j is there: %j", (value, isPresent) => expect(at(value).isPresent()).toBe(isPresent));

test.each([
    ["", "a", "a"],
    ["", "a-b_c$1", "a-b_c$1"],
    ["", "kubelet.conf", '["kubelet.conf"]'],
    ["data", "kubelet.conf", 'data["kubelet.conf"]'],
    ["data", 'a"b', 'data["a\\"b"]'],
    ["data", "", 'data[""]'],
    ["data", " a", 'data[" a"]'],
    ["data", "a", "data.a"],
    [`userData${BELOW}`, "a", `userData${BELOW}a`],
    [`userData${BELOW}`, "a b", `userData${BELOW}["a b"]`],
])("below %j the path of %j is %j", (path, key, expected) => {
    const place = Cursor.of<Record<string, unknown>>({ [key]: 1 }, path);
    expect(place.field(key).path).toBe(expected);
    expect([...place.entries()].map(([, inner]) => inner.path)).toEqual([expected]);
});

test("an element's path has its number", () =>
    expect([...Cursor.of<unknown[]>([1, 2], "a.b").items()].map(({ path }) => path)).toEqual(["a.b[0]", "a.b[1]"]));

test("of a root of its own, a place is another each time it is asked for, and reads once", () => {
    let reads = 0;
    const root = Cursor.of<{ a: number }>({
        get a() {
            return ++reads;
        },
    });
    const place = root.field("a");
    expect([place.raw(), place.raw()]).toEqual([1, 1]);
    expect(root.field("a")).not.toBe(place);
    expect(root.field("a").raw()).toBe(2);
});

test("an element that cannot be read hides itself alone", () => {
    const unknown = (): never => {
        throw new Error("unknown");
    };
    const list = Object.defineProperty(["a", "b"], 0, { get: unknown });
    const [first, second] = [...Cursor.of<string[]>(list).items()];
    expect(() => first!.text()).toThrow("unknown");
    expect(second!.text()).toBe("b");
});
