import { Unreadable } from "../../../policypack/model/unreadable";
import { type ConfigLayer, settingOfFiles } from "../../../policypack/node/kubelet-layers";
import { SETTINGS } from "../../../policypack/node/kubelet-settings";

type Name = keyof typeof SETTINGS;
const read = (name: Name, layers: readonly ConfigLayer[], hasFile = true) => {
    try {
        const { value, at, isDefault } = settingOfFiles<unknown>({ at: "command", layers, hasFile }, SETTINGS[name]);
        return [value, at, isDefault ? "default" : "set"];
    } catch (error) {
        if (error instanceof Unreadable) return `${error.at} ${error.reason}`;
        throw error;
    }
};
const file = (value: unknown, more: Partial<ConfigLayer> = {}): ConfigLayer => ({ value, at: "file", ...more });
const dropIn = (value: unknown, more: Partial<ConfigLayer> = {}): ConfigLayer => ({ value, at: "drop-in", ...more });
const STOPS = "keeps the kubelet from starting";

test.each<[why: string, name: Name, value: unknown, expected: unknown]>([
    ["no object at all", "port", [1], `file is no object and ${STOPS}`],
    ["no object on the way", "webhookAuth", { authentication: 7 }, `file › authentication is no object and ${STOPS}`],
    [
        "no object further on",
        "webhookAuth",
        { authentication: { webhook: "a" } },
        `file › authentication.webhook is no object and ${STOPS}`,
    ],
    ["a list on the way", "webhookAuth", { authentication: [] }, `file › authentication is no object and ${STOPS}`],
    ["null on the way", "webhookAuth", { authentication: null }, [true, "file › authentication.webhook.enabled", "default"]],
    ["null", "port", { port: null }, [10250, "file › port", "default"]],
    ["nothing", "port", { port: undefined }, [10250, "file › port", "default"]],
    ["a name that every object has", "port", Object.create({ port: 1 }), [10250, "file › port", "default"]],
    ["another type", "port", { port: "a" }, `file › port is not a whole number and ${STOPS}`],
    ["zero, which is none", "port", { port: 0 }, [10250, "file › port", "default"]],
    ["zero, which is one", "eventRecordQPS", { eventRecordQPS: 0 }, [0, "file › eventRecordQPS", "set"]],
    ["an empty text", "authorizationMode", { authorization: { mode: "" } }, ["Webhook", "file › authorization.mode", "default"]],
    [
        "false, which is none",
        "rotateCertificates",
        { rotateCertificates: false },
        [false, "file › rotateCertificates", "default"],
    ],
    ["false, which is one", "enableServer", { enableServer: false }, [false, "file › enableServer", "set"]],
    ["an empty list", "allowedUnsafeSysctls", { allowedUnsafeSysctls: [] }, [[], "file › allowedUnsafeSysctls", "default"]],
    ["an empty map", "featureGates", { featureGates: {} }, [{}, "file › featureGates", "default"]],
    ["a map", "featureGates", { featureGates: { A: false } }, [{ A: false }, "file › featureGates", "set"]],
    [
        "null for a duration, which it refuses",
        "streamingConnectionIdleTimeout",
        { streamingConnectionIdleTimeout: null },
        `file › streamingConnectionIdleTimeout is not a duration and ${STOPS}`,
    ],
])("a file with %s", (_, name, value, expected) => expect(read(name, [file(value)])).toEqual(expected));

test.each<[why: string, name: Name, layers: ConfigLayer[], expected: unknown]>([
    ["what the file says stays", "port", [file({ port: 7 }), dropIn({})], [7, "file › port", "set"]],
    ["the default stays", "readOnlyPort", [file({}), dropIn({})], [0, "drop-in › readOnlyPort", "default"]],
    ["what the drop-in says counts", "port", [file({ port: 7 }), dropIn({ port: 8 })], [8, "drop-in › port", "set"]],
    [
        "the last drop-in counts",
        "port",
        [file({}), dropIn({ port: 8 }), { value: { port: 9 }, at: "other" }],
        [9, "other › port", "set"],
    ],
    ["a drop-in that is no object", "port", [file({}), dropIn("a")], `drop-in is no object and ${STOPS}`],
    [
        "a drop-in with no object on the way",
        "webhookAuth",
        [file({}), dropIn({ authentication: 7 })],
        `drop-in › authentication is no object and ${STOPS}`,
    ],
    ["a drop-in of another type", "port", [file({}), dropIn({ port: "a" })], `drop-in › port is not a whole number and ${STOPS}`],
    ["zero, which is none", "port", [file({ port: 7 }), dropIn({ port: 0 })], [10250, "drop-in › port", "default"]],
    ["zero, which is one", "eventRecordQPS", [file({}), dropIn({ eventRecordQPS: 0 })], [0, "drop-in › eventRecordQPS", "set"]],
    ["null deletes", "port", [file({ port: 7 }), dropIn({ port: null })], [10250, "drop-in › port", "default"]],
    [
        "gates are merged",
        "featureGates",
        [file({ featureGates: { A: true } }), dropIn({ featureGates: { B: false } })],
        [{ A: true, B: false }, "drop-in › featureGates", "set"],
    ],
    [
        "a duration of the file",
        "streamingConnectionIdleTimeout",
        [file({ streamingConnectionIdleTimeout: "5m" }), dropIn({})],
        [300, "file › streamingConnectionIdleTimeout", "set"],
    ],
    [
        "an image's drop-in is nobody's",
        "port",
        [file({}), dropIn({ port: 8 }, { isBase: true })],
        [8, "drop-in › port", "default"],
    ],
    ["an image's file is nobody's", "port", [file({ port: 7 }, { isBase: true }), dropIn({})], [7, "file › port", "default"]],
])("drop-ins: %s", (_, name, layers, expected) => expect(read(name, layers)).toEqual(expected));

