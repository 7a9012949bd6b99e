import { AddressSet } from "../../../model/address-set";
import type { AddressRange, Audience } from "../../../model/published-port";
import { holdsEverybody } from "../../../model/internet";
import { Unreadable } from "../../../model/unreadable";
import type { Service } from "./service";

/** One way by which a Service lets in callers from outside its cluster. */
export interface Publication {
    /** `spec.type`, `spec.loadBalancerSourceRanges`, `spec.externalIPs`. */
    readonly at: string;
    readonly how: string;
    /** As in `PublishedPort`. */
    readonly fix?: string;
    /** Whom it lets in. @throws what reading the annotations and ranges throws */
    audience(): Audience;
}

/** Annotations that make a cloud's load balancer an internal one, and their values that do. */
const INTERNAL: readonly (readonly [string, RegExp])[] = [
    ["service.beta.kubernetes.io/aws-load-balancer-scheme", /^internal$/],
    // Any value but this one (cloud-provider-aws, pkg/providers/v1/aws.go); it was 0.0.0.0/0 once.
    ["service.beta.kubernetes.io/aws-load-balancer-internal", /^(?!false$)./],
    ["networking.gke.io/load-balancer-type", /^internal$/i],
    ["cloud.google.com/load-balancer-type", /^internal$/i],
    ["service.beta.kubernetes.io/azure-load-balancer-internal", /^true$/i],
    ["service.beta.kubernetes.io/openstack-internal-load-balancer", /^true$/i],
    ["service.beta.kubernetes.io/oci-load-balancer-internal", /^true$/i],
    ["oci-network-load-balancer.oraclecloud.com/internal", /^true$/i],
    ["service.kubernetes.io/ibm-load-balancer-cloud-provider-ip-type", /^private$/],
    ["service.beta.kubernetes.io/alibaba-cloud-loadbalancer-address-type", /^intranet$/],
    ["service.beta.kubernetes.io/do-loadbalancer-network", /^internal$/i],
];

/** Classes that make an internal load balancer where no annotation says otherwise: the AWS Load Balancer Controller's, EKS Auto Mode's, Tailscale's. */
const INTERNAL_BY_DEFAULT = /^(?:(?:service\.k8s\.aws|eks\.amazonaws\.com)\/nlb|tailscale)$/;
/** Values of the type annotation that hand a Service to the AWS Load Balancer Controller, which makes internal ones by default. */
const AWS_CONTROLLER = /^(?:external|nlb-ip)$/;

/** Used where the Service has no `loadBalancerSourceRanges` (k8s.io/cloud-provider, service/helpers; cloud-provider-azure). */
const RANGES = ["service.beta.kubernetes.io/load-balancer-source-ranges", "service.beta.kubernetes.io/azure-allowed-ip-ranges"];

/** Annotations that leave it to something else whom a load balancer admits. */
const ADMITTED_ELSEWHERE = [
    "service.beta.kubernetes.io/aws-load-balancer-security-groups",
    "service.beta.kubernetes.io/aws-load-balancer-security-group-prefix-lists",
    "service.beta.kubernetes.io/azure-allowed-service-tags",
];

/**
 * The ways by which a Service is published. A node port that a load balancer uses is not one of its own: who reaches nodes is their
 * firewall's matter.
 *
 * @throws what reading the type or the external addresses throws
 */
export function publicationsOf(service: Service): Publication[] {
    const { type, typeAt } = service;
    // kube-proxy does nothing for one (pkg/proxy/util/utils.go, ShouldSkipService), its external addresses included.
    if (type === "ExternalName") return [];
    return [
        ...(type === "LoadBalancer" ? [loadBalancer(service)] : []),
        ...(type === "NodePort"
            ? [{ at: typeAt, how: "on a port of every node", audience: (): Audience => ({ kind: "network" }) }]
            : []),
        ...externalAddresses(service),
    ];
}

function loadBalancer(service: Service): Publication {
    const { typeAt } = service;
    const ranges = rangesOf(service);
    const isInternal = () => isInternalBalancer(service);
    return {
        at: ranges?.at ?? typeAt,
        get how() {
            return isInternal() ? "with an internal load balancer" : "with a load balancer";
        },
        audience() {
            if (ranges !== undefined) {
                const admitted = ranges.read();
                // Behind an internal load balancer everywhere is the network around it.
                if (!holdsEverybody(AddressSet.unionOf(admitted.map(({ addresses }) => addresses))) || !isInternal()) {
                    return { kind: "addresses", ranges: admitted };
                }
            }
            const isElsewhere = ADMITTED_ELSEWHERE.some((name) => (service.annotation(name) ?? "") !== "");
            return { kind: isInternal() || isElsewhere ? "network" : "everybody" };
        },
    };
}

function isInternalBalancer(service: Service): boolean {
    if (INTERNAL.some(([name, value]) => value.test(service.annotation(name) ?? ""))) return true;
    if (service.annotation("service.beta.kubernetes.io/aws-load-balancer-scheme") === "internet-facing") return false;
    if (service.annotation("service.beta.kubernetes.io/aws-load-balancer-internal") === "false") return false;
    const type = service.annotation("service.beta.kubernetes.io/aws-load-balancer-type") ?? "";
    return INTERNAL_BY_DEFAULT.test(service.loadBalancerClass ?? "") || AWS_CONTROLLER.test(type);
}

function externalAddresses({ externalIPs }: Service): Publication[] {
    const places = [...externalIPs.items()];
    if (places.length === 0) return [];
    const shown = places.slice(0, 3).map((place) => place.text() ?? "");
    const more = places.length > shown.length ? ` and ${places.length - shown.length} more` : "";
    const how = `on the external ${places.length === 1 ? "address" : "addresses"} ${shown.join(", ")}${more}`;
    return [{ at: externalIPs.path, how, fix: "Remove externalIPs", audience: () => ({ kind: "network" }) }];
}

/** The addresses that a load balancer admits; undefined for all. */
function rangesOf(service: Service): { readonly at: string; readonly read: () => AddressRange[] } | undefined {
    const { sourceRanges } = service;
    if (!sourceRanges.items().next().done) {
        return {
            at: sourceRanges.path,
            read: () => [...sourceRanges.items()].map((place) => range(place.text() ?? "", place.path)),
        };
    }
    const name = RANGES.find((one) => (service.annotation(one) ?? "").trim() !== "");
    if (name === undefined) return undefined;
    const at = service.annotationAt(name);
    return {
        at,
        read: () =>
            service
                .annotation(name)!
                .split(",")
                .map((text) => range(text.trim(), at)),
    };
}

/** @throws Unreadable when the text is no address range */
export function range(written: string, at: string): AddressRange {
    const addresses = AddressSet.parse(written);
    if (addresses === undefined) throw new Unreadable(at, "is no address range");
    return { written, addresses };
}
