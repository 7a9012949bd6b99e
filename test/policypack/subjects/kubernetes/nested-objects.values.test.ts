import { Cursor } from "../../../../policypack/parse/cursor";
import { HOLE } from "../../../../policypack/parse/word";
import {
    nestedObjects,
    nestedShares,
    nestedVolumes,
    valuesHeldBy,
} from "../../../../policypack/subjects/kubernetes/nested-objects";
import { type Given, stackOf, UNKNOWN } from "../../judge";

const RELEASE = "kubernetes:helm.sh/v3:Release";
const held = (given: Given) => stackOf([given])[0]!;
const release = (values: unknown, more: object = {}) => held({ type: RELEASE, props: { chart: "web", values, ...more } });
const valuesOf = (values: unknown) => valuesHeldBy(release(values))!;
const OBJECT = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "a" } };
/** What is yielded, and the message of what is thrown behind it. */
function listed<T, R>(from: Iterable<T>, show: (one: T) => R): (R | string)[] {
    const shown: (R | string)[] = [];
    try {
        for (const one of from) shown.push(show(one));
    } catch (error) {
        shown.push(/ at (\S+) can't be known/.exec((error as Error).message)?.[1] ?? String(error));
    }
    return shown;
}
const objects = (values: unknown, more: object = {}) =>
    listed(nestedObjects(release(values, more)), ({ groupVersion, kind, object }) => [object.path, groupVersion, kind]);
const FOUND = (path: string) => [path, "core/v1", "ConfigMap"];

describe("objects", () => {
    test.each<[why: string, values: unknown, found: unknown[]]>([
        ["no values", undefined, []],
        ["in the values themselves", OBJECT, [FOUND("values")]],
        ["in lists of lists under names", { a: { b: [[OBJECT]] } }, [FOUND("values.a.b[0][0]")]],
        ["of a group", { a: { ...OBJECT, apiVersion: "apps/v1", kind: "Deployment" } }, [["values.a", "apps/v1", "Deployment"]]],
        ["an object holds no other", { a: { ...OBJECT, data: { b: OBJECT } } }, [FOUND("values.a")]],
        ["without a kind it is none, and holds others", { a: { ...OBJECT, kind: null, b: OBJECT } }, [FOUND("values.a.b")]],
        ["nor without a version", { a: { ...OBJECT, apiVersion: 1, b: OBJECT } }, [FOUND("values.a.b")]],
        ["nor without metadata", { a: { ...OBJECT, metadata: undefined, b: OBJECT } }, [FOUND("values.a.b")]],
        ["nor with a text for them", { a: { ...OBJECT, metadata: "x", b: OBJECT } }, [FOUND("values.a.b")]],
        [
            "a List is its items, those that are objects",
            { a: { apiVersion: "v1", kind: "ConfigMapList", items: [OBJECT, null, "x", { b: OBJECT }] } },
            [FOUND("values.a.items[0]")],
        ],
        [
            "a List in a List",
            { a: { apiVersion: "v1", kind: "List", items: [{ apiVersion: "v1", kind: "List", items: [OBJECT] }] } },
            [FOUND("values.a.items[0].items[0]")],
        ],
        ["a List without items is an object", { a: { ...OBJECT, kind: "XList" } }, [["values.a", "core/v1", "XList"]]],
        ["an object with items that is no List", { a: { ...OBJECT, items: [OBJECT] } }, [FOUND("values.a")]],
        ["an asset is none", { a: { __pulumiAsset: true }, b: OBJECT }, [FOUND("values.b")]],
        ["of a part that is on", { a: { enabled: true, b: OBJECT } }, [FOUND("values.a.b")]],
        ["of a part that is off", { a: { enabled: false, b: OBJECT } }, []],
        ["of a part that is on, as every text is to a template", { a: { enabled: "false", b: OBJECT } }, [FOUND("values.a.b")]],
        ["of a part of which the chart tells", { a: { enabled: "{{ x }}", b: OBJECT } }, [FOUND("values.a.b")]],
        ["of a part of which it is not known yet", { a: { enabled: UNKNOWN, b: OBJECT } }, [FOUND("values.a.b")]],
        ["in text", { a: JSON.stringify(OBJECT) }, [FOUND("values.a › ")]],
        [
            "in several documents, those that are objects",
            { a: `${JSON.stringify(OBJECT)}\n---\n1\n---\n${JSON.stringify(OBJECT)}\n` },
            [FOUND("values.a › "), FOUND("values.a › ")],
        ],
        ["in text, not below an object's names", { a: `b: ${JSON.stringify(OBJECT)}` }, []],
        ["in text that says no version", { a: "kind: ConfigMap\nmetadata: {}\n" }, []],
        ["nor a kind", { a: "apiVersion: v1\nmetadata: {}\n" }, []],
        ["null is none", { a: null, b: [null] }, []],
    ])("%s", (_, values, found) => expect(objects(values)).toEqual(found));

    test("an action within a line of text stands for what only the chart knows, and one that has a line leaves nothing", () => {
        const text = `  {{- if .a }}\n${JSON.stringify(OBJECT).replace('"a"', '"x-{{ .Release.Name }}"')}\n{{ end }} \t`;
        const lines = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .a }}-{{ .b }}\n  uid: {{ .c }}\n  group: g\n";
        const metadata = [...nestedObjects(release({ a: text, b: lines }))].map(
            ({ object }) => (object.raw() as { metadata: object }).metadata,
        );
        expect(metadata.map((one) => ({ ...one }))).toEqual([
            { name: `x-${HOLE}` },
            { name: `${HOLE}-${HOLE}`, uid: HOLE, group: "g" },
        ]);
    });

    test.each([
        "extraDeploy",
        "rawObjects",
        "additionalManifests",
        "extraResources",
        "extraK8sManifests",
        "extra",
        "raw",
        "manifests",
    ])("what is not known of %s is waited for, once the others are told", (name) =>
        expect(objects({ b: { [name]: [UNKNOWN, OBJECT, UNKNOWN] } })).toEqual([
            FOUND(`values.b.${name}[1]`),
            `.values.b.${name}.0`,
        ]),
    );

    test.each(["image", "myextraDeploy", "extraDeployed", "mymanifests", "manifestsOf", "extraVolumes"])(
        "what is not known of %s is no object",
        (name) => expect(objects({ [name]: UNKNOWN, a: OBJECT })).toEqual([FOUND("values.a")]),
    );

    test("in values that are one text, which is read once for all who ask", () => {
        const text = JSON.stringify({ ...OBJECT, data: { key: "value" } });
        const data = () =>
            [...nestedObjects(release(text))].map(({ object }) => (object as Cursor<{ data: object }>).field("data").raw());
        expect(data()).toEqual([{ key: "value" }]);
        expect(data()[0]).toBe(data()[0]);
    });

    test("values that are not known yet as a whole are nobody's affair", () => expect(objects(UNKNOWN)).toEqual([]));

    test("deeper than any values they are not looked for", () => {
        const nested = (depth: number): unknown => (depth === 0 ? OBJECT : { a: nested(depth - 1) });
        const listed = (depth: number): unknown => (depth === 0 ? OBJECT : [listed(depth - 1)]);
        expect([16, 17].map((depth) => objects(nested(depth)).length)).toEqual([1, 0]);
        expect([16, 17].map((depth) => objects(listed(depth)).length)).toEqual([1, 0]);
    });

    test("nor behind more places than any values have", () => {
        const values = (count: number) => ({ a: new Array<number>(count).fill(0), b: OBJECT });
        expect([19_997, 19_998].map((count) => objects(values(count)).length)).toEqual([1, 0]);
    });
});

