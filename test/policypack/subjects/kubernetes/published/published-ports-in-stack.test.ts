import { PUBLISHED_ETCD, PUBLISHED_KUBELET } from "../../../../../policypack/model/published-port";
import { publishedPortsInStack } from "../../../../../policypack/subjects/kubernetes/published/published-ports-in-stack";
import { type GivenInStack, stackOf, UNKNOWN } from "../../../judge";

const DAEMONS = { etcd: PUBLISHED_ETCD, kubelet: PUBLISHED_KUBELET };
type Daemon = keyof typeof DAEMONS;

/** `resource: ports to audience (verdict, why) path`, and what could not be read. */
const shown = (daemon: Daemon, given: readonly GivenInStack[]) =>
    [...publishedPortsInStack(DAEMONS[daemon])(stackOf(given))].map((thunk) => {
        try {
            const { urn, view } = thunk();
            const { verdict, why } = view.evidence;
            const way = view.path.length === 0 ? "" : ` by ${view.path.join(" > ")}`;
            return `${urn.split("::").at(-1)}: ${view.ports.join()} to ${view.audience.kind} (${[verdict, why].join(" ").trim()})${way}`;
        } catch (fault) {
            return (fault as Error).message;
        }
    });

const resource = (type: string, name: string, props: object): GivenInStack => ({ type: `kubernetes:${type}`, name, props });
const service = (spec: object, metadata: object = { name: "db", namespace: "shop" }) =>
    resource("core/v1:Service", "service", { metadata, spec });
const nodePort = (more: object) => service({ type: "NodePort", selector: { app: "db" }, ...more });
const client = { name: "client", port: 2379 };
const pods = (name: string, containers: readonly object[], more: object = {}) =>
    resource("apps/v1:StatefulSet", name, {
        metadata: { name, namespace: "shop" },
        spec: { template: { metadata: { labels: { app: "db" } }, spec: { containers, ...more } } },
    });
const listening = (containerPort: unknown, image = "bitnami/etcd") => ({
    image,
    ports: [{ name: "client", containerPort }],
});
const OF_KUBERNETES = "registry.k8s.io/etcd:3.6.4-0";
const endpoints = (port: object, metadata: object = { name: "db", namespace: "shop" }) =>
    resource("core/v1:Endpoints", "endpoints", { metadata, subsets: [{ ports: [port] }] });
const ingress = (name: string | undefined, port: object, namespace = "shop") =>
    resource("networking.k8s.io/v1:Ingress", "ingress", {
        metadata: { name: "in", namespace },
        spec: { defaultBackend: { service: { name, port } } },
    });

test.each<[string, Daemon, readonly GivenInStack[], readonly string[]]>([
    [
        "another port of a Pod, by its name, is not etcd's",
        "etcd",
        [nodePort({ ports: [{ port: 443, targetPort: "client" }] }), pods("a", [listening(8080)])],
        [],
    ],
    [
        "what the Service calls etcd's port leads to what the Pods have under that name",
        "etcd",
        [nodePort({ ports: [{ port: 2379, targetPort: "client" }] }), pods("a", [listening(8080)])],
        [],
    ],
    [
        "a port that is found needs no other container to be known",
        "etcd",
        [
            nodePort({ ports: [{ port: 443, targetPort: "client" }] }),
            pods("a", [listening(2379), { ports: [{ name: "client", containerPort: UNKNOWN }] }]),
        ],
        ['service: 2379 to network (unsure) by Service "db" > StatefulSet "a"'],
    ],
    [
        "of two containers the one with Kubernetes' etcd tells whose it is",
        "etcd",
        [nodePort({ ports: [client] }), pods("a", [listening(2379), { ...listening(2379, OF_KUBERNETES), command: ["etcd"] }])],
        ['service: 2379 to network (node image etcd of Kubernetes) by Service "db" > StatefulSet "a"'],
    ],
    [
        "of two workloads the cluster's tells, wherever it stands",
        "etcd",
        [
            nodePort({ ports: [client] }),
            pods("a", [listening(2379)]),
            pods("b", [{ ...listening(2379, OF_KUBERNETES), command: ["etcd"] }]),
        ],
        ['service: 2379 to network (node image etcd of Kubernetes) by Service "db" > StatefulSet "a"'],
    ],
    [
        "of many workloads none of which tells, nobody knows",
        "etcd",
        [nodePort({ ports: [client] }), pods("a", [listening(2379)]), pods("b", [listening(2379)])],
        ['service: 2379 to network (unsure) by Service "db" > StatefulSet "a"'],
    ],
    [
        "Cluster Mesh's etcd stays its own, of whatever image",
        "etcd",
        [
            service({ type: "NodePort", selector: { app: "db", "k8s-app": "clustermesh-apiserver" }, ports: [client] }),
            resource("core/v1:Pod", "mesh", {
                metadata: { name: "mesh", namespace: "shop", labels: { app: "db", "k8s-app": "clustermesh-apiserver" } },
                spec: { containers: [{ ...listening(2379, OF_KUBERNETES), command: ["etcd"] }] },
            }),
        ],
        ['service: 2379 to network (other Cilium\'s Cluster Mesh) by Service "db" > Pod "mesh"'],
    ],
    [
        "Endpoints of another port, though the Service's own is etcd's",
        "etcd",
        [service({ type: "NodePort", ports: [client] }), endpoints({ name: "client", port: 443 })],
        [],
    ],
    [
        "Endpoints of etcd's port are an etcd of nobody knows whom",
        "etcd",
        [service({ type: "NodePort", ports: [{ port: 443 }] }), endpoints({ port: 2379 })],
        ['service: 2379 to network (unsure) by Service "db" > Endpoints "db"'],
    ],
    [
        "Endpoints of the kubelet's are a node's",
        "kubelet",
        [service({ type: "NodePort", ports: [{ port: 443 }] }), endpoints({ port: 10250 })],
        ['service: 10250 to network (node a node\'s own port) by Service "db" > Endpoints "db"'],
    ],
    [
        "Pods on the node's network listen on the node's port",
        "kubelet",
        [nodePort({ ports: [{ port: 443, targetPort: 10250 }] }), pods("a", [{}], { hostNetwork: true })],
        ['service: 10250 to network (node a node\'s own port) by Service "db" > StatefulSet "a" on the node\'s network'],
    ],
    [
        "a workload in a List has the name of its kind",
        "etcd",
        [
            nodePort({ ports: [client] }),
            resource("apps/v1:StatefulSetList", "all", { items: [pods("a", [listening(2379)]).props] }),
        ],
        ['service: 2379 to network (unsure) by Service "db" > StatefulSet "a"'],
    ],
    [
        "what names no namespace meets in default",
        "etcd",
        [
            service({ type: "NodePort", ports: [{ port: 443 }] }, { name: "db" }),
            endpoints({ port: 2379 }, { name: "db", namespace: "default" }),
        ],
        ['service: 2379 to network (unsure) by Service "db" > Endpoints "db"'],
    ],
    [
        "Endpoints that name none, too",
        "etcd",
        [
            service({ type: "NodePort", ports: [{ port: 443 }] }, { name: "db", namespace: "default" }),
            endpoints({ port: 2379 }, { name: "db" }),
        ],
        ['service: 2379 to network (unsure) by Service "db" > Endpoints "db"'],
    ],
])("%s", (_, daemon, given, expected) => expect(shown(daemon, given)).toEqual(expected));

