import { daemonsOf } from "../../../../policypack/node/installers";
import { isEksBootstrap } from "../../../../policypack/node/installers/eks-bootstrap-command";
import { word } from "../../../../policypack/parse/word";
import { bootOf, kubelets, unreadOf } from "./read";

const FILE = "/etc/kubernetes/kubelet/kubelet-config.json";
const DROP_IN = "/etc/systemd/system/kubelet.service.d/30-kubelet-extra-args.conf";
const boot = (...lines: string[]) => bootOf(["#!/bin/bash", ...lines, ""].join("\n"));
const ports = (...lines: string[]) => kubelets(boot(...lines), "readOnlyPort").flat();
const write = (path: string, text: string) => `cat > ${path} <<'EOF'\n${text}\nEOF`;
const START = "/etc/eks/bootstrap.sh prod";
const file = (readOnlyPort: number) =>
    JSON.stringify({ apiVersion: "kubelet.config.k8s.io/v1beta1", kind: "KubeletConfiguration", readOnlyPort });

test.each<[command: string, is: boolean]>([
    ["/etc/eks/bootstrap.sh", true],
    ["/etc/eks/bootstrap.sh prod", true],
    ["./bootstrap.sh prod --b64-cluster-ca x", true],
    ["bootstrap.sh prod --apiserver-endpoint x", true],
    ["bootstrap.sh prod --use-max-pods false", true],
    ["bootstrap.sh prod --dns-cluster-ip 10.0.0.10", true],
    ["bootstrap.sh prod --kubelet-extra-args x", true],
    ["./bootstrap.sh prod", false],
    ["./start.sh --b64-cluster-ca x", false],
    ["", false],
])("the script of Amazon Linux 2: %s: %p", (command, is) =>
    expect(isEksBootstrap(command.split(" ").map((text) => word(text)))).toBe(is),
);

test.each<[why: string, lines: string[], ports: string[]]>([
    ["nothing said: the image's own", [START], ["0"]],
    ["arguments", [`${START} --kubelet-extra-args '--v=2 --read-only-port=1'`], ["1 (userData › line 2 › --kubelet-extra-args)"]],
    ["the last of several", [`${START} --kubelet-extra-args --read-only-port=1 --kubelet-extra-args --v=2`], ["0"]],
    ["an option without a value", [`${START} --kubelet-extra-args`], ["0"]],
    [
        "arguments before the cluster",
        ["/etc/eks/bootstrap.sh --kubelet-extra-args --read-only-port=2 prod"],
        ["2 (userData › line 2 › --kubelet-extra-args)"],
    ],
    ["a variable", ["export KUBELET_EXTRA_ARGS=--read-only-port=3", START], ["3 (userData › line 3)"]],
    [
        "arguments rather than the variable",
        ["export KUBELET_EXTRA_ARGS=--read-only-port=3", `${START} --kubelet-extra-args --v=2`],
        ["0"],
    ],
    ["the image's file, written anew", [write(FILE, file(4)), START], ["4 (userData › line 2 › readOnlyPort)"]],
    [
        "a drop-in of the script's own name, before or after the script",
        [
            write(DROP_IN, "[Service]\nEnvironment='KUBELET_EXTRA_ARGS=--read-only-port=5'"),
            `${START} --kubelet-extra-args --read-only-port=6`,
        ],
        ["5 (userData › line 2)", "6 (userData › line 6 › --kubelet-extra-args)"],
    ],
    [
        "the drop-in alone, where the script writes none",
        [write(DROP_IN, "[Service]\nEnvironment='KUBELET_EXTRA_ARGS=--read-only-port=5'"), `${START} --use-max-pods false`],
        ["5 (userData › line 2)"],
    ],
])("which port the kubelet of Amazon Linux 2 serves: %s", (_, lines, expected) => expect(ports(...lines)).toEqual(expected));

test("it is a worker, configured by a file", () => {
    const [kubelet] = daemonsOf(boot(START)).kubelets;
    expect([kubelet!.distribution, kubelet!.role, kubelet!.isFlagsOnly]).toEqual(["eks-al2", "worker", false]);
});

test.each<[why: string, lines: string[], unread: string[]]>([
    ["nothing", [START], []],
    [
        "a script of the boot's own in its place",
        [write("/etc/eks/bootstrap.sh", "echo"), START],
        ["userData › line 2: changes the script that starts the kubelet"],
    ],
    [
        "a unit that starts another program",
        [write("/etc/systemd/system/kubelet.service", "[Service]\nExecStart=/opt/start"), START],
        ["userData › line 2: starts the kubelet by a program that is not here"],
    ],
    [
        "such a unit where no script starts it",
        [write("/etc/systemd/system/other.service", "[Service]\nExecStart=/opt/start")],
        [],
    ],
])("what of it cannot be read: %s", (_, lines, unread) =>
    expect(unreadOf(boot(...lines)).map((line) => line.replace(/(line \d+) › line \d+/, "$1"))).toEqual(unread),
);

test("a file of the image that is changed by what only the machine knows is told, and is not the image's own", () => {
    const [kubelet] = daemonsOf(boot(`echo "$(hostname)" > ${FILE}`, START)).kubelets;
    expect(kubelet!.unread.map(({ at, reason }) => `${at}: ${reason}`)).toEqual([
        "userData › line 2: writes a kubelet configuration of which the machine knows a part",
    ]);
});
