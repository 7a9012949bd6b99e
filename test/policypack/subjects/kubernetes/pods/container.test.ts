import { Cursor } from "../../../../../policypack/parse/cursor";
import { HOLE } from "../../../../../policypack/parse/word";
import { Container, type ReferredObjects } from "../../../../../policypack/subjects/kubernetes/pods/container";
import { UNKNOWN } from "../../../judge";

const OBJECTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    "ConfigMap/settings": { URL: "http://$(HOST)", HOST: "map" },
    "Secret/keys": { TOKEN: "secret" },
};
/** The objects of a stack, which notes who refers to them. */
const objects: ReferredObjects = {
    entriesOf: (kind, name, reference) =>
        new Map(
            Object.entries(OBJECTS[`${kind}/${name.text()}`] ?? {}).map(([key, text]) => [
                key,
                { at: `${reference.path} › ${key}`, text: () => text },
            ]),
        ),
};
const containerOf = (spec: object, seen?: ReferredObjects) => new Container(Cursor.of(spec, "c") as Container["spec"], seen);
const variables = (spec: object, seen?: ReferredObjects) =>
    [...containerOf(spec, seen).env()].map(({ name, at, value }) => `${at}: ${name}=${value() ?? "?"}`);

const map = { configMapRef: { name: "settings" } };
const fromKey = (kind: "configMapKeyRef" | "secretKeyRef", name: string, key?: string) => ({
    name: "A",
    valueFrom: { [kind]: { name, key } },
});

test.each<[string, object, readonly string[]]>([
    [
        "all of a ConfigMap, as it is written there",
        { envFrom: [map] },
        ["c.envFrom[0].configMapRef › URL: URL=http://$(HOST)", "c.envFrom[0].configMapRef › HOST: HOST=map"],
    ],
    ["all of a Secret", { envFrom: [{ secretRef: { name: "keys" } }] }, ["c.envFrom[0].secretRef › TOKEN: TOKEN=secret"]],
    [
        "with a prefix",
        { envFrom: [{ prefix: "MY_", secretRef: { name: "keys" } }] },
        ["c.envFrom[0].secretRef › TOKEN: MY_TOKEN=secret"],
    ],
    ["of an object that nobody sees", { envFrom: [{ secretRef: { name: "others" } }] }, []],
    [
        "one key of a ConfigMap, in which nothing is replaced",
        { env: [fromKey("configMapKeyRef", "settings", "URL")] },
        ["c.env[0].valueFrom.configMapKeyRef › URL: A=http://$(HOST)"],
    ],
    [
        "one key of a Secret",
        { env: [fromKey("secretKeyRef", "keys", "TOKEN")] },
        ["c.env[0].valueFrom.secretKeyRef › TOKEN: A=secret"],
    ],
    ["a key that it has not", { env: [fromKey("secretKeyRef", "keys", "X")] }, ["c.env[0].value: A=?"]],
    ["no key at all", { env: [fromKey("secretKeyRef", "keys")] }, ["c.env[0].value: A=?"]],
    ["a field of the Pod", { env: [{ name: "A", valueFrom: { fieldRef: {} } }] }, ["c.env[0].value: A=?"]],
    ["no value, which is an empty one", { env: [{ name: "A" }] }, ["c.env[0].value: A="]],
])("variables: %s", (_, spec, expected) => expect(variables(spec, objects)).toEqual(expected));

test("without the stack what comes from objects is not seen", () => {
    const env = [fromKey("configMapKeyRef", "settings", "HOST"), { name: "B", value: "b" }];
    expect(variables({ envFrom: [map], env })).toEqual(["c.env[0].value: A=?", "c.env[1].value: B=b"]);
});

test("a variable has those before it in it, and no later one", () => {
    const env = [
        { name: "A", value: "$(B)" },
        { name: "B", value: "b" },
        { name: "C", value: "$(A)-$(B)-$(HOST)" },
        { name: "SELF", value: "$(SELF)" },
    ];
    expect(variables({ envFrom: [map], env }, objects).slice(2)).toEqual([
        `c.env[0].value: A=${HOLE}`,
        "c.env[1].value: B=b",
        `c.env[2].value: C=${HOLE}-b-map`,
        `c.env[3].value: SELF=${HOLE}`,
    ]);
    expect(variables({ env })).toEqual([
        "c.env[0].value: A=$(B)",
        "c.env[1].value: B=b",
        "c.env[2].value: C=$(B)-b-$(HOST)",
        "c.env[3].value: SELF=$(SELF)",
    ]);
});

test("of two variables of one name the last is replaced", () => {
    const env = [
        { name: "A", value: "1" },
        { name: "A", value: "2" },
    ];
    expect([...containerOf({ args: ["$(A)"], env }).argv()].map(({ text }) => text())).toEqual(["2"]);
});

test("a word that refers to no variable needs none of them to be read", () => {
    expect([...containerOf({ args: ["$A", "a(b)"], env: UNKNOWN }).argv()].map(({ text }) => text())).toEqual(["$A", "a(b)"]);
});

test("capabilities are asked for by their names, with or without what the kernel puts before them", () => {
    const add = ["SYS_ADMIN", "cap_bpf", "CAP_NET_ADMIN", "MY_CAP_X", null];
    const container = containerOf({ securityContext: { capabilities: { add } } });
    expect([...container.added()].map(({ at, name }) => `${at}: ${name()}`)).toEqual([
        "c.securityContext.capabilities.add[0]: SYS_ADMIN",
        "c.securityContext.capabilities.add[1]: BPF",
        "c.securityContext.capabilities.add[2]: NET_ADMIN",
        "c.securityContext.capabilities.add[3]: MY_CAP_X",
        "c.securityContext.capabilities.add[4]: ",
    ]);
    expect(container.addedCapabilities()).toEqual(["SYS_ADMIN", "BPF", "NET_ADMIN", "MY_CAP_X", ""]);
});

test.each<[object, string, boolean, boolean]>([
    [{}, "", false, false],
    [{ image: "a", command: [], securityContext: { privileged: false } }, "a", false, false],
    [{ image: "b", command: ["x"], securityContext: { privileged: true } }, "b", true, true],
])("what %j says of image, privileges and command", (spec, image, isPrivileged, hasCommand) => {
    const container = containerOf(spec);
    expect([container.path, container.image, container.isPrivileged, container.hasCommand]).toEqual([
        "c",
        image,
        isPrivileged,
        hasCommand,
    ]);
});
