import { Cursor } from "../../../../../policypack/parse/cursor";
import { Container } from "../../../../../policypack/subjects/kubernetes/pods/container";
import { stackOf, UNKNOWN } from "../../../judge";
import { invocationsOf } from "../../../../../policypack/subjects/kubernetes/pods/invocation";

const ETCD = { name: "etcd", image: /^etcd$/ };
const starts = (spec: object) =>
    invocationsOf(new Container(Cursor.of(spec, "c") as Container["spec"]), ETCD).map(({ at, args }) => [
        at,
        ...args.map(({ text }) => text),
    ]);

test.each([
    ["a command", { command: ["etcd", "--a"] }, [["c.command[0]", "--a"]]],
    ["a path, and arguments apart", { command: ["/usr/bin/etcd"], args: ["--a"] }, [["c.command[0]", "--a"]]],
    ["arguments alone that name it", { image: "quay.io/coreos/etcd", args: ["etcd", "--a"] }, [["c.args[0]", "--a"]]],
    ["flags for the image's own command", { image: "example.com/etcd:3", args: ["--a"] }, [["c", "--a"]]],
    ["nothing but the image", { image: "example.com/etcd:3" }, [["c"]]],
    ["init programs", { command: ["/usr/bin/tini", "--", "etcd", "--a"] }, [["c.command[2]", "--a"]]],
    ["env", { command: ["env", "ETCD_NAME=a", "etcd", "--a"] }, [["c.command[2]", "--a"]]],
    ["a shell", { command: ["/bin/sh", "-c"], args: ["set -e; exec etcd --a '--b c'"] }, [["c.args[0]", "--a", "--b c"]]],
    [
        "a shell's variables and arguments",
        { command: ["sh", "-c", 'etcd --name=$NAME "$@"', "sh", "--a"], env: [{ name: "NAME", value: "x" }] },
        [["c.command[2]", "--name=x", "--a"]],
    ],
    [
        "two in one script",
        { command: ["bash", "-ec", "etcd --a &\netcd --b"] },
        [
            ["c.command[2]", "--a"],
            ["c.command[2]", "--b"],
        ],
    ],
])("%s", (_, spec, expected) => expect(starts(spec)).toEqual(expected));

test.each([
    ["another program", { command: ["etcdctl", "etcd"] }],
    ["copying it", { command: ["cp", "/usr/local/bin/etcd", "/out"] }],
    ["speaking of it", { command: ["sh", "-c", "echo etcd --a # etcd"] }],
    ["another image", { image: "example.com/backup", args: ["--a"] }],
    ["an image with another command", { image: "example.com/etcd:3", command: ["sleep", "1d"] }],
    ["no command at all", {}],
])("%s starts none", (_, spec) => expect(starts(spec)).toEqual([]));

describe("a runner that starts another program", () => {
    const program = (name: string, spec: object) =>
        invocationsOf(new Container(Cursor.of(spec, "c") as Container["spec"]), { name, image: /^$/ }).map(({ at, args }) => [
            at,
            ...args.map(({ text }) => text),
        ]);
    test.each<[why: string, name: string, command: string[], starts: string[][]]>([
        [
            "hyperkube's daemons have Kubernetes' name before them",
            "kube-apiserver",
            ["hyperkube", "apiserver", "--a"],
            [["c.command[1]", "--a"]],
        ],
        ["or already have it", "kube-apiserver", ["/hyperkube", "kube-apiserver"], [["c.command[1]"]]],
        ["but for the kubelet", "kubelet", ["hyperkube", "kubelet", "--a"], [["c.command[1]", "--a"]]],
        ["which is none of a longer name", "kube-kubelets", ["hyperkube", "kubelets"], [["c.command[1]"]]],
        ["hyperkube alone starts none", "kubelet", ["hyperkube"], []],
        [
            "go-runner's flags are its own",
            "etcd",
            ["go-runner", "--also-stdout", "-log-file", "/log", "etcd", "--a"],
            [["c.command[4]", "--a"]],
        ],
        ["in one word", "etcd", ["go-runner", "--log-file=/log", "etcd"], [["c.command[2]"]]],
        ["of no other flag the next word is a value", "etcd", ["go-runner", "--log-files", "etcd"], [["c.command[2]"]]],
        ["nor of one that ends so", "etcd", ["go-runner", "--my-log-file", "etcd"], [["c.command[2]"]]],
        ["go-runner alone starts none", "etcd", ["go-runner", "--log-file", "etcd"], []],
    ])("%s", (_, name, command, expected) => expect(program(name, { command })).toEqual(expected));
});

describe("what is not known yet", () => {
    const read = (spec: object) => {
        const [resource] = stackOf([{ type: "test:index:It", props: { c: spec } }]);
        const container = new Container((resource!.props as Cursor<{ c: unknown }>).field("c") as Container["spec"]);
        return invocationsOf(container, ETCD).map(({ at, args }) => [at, ...args.map(({ text }) => text)]);
    };
    test.each<[why: string, spec: object, starts: string[][]]>([
        ["an image without more", { image: UNKNOWN }, []],
        ["the variables of another", { image: UNKNOWN, env: [{ name: "MY_ETCD_A", value: "x" }] }, []],
        ["a word behind the program", { command: ["etcd", UNKNOWN] }, [["c.command[0]", "\ufff9"]]],
        ["all arguments", { command: ["etcd"], args: UNKNOWN }, [["c.command[0]", "\ufff9"]]],
    ])("%s", (_, spec, expected) => expect(read(spec)).toEqual(expected));

    test.each<[why: string, spec: object, at: string]>([
        [
            "the image of a container with the program's variables",
            { image: UNKNOWN, env: [{ name: "ETCD_A", value: "x" }] },
            "c.image",
        ],
        ["or with some from elsewhere", { image: UNKNOWN, envFrom: [{ secretRef: {} }] }, "c.image"],
        ["the image of one with flags", { image: UNKNOWN, args: ["--a"] }, "c.image"],
        ["the program itself", { command: [UNKNOWN] }, "c.command.0"],
        ["a script", { command: ["sh", "-c", UNKNOWN] }, "c.command.2"],
    ])("is waited for: %s", (_, spec, at) => expect(() => read(spec)).toThrow(`.${at} can't be known`));
});

test("the variables of env, of the script and from elsewhere", () => {
    const [invocation] = invocationsOf(
        new Container(
            Cursor.of(
                {
                    command: ["sh", "-c", "B=2 etcd"],
                    env: [
                        { name: "A", value: "1" },
                        { name: "B", value: "1" },
                    ],
                    envFrom: [{ secretRef: { name: "s" } }],
                },
                "c",
            ) as Container["spec"],
        ),
        ETCD,
    );
    expect([...invocation!.environment].map(([name, { text, at }]) => [name, text, at])).toEqual([
        ["A", "1", "c.env[0].value"],
        ["B", "2", "c.command[2]"],
    ]);
    expect(invocation!.unseen).toBe("c.envFrom");
});
