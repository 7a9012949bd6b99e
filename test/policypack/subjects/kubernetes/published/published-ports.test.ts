import { PUBLISHED_ETCD, PUBLISHED_KUBELET } from "../../../../../policypack/model/published-port";
import { publishedPortsOf } from "../../../../../policypack/subjects/kubernetes/published/published-ports";
import { stackOf, UNKNOWN } from "../../../judge";

const DAEMONS = { etcd: PUBLISHED_ETCD, kubelet: PUBLISHED_KUBELET };
type Daemon = keyof typeof DAEMONS;

const views = (daemon: Daemon, type: string, props: object) => {
    const [resource] = stackOf([{ type: `kubernetes:${type}`, props }]);
    return [...(publishedPortsOf(DAEMONS[daemon]).rows.get(resource!.type)?.(resource!) ?? [])];
};
/** What one object by itself shows: `at: ports (verdict, why)`. */
const shown = (daemon: Daemon, type: string, props: object) =>
    views(daemon, type, props).map((thunk) => {
        const { at, ports, evidence } = thunk();
        return `${at}: ${ports.join()} (${[evidence.verdict, evidence.why].join(" ").trim()})`;
    });

const SERVICE = "core/v1:Service";
const etcd = { ports: [{ port: 2379 }] };
const kubelet = { ports: [{ port: 10250 }] };
const named = (name: string | undefined, spec: object, more: object = {}) => ({ metadata: { name, ...more }, spec });

test.each<[string, Daemon, string, object, readonly string[]]>([
    [
        "a Service without a selector leads to nodes",
        "kubelet",
        SERVICE,
        named("n", { type: "NodePort", ...kubelet }),
        ["spec.type: 10250 (node no selector)"],
    ],
    ["its address leads Pods there", "kubelet", SERVICE, named("n", kubelet), ["spec.type: 10250 (node no selector)"]],
    ["of no name, too", "kubelet", SERVICE, named(undefined, kubelet), ["spec.type: 10250 (node no selector)"]],
    ["monitoring's has no address for Pods", "kubelet", SERVICE, named("kubelet", kubelet), []],
    ["monitoring's with its release's name", "kubelet", SERVICE, named("prometheus-kubelet", kubelet), []],
    [
        "one whose name only begins as that",
        "kubelet",
        SERVICE,
        named("kubelet-proxy", kubelet),
        ["spec.type: 10250 (node no selector)"],
    ],
    [
        "one whose name only ends in that word",
        "kubelet",
        SERVICE,
        named("mykubelet", kubelet),
        ["spec.type: 10250 (node no selector)"],
    ],
    ["an etcd for the cluster's Pods is not published", "etcd", SERVICE, named("e", etcd, { namespace: "kube-system" }), []],
    [
        "a Patch may be of a Service with a selector, and is told of nodes all the same",
        "kubelet",
        "core/v1:ServicePatch",
        named("n", { type: "NodePort", ...kubelet }),
        ["spec.type: 10250 (unsure)"],
    ],
    ["a Patch for an etcd is left to the stack", "etcd", "core/v1:ServicePatch", named("n", { type: "NodePort", ...etcd }), []],
    ["the type that a Patch leaves is not known to be ClusterIP", "kubelet", "core/v1:ServicePatch", named("n", kubelet), []],
    [
        "by its namespace",
        "etcd",
        SERVICE,
        named("e", { type: "NodePort", ...etcd }, { namespace: "kube-system" }),
        ["spec.type: 2379 (node namespace kube-system)"],
    ],
    [
        "by a label of its own",
        "etcd",
        SERVICE,
        named("e", { type: "NodePort", ...etcd }, { labels: { tier: "control-plane" } }),
        ["spec.type: 2379 (node label tier)"],
    ],
    [
        "everybody is let in to an etcd of nobody knows whom",
        "etcd",
        SERVICE,
        named("e", { type: "LoadBalancer", ...etcd }),
        ["spec.type: 2379 (unsure)"],
    ],
    [
        "Cluster Mesh's is its own",
        "etcd",
        SERVICE,
        named("e", { type: "LoadBalancer", ...etcd, selector: { "k8s-app": "clustermesh-apiserver" } }),
        ["spec.type: 2379 (other Cilium's Cluster Mesh)"],
    ],
    [
        "what is only called like Cluster Mesh is not",
        "etcd",
        SERVICE,
        named("e", { type: "LoadBalancer", ...etcd, selector: { "k8s-app": "my-clustermesh-apiserver" } }),
        ["spec.type: 2379 (unsure)"],
    ],
    [
        "nor what only begins like it",
        "etcd",
        SERVICE,
        named("e", { type: "LoadBalancer", ...etcd, selector: { "k8s-app": "clustermesh-apiserver-2" } }),
        ["spec.type: 2379 (unsure)"],
    ],
    [
        "UDP is no way to etcd",
        "etcd",
        SERVICE,
        named("e", { type: "LoadBalancer", ports: [{ port: 2379, protocol: "UDP" }] }),
        [],
    ],
    [
        "a target of nothing is the port itself",
        "etcd",
        SERVICE,
        named("e", {
            type: "LoadBalancer",
            ports: [
                { port: 2379, targetPort: 0 },
                { port: 2380, targetPort: "" },
            ],
        }),
        ["spec.type: 2379,2380 (unsure)"],
    ],
    [
        "an etcd's chart is no kubelet",
        "kubelet",
        "helm.sh/v3:Release",
        { chart: "etcd", values: { service: { type: "LoadBalancer" } } },
        [],
    ],
])("%s", (_, daemon, type, props, expected) => expect(shown(daemon, type, props)).toEqual(expected));

test("a selector that is not known yet matters to the kubelet's ports alone", () => {
    const web = named("n", { type: "NodePort", selector: UNKNOWN, ports: [{ port: 80 }] });
    expect(shown("kubelet", SERVICE, web)).toEqual([]);
    const nodes = views("kubelet", SERVICE, named("n", { type: "NodePort", selector: UNKNOWN, ...kubelet }));
    expect(nodes).toHaveLength(1);
    expect(nodes[0]).toThrow("spec.selector");
});

test("the fix is the policy's own where the way in has none", () => {
    const [balancer] = views("kubelet", SERVICE, named("n", { type: "LoadBalancer", ...kubelet }));
    expect(balancer!()).not.toHaveProperty("fix");
    const [external] = views("kubelet", SERVICE, named("n", { externalIPs: ["198.51.100.7"], ...kubelet }));
    expect(external!().fix).toBe("Remove externalIPs");
});