describe("the namespace of an object", () => {
    const namespaces = (given: Given) =>
        [...nestedObjects(held(given))].map(({ object }) => {
            const { metadata, ...more } = object.raw() as { metadata: object };
            return { ...more, metadata: { ...metadata } };
        });
    const named = (namespace: unknown) => ({ ...OBJECT, metadata: { name: "a", namespace } });
    test.each<[why: string, given: Given, namespace: unknown]>([
        ["is the release's", { type: RELEASE, props: { namespace: "web", values: { a: OBJECT } } }, "web"],
        ["is nobody's where the release has none", { type: RELEASE, props: { values: { a: OBJECT } } }, undefined],
        ["is its own", { type: RELEASE, props: { namespace: "web", values: { a: named("own") } } }, "own"],
        [
            "is that of the system for an add-on",
            { type: "aws:eks/addon:Addon", props: { configurationValues: JSON.stringify({ a: OBJECT }) } },
            "kube-system",
        ],
        [
            "or the add-on's own",
            {
                type: "aws-native:eks:Addon",
                props: { namespaceConfig: { namespace: "dns" }, configurationValues: JSON.stringify({ a: OBJECT }) },
            },
            "dns",
        ],
    ])("%s", (_, given, namespace) => expect(namespaces(given)).toEqual([named(namespace)]));

    test("is asked for when somebody reads it, and hides nothing else", () => {
        const [one] = [...nestedObjects(release({ a: { ...OBJECT, data: UNKNOWN } }, { namespace: UNKNOWN }))];
        const object = one!.object as Cursor<{ kind: string; data: object; metadata: { name: string; namespace: string } }>;
        expect([object.field("kind").text(), object.field("metadata").field("name").text()]).toEqual(["ConfigMap", "a"]);
        expect(() => object.field("data").raw()).toThrow(".values.a.data can't be known");
        expect(() => object.field("metadata").field("namespace").text()).toThrow(".namespace can't be known");
    });
});

