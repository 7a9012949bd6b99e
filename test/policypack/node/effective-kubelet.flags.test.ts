import type { EffectiveKubelet, NodeRole } from "../../../policypack/model/effective-kubelet";
import { Unreadable } from "../../../policypack/model/unreadable";
import { CONTROL_PLANE_LABEL, type ConfigLayer, effectiveKubelet } from "../../../policypack/node/effective-kubelet";
import type { Argument } from "../../../policypack/node/invocation";
import { HOLE, word } from "../../../policypack/parse/word";

const kubelet = (argv: readonly (string | Argument)[], more: { role?: NodeRole; layers?: ConfigLayer[] } = {}) =>
    effectiveKubelet({
        at: "command",
        layers: [{ value: {}, at: "file" }],
        hasFile: true,
        argv: argv.map((one, i) => (typeof one === "string" ? { ...word(one), at: `flag ${i}` } : one)),
        distribution: "unknown",
        evidence: { verdict: "node", why: "test" },
        ...more,
    });
const setting = (one: EffectiveKubelet, name: keyof EffectiveKubelet): unknown => {
    try {
        return one[name];
    } catch (error) {
        if (error instanceof Unreadable) return `${error.at} ${error.reason}`;
        throw error;
    }
};
const failing = new Unreadable("elsewhere", "is not known yet");
const later: Argument = { ...word(HOLE), at: "later", failure: failing };
const STOPS = "which keeps it from starting";

test.each<[label: string, is: boolean]>([
    ["node-role.kubernetes.io/control-plane=", true],
    ["node-role.kubernetes.io/control-plane", true],
    ["node-role.kubernetes.io/master=x,a=b", true],
    ["a=b,node-role.kubernetes.io/master,c=d", true],
    ["node-role.kubernetes.io/worker=", false],
    ["node-role.kubernetes.io/masters=", false],
    ["x-node-role.kubernetes.io/master=", false],
    ["node-roleXkubernetesXio/master=", false],
])("whether %s is a control plane's label", (label, is) => expect(CONTROL_PLANE_LABEL.test(label)).toBe(is));

test.each<[argv: string[], given: NodeRole | undefined, role: NodeRole]>([
    [[], undefined, "unknown"],
    [[], "worker", "worker"],
    [["--node-labels=a=b"], "worker", "worker"],
    [["--node-labels=a=b", "--node-labels=node-role.kubernetes.io/master="], "worker", "control-plane"],
    [["--node-labels=node-role.kubernetes.io/control-plane=", "--node-labels=a=b"], undefined, "control-plane"],
    [["--hostname-override=node-role.kubernetes.io/master="], "worker", "worker"],
])("the role of %j beside %s is %s", (argv, given, role) =>
    expect(kubelet(argv, given === undefined ? {} : { role: given }).role).toBe(role),
);

