import type { NodeBoot } from "../../../../../policypack/model/node-boot";
import { HOLE } from "../../../../../policypack/parse/word";
import { everyClusterApiConfig } from "../../../../../policypack/subjects/kubernetes/nodes/cluster-api";
import { bootsOf, viewsOf } from "../../../carried";
import { UNKNOWN } from "../../../judge";

const BOOTSTRAP = "kubernetes:bootstrap.cluster.x-k8s.io/v1beta1:";
const CONTROL_PLANE = "kubernetes:controlplane.cluster.x-k8s.io/v1beta2:";
const given = (spec: object) => ({ type: `${BOOTSTRAP}KubeadmConfig`, props: { spec } });
const bootOf = (spec: object): NodeBoot => bootsOf(everyClusterApiConfig, given(spec))[0]!;
const fileOf = (file: object) => bootOf({ files: [{ path: "/a", content: "text", ...file }] }).files;
const userOf = (user: object) => bootOf({ users: [user] }).users;
const AT = "spec.files[0].content";
const set = <T>(value: T, at = AT) => ({ value, at, isDefault: false });

test.each<[kind: string, role: string | undefined, props: (spec: object) => object, at: string]>([
    [`${BOOTSTRAP}KubeadmConfig`, undefined, (spec) => ({ spec }), "spec"],
    [`${BOOTSTRAP}KubeadmConfigTemplate`, undefined, (spec) => ({ spec: { template: { spec } } }), "spec.template.spec"],
    [
        `${CONTROL_PLANE}KubeadmControlPlane`,
        "control-plane",
        (spec) => ({ spec: { kubeadmConfigSpec: spec } }),
        "spec.kubeadmConfigSpec",
    ],
    [
        `${CONTROL_PLANE}KubeadmControlPlaneTemplate`,
        "control-plane",
        (spec) => ({ spec: { template: { spec: { kubeadmConfigSpec: spec } } } }),
        "spec.template.spec.kubeadmConfigSpec",
    ],
])("the specification and the role of %s", (type, role, props, at) => {
    const spec = { joinConfiguration: { a: 1 }, initConfiguration: { b: 2 }, clusterConfiguration: { c: 3 }, ntp: { d: 4 } };
    const [boot, ...others] = bootsOf(everyClusterApiConfig, { type, props: props(spec) });
    const { documents, evidence } = boot!;
    const { joinConfiguration, initConfiguration, clusterConfiguration } = spec;
    expect([
        others,
        boot!.role,
        evidence,
        documents.map(({ value, ...more }) => ({ ...more, value: { ...(value as object) } })),
    ]).toEqual([
        [],
        role,
        { verdict: "node", why: "a configuration of Cluster API" },
        [{ installer: "kubeadm", at, value: { joinConfiguration, initConfiguration, clusterConfiguration } }],
    ]);
});

test("commands run in the order of Cluster API's cloud-config, each named by its place, and what is not known yet hides itself", () => {
    const { views, unknown } = viewsOf<NodeBoot>(
        everyClusterApiConfig((boot) => [() => boot]),
        given({
            postKubeadmCommands: ["echo 4"],
            preKubeadmCommands: [UNKNOWN, "echo 3\necho x"],
            bootCommands: ["echo 1", null, "echo 2"],
        }),
    );
    expect(views.map(({ commands }) => commands.map(({ argv, at }) => [at, argv[1]!.text]))).toEqual([
        [
            ["spec.bootCommands[0]", "1"],
            ["spec.bootCommands[2]", "2"],
            ["spec.preKubeadmCommands[1]", "3"],
            ["spec.preKubeadmCommands[1]", "x"],
            ["spec.postKubeadmCommands[0]", "4"],
        ],
    ]);
    expect(unknown).toEqual(["spec.preKubeadmCommands.0"]);
});

test("a specification that is not there, or of another shape, is told and hides nothing", () => {
    const unread = (props: object) =>
        bootsOf(everyClusterApiConfig, { type: `${BOOTSTRAP}KubeadmConfig`, props }).map((boot) => boot.unread);
    expect(unread({})).toEqual([[]]);
    expect(unread({ spec: { files: 5, users: [{ name: 5 }], preKubeadmCommands: [5] } })).toEqual([
        [
            { at: "spec.files", reason: "is a number where a list was expected" },
            { at: "spec.users[0].name", reason: "is a number where text was expected" },
            { at: "spec.preKubeadmCommands[0]", reason: "is a number where text was expected" },
        ],
    ]);
});

