import { Cursor } from "../../../../../policypack/parse/cursor";
import { Pod } from "../../../../../policypack/subjects/kubernetes/pods/pod";
import { ObjectsOfPod } from "../../../../../policypack/subjects/kubernetes/pods/referred-objects";
import type { ReferredKind } from "../../../../../policypack/subjects/kubernetes/pods/container";
import { type GivenInStack, stackOf, UNKNOWN } from "../../../judge";

const POD: GivenInStack = { type: "kubernetes:core/v1:Pod", name: "pod", props: { metadata: { namespace: "db" }, spec: {} } };
const object = (kind: string, props: object, metadata: object = { name: "a", namespace: "db" }): GivenInStack => ({
    type: `kubernetes:core/v1:${kind}`,
    name: kind,
    props: { metadata, ...props },
});

/** The objects that a Pod of a stack refers to by the name `a`. */
function asked(kind: ReferredKind, others: readonly GivenInStack[], pod: GivenInStack = POD) {
    const stack = stackOf([pod, ...others]);
    const resource = stack.find(({ name }) => name === "pod");
    const props = resource!.props as Cursor<{ spec: object; metadata: object }>;
    const metadata = props.field("metadata") as ConstructorParameters<typeof Pod>[1];
    const made = new Pod(props.field("spec") as ConstructorParameters<typeof Pod>[0], metadata, metadata);
    const objects = new ObjectsOfPod(stack, { value: made, resource: resource! });
    expect([objects.isAsked, objects.sources]).toEqual([false, []]);
    const entries = objects.entriesOf(kind, Cursor.of<string>("a"), Cursor.of(undefined, "ref"));
    expect(objects.isAsked).toBe(true);
    return { entries, sources: objects.sources.map(({ name }) => name) };
}
const texts = (...given: Parameters<typeof asked>) =>
    [...asked(...given).entries].map(([key, { at, text }]) => `${key} at ${at}: ${text()}`);

test.each<[why: string, kind: ReferredKind, object: GivenInStack, texts: string[]]>([
    [
        "data of a ConfigMap are as they are",
        "ConfigMap",
        object("ConfigMap", { data: { k: "YQ==", "e.yml": null }, stringData: { s: "s" } }),
        ["k at ref › data.k: YQ==", 'e.yml at ref › data["e.yml"]: '],
    ],
    [
        "those of a Secret are in base64, and stringData are written over them",
        "Secret",
        object("Secret", {
            data: { k: Buffer.from("é").toString("base64"), x: "$$" },
            stringData: { s: "YQ==", k: "own", e: null },
        }),
        ["k at ref › stringData.k: own", "x at ref › data.x: ", "s at ref › stringData.s: YQ==", "e at ref › stringData.e: "],
    ],
    [
        "data of a Secret alone",
        "Secret",
        object("Secret", { data: { k: Buffer.from("é").toString("base64") } }),
        ["k at ref › data.k: é"],
    ],
    ["a Secret is no ConfigMap", "ConfigMap", object("Secret", { data: { k: "a" } }), []],
    ["a ConfigMap is no Secret", "Secret", object("ConfigMap", { data: { k: "a" } }), []],
    ["another name is not asked for", "ConfigMap", object("ConfigMap", { data: { k: "a" } }, { name: "b", namespace: "db" }), []],
    ["nor one of another namespace", "ConfigMap", object("ConfigMap", { data: { k: "a" } }, { name: "a", namespace: "web" }), []],
    ["nor one of the default", "ConfigMap", object("ConfigMap", { data: { k: "a" } }, { name: "a" }), []],
])("%s", (_, kind, given, expected) => expect(texts(kind, [given])).toEqual(expected));

test("a Pod and an object without a namespace are both in the default", () => {
    const given = object("ConfigMap", { data: { k: "a" } }, { name: "a" });
    expect(texts("ConfigMap", [given], { ...POD, props: { metadata: {}, spec: {} } })).toEqual(["k at ref › data.k: a"]);
});

test("of which resources something was asked", () => {
    const others = [object("ConfigMap", { data: {} }), object("Secret", { data: { k: "" } })];
    expect([asked("ConfigMap", others).sources, asked("Secret", []).sources]).toEqual([["ConfigMap"], []]);
});

test("a value that is not known yet is waited for when it is read, and hides no other", () => {
    const { entries } = asked("ConfigMap", [object("ConfigMap", { data: { k: UNKNOWN, l: "l" } })]);
    expect(entries.get("l")!.text()).toBe("l");
    expect(() => entries.get("k")!.text()).toThrow("data.k can't be known");
});