const inner = service({ selector: { app: "db" }, ports: [client, { name: "web", port: 80 }] });
const external = (port: number) => service({ type: "ExternalName", externalName: "db.example.com", ports: [{ port }] });
const virtual = (port?: number) =>
    resource("networking.istio.io/v1:VirtualService", "ingress", {
        metadata: { name: "in", namespace: "shop" },
        spec: { gateways: ["public"], tcp: [{ route: [{ destination: { host: "db", port: { number: port } } }] }] },
    });

test.each<[string, Daemon, readonly GivenInStack[], readonly string[]]>([
    [
        "by the name of a Service's port",
        "etcd",
        [inner, ingress("db", { name: "client" })],
        ['ingress: 2379 to network (unsure) by Ingress "in" > Service "db"'],
    ],
    ["by another name", "etcd", [inner, ingress("db", { name: "web" })], []],
    ["by another number", "etcd", [inner, ingress("db", { number: 80 })], []],
    [
        "without a port, which is any",
        "etcd",
        [inner, virtual()],
        ['ingress: 2379 to network (unsure) by VirtualService "in" > Service "db"'],
    ],
    ["with another port", "etcd", [inner, virtual(80)], []],
    [
        "through a name outside",
        "etcd",
        [external(2379), ingress("db", { number: 2379 })],
        ['ingress: 2379 to network (unsure) by Ingress "in" > Service "db" > db.example.com'],
    ],
    ["through a name outside, by another port", "etcd", [external(80), ingress("db", { number: 80 })], []],
    ["to the web of another stack", "etcd", [ingress("db", { number: 80 })], []],
    [
        "to etcd's port of a Service without a name",
        "etcd",
        [ingress(undefined, { number: 2379 })],
        ['ingress: 2379 to network (unsure) by Ingress "in" > Service ""'],
    ],
    [
        "to a cluster's etcd, by its namespace",
        "etcd",
        [ingress("db", { number: 2379 }, "kube-system")],
        ['ingress: 2379 to network (node namespace kube-system) by Ingress "in" > Service "db"'],
    ],
    [
        "to a Service called kubelet, of which the namespace says nothing",
        "kubelet",
        [ingress("kubelet", { number: 10250 }, "kube-system")],
        ['ingress: 10250 to network (unsure) by Ingress "in" > Service "kubelet"'],
    ],
    [
        "to a Service that a Patch changes, once",
        "etcd",
        [
            inner,
            resource("core/v1:ServicePatch", "patch", {
                metadata: { name: "db", namespace: "shop" },
                spec: { type: "ClusterIP" },
            }),
            ingress("db", { number: 2379 }),
        ],
        ['ingress: 2379 to network (unsure) by Ingress "in" > Service "db"'],
    ],
])("a route %s", (_, daemon, given, expected) => expect(shown(daemon, given)).toEqual(expected));

test("what the Service by itself could not tell is not told again", () => {
    const given = [service({ type: "NodePort", ports: [{ port: UNKNOWN }, client] }), endpoints({ name: "client", port: 2380 })];
    expect(shown("etcd", given)).toEqual(['service: 2380 to network (unsure) by Service "db" > Endpoints "db"']);
});

test("a route that is not known yet is told where one of the Services that it is made of leads to the daemon", () => {
    const web = { ...service({ ports: [{ port: 80 }] }, { name: "web", namespace: "shop" }), name: "web" };
    const unread = (...from: string[]): GivenInStack => ({
        ...resource("networking.k8s.io/v1:Ingress", "ingress", { metadata: { name: "in" }, spec: { rules: UNKNOWN } }),
        propertyDependencies: { spec: from },
    });
    expect(shown("etcd", [web, inner, unread("web", "service")])).toEqual([expect.stringContaining("spec.rules")]);
    expect(shown("etcd", [web, inner, unread("web")])).toEqual([]);
});
