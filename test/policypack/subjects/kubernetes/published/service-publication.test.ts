import { Cursor } from "../../../../../policypack/parse/cursor";
import { Service, type ServiceObject } from "../../../../../policypack/subjects/kubernetes/published/service";
import { publicationsOf } from "../../../../../policypack/subjects/kubernetes/published/service-publication";

/** Each way in, and who comes that way. */
const waysOf = (spec: object, annotations: object = {}) => {
    const service = new Service(Cursor.of<ServiceObject>({ metadata: { annotations }, spec }), false);
    return publicationsOf(service).map(({ at, audience }) => `${at}: ${audience().kind}`);
};
const beta = (name: string) => `service.beta.kubernetes.io/${name}`;

test.each([
    [beta("aws-load-balancer-scheme"), "internal", "internet-facing"],
    [beta("aws-load-balancer-internal"), "true", "false"],
    [beta("aws-load-balancer-internal"), "0.0.0.0/0", ""],
    [beta("aws-load-balancer-type"), "external", "nlb"],
    [beta("aws-load-balancer-type"), "nlb-ip", "elb"],
    ["networking.gke.io/load-balancer-type", "Internal", "External"],
    ["cloud.google.com/load-balancer-type", "Internal", ""],
    [beta("azure-load-balancer-internal"), "true", "false"],
    [beta("openstack-internal-load-balancer"), "true", "false"],
    [beta("oci-load-balancer-internal"), "true", "false"],
    ["oci-network-load-balancer.oraclecloud.com/internal", "true", "false"],
    ["service.kubernetes.io/ibm-load-balancer-cloud-provider-ip-type", "private", "public"],
    [beta("alibaba-cloud-loadbalancer-address-type"), "intranet", "internet"],
    [beta("do-loadbalancer-network"), "INTERNAL", "EXTERNAL"],
    [beta("aws-load-balancer-security-groups"), "sg-1", ""],
    [beta("aws-load-balancer-security-group-prefix-lists"), "pl-1", ""],
    [beta("azure-allowed-service-tags"), "AzureFrontDoor.Backend", ""],
])("%s: %s keeps a load balancer from the internet, %s does not", (name, keeps, opens) => {
    expect(waysOf({ type: "LoadBalancer" }, { [name]: keeps })).toEqual(["spec.type: network"]);
    expect(waysOf({ type: "LoadBalancer" }, { [name]: opens })).toEqual(["spec.type: everybody"]);
});

test.each([
    [beta("aws-load-balancer-scheme"), "internal"],
    [beta("aws-load-balancer-type"), "external"],
    [beta("aws-load-balancer-type"), "nlb-ip"],
    ["networking.gke.io/load-balancer-type", "Internal"],
    ["cloud.google.com/load-balancer-type", "Internal"],
    [beta("azure-load-balancer-internal"), "true"],
    [beta("openstack-internal-load-balancer"), "true"],
    [beta("oci-load-balancer-internal"), "true"],
    ["oci-network-load-balancer.oraclecloud.com/internal", "true"],
    ["service.kubernetes.io/ibm-load-balancer-cloud-provider-ip-type", "private"],
    [beta("alibaba-cloud-loadbalancer-address-type"), "intranet"],
    [beta("do-loadbalancer-network"), "internal"],
])("%s: a value that only has %s in it is another value, which no cloud takes for internal", (name, word) => {
    expect(waysOf({ type: "LoadBalancer" }, { [name]: `${word}s` })).toEqual(["spec.type: everybody"]);
    expect(waysOf({ type: "LoadBalancer" }, { [name]: `un${word}` })).toEqual(["spec.type: everybody"]);
});

test("AWS' old annotation is internal by any value but false itself", () => {
    expect(waysOf({ type: "LoadBalancer" }, { [beta("aws-load-balancer-internal")]: "falsely" })).toEqual(["spec.type: network"]);
});

test.each(["service.k8s.aws/nlb-public", "my.service.k8s.aws/nlb", "tailscale-funnel"])(
    "the class %s is somebody's own",
    (loadBalancerClass) => {
        expect(waysOf({ type: "LoadBalancer", loadBalancerClass })).toEqual(["spec.type: everybody"]);
    },
);

test.each(["service.k8s.aws/nlb", "eks.amazonaws.com/nlb", "tailscale"])(
    "the class %s is internal by default",
    (loadBalancerClass) => {
        expect(waysOf({ type: "LoadBalancer", loadBalancerClass })).toEqual(["spec.type: network"]);
    },
);

test("an internet-facing scheme is stronger than a class, and so is the old annotation's false", () => {
    const spec = { type: "LoadBalancer", loadBalancerClass: "service.k8s.aws/nlb" };
    expect(waysOf(spec, { [beta("aws-load-balancer-scheme")]: "internet-facing" })).toEqual(["spec.type: everybody"]);
    expect(waysOf(spec, { [beta("aws-load-balancer-internal")]: "false" })).toEqual(["spec.type: everybody"]);
});

test("a list of ranges is stronger than annotated ones, and an empty list is none", () => {
    const annotated = { [beta("load-balancer-source-ranges")]: "203.0.113.0/24" };
    const at = `metadata.annotations["${beta("load-balancer-source-ranges")}"]`;
    expect(waysOf({ type: "LoadBalancer", loadBalancerSourceRanges: ["10.0.0.0/8"] }, annotated)).toEqual([
        "spec.loadBalancerSourceRanges: addresses",
    ]);
    expect(waysOf({ type: "LoadBalancer", loadBalancerSourceRanges: [] }, annotated)).toEqual([`${at}: addresses`]);
});

test("an annotation of blanks has no ranges, and the next one counts", () => {
    const ranges = { [beta("load-balancer-source-ranges")]: " ", [beta("azure-allowed-ip-ranges")]: "10.0.0.0/8" };
    expect(waysOf({ type: "LoadBalancer" }, ranges)).toEqual([
        `metadata.annotations["${beta("azure-allowed-ip-ranges")}"]: addresses`,
    ]);
});

test("a Service for Pods alone has no way in, an ExternalName none at all", () => {
    expect(waysOf({})).toEqual([]);
    expect(waysOf({ clusterIP: "None" })).toEqual([]);
    expect(waysOf({ type: "ExternalName", externalIPs: ["198.51.100.7"] })).toEqual([]);
});

test("many external addresses are counted", () => {
    const externalIPs = ["198.51.100.1", "198.51.100.2", "198.51.100.3", "198.51.100.4", "198.51.100.5"];
    const service = new Service(Cursor.of<ServiceObject>({ spec: { externalIPs } }), false);
    expect(publicationsOf(service).map(({ how }) => how)).toEqual([
        "on the external addresses 198.51.100.1, 198.51.100.2, 198.51.100.3 and 2 more",
    ]);
});
