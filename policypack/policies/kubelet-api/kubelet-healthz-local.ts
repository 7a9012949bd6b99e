import { definePolicy } from "../../lib/define-policy";
import { byEvidence } from "../../lib/evidence";
import { AddressSet } from "../../model/address-set";
import { effectiveKubelet } from "../../subjects/effective-kubelet";
import { nodeadmNode } from "../examples";

const LOOPBACK = AddressSet.unionOf(["127.0.0.0/8", "::1"].map((cidr) => AddressSet.parse(cidr)!));

export const kubeletHealthzLocal = definePolicy({
    name: "kubelet-healthz-local",
    displayName: "The kubelet's health port is local",
    description: "A kubelet must serve its unauthenticated health port on loopback only.",
    severity: "low",
    mitigation: "M6",
    remediationSteps: "Set healthzBindAddress to 127.0.0.1 (--healthz-bind-address), or healthzPort to 0",
    repair: { does: "Sets healthzBindAddress to 127.0.0.1.", write: { value: "127.0.0.1", flags: ["healthz-bind-address"] } },
    attack: "The port asks nobody who they are. Whoever reaches it learns that a kubelet runs there and whether it is well, and can keep it busy.",
    subject: effectiveKubelet,
    *check(kubelet) {
        yield* byEvidence(kubelet.evidence, function* () {
            const { value, at } = kubelet.healthzBindAddress;
            if (isLoopback(value)) return;
            const port = kubelet.healthzPort.value;
            if (port !== 0) yield { at, message: `makes the kubelet serve its health on ${value}, port ${port}` };
        });
    },
    examples: {
        bad: nodeadmNode("config: { healthzBindAddress: 0.0.0.0 }"),
        good: nodeadmNode("config: { healthzBindAddress: 127.0.0.1 }"),
    },
});

/** Go reads 127.0.0.01 as 127.0.0.1. */
function isLoopback(address: string): boolean {
    const set = AddressSet.parse(address.replace(/(^|\.)0+(?=\d)/g, "$1"));
    return address === "localhost" || (set !== undefined && LOOPBACK.includes(set));
}
