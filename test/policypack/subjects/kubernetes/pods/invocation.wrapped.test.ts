import { Unreadable } from "../../../../../policypack/model/unreadable";
import type { Cursor } from "../../../../../policypack/parse/cursor";
import { HOLE } from "../../../../../policypack/parse/word";
import { Container } from "../../../../../policypack/subjects/kubernetes/pods/container";
import { invocationsOf, type Program } from "../../../../../policypack/subjects/kubernetes/pods/invocation";
import { stackOf, UNKNOWN } from "../../../judge";

const API_SERVER: Program = { name: "kube-apiserver", image: /^kube-apiserver$/ };
const KUBELET: Program = { name: "kubelet", image: /^kubelet$/ };
const ETCD: Program = { name: "etcd", image: /^etcd$/ };
const K3S: Program = { name: "k3s", image: /^k3s$/, subcommands: ["server", "agent"] };

/** As the engine hands it over, so that what is unknown throws. */
const containerOf = (c: object) => {
    const [resource] = stackOf([{ type: "test:index:It", props: { c } }]);
    return new Container((resource!.props as Cursor<{ c: unknown }>).field("c") as Container["spec"]);
};
const starts = (program: Program, spec: object) =>
    invocationsOf(containerOf(spec), program).map(({ at, args }) => [at, ...args.map(({ text }) => text)]);

test.each<[string, Program, readonly string[], readonly (readonly string[])[]]>([
    ["hyperkube by the daemon's short name", API_SERVER, ["/hyperkube", "apiserver", "--a"], [["c.command[1]", "--a"]]],
    ["hyperkube by its whole name", API_SERVER, ["hyperkube", "kube-apiserver", "--a"], [["c.command[1]", "--a"]]],
    ["hyperkube's kubelet, which has one name", KUBELET, ["hyperkube", "kubelet", "--a"], [["c.command[1]", "--a"]]],
    ["another daemon of hyperkube", API_SERVER, ["hyperkube", "kubelet", "kube-apiserver"], []],
    ["a name that only begins as the kubelet's", KUBELET, ["hyperkube", "kubelets", "--a"], []],
    ["hyperkube without a daemon", API_SERVER, ["hyperkube"], []],
    ["go-runner", API_SERVER, ["/go-runner", "kube-apiserver", "--a"], [["c.command[1]", "--a"]]],
    [
        "go-runner with flags of its own",
        API_SERVER,
        ["/go-runner", "--log-file=/l", "--also-stdout=true", "kube-apiserver", "--a"],
        [["c.command[3]", "--a"]],
    ],
    [
        "go-runner with a flag's value in a word of its own",
        API_SERVER,
        ["go-runner", "--also-stdout", "-log-file", "/l", "kube-apiserver", "--a"],
        [["c.command[4]", "--a"]],
    ],
    ["go-runner with a line between", API_SERVER, ["go-runner", "-x", "--", "kube-apiserver", "--a"], [["c.command[3]", "--a"]]],
    ["go-runner with a line first", API_SERVER, ["go-runner", "--", "kube-apiserver"], [["c.command[2]"]]],
    ["go-runner that names no daemon", API_SERVER, ["go-runner", "--log-file=/l"], []],
    ["go-runner with nothing behind the line", API_SERVER, ["go-runner", "--"], []],
    ["go-runner with a daemon behind a pause", API_SERVER, ["go-runner", "sleep", "kube-apiserver"], []],
    ["another runner, which is a program", API_SERVER, ["runner", "kube-apiserver"], []],
])("%s", (_, program, command, expected) => expect(starts(program, { command })).toEqual(expected));

test.each<[string, object, number]>([
    ["an image's own command by its first word", { image: "rancher/k3s", args: ["server", "--a"] }, 1],
    ["not by another word", { image: "rancher/k3s", args: ["kubectl", "server"] }, 0],
    ["by flags alone", { image: "rancher/k3s", args: ["--a"] }, 1],
    ["not behind a command", { image: "rancher/k3s", command: ["sleep"], args: ["server"] }, 0],
])("k3s is started by %s", (_, spec, count) => expect(starts(K3S, spec)).toHaveLength(count));

describe("what is not known yet", () => {
    test("is a hole among the arguments, whose failure says why", () => {
        const [invocation] = invocationsOf(containerOf({ command: ["etcd", UNKNOWN, "--b"] }), ETCD);
        expect(invocation!.args.map(({ at, text, isLiteral, failure }) => [at, text, isLiteral, failure !== undefined])).toEqual([
            ["c.command[1]", HOLE, false, true],
            ["c.command[2]", "--b", true, false],
        ]);
    });

    test("hides the words behind it where it is the whole list", () => {
        const [invocation] = invocationsOf(containerOf({ command: ["etcd", "--a"], args: UNKNOWN }), ETCD);
        expect(invocation!.args.map(({ at, text, isLiteral, failure }) => [at, text, isLiteral, failure !== undefined])).toEqual([
            ["c.command[1]", "--a", true, false],
            ["c", HOLE, false, true],
        ]);
    });

    test.each([
        ["the program's name", { command: [UNKNOWN, "--a"] }, ".c.command.0"],
        ["the script of a shell", { command: ["sh", "-c", UNKNOWN] }, ".c.command.2"],
    ])("is thrown where it is %s", (_, spec, place) => {
        expect(() => starts(ETCD, spec)).toThrow(`${place} can't be known`);
    });

    test("of a name of which a part is seen, the variable that nobody sees is nothing to throw", () => {
        const env = [{ name: "BIN", valueFrom: { fieldRef: { fieldPath: "metadata.name" } } }];
        expect(starts(ETCD, { command: ["$(BIN)", "--a"], env })).toEqual([]);
    });

    test("a list of words that is none is a fault of its own", () => {
        const [invocation] = invocationsOf(containerOf({ command: ["etcd"], args: "--a" }), ETCD);
        expect(invocation!.args[0]!.failure).toBeInstanceOf(Unreadable);
    });

    test.each<[string, object, boolean]>([
        ["without variables of the program's is not worth a line", {}, false],
        ["beside other variables", { env: [{ name: "HOME", value: "/" }] }, false],
        ["beside the program's variables", { env: [{ name: "HOME" }, { name: "ETCD_NAME", value: "a" }] }, true],
        ["beside a variable that only begins as they do", { env: [{ name: "ETCDCTL_API", value: "3" }] }, false],
        ["beside variables from elsewhere", { envFrom: [{ secretRef: { name: "s" } }] }, true],
    ])("an image %s", (_, spec, isThrown) => {
        const read = () => starts(ETCD, { image: UNKNOWN, ...spec });
        if (isThrown) expect(read).toThrow(".c.image can't be known");
        else expect(read()).toEqual([]);
    });
});

test("variables in front of the program are its own, and stand where it does", () => {
    const [invocation] = invocationsOf(
        containerOf({ command: ["env", "ETCD_NAME=a", "etcd"], env: [{ name: "ETCD_NAME", value: "b" }] }),
        ETCD,
    );
    expect([...invocation!.environment]).toEqual([["ETCD_NAME", expect.objectContaining({ text: "a", at: "c.command[2]" })]]);
    expect(invocation).not.toHaveProperty("unseen");
});

test("a script without arguments of its own has none", () => {
    expect(starts(ETCD, { command: ["sh", "-c", 'etcd "$@" --b'] })).toEqual([["c.command[2]", "--b"]]);
});
