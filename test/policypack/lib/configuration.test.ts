import { faultsOf } from "../../../policypack/lib/configuration";
import { policies } from "../../../policypack/policies";

const faults = (configuration: Record<string, Record<string, unknown>>) =>
    faultsOf(policies, new Map(Object.entries(configuration)));

// What is refused, and how, is in test/pack/misconfigurations.ts, where the built pack is asked as the engine asks it.

test("every fault is named", () => {
    expect(faults({ plian: {}, "etcd-port-not-reachable": { a: 1, b: 2, trustedCidrs: 7 } })).toHaveLength(4);
});

test("the level of every policy is no policy's name", () => {
    expect(faults({ all: { enforcementLevel: "advisory" } })).toEqual([]);
});

test("a value of a wrong type, which the engine refuses before, is refused without it too", () => {
    expect(faults({ "kubelet-port-not-reachable": { trustedCidrs: "10.0.0.0/8" } })).toEqual([
        'kubelet-port-not-reachable.trustedCidrs is no list. Write ["10.20.0.0/16"]',
    ]);
});

test("a right configuration has none", () => {
    expect(
        faults({
            "kube-bypass-guard": { trustedCidrs: ["10.1.0.0/16"], onEveryNode: true },
            "kubelet-read-only-port-disabled": {},
            "etcd-port-not-reachable": { trustedCidrs: ["10.0.0.0/8"], enforcementLevel: "mandatory" },
        }),
    ).toEqual([]);
});
