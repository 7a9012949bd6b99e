import type { Lens } from "../../../policypack/lib/subject";
import { forgetViews, viewsOf } from "../../../policypack/lib/views";
import type { Cursor } from "../../../policypack/parse/cursor";

const RESOURCE = { type: "kubernetes:core/v1:Pod", name: "web", urn: "urn:web" };
beforeEach(forgetViews);

/** A lens that counts how often it reads, and how often its views are made. */
function counted() {
    const counts = { read: 0, made: 0 };
    const lens: Lens<unknown, { text: string | undefined; by: string }> = function* ({ props, name }) {
        counts.read++;
        for (const key of ["first", "second"] as const) {
            yield () => {
                counts.made++;
                return { text: (props as Cursor<Record<string, string>>).field(key).text(), by: name };
            };
        }
    };
    return { counts, lens };
}
const told = <V>(views: Iterable<() => V>) =>
    [...views].map((thunk) => {
        try {
            return thunk();
        } catch (fault) {
            return String(fault);
        }
    });

test("what one policy has read of a resource, the next is given", () => {
    const { counts, lens } = counted();
    const props = { first: "a", second: "b" };
    const [one, other] = [viewsOf(RESOURCE, props, lens), viewsOf(RESOURCE, props, lens)].map(told);
    expect(one).toEqual([
        { text: "a", by: "web" },
        { text: "b", by: "web" },
    ]);
    expect(other).toEqual(one);
    expect(counts).toEqual({ read: 1, made: 2 });
});

test("a view is made when it is asked for, and not before", () => {
    const { counts, lens } = counted();
    for (const _ of viewsOf(RESOURCE, {}, lens)) expect(counts.made).toBe(0);
});

test.each([
    ["other properties", { ...RESOURCE }, { first: "c" }],
    ["another name", { ...RESOURCE, urn: "urn:other", name: "other" }, undefined],
    ["another type", { ...RESOURCE, type: "kubernetes:core/v1:PodPatch" }, undefined],
])("%s: it is read anew", (_, resource, other) => {
    const { counts, lens } = counted();
    const props = { first: "a" };
    told(viewsOf(RESOURCE, props, lens));
    expect(told(viewsOf(resource, other ?? props, lens))[0]).toEqual({ text: other?.first ?? "a", by: resource.name });
    expect(counts.read).toBe(2);
});

test("what has been changed is read anew once what was read is forgotten", () => {
    const { lens } = counted();
    const props = { first: "a" };
    told(viewsOf(RESOURCE, props, lens));
    props.first = "c";
    forgetViews();
    expect(told(viewsOf(RESOURCE, props, lens))[0]).toMatchObject({ text: "c" });
});

test("what a view throws is thrown for each policy, and hides no other", () => {
    let made = 0;
    const lens: Lens<unknown, string> = function* () {
        yield () => "before";
        yield () => {
            throw new Error(`unknown ${++made}`);
        };
        yield () => "behind";
    };
    const props = {};
    for (let policy = 0; policy < 2; policy++)
        expect(told(viewsOf(RESOURCE, props, lens))).toEqual(["before", "Error: unknown 1", "behind"]);
});

test("what a lens throws comes behind the views that it made before, for each policy", () => {
    const lens: Lens<unknown, string> = function* () {
        yield () => "before";
        throw new Error("unreadable");
    };
    const props = {};
    for (let policy = 0; policy < 2; policy++)
        expect(told(viewsOf(RESOURCE, props, lens))).toEqual(["before", "Error: unreadable"]);
});
