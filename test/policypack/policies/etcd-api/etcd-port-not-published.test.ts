import { etcdPortNotPublished } from "../../../../policypack/policies/etcd-api/etcd-port-not-published";
import { UNKNOWN } from "../../judge";
import { everyForm, policyTable } from "../../table";

const SERVICE = "kubernetes:core/v1:Service";
const STATEFUL_SET = "kubernetes:apps/v1:StatefulSet";

const fix = "Make it a ClusterIP Service, or admit only addresses that trustedCidrs lists (loadBalancerSourceRanges).";
const noFix = (line: string) => `${line}. ${fix}`;
const DOUBT = "nothing tells whether that is a cluster's";

const service = (spec: object, metadata: object = { name: "etcd", namespace: "shop" }) => ({
    type: SERVICE,
    props: { metadata, spec },
});
const system = (spec: object) => service(spec, { name: "etcd", namespace: "kube-system" });
const clients = { name: "client", port: 2379 };
const nodePort = { type: "NodePort", selector: { app: "etcd" }, ports: [clients] };
const balancer = { type: "LoadBalancer", selector: { app: "etcd" }, ports: [clients] };
const ofCluster = noFix("[high] spec.type: publishes etcd port 2379 on a port of every node");

const named = (name: string, given: { type: string; props: object }) => ({ name, ...given });
const member = (container: object, labels: object = { app: "etcd" }, metadata: object = { name: "etcd", namespace: "shop" }) =>
    named("member", {
        type: STATEFUL_SET,
        props: {
            metadata,
            spec: { template: { metadata: { labels }, spec: { containers: [{ name: "etcd", ...container }] } } },
        },
    });
const application = { image: "docker.io/bitnami/etcd:3.6", ports: [{ name: "client", containerPort: 2379 }] };
const ofKubernetes = {
    image: "registry.k8s.io/etcd:3.6.4-0",
    command: ["etcd"],
    ports: [{ name: "client", containerPort: 2379 }],
};
const ingress = (serviceName: string, port: number, more: object = {}) =>
    named("ingress", {
        type: "kubernetes:networking.k8s.io/v1:Ingress",
        props: {
            metadata: { name: "etcd", namespace: "shop", ...more },
            spec: { rules: [{ http: { paths: [{ backend: { service: { name: serviceName, port: { number: port } } } }] } }] },
        },
    });
const release = (values: unknown, more: object = {}) => ({
    type: "kubernetes:helm.sh/v3:Release",
    props: { chart: "oci://registry-1.docker.io/bitnamicharts/etcd", namespace: "shop", values, ...more },
});
const removed = "Remove this backend from the Ingress.";