test("without a file the first drop-in is one, and flags' defaults hold", () => {
    expect(read("port", [dropIn({ port: 8 })], false)).toEqual([8, "drop-in › port", "set"]);
    expect(read("readOnlyPort", [dropIn({})], false)).toEqual([10255, "drop-in › readOnlyPort", "default"]);
    expect(read("readOnlyPort", [], false)).toEqual([10255, "command", "default"]);
});

describe("where nobody's line sets it", () => {
    test.each<[why: string, layers: ConfigLayer[], at: string]>([
        ["the command", [], "command"],
        ["the last file that somebody wrote", [file({}), dropIn({}, { isBase: true })], "file › port"],
        ["not the image's", [file({}, { isBase: true })], "command"],
        ["a file that is all of a text", [file({}, { at: "" })], "port"],
        ["its own name there", [file({}, { isBase: true, places: new Map([["port", "settings.port"]]) })], "settings.port"],
    ])("%s", (_, layers, at) => expect(read("port", layers)).toEqual([10250, at, "default"]));
});

describe("settings that have another name where they stand", () => {
    const places = new Map([
        ["port", "settings.port"],
        ["authentication.anonymous.enabled", "settings.anonymous"],
    ]);
    test.each<[name: Name, value: object, expected: unknown]>([
        ["port", { port: 7 }, [7, "settings.port", "set"]],
        ["anonymousAuth", { authentication: { anonymous: { enabled: true } } }, [true, "settings.anonymous", "set"]],
        ["readOnlyPort", { readOnlyPort: 7 }, [7, "file › readOnlyPort", "default"]],
    ])("%s", (name, value, expected) => expect(read(name, [file(value, { isBase: true, places })])).toEqual(expected));
});

describe("what an edit left as it was", () => {
    const before = file({ port: 7, authentication: { webhook: { enabled: false } } }, { at: "image", isBase: true });
    test.each<[why: string, name: Name, value: object, expected: unknown]>([
        ["is where it was", "port", { port: 7 }, [7, "image › port", "default"]],
        [
            "and further in",
            "webhookAuth",
            { authentication: { webhook: { enabled: false } } },
            [false, "image › authentication.webhook.enabled", "default"],
        ],
        ["but not what it changed", "port", { port: 8 }, [8, "file › port", "set"]],
        ["nor what it added", "readOnlyPort", { readOnlyPort: 1 }, [1, "file › readOnlyPort", "set"]],
    ])("%s", (_, name, value, expected) => expect(read(name, [file(value, { before })])).toEqual(expected));
});

test.each<[written: string, path: string | undefined, read: string]>([
    ["pki/ca.crt", "/etc/kubernetes/kubelet.yaml", "/etc/kubernetes/pki/ca.crt"],
    ["../ca.crt", "/etc/kubernetes/kubelet.yaml", "/etc/ca.crt"],
    ["pki/", "/etc/kubernetes/kubelet.yaml", "/etc/kubernetes/pki"],
    ["../..", "/etc/kubelet.yaml", "/"],
    ["/ca.crt", "/etc/kubernetes/kubelet.yaml", "/ca.crt"],
    ["pki/ca.crt", undefined, "pki/ca.crt"],
])("%s in a file at %s is %s", (written, path, expected) =>
    expect(
        read("clientCAFile", [file({ authentication: { x509: { clientCAFile: written } } }, path === undefined ? {} : { path })]),
    ).toEqual([expected, "file › authentication.x509.clientCAFile", "set"]),
);

test("a text that is no path stays as it is", () =>
    expect(read("staticPodURL", [file({ staticPodURL: "a/b" }, { path: "/etc/kubelet.yaml" })])).toEqual([
        "a/b",
        "file › staticPodURL",
        "set",
    ]));