describe("volumes", () => {
    const volumes = (values: unknown) =>
        listed(nestedVolumes(valuesOf(values)), ({ volume, section }) => [volume.path, section.path]);
    const VOLUME = { name: "a", hostPath: { path: "/a" } };
    const IN = (path: string, section: string) => [path, section];

    test.each<[why: string, values: unknown, found: unknown[]]>([
        ["in a list of any name", { a: { items: [{}, VOLUME] } }, [IN("values.a.items[1]", "values.a")]],
        ["under a name of volumes", { extraVolumes: { a: VOLUME } }, [IN("values.extraVolumes.a", "values")]],
        ["of a library of charts", { persistence: { a: VOLUME } }, [IN("values.persistence.a", "values")]],
        ["not under any name", { config: { a: VOLUME } }, []],
        [
            "nor one that only begins so",
            { volumesOf: { a: VOLUME }, persistences: { a: VOLUME }, mypersistence: { a: VOLUME } },
            [],
        ],
        ["without a path of the node they are none", { volumes: [{ name: "a", emptyDir: {} }, null, "x", [VOLUME]] }, []],
        ["those of a whole object are the object's", { a: { ...OBJECT, volumes: [VOLUME] } }, []],
        ["of containers they are none", { extraContainers: [{ volumes: [VOLUME] }] }, []],
    ])("%s", (_, values, found) => expect(volumes(values)).toEqual(found));

    test.each(["extraVolumes", "volumes", "hostVolumeMounts"])(
        "what is not known of %s is waited for, once the others are told",
        (name) =>
            expect(volumes({ a: { [name]: UNKNOWN }, b: { [name]: UNKNOWN }, volumes: [VOLUME] })).toEqual(
                name === "volumes"
                    ? [IN("values.volumes[0]", "values"), ".values.a.volumes"]
                    : [IN("values.volumes[0]", "values"), `.values.a.${name}`],
            ),
    );

    test.each(["persistence", "volumeMounts", "volumesOf", "hostVolumeMountsOf", "extraDeploy"])(
        "what is not known of %s is none",
        (name) => expect(volumes({ [name]: UNKNOWN })).toEqual([]),
    );
});

describe("what values ask of the node", () => {
    const places = (parts: readonly { place: Cursor<unknown>; section: Cursor<unknown> }[]) =>
        parts.map(({ place, section }) => [place.path, section.path]);
    const shares = (values: unknown) => {
        const { containers, namespaces, contexts } = nestedShares(valuesOf(values));
        return { containers: places(containers), namespaces: places(namespaces), contexts: places(contexts) };
    };
    const NOTHING = { containers: [], namespaces: [], contexts: [] };

    test.each<[why: string, values: unknown, found: Partial<Record<keyof typeof NOTHING, string[][]>>]>([
        ["nothing", {}, {}],
        [
            "containers in a list",
            { extraContainers: [{ name: "a" }, "{{ x }}", null, []] },
            { containers: [["values.extraContainers[0]", "values"]] },
        ],
        [
            "containers under names",
            { a: { initContainers: { b: { image: "b" } } } },
            { containers: [["values.a.initContainers.b", "values.a"]] },
        ],
        ["sidecars", { sidecars: [{}] }, { containers: [["values.sidecars[0]", "values"]] }],
        [
            "no containers as text, which hides nothing",
            { sidecars: "- name: a", containers: 5, hostPID: true },
            { namespaces: [["values.hostPID", "values"]] },
        ],
        ["nor where the name only begins so", { sidecarsOf: [{}], containersOf: [{}], mysidecars: [{}] }, {}],
        [
            "the node's namespaces",
            { hostPID: true, a: { hostNetwork: true, hostIPC: true } },
            {
                namespaces: [
                    ["values.hostPID", "values"],
                    ["values.a.hostNetwork", "values.a"],
                    ["values.a.hostIPC", "values.a"],
                ],
            },
        ],
        [
            "not where that is off or a text",
            { hostPID: false, hostNetwork: "true", hostUsers: true, myhostPID: true, hostPIDs: true },
            {},
        ],
        [
            "contexts of security",
            { securityContext: { privileged: true }, a: { containerSecurityContext: {} } },
            {
                contexts: [
                    ["values.securityContext", "values"],
                    ["values.a.containerSecurityContext", "values.a"],
                ],
            },
        ],
        ["no context as text or of another", { securityContext: "x", podSecurityContext: {}, securityContextOf: {} }, {}],
        ["not of a part that is off", { a: { enabled: false, hostPID: true, sidecars: [{}], securityContext: {} } }, {}],
        ["nor of an object", { a: { ...OBJECT, hostPID: true } }, {}],
        ["what is not known yet is nothing", { hostPID: UNKNOWN, sidecars: UNKNOWN, securityContext: UNKNOWN }, {}],
    ])("%s", (_, values, found) => expect(shares(values)).toEqual({ ...NOTHING, ...found }));

    test("a namespace has its name", () =>
        expect(nestedShares(valuesOf({ hostIPC: true })).namespaces.map(({ name }) => name)).toEqual(["hostIPC"]));
});

test("only what brings a chart has values", () => {
    expect(valuesHeldBy(held({ type: "kubernetes:core/v1:Pod", props: { values: {} } }))).toBeUndefined();
    expect(valuesHeldBy(held({ type: "aws:eks/addon:Addon", props: { configurationValues: '{"a":1}' } }))?.raw()).toEqual({
        a: 1,
    });
});