test.each<[why: string, argv: (string | Argument)[], name: keyof EffectiveKubelet, value: unknown]>([
    ["the last one counts", ["--port=1", "--port=2"], "port", { value: 2, at: "flag 1", isDefault: false }],
    ["a value in the next word", ["--port", "7"], "port", expect.objectContaining({ value: 7 })],
    [
        "one that cannot be read, though another counts",
        ["--port=x", "--port=2"],
        "port",
        "flag 0 is not a whole number and keeps the kubelet from starting",
    ],
    [
        "the last that cannot be read",
        ["--port=1", "--port=x"],
        "port",
        "flag 1 is not a whole number and keeps the kubelet from starting",
    ],
    [
        "a switch that is neither",
        ["--anonymous-auth=maybe"],
        "anonymousAuth",
        "flag 0 is not true or false and keeps the kubelet from starting",
    ],
    [
        "a switch with its value behind a blank",
        ["--anonymous-auth", "false"],
        "anonymousAuth",
        `flag 0 has its value after a blank where the kubelet wants =, ${STOPS}`,
    ],
    [
        "a switch before something else",
        ["--anonymous-auth", "--port=1"],
        "anonymousAuth",
        { value: true, at: "flag 0", isDefault: false },
    ],
    ["a switch behind a word", ["false", "--anonymous-auth"], "anonymousAuth", expect.anything()],
    ["a switch at the end", ["--port=1", "--anonymous-auth"], "anonymousAuth", { value: true, at: "flag 1", isDefault: false }],
    ["a value that only the machine knows", [`--port=${HOLE}`], "port", "flag 0 depends on what only the machine knows"],
    ["one that the last makes up for", [`--port=${HOLE}`, "--port=2"], "port", { value: 2, at: "flag 1", isDefault: false }],
    [
        "one among several that add up",
        [`--allowed-unsafe-sysctls=${HOLE}`, "--allowed-unsafe-sysctls=net.a"],
        "allowedUnsafeSysctls",
        "flag 0 depends on what only the machine knows",
    ],
    [
        "several that add up",
        ["--allowed-unsafe-sysctls=net.a", "--allowed-unsafe-sysctls=net.b"],
        "allowedUnsafeSysctls",
        { value: ["net.a", "net.b"], at: "flag 1", isDefault: false },
    ],
    [
        "an empty address, which changes nothing",
        ["--address="],
        "address",
        { value: "0.0.0.0", at: "file › address", isDefault: true },
    ],
    [
        "an address behind an empty one",
        ["--address=", "--address=10.0.0.1"],
        "address",
        "flag 1 is not an IP address and keeps the kubelet from starting",
    ],
    [
        "a flag that stands before what is not known yet",
        ["--port=1", later],
        "port",
        { value: 1, at: "flag 0", isDefault: false },
    ],
    ["what is not known yet", [later], "port", "elsewhere is not known yet"],
    [
        "what is not known yet as a flag's value",
        [{ ...word(`--port=${HOLE}`), at: "later", failure: failing }],
        "port",
        "elsewhere is not known yet",
    ],
    [
        "gates of flag and file together",
        ["--feature-gates=A=true"],
        "featureGates",
        { value: { A: true }, at: "flag 0", isDefault: false },
    ],
])("%s", (_, argv, name, value) => expect(setting(kubelet(argv), name)).toEqual(value));

describe("what is on as soon as the file or the flag says so", () => {
    const seccomp = (flag: string, inFile: boolean) =>
        kubelet([flag], { layers: [{ value: { seccompDefault: inFile }, at: "file" }] }).seccompDefault;
    test.each<[flag: string, inFile: boolean, value: boolean, at: string]>([
        ["--seccomp-default", false, true, "flag 0"],
        ["--seccomp-default=false", true, true, "file › seccompDefault"],
        ["--seccomp-default=false", false, false, "file › seccompDefault"],
        ["--v=2", true, true, "file › seccompDefault"],
    ])("%s and %s", (flag, inFile, value, at) => expect(seccomp(flag, inFile)).toEqual({ value, at, isDefault: false }));
});

test.each<[why: string, argv: (string | Argument)[], unread: string[]]>([
    ["nothing", ["--port=1"], []],
    ["words that only the machine knows", [HOLE], ["flag 0 gives the kubelet flags that only the machine knows"]],
    ["words that are not known yet, which reading a setting tells", [later], []],
    ["of several stray words the first", ["a", "b"], [`flag 0 is an argument that the kubelet does not take, ${STOPS}`]],
    [
        "a flag without its value",
        ["--port"],
        [expect.stringMatching(/^flag 0 .+, which keeps the kubelet from starting$/) as string],
    ],
])("what of a command line is told: %s", (_, argv, unread) =>
    expect(kubelet(argv).unread.map(({ at, reason }) => `${at} ${reason}`)).toEqual(unread),
);

test("a kubelet's settings can be listed, and what else is known of it cannot", () => {
    const one = kubelet([]);
    expect(Object.keys(one)).toContain("readOnlyPort");
    expect(Object.keys(one)).not.toContain("evidence");
    expect([one.isFlagsOnly, one.distribution, one.evidence]).toEqual([false, "unknown", { verdict: "node", why: "test" }]);
});
