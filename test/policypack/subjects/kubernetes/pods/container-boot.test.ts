import { Cursor } from "../../../../../policypack/parse/cursor";
import { HOLE } from "../../../../../policypack/parse/word";
import { Container, type ReferredObjects } from "../../../../../policypack/subjects/kubernetes/pods/container";
import { bootOfContainer } from "../../../../../policypack/subjects/kubernetes/pods/container-boot";
import { Pod } from "../../../../../policypack/subjects/kubernetes/pods/pod";
import { stackOf, UNKNOWN } from "../../../judge";

const DATA: Readonly<Record<string, string>> = { "etcd.yml": "name: etcd", "a/b": "b", "a.yml": "a" };
const objects: ReferredObjects = {
    entriesOf: (kind, name) =>
        new Map(
            Object.entries(DATA).map(([key, text]) => [key, { at: `${kind} ${name.text()} ${key}`, text: () => `${text}\n` }]),
        ),
};
/** The boot of a container whose volume holds such objects, with the engine's unknown values in it. */
const bootOf = (
    c: object,
    volume: object = {},
    mount: object = { mountPath: "/conf" },
    seen: ReferredObjects | null = objects,
) => {
    const spec = { volumes: [{ name: "v", ...volume }] };
    const container = { volumeMounts: [{ name: "v", ...mount }], ...c };
    const [resource] = stackOf([{ type: "test:index:It", props: { spec, c: container } }]);
    const props = resource!.props as Cursor<{ spec: object; c: unknown }>;
    const none = Cursor.of<undefined>(undefined);
    const pod = new Pod(props.field("spec") as ConstructorParameters<typeof Pod>[0], none, none);
    return bootOfContainer(new Container(props.field("c") as Container["spec"], seen ?? undefined), pod);
};
const commands = (...given: Parameters<typeof bootOf>) =>
    bootOf(...given)?.commands.map(({ at, argv }) => [at, ...argv.map(({ text }) => text)]);
const files = (...given: Parameters<typeof bootOf>) => bootOf(...given)?.files.map(({ path, at }) => [path, at]);

test.each<[string, object, readonly (readonly string[])[] | undefined]>([
    ["a command with arguments", { command: ["etcd"], args: ["--a"] }, [["c.command[0]", "etcd", "--a"]]],
    ["flags for an image", { image: "k8s/etcd", args: ["--a"] }, [["c.args[0]", "etcd", "--a"]]],
    ["an image alone", { image: "k8s/etcd" }, [["c", "etcd"]]],
    ["an image with a word that it takes", { image: "rancher/k3s", args: ["server"] }, [["c.args[0]", "k3s", "server"]]],
    ["an image with another program", { image: "k8s/etcd", args: ["etcdctl", "get"] }, [["c.args[0]", "etcdctl", "get"]]],
    ["an image with another command", { image: "k8s/etcd", command: ["kubelet"] }, [["c.command[0]", "kubelet"]]],
    ["words with quotes and blanks", { command: ["kubelet", "it's", "a b"] }, [["c.command[0]", "kubelet", "it's", "a b"]]],
    ["a word that is not known yet", { command: ["etcd", UNKNOWN] }, [["c.command[0]", "etcd", HOLE]]],
    ["a list that is not known yet", { command: ["etcd"], args: UNKNOWN }, undefined],
    ["an API server by its short name", { command: ["hyperkube", "apiserver"] }, [["c.command[0]", "hyperkube", "apiserver"]]],
    ["nothing of a cluster", { command: ["nginx", "-g"] }, undefined],
    ["an image of something else", { image: "nginx", args: ["-g"] }, undefined],
    ["nothing at all", {}, undefined],
])("starts %s", (_, container, expected) => expect(commands(container)).toEqual(expected));

test("it is told to be a node for what it runs", () => {
    expect(bootOf({ command: ["etcd"] })!.evidence).toEqual({
        verdict: "node",
        why: "a container that runs a part of a cluster",
    });
});

test("variables are set before it, those that a shell can set", () => {
    const env = [
        { name: "A", value: "it's" },
        { name: "not.a.name", value: "x" },
        { name: "1ST", value: "x" },
        { name: "B_2", value: UNKNOWN },
    ];
    const boot = bootOf({ command: ["sh", "-c", "etcd --name=$A$B_2"], env })!;
    const etcd = boot.commands.find(({ argv }) => argv[0]!.text === "etcd")!;
    expect(etcd.argv.map(({ text }) => text)).toEqual(["etcd", `--name=it's${HOLE}`]);
    expect(etcd.at).toBe("c.command[0]");
    expect(boot.unread).toEqual([]);
});

const etcd = { command: ["etcd"] };
const items = [
    { key: "etcd.yml", path: "own.yml" },
    { key: "gone", path: "gone.yml" },
    { key: "a.yml" },
    { path: "keyless.yml" },
];

test.each<[string, object, object, readonly (readonly string[])[]]>([
    [
        "all keys of a ConfigMap",
        { configMap: { name: "m" } },
        { mountPath: "/conf" },
        [
            ["/conf/etcd.yml", "ConfigMap m etcd.yml"],
            ["/conf/a/b", "ConfigMap m a/b"],
            ["/conf/a.yml", "ConfigMap m a.yml"],
        ],
    ],
    [
        "the keys of a Secret that its items name, under their paths",
        { secret: { secretName: "s", items } },
        { mountPath: "/conf" },
        [["/conf/own.yml", "Secret s etcd.yml"]],
    ],
    [
        "the same of one that is projected, which is named otherwise",
        { projected: { sources: [{ secret: { name: "s", secretName: "x", items } }] } },
        { mountPath: "/conf" },
        [["/conf/own.yml", "Secret s etcd.yml"]],
    ],
    [
        "one file by a sub path, under the mount's own name",
        { configMap: { name: "m" } },
        { mountPath: "/etc/etcd.conf", subPath: "etcd.yml" },
        [["/etc/etcd.conf", "ConfigMap m etcd.yml"]],
    ],
    [
        "a folder by a sub path, and no file that begins alike",
        { configMap: { name: "m" } },
        { mountPath: "/conf", subPath: "a" },
        [["/conf/b", "ConfigMap m a/b"]],
    ],
    ["a sub path that is not there", { configMap: { name: "m" } }, { mountPath: "/conf", subPath: "x" }, []],
    ["items that are not known yet, which are none", { configMap: { name: UNKNOWN, items } }, { mountPath: "/conf" }, []],
    ["sources that are not known yet", { projected: { sources: UNKNOWN } }, { mountPath: "/conf" }, []],
    ["a reference that is not known yet", { configMap: UNKNOWN }, { mountPath: "/conf" }, []],
    ["another kind of volume", { emptyDir: {} }, { mountPath: "/conf" }, []],
])("files: %s", (_, volume, mount, expected) => expect(files(etcd, volume, mount)).toEqual(expected));

test("where no stack is seen there are no files", () => {
    expect(files(etcd, { configMap: { name: "m" } }, { mountPath: "/conf" }, null)).toEqual([]);
});

test("a file that speaks of a daemon is reason enough to read what another program does with it", () => {
    expect(commands({ command: ["sh", "/conf/run"] }, { configMap: { name: "m" } })?.[0]).toEqual(["c.command[0]", "/conf/run"]);
    expect(commands({ command: ["sh", "/conf/run"] }, { configMap: { name: "m", items: [{ key: "a/b", path: "run" }] } })).toBe(
        undefined,
    );
});
