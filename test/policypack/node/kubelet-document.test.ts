import fc from "fast-check";
import { kubeletDocument, type DocumentUse } from "../../../policypack/node/kubelet-document";
import { dropInOrder } from "../../../policypack/node/kubelet-drop-ins";

const HEAD = "apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\n";
const JSON_HEAD = '"apiVersion":"kubelet.config.k8s.io/v1beta1","kind":"KubeletConfiguration"';
const STOPS = "which keeps the kubelet from starting";
const NONE = `is no KubeletConfiguration of kubelet.config.k8s.io/v1beta1, ${STOPS}`;

/** What the document says beside its head, or why it is refused. */
function rest(text: string, use: DocumentUse = "file"): unknown {
    const document = kubeletDocument(text, use);
    if (!document.ok) return document.reason;
    return Object.fromEntries(Object.entries(document.value).filter(([key]) => key !== "apiVersion" && key !== "kind"));
}

test.each<[string, string, unknown]>([
    ["of a stream the first document counts", `${HEAD}port: 1\n---\n${HEAD}port: 2\n`, { port: 1 }],
    ["an empty first document is one", `---\n---\n${HEAD}`, `is no KubeletConfiguration, ${STOPS}`],
    ["what follows the first document need be no YAML", `${HEAD}port: 1\n---\n{"`, { port: 1 }],
    ["of a name that occurs twice the last counts", `${HEAD}port: 1\nport: 2\n`, { port: 2 }],
    ["JSON adds up what occurs twice", `{${JSON_HEAD},"a":{"b":1},"a":{"c":2}}`, { a: { b: 1, c: 2 } }],
    ["yes is true", `${HEAD}enableServer: yes\n`, { enableServer: true }],
    ["1:30 is text to Go", `${HEAD}port: 1:30\n`, { port: "1:30" }],
    ["what begins with a brace is JSON", "{kind: KubeletConfiguration}", "is no valid JSON"],
    ["JSON has whole numbers as such", `{${JSON_HEAD},"port":10250.0}`, { port: Number.NaN }],
    ["an empty file", "", `is an empty file, ${STOPS}`],
    ["another version", `${HEAD.replace("v1beta1", "v1")}`, NONE],
    ["no kind", "apiVersion: kubelet.config.k8s.io/v1beta1\n", NONE],
    ["a list", "[]", `is no KubeletConfiguration, ${STOPS}`],
])("%s", (_, text, expected) => expect(rest(text)).toEqual(expected));

test("a name twice is refused in a drop-in", () => {
    const reason = `has a name twice, ${STOPS}`;
    expect(rest(`${HEAD}port: 1\nport: 2\n`, "drop-in")).toBe(reason);
    expect(rest(`{${JSON_HEAD},"a":{"b":1,"b":1}}`, "drop-in")).toBe(reason);
});

test("a drop-in goes through a map, to which 10250.0 is 10250", () => {
    expect(rest(`{${JSON_HEAD},"port":10250.0}`, "drop-in")).toEqual({ port: 10250 });
});

test("arbitrary text never throws", () => {
    const text = fc.oneof(
        fc.string(),
        fc.string().map((body) => HEAD + body),
        fc.json(),
    );
    fc.assert(
        fc.property(text, fc.constantFrom<DocumentUse>("file", "drop-in"), (one, use) => {
            expect(typeof kubeletDocument(one, use).ok).toBe("boolean");
        }),
        { seed: 20260101, numRuns: 500 },
    );
});

test("drop-ins go folder by folder, by the bytes of their names, and only .conf counts", () => {
    const paths = [
        "/d/b.conf",
        "/d/a.conf",
        "/d/a/z.conf",
        "/d/B.conf",
        "/d/.conf",
        "/d/a/x/y.conf",
        "/d/c.yaml",
        "/d/c.conf.bak",
        "/e/a.conf",
    ];
    const order = ["/d/.conf", "/d/B.conf", "/d/a/x/y.conf", "/d/a/z.conf", "/d/a.conf", "/d/b.conf"];
    expect(dropInOrder(paths, "/d")).toEqual(order);
    expect(dropInOrder(paths, "/d/")).toEqual(order);
});