policyTable(etcdPortNotPublished, {
    fails: {
        "whoever reaches a node reaches the cluster's etcd": { ...system(nodePort), reports: [ofCluster] },
        "kubeadm's label shows it in any namespace": {
            ...service({ ...nodePort, selector: { component: "etcd", tier: "control-plane" } }),
            reports: [ofCluster],
        },
        "a hosted control plane has labels of its own": {
            ...service({ ...nodePort, selector: { app: "vcluster-etcd", release: "team-a" } }),
            reports: [ofCluster],
        },
        "the Service's own labels tell, too": {
            ...service(nodePort, { name: "etcd", labels: { "hypershift.openshift.io/control-plane-component": "etcd" } }),
            reports: [ofCluster],
        },
        "an application's etcd that everybody reaches": {
            ...service(balancer),
            reports: [noFix(`spec.type: publishes etcd port 2379 to everybody with a load balancer (${DOUBT})`)],
        },
        "clients and peers are one finding": {
            ...system({ ...balancer, ports: [clients, { name: "peer", port: 2380 }] }),
            reports: [noFix("spec.type: publishes etcd ports 2379 and 2380 to everybody with a load balancer")],
        },
        "on another port it is etcd's all the same": {
            ...system({ ...balancer, ports: [{ port: 443, targetPort: 2379 }] }),
            reports: [noFix("spec.type: publishes etcd port 2379 to everybody with a load balancer")],
        },
        "the name of a Pod's port, where the Service's is etcd's": {
            ...system({ ...balancer, ports: [{ port: 2379, targetPort: "client" }] }),
            reports: [noFix("spec.type: publishes etcd port 2379 to everybody with a load balancer")],
        },
        "an internal load balancer publishes it to the network": {
            ...service(balancer, {
                namespace: "kube-system",
                annotations: { "networking.gke.io/load-balancer-type": "Internal" },
            }),
            reports: [noFix("[high] spec.type: publishes etcd port 2379 with an internal load balancer")],
        },
        "an etcd outside the cluster": {
            ...service({ type: "LoadBalancer", ports: [clients] }),
            reports: [noFix(`spec.type: publishes etcd port 2379 to everybody with a load balancer (${DOUBT})`)],
        },
        "an external address": {
            ...system({ externalIPs: ["198.51.100.7"], ports: [clients] }),
            reports: [
                "[high] spec.externalIPs: publishes etcd port 2379 on the external address 198.51.100.7. Remove externalIPs.",
            ],
        },
        "addresses of the internet": {
            ...system({ ...balancer, loadBalancerSourceRanges: ["203.0.113.0/24"] }),
            reports: [noFix("spec.loadBalancerSourceRanges: publishes etcd port 2379 to 203.0.113.0/24 with a load balancer")],
        },
        "halves of the internet are everybody": {
            ...service({ ...balancer, loadBalancerSourceRanges: ["0.0.0.0/1", "128.0.0.0/1"] }, { namespace: "kube-system" }),
            reports: [
                noFix(
                    "spec.loadBalancerSourceRanges: publishes etcd port 2379 to 0.0.0.0/1 and 128.0.0.0/1 with a load balancer",
                ),
            ],
        },
        "measurements are no way in": {
            ...system({ ...nodePort, ports: [{ name: "metrics", port: 2381 }] }),
            reports: [noFix("(advisory) [medium] spec.type: publishes etcd port 2381 on a port of every node")],
        },
        "Bitnami's chart has clients and peers in one Service": {
            ...release({ service: { type: "LoadBalancer" } }),
            reports: [
                noFix(`values.service.type: publishes etcd ports 2379 and 2380 to everybody with a load balancer (${DOUBT})`),
            ],
        },
        "its node ports advise": {
            ...release({ service: { type: "NodePort" } }, { chart: "etcd" }),
            reports: [
                noFix(
                    `(advisory) [medium] values.service.type: publishes etcd ports 2379 and 2380 on a port of every node (${DOUBT})`,
                ),
            ],
        },
        "unless the namespace is the cluster's own": {
            ...release({ service: { type: "NodePort" } }, { namespace: "kube-system" }),
            reports: [noFix("[high] values.service.type: publishes etcd ports 2379 and 2380 on a port of every node")],
        },
        "its annotations are among its values": {
            ...release({
                service: {
                    type: "LoadBalancer",
                    annotations: { "service.beta.kubernetes.io/aws-load-balancer-internal": "true" },
                },
            }),
            reports: [
                noFix(
                    `(advisory) [medium] values.service.type: publishes etcd ports 2379 and 2380 with an internal load balancer (${DOUBT})`,
                ),
            ],
        },
        "as a part of another chart that some word enables": {
            ...release({ etcd: { enabled: "auto", service: { type: "LoadBalancer" } } }, { chart: "apisix" }),
            reports: [
                noFix(
                    `values.etcd.service.type: publishes etcd ports 2379 and 2380 to everybody with a load balancer (${DOUBT})`,
                ),
            ],
        },
        "as a part of another chart": {
            ...release({ etcd: { service: { type: "LoadBalancer" } } }, { chart: "apisix" }),
            reports: [
                noFix(
                    `values.etcd.service.type: publishes etcd ports 2379 and 2380 to everybody with a load balancer (${DOUBT})`,
                ),
            ],
        },
        ...everyForm(etcdPortNotPublished, "Service", { metadata: { namespace: "kube-system" }, spec: balancer }, [
            noFix("spec.type: publishes etcd port 2379 to everybody with a load balancer"),
        ]),
    },
    passes: {
        "an etcd for the cluster's Pods": system({ selector: { component: "etcd" }, ports: [clients] }),
        "Bitnami's, for clients": service({
            selector: { "app.kubernetes.io/name": "etcd" },
            ports: [
                { name: "client", port: 2379, targetPort: "client" },
                { name: "peer", port: 2380, targetPort: "peer" },
            ],
        }),
        "Bitnami's, headless": service({
            clusterIP: "None",
            publishNotReadyAddresses: true,
            selector: { "app.kubernetes.io/name": "etcd" },
            ports: [{ name: "client", port: 2379, targetPort: "client" }],
        }),
        "Bitnami's chart": release({ auth: { rbac: { create: true } }, service: { type: "ClusterIP" } }),
        "a chart of something else": release({ service: { type: "LoadBalancer" } }, { chart: "ingress-nginx" }),
        "a chart whose etcd is left out": release(
            { etcd: { enabled: false, service: { type: "LoadBalancer" } } },
            { chart: "apisix" },
        ),
        "unknown values of another chart": release(UNKNOWN, { chart: "ingress-nginx" }),
        "an etcd operator": release({ service: { type: "LoadBalancer" } }, { chart: "etcd-operator" }),
        "Calico's": system({ clusterIP: "10.96.232.136", selector: { "k8s-app": "calico-etcd" }, ports: [{ port: 6666 }] }),
        "kube-prometheus-stack's measurements": service(
            {
                clusterIP: "None",
                selector: { component: "etcd" },
                ports: [{ name: "http-metrics", port: 2381, targetPort: 2381 }],
            },
            { name: "kube-prometheus-stack-kube-etcd", namespace: "kube-system" },
        ),
        "Cilium's Cluster Mesh publishes an etcd of its own to other clusters": service(
            { type: "LoadBalancer", selector: { "k8s-app": "clustermesh-apiserver" }, ports: [{ name: "apiserv", port: 2379 }] },
            { name: "clustermesh-apiserver", namespace: "kube-system" },
        ),
        "k0smotron publishes API servers": service({
            type: "LoadBalancer",
            selector: { app: "k0smotron", component: "cluster", cluster: "tenant" },
            ports: [
                { name: "api", port: 30443 },
                { name: "konnectivity", port: 30132 },
            ],
        }),
        "an API server": system({ type: "LoadBalancer", selector: { component: "kube-apiserver" }, ports: [{ port: 6443 }] }),
        "a web server": service({ type: "LoadBalancer", selector: { app: "web" }, ports: [{ port: 443, targetPort: "https" }] }),
        "something else behind etcd's number": system({ ...balancer, ports: [{ port: 2379, targetPort: 8080 }] }),
        "an application's etcd is judged with its Pods in sight": service(nodePort),
        "trusted addresses alone": {
            ...system({ ...balancer, loadBalancerSourceRanges: ["203.0.113.0/25", "203.0.113.128/25"] }),
            config: { trustedCidrs: ["203.0.113.0/24"] },
        },
        "an unknown port of a Service for Pods": service({ selector: { app: "web" }, ports: [{ port: UNKNOWN }] }),
        "an unknown type of a Service for the web": service({ type: UNKNOWN, ports: [{ port: 443 }] }),
    },
    unknowns: {
        "whether a part of a chart is on": {
            ...release({ etcd: { enabled: UNKNOWN, service: { type: "LoadBalancer" } } }, { chart: "apisix" }),
            unknown: "values.etcd.enabled",
        },
        "an unknown target of a published Service": {
            ...system({ ...balancer, ports: [clients, { port: 443, targetPort: UNKNOWN }] }),
            reports: [noFix("spec.type: publishes etcd port 2379 to everybody with a load balancer")],
            unknown: "spec.ports.1.targetPort",
        },
        "an unknown namespace tells nothing of who is let in": {
            ...service({ ...balancer, loadBalancerSourceRanges: UNKNOWN }, { name: "etcd", namespace: UNKNOWN }),
            unknown: "spec.loadBalancerSourceRanges",
        },
        "unknown values of an etcd's chart": { ...release(UNKNOWN), unknown: "values" },
        "an unknown selector hides no namespace": {
            ...system({ ...nodePort, selector: UNKNOWN, ports: [clients, { port: UNKNOWN }] }),
            reports: [ofCluster],
            unknown: "spec.ports.1.port",
        },
    },
    stacks: {
        "a published etcd of an application": {
            resources: [named("service", service(nodePort)), member(application)],
            reports: [
                '(advisory) [medium] spec.type: publishes etcd port 2379 on a port of every node (Service "etcd" → StatefulSet "etcd" → ' +
                    `etcd 2379; ${DOUBT}). ${fix} @service`,
            ],
        },
        "of which the stack shows no Pods": {
            resources: [named("service", service(nodePort))],
            reports: [
                `(advisory) [medium] spec.type: publishes etcd port 2379 on a port of every node (${DOUBT}). ${fix} @service`,
            ],
        },
        "Kubernetes' own build is a cluster's": {
            resources: [named("service", service(nodePort)), member(ofKubernetes)],
            reports: [
                '[high] spec.type: publishes etcd port 2379 on a port of every node (Service "etcd" → StatefulSet "etcd" → etcd 2379). ' +
                    `${fix} @service`,
            ],
        },
        "the name of a Pod's port alone": {
            resources: [
                named("service", service({ ...balancer, ports: [{ port: 443, targetPort: "client" }] })),
                member(application),
            ],
            reports: [
                'spec.type: publishes etcd port 2379 to everybody with a load balancer (Service "etcd" → StatefulSet "etcd" → etcd 2379; ' +
                    `${DOUBT}). ${fix} @service`,
            ],
        },
        "a name that no Pod has leads nowhere": {
            resources: [
                named("service", service({ ...balancer, ports: [{ port: 443, targetPort: "etcd" }] })),
                member(application),
            ],
            reports: [],
        },
        "a port's number that is not known yet": {
            resources: [
                named("service", service({ ...balancer, ports: [{ port: 443, targetPort: "client" }] })),
                member({ ...application, ports: [{ name: "client", containerPort: UNKNOWN }] }),
            ],
            reports: [],
            unknown: "spec.template.spec.containers.0.ports.0.containerPort",
        },
        "what was judged at the Service is not told twice": {
            resources: [named("service", system(nodePort)), named("world", service(balancer)), member(ofKubernetes)],
            reports: [],
        },
        "private ranges of an application's etcd are two doubts": {
            resources: [
                named("service", service({ ...balancer, loadBalancerSourceRanges: ["10.0.0.0/8"] })),
                member(application),
            ],
            reports: [],
        },
        "of a cluster's they are one": {
            resources: [
                named("service", service({ ...balancer, loadBalancerSourceRanges: ["10.0.0.0/8"] })),
                member(ofKubernetes),
            ],
            reports: [
                "(advisory) [medium] spec.loadBalancerSourceRanges: publishes etcd port 2379 to 10.0.0.0/8 with a load balancer " +
                    '(Service "etcd" → StatefulSet "etcd" → etcd 2379). Remove the load balancer, or list the range in trustedCidrs. @service',
            ],
        },
        "addresses of the internet for an application's etcd": {
            resources: [
                named("service", service({ ...balancer, loadBalancerSourceRanges: ["203.0.113.0/24"] })),
                member(application),
            ],
            reports: [
                "(advisory) spec.loadBalancerSourceRanges: publishes etcd port 2379 to 203.0.113.0/24 with a load balancer " +
                    `(Service "etcd" → StatefulSet "etcd" → etcd 2379; ${DOUBT}). ${fix} @service`,
            ],
        },
        "ranges that are everybody, for an application's etcd": {
            resources: [named("service", service({ ...balancer, loadBalancerSourceRanges: ["0.0.0.0/1", "128.0.0.0/1"] }))],
            reports: [
                `spec.loadBalancerSourceRanges: publishes etcd port 2379 to 0.0.0.0/1 and 128.0.0.0/1 with a load balancer (${DOUBT}). ` +
                    `${fix} @service`,
            ],
        },
        "a network plugin's etcd in kube-system is no cluster's": {
            resources: [named("service", system({ ...nodePort, selector: { app: "etcd", etcd_cluster: "cilium-etcd" } }))],
            reports: [
                `(advisory) [medium] spec.type: publishes etcd port 2379 on a port of every node (${DOUBT}). ${fix} @service`,
            ],
        },
        "Endpoints of an etcd outside": {
            resources: [
                named(
                    "service",
                    service({ type: "NodePort", ports: [{ port: 443 }] }, { name: "etcd", namespace: "kube-system" }),
                ),
                named("endpoints", {
                    type: "kubernetes:core/v1:Endpoints",
                    props: {
                        metadata: { name: "etcd", namespace: "kube-system" },
                        subsets: [{ addresses: [{ ip: "10.0.9.4" }], ports: [{ port: 2379 }] }],
                    },
                }),
            ],
            reports: [
                '[high] spec.type: publishes etcd port 2379 on a port of every node (Service "etcd" → Endpoints "etcd" → etcd 2379). ' +
                    `${fix} @service`,
            ],
        },
        "an Ingress to an application's etcd": {
            resources: [
                named("service", service({ selector: { app: "etcd" }, ports: [clients] })),
                ingress("etcd", 2379),
                member(application),
            ],
            reports: [
                '(advisory) [medium] spec.rules[0].http.paths[0].backend: publishes etcd port 2379 (Ingress "etcd" → Service "etcd" → ' +
                    `StatefulSet "etcd" → etcd 2379; ${DOUBT}). ${removed} @ingress`,
            ],
        },
        "an Ingress to a cluster's": {
            resources: [
                named("service", service({ selector: { app: "etcd" }, ports: [clients] })),
                ingress("etcd", 2379),
                member(ofKubernetes),
            ],
            reports: [
                '[high] spec.rules[0].http.paths[0].backend: publishes etcd port 2379 (Ingress "etcd" → Service "etcd" → StatefulSet "etcd" → ' +
                    `etcd 2379). ${removed} @ingress`,
            ],
        },
        "an Ingress that AWS shows to the internet": {
            resources: [
                named("service", service({ selector: { app: "etcd" }, ports: [clients] })),
                ingress("etcd", 2379, { annotations: { "alb.ingress.kubernetes.io/scheme": "internet-facing" } }),
            ],
            reports: [
                'spec.rules[0].http.paths[0].backend: publishes etcd port 2379 to everybody (Ingress "etcd" → Service "etcd" → etcd 2379; ' +
                    `${DOUBT}). ${removed} @ingress`,
            ],
        },
        "or to trusted addresses of it": {
            resources: [
                {
                    ...named("service", service({ selector: { app: "etcd" }, ports: [clients] })),
                    config: { trustedCidrs: ["203.0.113.0/24"] },
                },
                ingress("etcd", 2379, {
                    annotations: {
                        "alb.ingress.kubernetes.io/scheme": "internet-facing",
                        "alb.ingress.kubernetes.io/inbound-cidrs": "203.0.113.0/25, 203.0.113.128/25",
                    },
                }),
            ],
            reports: [],
        },
        "an Ingress to the etcd of another stack": {
            resources: [ingress("etcd", 2379)],
            reports: [
                '(advisory) [medium] spec.rules[0].http.paths[0].backend: publishes etcd port 2379 (Ingress "etcd" → Service "etcd" → ' +
                    `etcd 2379; ${DOUBT}). ${removed} @ingress`,
            ],
        },
        "an Ingress to a cluster's etcd of another stack": {
            resources: [ingress("etcd", 2379, { namespace: "kube-system" })],
            reports: [
                '[high] spec.rules[0].http.paths[0].backend: publishes etcd port 2379 (Ingress "etcd" → Service "etcd" → etcd 2379). ' +
                    `${removed} @ingress`,
            ],
        },
        "an Ingress to the web": {
            resources: [named("service", service({ selector: { app: "web" }, ports: [{ port: 80 }] })), ingress("etcd", 80)],
            reports: [],
        },
        "Cilium's Cluster Mesh, on a port of every node": {
            resources: [
                named(
                    "service",
                    system({ type: "NodePort", selector: { "k8s-app": "clustermesh-apiserver" }, ports: [clients] }),
                ),
            ],
            reports: [],
        },
    },
});