describe("a file", () => {
    const FILE = {
        path: "/a",
        kind: "file",
        content: { text: "text", isLiteral: true },
        isAppended: false,
        isBase: false,
        at: AT,
    };
    const ROOTS = { mode: set(0o644), owner: set("root"), group: set("root") };
    const LOST = { text: HOLE, isLiteral: false };

    test.each<[why: string, file: object, more: object]>([
        ["is root's and readable by all where nothing is said", {}, ROOTS],
        ["has a mode of its own", { permissions: "0600" }, { ...ROOTS, mode: set(0o600) }],
        ["has a mode with five digits", { permissions: "01755" }, { ...ROOTS, mode: set(0o1755) }],
        ["has the ordinary mode where its own is no number", { permissions: "u=rw7" }, ROOTS],
        ["nor with something behind a number", { permissions: "7u" }, ROOTS],
        ["has an owner of its own", { owner: "etcd:kube" }, { ...ROOTS, owner: set("etcd"), group: set("kube") }],
        ["and keeps its group where that is not said", { owner: "etcd" }, { mode: set(0o644), owner: set("etcd") }],
        ["nor where it is empty", { owner: "etcd:" }, { mode: set(0o644), owner: set("etcd") }],
        ["and its owner", { owner: ":kube" }, { mode: set(0o644), group: set("kube") }],
        ["is added to what the image has", { append: true }, { ...ROOTS, isAppended: true }],
        ["is written anew where that is said", { append: false }, ROOTS],
        ["is empty where it has no content", { content: null }, { ...ROOTS, content: { text: "", isLiteral: true } }],
        ["is not told where a Secret has its content", { contentFrom: { secret: {} } }, { ...ROOTS, content: LOST }],
        ["nor where it is not what its encoding says", { encoding: "base64", content: "$$" }, { ...ROOTS, content: LOST }],
        ["nor where it is not known yet", { content: UNKNOWN }, { ...ROOTS, content: LOST }],
    ])("%s", (_, file, more) => expect(fileOf(file)).toEqual([{ ...FILE, ...more }]));

    test("is none without a path", () => expect(fileOf({ path: null })).toEqual([]));

    test.each<[why: string, file: object, unread: object[]]>([
        ["a content that is there", {}, []],
        [
            "one of a Secret",
            { contentFrom: { secret: {} } },
            [{ at: "spec.files[0].contentFrom", reason: "takes /a from a Secret" }],
        ],
        [
            "one in a broken encoding",
            { encoding: "base64", content: "$$" },
            [{ at: AT, reason: "is not the base64 that its encoding says" }],
        ],
    ])("is told to be unread: %s", (_, file, unread) =>
        expect(bootOf({ files: [{ path: "/a", content: "text", ...file }] }).unread).toEqual(unread),
    );

    test("one that is not known yet hides no other", () => {
        const { views, unknown } = viewsOf<NodeBoot>(
            everyClusterApiConfig((boot) => [() => boot]),
            given({ files: [{ path: UNKNOWN }, { path: "/b", content: UNKNOWN }, { path: "/c", content: "c" }], users: UNKNOWN }),
        );
        expect(views[0]!.files.map(({ path }) => path)).toEqual(["/b", "/c"]);
        expect(unknown).toEqual(["spec.files.0.path", "spec.files.1.content", "spec.users"]);
    });
});

describe("a user", () => {
    const OPS = { name: "ops", at: "spec.users[0]", logsInBy: [], groups: [] };
    const PASSWORD = set("password", "spec.users[0].passwd");

    test.each<[why: string, user: object, expected: object]>([
        ["with nothing but a name", {}, {}],
        [
            "by keys, told once",
            { sshAuthorizedKeys: ["a", "b"] },
            { logsInBy: [set("ssh key", "spec.users[0].sshAuthorizedKeys")] },
        ],
        ["by no key of an empty list", { sshAuthorizedKeys: [] }, {}],
        ["by a password that is not locked", { passwd: "$6$", lockPassword: false }, { logsInBy: [PASSWORD] }],
        ["not by one that is locked, as it is by default", { passwd: "$6$" }, {}],
        ["nor where that is said", { passwd: "$6$", lockPassword: true }, {}],
        ["nor where none is set", { lockPassword: false }, {}],
        [
            "by a Secret's password",
            { passwdFrom: { secret: {} }, lockPassword: false },
            { logsInBy: [set("password", "spec.users[0].passwdFrom")] },
        ],
        ["who may become root", { sudo: "ALL=(ALL) ALL" }, { sudo: set("ALL=(ALL) ALL", "spec.users[0].sudo") }],
        ["with an empty rule", { sudo: "" }, {}],
        [
            "in groups",
            { groups: "wheel, docker,," },
            { groups: [set("wheel", "spec.users[0].groups"), set("docker", "spec.users[0].groups")] },
        ],
        ["in a primary group", { primaryGroup: "wheel" }, { groups: [set("wheel", "spec.users[0].primaryGroup")] }],
    ])("%s", (_, user, expected) => expect(userOf({ name: "ops", ...user })).toEqual([{ ...OPS, ...expected }]));

    test("without a name is none", () => expect(userOf({ sudo: "ALL=(ALL) ALL" })).toEqual([]));
});
