import { Cursor } from "../../../../../policypack/parse/cursor";
import { Container } from "../../../../../policypack/subjects/kubernetes/pods/container";
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
