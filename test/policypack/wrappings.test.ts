import { policies } from "../../policypack/policies";
import { CARRIERS } from "./carriers";
import { KUBERNETES_CARRIERS } from "./carriers-kubernetes";
import { ENCODINGS } from "./encodings";
import { judge } from "./judge";
import { HARDENED_KUBELET } from "./kubelets";

/** One insecure kubelet, and what each policy that must find it is called. */
const INSECURE = {
    authentication: { anonymous: { enabled: true }, webhook: { enabled: true } },
    authorization: { mode: "AlwaysAllow" },
    readOnlyPort: 10255,
    staticPodPath: "/srv/pods",
    serverTLSBootstrap: true,
};
const FINDERS = [
    "kubelet-anonymous-auth-disabled",
    "kubelet-authorization-required",
    "kubelet-read-only-port-disabled",
    "kubelet-static-pods-disabled",
];

/** They are about what stands beside the boot, and the carriers here have nothing else. */
const BESIDE_THE_BOOT = new Set(["node-metadata-tokens-required", "node-metadata-hops-limited", "node-public-addresses-absent"]);

const wrappings = [...CARRIERS, ...KUBERNETES_CARRIERS].flatMap((carrier) =>
    ENCODINGS.filter((encoding) => encoding.for === "script" || carrier.admits === "user data").map((encoding) => ({
        name: `${encoding.name} in ${carrier.at} of ${carrier.type}`,
        given: (config: object) => ({ type: carrier.type, props: carrier.props(encoding.text(config)) }),
    })),
);

/** The lines of every policy that has any, and `unknown` or a crash as one. */
function reportsOf(given: { type: string; props: object }): Map<string, readonly string[]> {
    const asked = policies.filter(({ name }) => !BESIDE_THE_BOOT.has(name));
    const answers = asked.map((policy) => [policy.name, judge(policy, given)] as const);
    return new Map(
        answers
            .map(
                ([name, { reported, unknown }]) =>
                    [name, [...reported.map(({ message }) => message), ...(unknown ? ["unknown"] : [])]] as const,
            )
            .filter(([, lines]) => lines.length > 0),
    );
}

test("one insecure kubelet is found in every wrapping, and its hardened twin raises nothing in any", () => {
    const missed: string[] = [];
    const alarms: string[] = [];
    for (const { name, given } of wrappings) {
        const insecure = reportsOf(given(INSECURE));
        const absent = FINDERS.filter((policy) => !insecure.has(policy));
        if (absent.length > 0) missed.push(`${name}: ${absent.join(", ")}`);
        for (const [policy, lines] of reportsOf(given(HARDENED_KUBELET))) alarms.push(`${name}: ${policy}: ${lines.join(" | ")}`);
    }
    const counts = `${wrappings.length} wrappings, ${wrappings.length - missed.length} found, ${alarms.length} false alarms`;
    process.stdout.write(`carriers: ${counts}\n`);
    expect({ missed, alarms }).toEqual({ missed: [], alarms: [] });
    expect(wrappings.length).toBeGreaterThan(100);
});
