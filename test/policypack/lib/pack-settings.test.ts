import { PACK, sharedSettings, withShared } from "../../../policypack/lib/pack-settings";
import { schemaOf } from "../../../policypack/lib/define-policy";
import { policies } from "../../../policypack/policies";

const shared = (configuration: Record<string, Record<string, unknown>>) =>
    Object.fromEntries(withShared(policies, new Map(Object.entries(configuration))));

test("a name is one fact with one schema wherever it is given", () => {
    const described = new Map<string, string>();
    for (const { name, settings } of policies) {
        for (const [key, { schema }] of Object.entries(settings)) {
            const { description, ...rest } = schema;
            const form = JSON.stringify(key.startsWith("allowed") ? rest : { ...rest, description });
            expect({ name, key, form: described.get(key) ?? form }).toEqual({ name, key, form });
            described.set(key, form);
        }
    }
});

test("every setting of more than one policy can be given once, unless it says what one policy lets be", () => {
    const names = policies.flatMap(({ settings }) => Object.keys(settings));
    const often = new Set(names.filter((name, i) => names.indexOf(name) !== i));
    expect([...often].filter((name) => !(name in sharedSettings(policies)))).toEqual(["allowedRoles"]);
});

test("a list is the pack's with the policy's own, and of anything else the policy's own wins", () => {
    const all = shared({
        [PACK]: { trustedCidrs: ["10.1.0.0/16"], onEveryNode: true },
        "kubelet-port-not-reachable": { trustedCidrs: ["10.2.0.0/16"] },
        "etcd-port-not-reachable": { trustedCidrs: [] },
        "node-audit-log-shipped": { onEveryNode: false },
    });
    expect(all["kubelet-port-not-reachable"]).toEqual({ trustedCidrs: ["10.1.0.0/16", "10.2.0.0/16"] });
    expect(all["etcd-port-not-reachable"]).toEqual({ trustedCidrs: ["10.1.0.0/16"] });
    expect(all["node-ssh-not-reachable"]).toEqual({ trustedCidrs: ["10.1.0.0/16"] });
    expect(all["node-audit-log-shipped"]).toEqual({ onEveryNode: false });
    expect(all["node-audit-covers-kubernetes-files"]).toEqual({ onEveryNode: true });
    expect(all["cluster-endpoint-restricted"]).toBeUndefined();
});

test("nothing is made of a configuration that gives nothing for the pack", () => {
    const configuration = new Map([[PACK, { trustedCidrs: [] }]]);
    expect(withShared(policies, configuration)).toBe(configuration);
});

test("the engine fills in no default but empty lists: one that it filled in would win over what is given for the pack", () => {
    for (const { settings } of policies) {
        for (const schema of Object.values(schemaOf(settings).properties)) {
            expect([undefined, "[]"]).toContain(JSON.stringify((schema as { default?: unknown }).default));
        }
    }
});
