import { AddressSet } from "./address-set";
import type { Finding } from "./finding";
import type { NodeEvidence } from "./node-evidence";
import { holdsEverybody, OFF_THE_INTERNET } from "./internet";
import { listed } from "./reach-words";

/** A daemon that only the cluster's own parts may reach, and the TCP ports under which objects of Kubernetes lead to it. */
export interface Daemon {
    readonly name: "kubelet" | "etcd";
    readonly ports: readonly number[];
    /** Those that give nothing but measurements. */
    readonly metrics: readonly number[];
}

/** Its API on 10250, the same without authentication on 10255. */
export const PUBLISHED_KUBELET: Daemon = { name: "kubelet", ports: [10250, 10255], metrics: [] };

/** Clients on 2379, peers on 2380; on 2381 kubeadm has it serve metrics. */
export const PUBLISHED_ETCD: Daemon = { name: "etcd", ports: [2379, 2380, 2381], metrics: [2381] };

/** One entry of a list of address ranges. */
export interface AddressRange {
    readonly written: string;
    readonly addresses: AddressSet;
}

/**
 * Who reaches a published port. `everybody`: a load balancer on the internet that asks for no addresses. `addresses`: a load balancer that
 * admits these. `network`: whoever reaches an internal load balancer, the nodes, an external address or an ingress controller, which the
 * object does not tell. `cluster`: the cluster's Pods alone.
 */
export type Audience =
    | { readonly kind: "everybody" }
    | { readonly kind: "addresses"; readonly ranges: readonly AddressRange[] }
    | { readonly kind: "network" }
    | { readonly kind: "cluster" };

/** One way by which one object of Kubernetes leads others to a daemon's ports. */
export interface PublishedPort {
    /** Where it is published: `spec.type`, `spec.externalIPs`, `spec.rules[0].http.paths[0].backend`. */
    readonly at: string;
    readonly daemon: Daemon;
    /** The daemon's ports among those that are published, at least one, ascending. */
    readonly ports: readonly number[];
    /** By what, as the end of a sentence: `with a load balancer`, `on a port of every node`; "" where the path says it. */
    readonly how: string;
    readonly audience: Audience;
    /** What the traffic passes, as far as more than one object shows it: `Service "node"`, `Endpoints "node"`. */
    readonly path: readonly string[];
    /** Whether it is a node's kubelet, or a cluster's own etcd. `unsure` is an etcd that may be an application's. */
    readonly evidence: NodeEvidence;
    /** How to mend it, a sentence without its full stop, where that is more than the policy's own words. */
    readonly fix?: string;
}

/**
 * What is wrong with one published port: nothing where only trusted addresses reach it.
 *
 * A kubelet and a cluster's own etcd have no reason to be published, so the level is the policy's own, one lower where the object does not
 * tell who comes. Private ranges advise, as they may be the cluster's own network, and an application's etcd advises unless everybody reaches it.
 *
 * @param trusted the addresses that may reach the port, where a load balancer admits addresses
 */
export function* untrustedPublication(view: PublishedPort, trusted: AddressSet): Generator<Finding> {
    const { at, audience, daemon, evidence, fix, ports } = view;
    if (evidence.verdict === "other") return;
    const isSure = evidence.verdict === "node";
    const unlessSure = isSure ? {} : { certainty: "unsure" as const };
    // An application's etcd is an etcd; what may be no node's is perhaps no kubelet.
    const ofEverybody = daemon.name === "etcd" ? {} : unlessSure;
    const finding = (message: string, more: Pick<Finding, "severity" | "certainty"> = {}): Finding => ({
        at,
        message,
        ...(fix !== undefined && { fix }),
        ...more,
        // Measurements are no way into a cluster.
        ...(ports.every((port) => daemon.metrics.includes(port)) && { severity: "medium", certainty: "unsure" }),
    });

    switch (audience.kind) {
        case "everybody":
            yield finding(publishing(view, "to everybody"), ofEverybody);
            return;
        case "addresses": {
            const left = audience.ranges.filter(({ addresses }) => !trusted.includes(addresses));
            if (left.length === 0) return;
            const all = AddressSet.unionOf(left.map(({ addresses }) => addresses));
            const whom = `to ${listed(left.map(({ written }) => written))}`;
            if (holdsEverybody(all)) yield finding(publishing(view, whom), ofEverybody);
            else if (!OFF_THE_INTERNET.includes(all)) yield finding(publishing(view, whom), unlessSure);
            else if (isSure) {
                const trust = "Remove the load balancer, or list the range in trustedCidrs";
                yield { ...finding(publishing(view, whom), { severity: "medium", certainty: "unsure" }), fix: trust };
            }
            return;
        }
        case "network":
            yield finding(publishing(view, ""), isSure ? { severity: "high" } : { severity: "medium", certainty: "unsure" });
            return;
        case "cluster":
            yield finding(publishing(view, "to every Pod"), { severity: "low", certainty: "unsure" });
            return;
        default:
            return audience satisfies never;
    }
}

/** `publishes kubelet port 10250 to everybody with a load balancer (Service "node" → Endpoints "node" → kubelet 10250)`. */
function publishing({ daemon, ports, how, path, evidence }: PublishedPort, whom: string): string {
    const what = `publishes ${daemon.name} ${ports.length === 1 ? "port" : "ports"} ${listed(ports.map(String))}`;
    const way = path.length === 0 ? [] : [[...path, `${daemon.name} ${ports[0]}`].join(" → ")];
    const doubt = evidence.verdict === "node" ? [] : [DOUBTS[daemon.name]];
    const more = [...way, ...doubt].join("; ");
    return [what, whom, how, more && `(${more})`].filter((part) => part !== "").join(" ");
}

const DOUBTS: Readonly<Record<Daemon["name"], string>> = {
    kubelet: "nothing tells whether that is a node's",
    etcd: "nothing tells whether that is a cluster's",
};
