import type { AddressSet } from "./address-set";
import type { Finding } from "./finding";
import type { GuardedService } from "./guarded-service";
import type { NodeEvidence } from "./node-evidence";
import { OFF_THE_INTERNET } from "./internet";
import type { Trust } from "./reach";

/** One range of addresses that a load balancer's security groups admit. */
export interface AdmittedRange {
    readonly written: string;
    readonly addresses: AddressSet;
}

/**
 * Who reaches a load balancer. `internet`: everybody, or only those that its security groups admit, where the stack shows all of them.
 * `network`: what stands inside the network, as it is internal. `other stack`: it is not in the stack, so that nothing tells.
 * `nobody yet`: the stack has no listener for it. `accounts`: who has an endpoint in a network of another account, `everyone` where any
 * account may make one, and nobody is asked before it connects.
 */
export type BalancerAudience =
    | { readonly kind: "internet"; readonly admitted: readonly AdmittedRange[] | undefined }
    | { readonly kind: "network" }
    | { readonly kind: "other stack" }
    | { readonly kind: "nobody yet" }
    | { readonly kind: "accounts"; readonly everyone: boolean; readonly words: string };

/** One way by which a load balancer leads to a guarded port of machines. */
export interface Forwarding {
    /** `port` of a target group, `listeners[0].instancePort`, `allowedPrincipals`. */
    readonly at: string;
    /** The service's port. */
    readonly forwardsTo: number;
    readonly audience: BalancerAudience;
    /** What the traffic passes, as far as the stack shows it: `port 443 of load balancer "front"`, `target group "kubelets"`, `instance "node"`. */
    readonly path: readonly string[];
    readonly evidence: NodeEvidence;
}

/**
 * What is wrong with one way through a load balancer. A kubelet or an etcd has no reason to be behind one that strangers reach, so that has the
 * policy's own level; within the network, and wherever nothing tells what stands behind it, it advises.
 *
 * @param trust the addresses that may reach the port
 */
export function* forwarded(service: GuardedService, view: Forwarding, trust: Trust): Generator<Finding> {
    const { audience, evidence } = view;
    if (evidence.verdict === "other") return;
    const isSure = evidence.verdict === "node";
    const unsure = !isSure && { certainty: "unsure" as const };
    const milder = { severity: "medium", certainty: "unsure" } as const;
    const finding = (whom: string, more: Pick<Finding, "severity" | "certainty"> | false): Finding => ({
        at: view.at,
        message: forwarding(service, view, whom),
        fix: `Forward only to the ports that clients need: ${service.name === "etcd" ? "etcd's" : "the kubelet's"} are for the control plane alone`,
        ...more,
    });

    switch (audience.kind) {
        case "internet": {
            if (audience.admitted === undefined) return yield finding("the internet", unsure);
            const left = audience.admitted.filter(({ addresses }) => !trust.trustedCidrs.includes(addresses));
            if (left.length === 0) return;
            const isPublic = left.some(({ addresses }) => !OFF_THE_INTERNET.includes(addresses));
            yield finding(left.map(({ written }) => written).join(", "), isPublic ? unsure : milder);
            return;
        }
        case "other stack":
            // It may be internal, as one in front of an external etcd is.
            yield finding("whoever reaches a load balancer of another stack", { certainty: "unsure" });
            return;
        case "network":
            yield finding("everything that reaches an internal load balancer", milder);
            return;
        case "nobody yet":
            yield finding("whoever reaches a listener that takes it", milder);
            return;
        case "accounts":
            yield finding(audience.words, audience.everyone ? unsure : milder);
            return;
        default:
            audience satisfies never;
    }
}

/** `forwards the internet to kubelet port 10250 (load balancer "front" → target group "kubelets" → kubelet 10250)`. */
function forwarding(service: GuardedService, { forwardsTo, path, evidence }: Forwarding, whom: string): string {
    const fact = `forwards ${whom} to ${service.name} port ${forwardsTo}`;
    if (evidence.verdict === "node") return `${fact} (${[...path, `${service.name} ${forwardsTo}`].join(" → ")})`;
    return `${fact} (${path.join(" → ")}; nothing tells whether that ${service.name === "etcd" ? "runs etcd" : "is a Kubernetes node"})`;
}
