import { asset } from "@pulumi/pulumi";
import { Unreadable } from "../../../policypack/model/unreadable";
import { Cursor } from "../../../policypack/parse/cursor";

const at = (value: unknown) => Cursor.of<{ one: unknown }>({ one: value }).field("one");
const below = (value: unknown) => (at(value) as Cursor<{ two: string }>).field("two");

test.each([
    ["an asset", new asset.StringAsset("x"), "is an asset where an object was expected"],
    ["an archive", new asset.FileArchive("x"), "is an archive where an object was expected"],
    ["a list", [], "is a list where an object was expected"],
    ["true", true, "is true or false where an object was expected"],
])("%s has no properties", (_, value, reason) => {
    expect(() => below(value).text()).toThrow(new Unreadable("one", reason));
});

test.each([
    ["no number", Number.NaN],
    ["an infinite number", Number.POSITIVE_INFINITY],
])("%s is told from one", (_, value) => {
    expect(() => at(value).number()).toThrow(new Unreadable("one", "is no finite number where a number was expected"));
});

test.each([
    ["10250", 10250],
    [" -1 ", -1],
    [10250, 10250],
])("%j is a number", (value, number) => expect(at(value).number()).toBe(number));

test.each([
    ["true", true],
    ["false", false],
])("%j is a truth value", (value, flag) => expect(at(value).flag()).toBe(flag));

test("nothing that an object inherits is one of its properties", () => {
    const place = Cursor.of<{ constructor: string }>({});
    expect(place.field("constructor").raw()).toBeUndefined();
});

test("of a shared root each place is read once, and what cannot be read is tried again", () => {
    let reads = 0;
    let isThere = false;
    const data = {
        get spec() {
            reads++;
            return { list: [{ name: "a" }, { name: "b" }] };
        },
        get later() {
            if (!isThere) throw new Error("unknown");
            return "known";
        },
    };
    const root = Cursor.shared<{ spec: { list: { name: string }[] }; later: string }>(data);
    const names = () =>
        [...root.field("spec").field("list").items()].map((item) => [item.field("name").path, item.field("name").text()]);
    expect(names()).toEqual([
        ["spec.list[0].name", "a"],
        ["spec.list[1].name", "b"],
    ]);
    expect(names()).toEqual(names());
    expect(reads).toBe(1);
    expect(() => root.field("later").text()).toThrow("unknown");
    isThere = true;
    expect(root.field("later").text()).toBe("known");
    expect(root.field("spec").field("list")).toBe(root.field("spec").field("list"));
});
