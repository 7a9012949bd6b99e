import { Cursor } from "../../../../../policypack/parse/cursor";
import { Container } from "../../../../../policypack/subjects/kubernetes/pods/container";
import { etcdsOf, etcdsOfPod } from "../../../../../policypack/subjects/kubernetes/pods/effective-etcd";
import { everyContainer, everyPod } from "../../../../../policypack/subjects/kubernetes/pods/pod-spec";
import { viewsOf } from "../../../carried";
import { UNKNOWN } from "../../../judge";

const TYPE = "kubernetes:core/v1:Pod";
const podOf = (props: object) =>
    viewsOf(
        everyPod((pod) => [() => pod]),
        { type: TYPE, props },
    ).views[0]!;

test.each<[why: string, props: object, who: (string | undefined)[]]>([
    ["nothing said", { spec: {} }, ["default", undefined, "default"]],
    [
        "all of it said",
        { metadata: { name: "a", namespace: "db" }, spec: { serviceAccountName: "own", serviceAccount: "old" } },
        ["db", "a", "own"],
    ],
    ["an account by its old name", { spec: { serviceAccount: "old" } }, ["default", undefined, "old"]],
])("who a Pod is, with %s", (_, props, who) => {
    const { namespace, ownerName, serviceAccount, namespaceAt } = podOf(props);
    expect([[namespace, ownerName, serviceAccount], namespaceAt]).toEqual([who, "metadata.namespace"]);
});

test("a label is read by itself, whatever stands beside it", () => {
    const pod = podOf({ metadata: { labels: { a: UNKNOWN, app: "web" } }, spec: {} });
    expect([pod.label("app"), pod.label("b")]).toEqual(["web", undefined]);
    expect(() => pod.label("a")).toThrow("metadata.labels.a can't be known");
});

describe("words of a container", () => {
    const expand = (word: string, spec: object) => new Container(Cursor.of(spec, "c") as Container["spec"]).expand(word);
    const env = [
        { name: "A", value: "1" },
        { name: "A", value: "2" },
        { name: "B", value: "$(A)b" },
        { name: "C", valueFrom: { fieldRef: {} } },
        { name: "D" },
        { value: "nameless" },
    ];
    test.each<[word: string, spec: object, text: string]>([
        ["$(A)", { env }, "2"],
        ["x$(B)$(A)", { env }, "x2b2"],
        ["$(D)", { env }, ""],
        ["$()", { env }, "nameless"],
        ["$(C)", { env }, "\ufff9"],
        ["$(X)", { env }, "$(X)"],
        ["$(X)", { env, envFrom: [{ secretRef: { name: "s" } }] }, "\ufff9"],
        ["$$(A)", { env }, "$(A)"],
        ["$A", { env }, "$A"],
    ])("%s", (word, spec, text) => expect(expand(word, spec)).toBe(text));
});

describe("etcds of a container", () => {
    const etcds = (container: object, volumes: object[] = []) => {
        const read = (make: typeof etcdsOf) =>
            viewsOf(
                everyContainer((one, pod) => make(one, pod)),
                { type: TYPE, props: { spec: { containers: [container], volumes } } },
            );
        const all = read((container_, pod) => etcdsOf(container_, pod));
        return { all: all.views, alone: read((container_, pod) => etcdsOfPod(container_, pod)) };
    };
    const MAP = [{ name: "m", configMap: { name: "m" } }];
    const volumeMounts = [{ name: "m", mountPath: "/conf" }];

    test.each<[why: string, container: object, volumes: object[], counts: number[]]>([
        ["one by flags", { command: ["etcd", "--name=a"] }, [], [1, 1]],
        [
            "one whose file a ConfigMap has, which the stack tells of",
            { command: ["etcd", "--config-file=/conf/e.yml"], volumeMounts },
            MAP,
            [1, 0],
        ],
        ["one whose file lies elsewhere", { command: ["etcd", "--config-file=/etc/e.yml"], volumeMounts }, MAP, [1, 1]],
        ["one whose file's name is not known yet", { command: ["etcd", "--config-file", UNKNOWN], volumeMounts }, MAP, [1, 1]],
        ["a command that starts no member", { command: ["etcd", "--version"] }, [], [0, 0]],
    ])("%s", (_, container, volumes, counts) => {
        const { all, alone } = etcds(container, volumes);
        expect([all.length, alone.views.length]).toEqual(counts);
    });

    test("evidence from elsewhere counts rather than the container's own", () => {
        const evidence = { verdict: "node", why: "a static Pod" } as const;
        const { views } = viewsOf(
            everyContainer((container, pod) => etcdsOf(container, pod, evidence)),
            { type: TYPE, props: { metadata: { namespace: "kube-system" }, spec: { containers: [{ command: ["etcd"] }] } } },
        );
        expect(views.map((etcd) => etcd.evidence)).toEqual([evidence]);
    });

    test.each<[why: string, container: object, evidence: object]>([
        [
            "files of the cluster",
            { command: ["etcd", "--cert-file=/etc/kubernetes/pki/a"] },
            { verdict: "node", why: "files in /etc/kubernetes" },
        ],
        ["files of another", { command: ["etcd", "--cert-file=/etc/ssl/a"] }, { verdict: "unsure", why: "" }],
    ])("whose an etcd is shows in %s", (_, container, evidence) =>
        expect(etcds(container).all.map((etcd) => etcd.evidence)).toEqual([evidence]),
    );
});
