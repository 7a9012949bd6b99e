import { kubeletPortNotPublished } from "../../../../policypack/policies/kubelet-api/kubelet-port-not-published";
import { UNKNOWN } from "../../judge";
import { everyForm, policyTable } from "../../table";

const SERVICE = "kubernetes:core/v1:Service";
const ENDPOINTS = "kubernetes:core/v1:Endpoints";
const SLICE = "kubernetes:discovery.k8s.io/v1:EndpointSlice";
const INGRESS = "kubernetes:networking.k8s.io/v1:Ingress";
const DAEMON_SET = "kubernetes:apps/v1:DaemonSet";

const fix = "Remove the Service, or make it a headless Service that only monitoring in the cluster uses.";
const noFix = (line: string) => `${line}. ${fix}`;

const service = (spec: object, metadata: object = { name: "node-1", namespace: "monitoring" }) => ({
    type: SERVICE,
    props: { metadata, spec },
});
const toKubelet = { ports: [{ port: 443, targetPort: 10250 }] };
const balancer = (more: object = {}, annotations?: object) =>
    service({ type: "LoadBalancer", ...toKubelet, ...more }, { name: "node-1", namespace: "monitoring", annotations });

const named = (name: string, given: { type: string; props: object }) => ({ name, ...given });
const metadata = { name: "node-1", namespace: "monitoring" };
const endpoints = (port: object, name = "node-1") =>
    named("endpoints", {
        type: ENDPOINTS,
        props: { metadata: { name, namespace: "monitoring" }, subsets: [{ addresses: [{ ip: "10.0.1.5" }], ports: [port] }] },
    });
const slice = (port: object, type = SLICE) =>
    named("slice", {
        type,
        props: {
            metadata: { name: "node-1-a", namespace: "monitoring", labels: { "kubernetes.io/service-name": "node-1" } },
            addressType: "IPv4",
            endpoints: [{ addresses: ["10.0.1.5"] }],
            ports: [port],
        },
    });
const published = named("service", service({ type: "NodePort", ports: [{ name: "https", port: 443 }] }));
const nodePort = (way: string) =>
    `[high] spec.type: publishes kubelet port 10250 on a port of every node (Service "node-1" → ${way} → kubelet 10250). ${fix} @service`;

const agents = (spec: object, labels: object = { app: "agent" }) =>
    named("agent", {
        type: DAEMON_SET,
        props: {
            metadata: { name: "agent", namespace: "monitoring" },
            spec: { template: { metadata: { labels }, spec: { containers: [{ name: "agent", image: "agent:1" }], ...spec } } },
        },
    });
const selecting = (targetPort: number | string, selector: object = { app: "agent" }) =>
    named("service", service({ type: "LoadBalancer", selector, ports: [{ port: 443, targetPort }] }));

const ingress = (serviceName: string, port: object) =>
    named("ingress", {
        type: INGRESS,
        props: {
            metadata: { name: "nodes", namespace: "monitoring" },
            spec: { rules: [{ http: { paths: [{ backend: { service: { name: serviceName, port } } }] } }] },
        },
    });
const inner = named("service", service({ clusterIP: "None", ports: [{ name: "https", port: 443, targetPort: 10250 }] }));
const throughIngress = (at: string, words: string, way = "") =>
    `[high] ${at}: publishes kubelet port 10250 (${words} → Service "node-1"${way} → kubelet 10250). ` +
    `Remove this backend from the ${words.split(" ")[0]}. @ingress`;
const custom = (kind: string, spec: object) =>
    named("ingress", {
        type: `kubernetes:${kind}`,
        props: { metadata: { name: "nodes", namespace: "monitoring" }, spec },
    });
const referring = [{ name: "node-1", port: 443 }];

