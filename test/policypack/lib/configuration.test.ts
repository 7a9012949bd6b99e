import { faultsOf } from "../../../policypack/lib/configuration";
import { definePolicy } from "../../../policypack/lib/define-policy";
import { subject } from "../../../policypack/lib/subject";
import { trustedCidrs } from "../../../policypack/settings/trusted-cidrs";

const named = (name: string, settings = {}) =>
    definePolicy({
        name,
        displayName: name,
        description: "…",
        severity: "high",
        mitigation: "M6",
        remediationSteps: "…",
        repair: "it is a test",
        attack: "…",
        subject: subject<never>(),
        settings,
        check: () => [],
        examples: { bad: { type: "", props: {} }, good: { type: "", props: {} } },
    });
const policies = [
    named("kubelet-port-not-reachable", { trustedCidrs }),
    named("etcd-port-not-reachable", { trustedCidrs }),
    named("plain"),
];
const faults = (configuration: Record<string, Record<string, unknown>>) =>
    faultsOf(policies, new Map(Object.entries(configuration)));

test.each([
    [
        "a misspelt policy",
        { "kublet-port-not-reachable": { enforcementLevel: "mandatory" } },
        'no policy is named "kublet-port-not-reachable"; did you mean "kubelet-port-not-reachable"?',
    ],
    [
        "a policy that resembles none",
        { "s3-no-public-read": {} },
        'no policy is named "s3-no-public-read"; it has kubelet-port-not-reachable, etcd-port-not-reachable, plain',
    ],
    [
        "a misspelt setting",
        { "kubelet-port-not-reachable": { trustedCIDRs: ["10.0.0.0/8"] } },
        'kubelet-port-not-reachable has no setting "trustedCIDRs"; did you mean "trustedCidrs"?',
    ],
    ["a setting where there is none", { plain: { trustedCidrs: [] } }, 'plain has no setting "trustedCidrs"; it has none'],
    ["a setting for every policy", { all: { trustedCidrs: [] } }, 'all has no setting "trustedCidrs"; it has none'],
    [
        "a value of the wrong type",
        { "kubelet-port-not-reachable": { trustedCidrs: "10.0.0.0/8" } },
        'kubelet-port-not-reachable.trustedCidrs is no list. Write ["10.20.0.0/16"]',
    ],
    [
        "an address range that is none",
        { "kubelet-port-not-reachable": { trustedCidrs: ["10.0.0.0/33"] } },
        'kubelet-port-not-reachable.trustedCidrs[0] is "10.0.0.0/33", which is no address range. Write one like "10.20.0.0/16"',
    ],
    [
        "a range that trusts everybody",
        { "etcd-port-not-reachable": { trustedCidrs: ["10.0.0.0/8", "::/0"] } },
        'etcd-port-not-reachable.trustedCidrs[1] is "::/0", which trusts everybody. Disable the policy if that is meant',
    ],
])("%s is named in one line", (_, configuration, line) => {
    expect(faults(configuration)).toEqual([line]);
});

test("every fault is named", () => {
    expect(faults({ plian: {}, "etcd-port-not-reachable": { a: 1, b: 2 } })).toHaveLength(3);
});

test("the level of every policy is no policy's name", () => {
    expect(faults({ all: { enforcementLevel: "advisory" } })).toEqual([]);
});

test("a right configuration has none", () => {
    expect(
        faults({ plain: {}, "etcd-port-not-reachable": { trustedCidrs: ["10.0.0.0/8"], enforcementLevel: "mandatory" } }),
    ).toEqual([]);
});
