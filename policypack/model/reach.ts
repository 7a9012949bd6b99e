import { AddressSet } from "./address-set";
import type { Finding } from "./finding";
import type { GuardedService } from "./guarded-service";
import type { Ingress, Source } from "./ingress";

/**
 * Addresses that nobody on the internet has: private (RFC 1918, RFC 4193), shared (RFC 6598; Pods, in many clusters), benchmarking
 * (RFC 2544; EKS admits 198.19.0.0/16 for Pods), link-local, loopback, "this network" and the reserved class E.
 */
export const OFF_THE_INTERNET = AddressSet.unionOf(
    [
        "10.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "100.64.0.0/10",
        "198.18.0.0/15",
        "169.254.0.0/16",
        "127.0.0.0/8",
        "0.0.0.0/8",
        "240.0.0.0/4",
        "fc00::/7",
        "fe80::/10",
        "::1/128",
    ].map((range) => AddressSet.parse(range) ?? AddressSet.NONE),
);

type Addresses = Extract<Source, { kind: "addresses" }>;

/**
 * What is wrong with one ingress: a finding for the internet, one for private ranges and one for prefix lists.
 *
 * Everything that is not trusted is named. The internet has the policy's own level. A private range may be the cluster's own network, which
 * a rule does not tell, so it advises, with severity `medium`; where even the node is in doubt there are two doubts, and nothing is said.
 *
 * @param trusted the addresses that may reach the port
 */
export function* untrusted(service: GuardedService, ingress: Ingress, trusted: AddressSet): Generator<Finding> {
    const { evidence, at, sources } = ingress;
    if (evidence.verdict === "other") return;

    const left = sources
        .filter((source): source is Addresses => source.kind === "addresses")
        .map((source) => ({ ...source, addresses: source.addresses.minus(trusted) }))
        .filter(({ addresses }) => !addresses.isEmpty());
    const internet = left.filter(({ addresses }) => !OFF_THE_INTERNET.includes(addresses));
    const exposed = AddressSet.unionOf(internet.map(({ addresses }) => addresses));
    const rest = left.filter(({ addresses }) => !exposed.includes(addresses));
    const lists = sources.filter(({ kind }) => kind === "prefix list");
    const unsure = evidence.verdict === "unsure" && { certainty: "unsure" as const };

    if (internet.length > 0) {
        yield {
            at,
            message: opening(service, ingress, internet, isEverywhere(internet) ? "everywhere" : undefined),
            fix: fixOf(service, ingress),
            ...unsure,
        };
    }
    if (evidence.verdict !== "node") return;
    if (rest.length > 0) {
        const fix = `${fixOf(service, ingress)}, or list the range in trustedCidrs`;
        yield { at, message: opening(service, ingress, rest), fix, severity: "medium", certainty: "unsure" };
    }
    if (lists.length > 0) {
        const words = `prefix list ${named(lists)}, whose addresses the rule does not show`;
        yield { at, message: opening(service, ingress, lists, words), fix: fixOf(service, ingress), certainty: "unsure" };
    }
}

/**
 * `opens kubelet port 10250 to 0.0.0.0/0`, and the path where the stack shows one.
 * @param words who comes in, where that is more than the sources as they are written
 */
function opening(service: GuardedService, ingress: Ingress, from: readonly Source[], words?: string): string {
    const { opens, path, evidence } = ingress;
    const sources = named(from);
    const fact = `opens ${service.name} ${opens.length === 1 ? "port" : "ports"} ${listed(opens.map(String))} to ${words ?? sources}`;
    if (path.length === 0) return words === "everywhere" ? `${fact} (${sources})` : fact;
    const way = [sources, ...path];
    if (evidence.verdict === "node") return `${fact} (${[...way, `${service.name} ${opens[0]}`].join(" → ")})`;
    return `${fact} (${way.join(" → ")}; nothing tells whether that ${service.name === "etcd" ? "runs etcd" : "is a Kubernetes node"})`;
}

function fixOf(service: GuardedService, { at, instead, isNarrow }: Ingress): string {
    const who = `the control plane's ${service.name === "etcd" ? "own " : ""}security group`;
    const ports = service.name === "etcd" ? "etcd's" : "the kubelet's";
    return isNarrow
        ? `Name ${who} in ${instead} and remove ${at.split(".").at(-1)}`
        : `Open only the ports that these addresses need, and ${ports} to ${who} (${instead})`;
}

/** Halves that only together are everywhere hide what they are. */
function isEverywhere(sources: readonly Addresses[]): boolean {
    if (sources.length < 2 || sources.some(({ addresses }) => addresses.coversFamily())) return false;
    return AddressSet.unionOf(sources.map(({ addresses }) => addresses)).coversFamily();
}

const named = (sources: readonly Source[]): string => listed(sources.map(({ written }) => written));

/** `a`, `a and b`, `a, b and c`, `a, b, c and 7 more`. */
function listed(words: readonly string[]): string {
    const shown = words.length > 4 ? [...words.slice(0, 3), `${words.length - 3} more`] : words;
    return shown.length < 2 ? shown.join("") : `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}`;
}