policyTable(kubeletPortNotPublished, {
    fails: {
        "a load balancer leads everybody to a node": {
            ...balancer(),
            reports: [noFix("spec.type: publishes kubelet port 10250 to everybody with a load balancer")],
        },
        "the read-only port asks nobody who they are": {
            ...service({ type: "LoadBalancer", ports: [{ port: 80, targetPort: 10255 }] }),
            reports: [noFix("spec.type: publishes kubelet port 10255 to everybody with a load balancer")],
        },
        "both ports of one Service are one finding": {
            ...service({
                type: "LoadBalancer",
                ports: [
                    { name: "a", port: 10255 },
                    { name: "b", port: 10250 },
                ],
            }),
            reports: [noFix("spec.type: publishes kubelet ports 10250 and 10255 to everybody with a load balancer")],
        },
        "without a target the port is its own target": {
            ...service({ type: "NodePort", ports: [{ port: 10250, nodePort: 30250 }] }),
            reports: [noFix("[high] spec.type: publishes kubelet port 10250 on a port of every node")],
        },
        "an empty selector is none": {
            ...service({ type: "NodePort", selector: {}, ...toKubelet }),
            reports: [noFix("[high] spec.type: publishes kubelet port 10250 on a port of every node")],
        },
        "a target in digits is a number": {
            ...service({ type: "NodePort", ports: [{ port: 443, targetPort: "10250" }] }),
            reports: [noFix("[high] spec.type: publishes kubelet port 10250 on a port of every node")],
        },
        "external addresses publish a ClusterIP Service": {
            ...service({ externalIPs: ["198.51.100.7", "198.51.100.8"], ...toKubelet }),
            reports: [
                "[high] spec.externalIPs: publishes kubelet port 10250 on the external addresses 198.51.100.7, 198.51.100.8. Remove externalIPs.",
            ],
        },
        "a load balancer with external addresses has two ways in": {
            ...balancer({ externalIPs: ["198.51.100.7"] }),
            reports: [
                noFix("spec.type: publishes kubelet port 10250 to everybody with a load balancer"),
                "[high] spec.externalIPs: publishes kubelet port 10250 on the external address 198.51.100.7. Remove externalIPs.",
            ],
        },
        "an internal load balancer leads the whole network there": {
            ...balancer({}, { "service.beta.kubernetes.io/aws-load-balancer-scheme": "internal" }),
            reports: [noFix("[high] spec.type: publishes kubelet port 10250 with an internal load balancer")],
        },
        "internal is said by any value of the old annotation": {
            ...balancer({}, { "service.beta.kubernetes.io/aws-load-balancer-internal": "0.0.0.0/0" }),
            reports: [noFix("[high] spec.type: publishes kubelet port 10250 with an internal load balancer")],
        },
        "but not by false": {
            ...balancer({}, { "service.beta.kubernetes.io/aws-load-balancer-internal": "false" }),
            reports: [noFix("spec.type: publishes kubelet port 10250 to everybody with a load balancer")],
        },
        "Google and Azure have annotations of their own": {
            ...balancer({}, { "networking.gke.io/load-balancer-type": "Internal" }),
            reports: [noFix("[high] spec.type: publishes kubelet port 10250 with an internal load balancer")],
        },
        "the AWS controller's class is internal by default": {
            ...balancer({ loadBalancerClass: "service.k8s.aws/nlb" }),
            reports: [noFix("[high] spec.type: publishes kubelet port 10250 with an internal load balancer")],
        },
        "unless it is annotated": {
            ...balancer(
                { loadBalancerClass: "service.k8s.aws/nlb" },
                { "service.beta.kubernetes.io/aws-load-balancer-scheme": "internet-facing" },
            ),
            reports: [noFix("spec.type: publishes kubelet port 10250 to everybody with a load balancer")],
        },
        "security groups of its own admit nobody can tell whom": {
            ...balancer({}, { "service.beta.kubernetes.io/aws-load-balancer-security-groups": "sg-1" }),
            reports: [noFix("[high] spec.type: publishes kubelet port 10250 with a load balancer")],
        },
        "Azure has ranges of its own": {
            ...balancer({}, { "service.beta.kubernetes.io/azure-allowed-ip-ranges": "203.0.113.0/24" }),
            reports: [
                noFix(
                    'metadata.annotations["service.beta.kubernetes.io/azure-allowed-ip-ranges"]: publishes kubelet port 10250 to ' +
                        "203.0.113.0/24 with a load balancer",
                ),
            ],
        },
        "everywhere, behind an internal load balancer, is the network": {
            ...balancer(
                { loadBalancerSourceRanges: ["0.0.0.0/0"] },
                { "service.beta.kubernetes.io/azure-load-balancer-internal": "true" },
            ),
            reports: [noFix("[high] spec.loadBalancerSourceRanges: publishes kubelet port 10250 with an internal load balancer")],
        },
        "addresses of the internet that nobody trusts": {
            ...balancer({ loadBalancerSourceRanges: ["203.0.113.0/24", "192.0.2.0/24"] }),
            config: { trustedCidrs: ["192.0.2.0/24"] },
            reports: [
                noFix("spec.loadBalancerSourceRanges: publishes kubelet port 10250 to 203.0.113.0/24 with a load balancer"),
            ],
        },
        "halves are everywhere": {
            ...balancer({ loadBalancerSourceRanges: ["0.0.0.0/1", "128.0.0.0/1"] }),
            reports: [
                noFix(
                    "spec.loadBalancerSourceRanges: publishes kubelet port 10250 to 0.0.0.0/1 and 128.0.0.0/1 with a load balancer",
                ),
            ],
        },
        "a private range may be the cluster's own network": {
            ...balancer({ loadBalancerSourceRanges: ["10.0.0.0/8"] }),
            reports: [
                "(advisory) [medium] spec.loadBalancerSourceRanges: publishes kubelet port 10250 to 10.0.0.0/8 with a load balancer. " +
                    "Remove the load balancer, or list the range in trustedCidrs.",
            ],
        },
        "ranges in an annotation count where there is no list": {
            ...balancer({}, { "service.beta.kubernetes.io/load-balancer-source-ranges": "203.0.113.0/24, 10.0.0.0/8" }),
            reports: [
                noFix(
                    'metadata.annotations["service.beta.kubernetes.io/load-balancer-source-ranges"]: publishes kubelet port 10250 to ' +
                        "203.0.113.0/24 and 10.0.0.0/8 with a load balancer",
                ),
            ],
        },
        "a range that is none could not be judged": {
            ...balancer({ loadBalancerSourceRanges: ["the office"] }),
            reports: ["spec.loadBalancerSourceRanges[0]: is no address range, so it could not be judged. Correct it."],
        },
        "an address of the cluster without Pods behind it": {
            ...service(toKubelet),
            reports: [
                "(advisory) [low] spec.type: publishes kubelet port 10250 to every Pod by an address of the cluster. " +
                    "Let what needs it name the nodes, or go through the API server.",
            ],
        },
        ...Object.fromEntries(
            Object.entries(
                everyForm(kubeletPortNotPublished, "Service", { metadata, spec: { type: "LoadBalancer", ...toKubelet } }, [
                    noFix("spec.type: publishes kubelet port 10250 to everybody with a load balancer"),
                ]),
            ).map(([key, row]) => [
                key,
                // The Service that a Patch changes may have a selector.
                row.type.endsWith("Patch")
                    ? {
                          ...row,
                          reports: [
                              "(advisory) spec.type: publishes kubelet port 10250 to everybody with a load balancer (nothing tells whether " +
                                  `that is a node's). ${fix}`,
                          ],
                      }
                    : row,
            ]),
        ),
    },
    passes: {
        "metrics-server listens on 10250 in its own Pods": service(
            { selector: { "k8s-app": "metrics-server" }, ports: [{ name: "https", port: 443, targetPort: "https" }] },
            { name: "metrics-server", namespace: "kube-system" },
        ),
        "so does cert-manager's webhook, by number": service(
            { selector: { "app.kubernetes.io/name": "webhook" }, ports: [{ name: "https", port: 443, targetPort: 10250 }] },
            { name: "cert-manager-webhook", namespace: "cert-manager" },
        ),
        "a published webhook of Pods is no kubelet": service({
            type: "LoadBalancer",
            selector: { app: "webhook" },
            ...toKubelet,
        }),
        "the Prometheus operator names the nodes' kubelets": service(
            {
                clusterIP: "None",
                ports: [
                    { name: "https-metrics", port: 10250 },
                    { name: "http-metrics", port: 10255 },
                    { name: "cadvisor", port: 4194 },
                ],
            },
            { name: "kubelet", namespace: "kube-system", labels: { "k8s-app": "kubelet" } },
        ),
        "a Service for monitoring with an address of its own": service(
            { ports: [{ name: "https-metrics", port: 10250 }] },
            { name: "kube-prometheus-stack-kubelet", namespace: "kube-system" },
        ),
        "the API server's own Service": service(
            { ports: [{ name: "https", port: 443, targetPort: 6443 }] },
            { name: "kubernetes", namespace: "default" },
        ),
        "cluster DNS": service(
            { selector: { "k8s-app": "kube-dns" }, ports: [{ name: "dns", port: 53, protocol: "UDP" }] },
            { name: "kube-dns", namespace: "kube-system" },
        ),
        "ingress-nginx": service(
            {
                type: "LoadBalancer",
                selector: { "app.kubernetes.io/name": "ingress-nginx" },
                ports: [{ name: "https", port: 443, targetPort: "https" }],
            },
            { name: "ingress-nginx-controller", namespace: "ingress-nginx" },
        ),
        "a node port of 30250 is no kubelet's": service({
            type: "NodePort",
            selector: { app: "shop" },
            ports: [{ port: 80, targetPort: 8080, nodePort: 30250 }],
        }),
        "a data base outside the cluster has no selector either": service({ type: "LoadBalancer", ports: [{ port: 5432 }] }),
        "the kubelet speaks no UDP": service({ type: "LoadBalancer", ports: [{ port: 10250, protocol: "UDP" }] }),
        "a name elsewhere carries no traffic": service({ type: "ExternalName", externalName: "node-1.internal", ...toKubelet }),
        "an ExternalName's external addresses do nothing": service({
            type: "ExternalName",
            externalName: "node-1.internal",
            externalIPs: ["198.51.100.7"],
            ...toKubelet,
        }),
        "trusted addresses alone": {
            ...balancer({ loadBalancerSourceRanges: ["10.20.0.0/16"] }),
            config: { trustedCidrs: ["10.0.0.0/8"] },
        },
        "unknown ports of Pods of its own": service({
            type: "LoadBalancer",
            selector: { app: "shop" },
            ports: [{ port: 80, targetPort: UNKNOWN }],
        }),
        "a Patch of something else": {
            type: "kubernetes:core/v1:ServicePatch",
            props: { metadata, spec: { type: "LoadBalancer" } },
        },
        "a Patch of ports alone publishes nothing": {
            type: "kubernetes:core/v1:ServicePatch",
            props: { metadata, spec: toKubelet },
        },
    },
    unknowns: {
        "whether it has a selector": { ...balancer({ selector: UNKNOWN }), unknown: "spec.selector" },
        "its type": { ...service({ type: UNKNOWN, ...toKubelet }), unknown: "spec.type" },
        "one port hides no other": {
            ...service({
                type: "LoadBalancer",
                ports: [
                    { port: 80, targetPort: UNKNOWN },
                    { port: 443, targetPort: 10250 },
                ],
            }),
            reports: [noFix("spec.type: publishes kubelet port 10250 to everybody with a load balancer")],
            unknown: "spec.ports.0.targetPort",
        },
        "whom the load balancer lets in": {
            ...balancer({ loadBalancerSourceRanges: [UNKNOWN] }),
            unknown: "spec.loadBalancerSourceRanges.0",
        },
        "an annotation that may make it an internal one": {
            ...balancer({}, { "service.beta.kubernetes.io/aws-load-balancer-scheme": UNKNOWN }),
            unknown: "metadata.annotations.service.beta.kubernetes.io/aws-load-balancer-scheme",
        },
    },
    stacks: {
        "Endpoints say where a Service without a selector leads": {
            resources: [published, endpoints({ name: "https", port: 10250 })],
            reports: [nodePort('Endpoints "node-1"')],
        },
        "an EndpointSlice says it with a label": {
            resources: [published, slice({ name: "https", port: 10250 })],
            reports: [nodePort('EndpointSlice "node-1-a"')],
        },
        "so did the older one": {
            resources: [published, slice({ name: "https", port: 10250 }, "kubernetes:discovery.k8s.io/v1beta1:EndpointSlice")],
            reports: [nodePort('EndpointSlice "node-1-a"')],
        },
        "a Patch of Endpoints": {
            resources: [published, { ...endpoints({ name: "https", port: 10250 }), type: `${ENDPOINTS}Patch` }],
            reports: [nodePort('Endpoints "node-1"')],
        },
        "a list of Endpoints": {
            resources: [
                published,
                named("list", { type: `${ENDPOINTS}List`, props: { items: [endpoints({ name: "https", port: 10250 }).props] } }),
            ],
            reports: [nodePort('Endpoints "node-1"')],
        },
        "an EndpointSlice leads there beside the Pods that are selected": {
            resources: [
                named("service", service({ type: "NodePort", selector: { app: "web" }, ports: [{ name: "https", port: 443 }] })),
                slice({ name: "https", port: 10250 }),
            ],
            reports: [nodePort('EndpointSlice "node-1-a"')],
        },
        "Endpoints beside selected Pods are replaced": {
            resources: [
                named("service", service({ type: "NodePort", selector: { app: "web" }, ports: [{ name: "https", port: 443 }] })),
                endpoints({ name: "https", port: 10250 }),
            ],
            reports: [],
        },
        "the Endpoints of another name are not its own": {
            resources: [published, endpoints({ name: "https", port: 10250 }, "node-2")],
            reports: [],
        },
        "ports are joined by name": {
            resources: [published, endpoints({ name: "metrics", port: 10250 })],
            reports: [],
        },
        "at a preview the engine knows where an unknown name comes from": {
            resources: [
                published,
                {
                    name: "endpoints",
                    type: ENDPOINTS,
                    props: {
                        metadata: { name: UNKNOWN, namespace: "monitoring" },
                        subsets: [{ ports: [{ name: "https", port: 10250 }] }],
                    },
                    propertyDependencies: { metadata: ["service"] },
                },
            ],
            reports: [nodePort("Endpoints")],
        },
        "the Service may have the Endpoints' name": {
            resources: [
                {
                    ...named("service", service({ type: "NodePort", ports: [{ name: "https", port: 443 }] }, { name: UNKNOWN })),
                    propertyDependencies: { metadata: ["endpoints"] },
                },
                endpoints({ name: "https", port: 10250 }),
            ],
            reports: [nodePort('Endpoints "node-1"').replace('Service "node-1"', "Service")],
        },
        "a namespace that is not known yet may be the same": {
            resources: [
                published,
                named("endpoints", {
                    type: ENDPOINTS,
                    props: {
                        metadata: { name: "node-1", namespace: UNKNOWN },
                        subsets: [{ ports: [{ name: "https", port: 10250 }] }],
                    },
                }),
            ],
            reports: [nodePort('Endpoints "node-1"')],
        },
        "another namespace is not": {
            resources: [
                published,
                named("endpoints", {
                    type: ENDPOINTS,
                    props: { metadata: { name: "node-1" }, subsets: [{ ports: [{ name: "https", port: 10250 }] }] },
                }),
            ],
            reports: [],
        },
        "an unknown name that comes from elsewhere": {
            resources: [
                published,
                named("endpoints", {
                    type: ENDPOINTS,
                    props: { metadata: { name: UNKNOWN }, subsets: [{ ports: [{ name: "https", port: 10250 }] }] },
                }),
            ],
            reports: [],
        },
        "addresses need not be known": {
            resources: [
                published,
                {
                    name: "endpoints",
                    type: ENDPOINTS,
                    props: { metadata, subsets: [{ addresses: UNKNOWN, ports: [{ name: "https", port: 10250 }] }] },
                },
            ],
            reports: [nodePort('Endpoints "node-1"')],
        },
        "the endpoint's port must be": {
            resources: [published, endpoints({ name: "https", port: UNKNOWN })],
            reports: [],
            unknown: "subsets.0.ports.0.port",
        },
        "what was judged at the Service is not told twice": {
            resources: [named("service", balancer()), endpoints({ port: 10250 })],
            reports: [],
        },
        "Endpoints of an API server elsewhere": {
            resources: [published, endpoints({ name: "https", port: 6443 })],
            reports: [],
        },
        "the Prometheus operator's Endpoints": {
            resources: [
                named("service", service({ clusterIP: "None", ports: [{ name: "https-metrics", port: 10250 }] })),
                endpoints({ name: "https-metrics", port: 10250 }),
            ],
            reports: [],
        },
        "an address of the cluster that is not known yet": {
            resources: [named("service", service({ clusterIP: UNKNOWN, ports: [{ port: 443 }] })), endpoints({ port: 10250 })],
            reports: [
                '(advisory) [low] spec.type: publishes kubelet port 10250 to every Pod by an address of the cluster (Service "node-1" → ' +
                    'Endpoints "node-1" → kubelet 10250). Let what needs it name the nodes, or go through the API server. @service',
            ],
        },
        "Pods on the node's network have the node's ports": {
            resources: [selecting(10250), agents({ hostNetwork: true })],
            reports: [
                'spec.type: publishes kubelet port 10250 to everybody with a load balancer (Service "node-1" → DaemonSet "agent" on the ' +
                    `node's network → kubelet 10250). ${fix} @service`,
            ],
        },
        "and so has a port by name": {
            resources: [
                selecting("kubelet"),
                agents({
                    hostNetwork: true,
                    containers: [{ name: "agent", image: "agent:1", ports: [{ name: "kubelet", containerPort: 10250 }] }],
                }),
            ],
            reports: [
                'spec.type: publishes kubelet port 10250 to everybody with a load balancer (Service "node-1" → DaemonSet "agent" on the ' +
                    `node's network → kubelet 10250). ${fix} @service`,
            ],
        },
        "Pods on a network of their own have their own ports": {
            resources: [selecting(10250), agents({})],
            reports: [],
        },
        "Pods that the selector does not mean": {
            resources: [selecting(10250, { app: "webhook" }), agents({ hostNetwork: true })],
            reports: [],
        },
        "Pods of another namespace": {
            resources: [
                selecting(10250),
                named("agent", {
                    type: DAEMON_SET,
                    props: {
                        metadata: { name: "agent", namespace: "other" },
                        spec: { template: { metadata: { labels: { app: "agent" } }, spec: { hostNetwork: true } } },
                    },
                }),
            ],
            reports: [],
        },
        "metrics-server on the node's network is not published": {
            resources: [named("service", service({ selector: { app: "agent" }, ...toKubelet })), agents({ hostNetwork: true })],
            reports: [],
        },
        "a selector that is not known yet, of the Pods' own labels": {
            resources: [
                {
                    ...named("service", service({ type: "LoadBalancer", selector: { app: UNKNOWN }, ...toKubelet })),
                    propertyDependencies: { spec: ["agent"] },
                },
                agents({ hostNetwork: true }),
            ],
            reports: [
                'spec.type: publishes kubelet port 10250 to everybody with a load balancer (Service "node-1" → DaemonSet "agent" on the ' +
                    `node's network → kubelet 10250). ${fix} @service`,
            ],
        },
        "a Patch publishes the Service that it changes": {
            resources: [
                named("service", service({ ports: [{ name: "https", port: 443 }], clusterIP: "None" })),
                endpoints({ name: "https", port: 10250 }),
                named("patch", { type: "kubernetes:core/v1:ServicePatch", props: { metadata, spec: { type: "NodePort" } } }),
            ],
            reports: [nodePort('Endpoints "node-1"').replace("@service", "@patch")],
        },
        "a Patch of a Service with Pods of its own": {
            resources: [
                named("service", service({ selector: { app: "webhook" }, ...toKubelet })),
                named("patch", { type: "kubernetes:core/v1:ServicePatch", props: { metadata, spec: { type: "NodePort" } } }),
            ],
            reports: [],
        },
        "an Ingress leads to nodes": {
            resources: [inner, ingress("node-1", { number: 443 })],
            reports: [throughIngress("spec.rules[0].http.paths[0].backend", 'Ingress "nodes"')],
        },
        "by the name of the port": {
            resources: [inner, ingress("node-1", { name: "https" })],
            reports: [throughIngress("spec.rules[0].http.paths[0].backend", 'Ingress "nodes"')],
        },
        "but not by another port": {
            resources: [inner, ingress("node-1", { number: 80 })],
            reports: [],
        },
        "an Ingress to metrics-server leads to Pods": {
            resources: [
                named("service", service({ selector: { app: "agent" }, ports: [{ port: 443, targetPort: 10250 }] })),
                agents({}),
                ingress("node-1", { number: 443 }),
            ],
            reports: [],
        },
        "its default backend": {
            resources: [
                inner,
                custom("networking.k8s.io/v1:Ingress", {
                    defaultBackend: { service: { name: "node-1", port: { number: 443 } } },
                }),
            ],
            reports: [throughIngress("spec.defaultBackend", 'Ingress "nodes"')],
        },
        "an older Ingress": {
            resources: [
                inner,
                custom("networking.k8s.io/v1beta1:Ingress", {
                    rules: [{ http: { paths: [{ backend: { serviceName: "node-1", servicePort: "https" } }] } }],
                }),
            ],
            reports: [throughIngress("spec.rules[0].http.paths[0].backend", 'Ingress "nodes"')],
        },
        "the oldest Ingress": {
            resources: [inner, custom("extensions/v1beta1:Ingress", { backend: { serviceName: "node-1", servicePort: 443 } })],
            reports: [throughIngress("spec.backend", 'Ingress "nodes"')],
        },
        "a route of the Gateway API": {
            resources: [inner, custom("gateway.networking.k8s.io/v1:HTTPRoute", { rules: [{ backendRefs: referring }] })],
            reports: [throughIngress("spec.rules[0].backendRefs[0]", 'HTTPRoute "nodes"')],
        },
        "a TCP route": {
            resources: [inner, custom("gateway.networking.k8s.io/v1alpha2:TCPRoute", { rules: [{ backendRefs: referring }] })],
            reports: [throughIngress("spec.rules[0].backendRefs[0]", 'TCPRoute "nodes"')],
        },
        "a route to something that is no Service": {
            resources: [
                inner,
                custom("gateway.networking.k8s.io/v1:HTTPRoute", {
                    rules: [{ backendRefs: [{ ...referring[0], kind: "Bucket" }] }],
                }),
            ],
            reports: [],
        },
        "a route of Traefik": {
            resources: [inner, custom("traefik.io/v1alpha1:IngressRouteTCP", { routes: [{ services: referring }] })],
            reports: [throughIngress("spec.routes[0].services[0]", 'IngressRouteTCP "nodes"')],
        },
        "a route of Contour": {
            resources: [inner, custom("projectcontour.io/v1:HTTPProxy", { routes: [{ services: referring }] })],
            reports: [throughIngress("spec.routes[0].services[0]", 'HTTPProxy "nodes"')],
        },
        "and Contour's TCP proxy": {
            resources: [inner, custom("projectcontour.io/v1:HTTPProxy", { tcpproxy: { services: referring } })],
            reports: [throughIngress("spec.tcpproxy.services[0]", 'HTTPProxy "nodes"')],
        },
        "a target group of AWS": {
            resources: [inner, custom("elbv2.k8s.aws/v1beta1:TargetGroupBinding", { serviceRef: referring[0] })],
            reports: [throughIngress("spec.serviceRef", 'TargetGroupBinding "nodes"')],
        },
        "the TCP services of ingress-nginx": {
            resources: [
                inner,
                named("ingress", {
                    type: "kubernetes:core/v1:ConfigMap",
                    props: {
                        metadata: { name: "tcp-services", namespace: "ingress-nginx" },
                        data: { "9000": "monitoring/node-1:443" },
                    },
                }),
            ],
            reports: [throughIngress('data["9000"]', 'ConfigMap "tcp-services"').replace('data["9000"]', "data.9000")],
        },
        "an Ingress to a name elsewhere": {
            resources: [
                named("service", service({ type: "ExternalName", externalName: "node-1.internal", ports: [{ port: 10250 }] })),
                ingress("node-1", { number: 10250 }),
            ],
            reports: [
                '(advisory) [medium] spec.rules[0].http.paths[0].backend: publishes kubelet port 10250 (Ingress "nodes" → Service "node-1" → ' +
                    "node-1.internal → kubelet 10250; nothing tells whether that is a node's). Remove this backend from the Ingress. @ingress",
            ],
        },
        "an Ingress to the kubelets that another stack names": {
            resources: [ingress("kubelet", { number: 10250 })],
            reports: [
                '(advisory) [medium] spec.rules[0].http.paths[0].backend: publishes kubelet port 10250 (Ingress "nodes" → Service "kubelet" → ' +
                    "kubelet 10250; nothing tells whether that is a node's). Remove this backend from the Ingress. @ingress",
            ],
        },
        "an Ingress to a Service of another stack": { resources: [ingress("webhook", { number: 10250 })], reports: [] },
        "an Ingress to a Service whose name is not known yet": {
            resources: [
                named("service", service({ clusterIP: "None", ports: [{ port: 443, targetPort: 10250 }] }, { name: UNKNOWN })),
                { ...ingress(UNKNOWN, { number: 443 }), propertyDependencies: { spec: ["service"] } },
            ],
            reports: [throughIngress("spec.rules[0].http.paths[0].backend", 'Ingress "nodes"').replace(' "node-1"', "")],
        },
        "an Ingress of which nothing is known yet, made of such a Service": {
            resources: [
                inner,
                { ...custom("networking.k8s.io/v1:Ingress", UNKNOWN), propertyDependencies: { spec: ["service"] } },
            ],
            reports: [],
            unknown: "spec",
        },
        "an Ingress of which nothing is known yet, made of others": {
            resources: [
                named("service", service({ selector: { app: "shop" }, ports: [{ port: 80 }] })),
                { ...custom("networking.k8s.io/v1:Ingress", UNKNOWN), propertyDependencies: { spec: ["service"] } },
            ],
            reports: [],
        },
    },
});
