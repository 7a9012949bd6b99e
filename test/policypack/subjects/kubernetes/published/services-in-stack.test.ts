import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import type { StackResource } from "../../../../../policypack/lib/subject";
import { Cursor } from "../../../../../policypack/parse/cursor";
import { ServicesInStack } from "../../../../../policypack/subjects/kubernetes/published/services-in-stack";
import { stackOf, UNKNOWN } from "../../../judge";

const resource = (type: string, props: object): StackResource => ({
    type: `kubernetes:${type}`,
    name: "it",
    urn: "urn:it",
    props: Cursor.of(props),
    parent: undefined,
    dependencies: [],
    propertyDependencies: {},
});
const metadata = { name: "etcd", namespace: "shop" };
const SLICE = {
    metadata: { name: "etcd-1", namespace: "shop", labels: { "kubernetes.io/service-name": "etcd" } },
    ports: [{ port: 2379 }],
};
const ENDPOINTS: Readonly<Record<string, object>> = {
    "core/v1:Endpoints": { metadata, subsets: [{ ports: [{ port: 2379 }] }] },
    "discovery.k8s.io/v1:EndpointSlice": SLICE,
    "discovery.k8s.io/v1beta1:EndpointSlice": SLICE,
};
const forms = Object.keys(ENDPOINTS).flatMap((kind) =>
    [kind, `${kind}Patch`, `${kind}List`].map((form) => [form, kind] as const),
);
const classOf = (token: string) => {
    const [group = "", kind = ""] = token.split(":");
    const folder = group.replace(/^([^./]+)\.[^/]*\//, "$1/");
    const root = dirname(require.resolve("@pulumi/kubernetes/package.json"));
    const module = join(root, folder, `${kind.charAt(0).toLowerCase()}${kind.slice(1)}.js`);
    expect(existsSync(module)).toBe(true);
    return require(module)[kind] as { __pulumiType: string };
};

test.each(forms)("a Service finds its %s", (form, kind) => {
    const object = ENDPOINTS[kind]!;
    const services = new ServicesInStack([
        resource("core/v1:Service", { metadata, spec: {} }),
        resource(form, form.endsWith("List") ? { items: [object] } : object),
    ]);
    const found = services.endpointsOf(services.all[0]!);
    expect(found.flatMap((one) => [...one.ports()].map((port) => port.field("port").number()))).toEqual([2379]);
    expect(classOf(form).__pulumiType).toBe(`kubernetes:${form}`);
});

const workload = (labels: object, namespace = "shop") =>
    resource("apps/v1:Deployment", {
        metadata: { name: "web", namespace },
        spec: { template: { metadata: { labels }, spec: {} } },
    });
const selecting = (selector: object) => resource("core/v1:Service", { metadata, spec: { selector } });

test.each([
    ["every label of the selector", { app: "web", tier: "front" }, { app: "web", tier: "front", more: "x" }, 1],
    ["not one of them alone", { app: "web", tier: "front" }, { app: "web" }, 0],
    ["by value", { app: "web" }, { app: "api" }, 0],
    ["none without a selector", {}, { app: "web" }, 0],
])("Pods are selected by their labels: %s", (_, selector, labels, count) => {
    const services = new ServicesInStack([selecting(selector), workload(labels)]);
    expect(services.podsOf(services.all[0]!)).toHaveLength(count);
});

test("and in their own namespace", () => {
    const services = new ServicesInStack([selecting({ app: "web" }), workload({ app: "web" }, "other")]);
    expect(services.podsOf(services.all[0]!)).toEqual([]);
});

describe("what is not known yet of a Pod's labels", () => {
    const unsure = (labels: object, namespace: unknown = "shop") => {
        const [service, pod] = stackOf([
            { type: "kubernetes:core/v1:Service", name: "service", props: { metadata, spec: { selector: { app: "web" } } } },
            {
                type: "kubernetes:core/v1:Pod",
                name: "pod",
                props: { metadata: { name: "web", namespace, labels }, spec: {} },
            },
        ]);
        const services = new ServicesInStack([service!, pod!]);
        return services.podsOf(services.all[0]!).length;
    };
    test.each([
        ["another label hides not the selected one", { app: "web", build: UNKNOWN }, "shop", 1],
        ["and none of another namespace", { app: "web", build: UNKNOWN }, "other", 0],
        ["a namespace may be the Service's", { app: "web" }, UNKNOWN, 1],
        ["but the label still tells", { app: "api" }, UNKNOWN, 0],
        ["the selected label may be any, of which nothing here is made", { app: UNKNOWN }, "shop", 0],
    ])("%s", (_, labels, namespace, count) => expect(unsure(labels, namespace)).toBe(count));
});

test("an EndpointSlice that names no Service is nobody's, and one that names no namespace is in default", () => {
    const found = (slice: object, namespace: string) => {
        const services = new ServicesInStack([
            resource("core/v1:Service", { metadata: { name: "etcd", namespace }, spec: {} }),
            resource("discovery.k8s.io/v1:EndpointSlice", slice),
        ]);
        return services.endpointsOf(services.all[0]!).map((one) => one.words);
    };
    const { labels } = SLICE.metadata;
    expect(found({ metadata: { name: "a", namespace: "shop" } }, "shop")).toEqual([]);
    expect(found({ metadata: { name: "a", namespace: "shop", labels: { app: "x" } } }, "shop")).toEqual([]);
    expect(found({ metadata: { name: "a", labels } }, "default")).toEqual(['EndpointSlice "a"']);
    expect(found({ metadata: { labels } }, "default")).toEqual(["EndpointSlice"]);
    expect(found({ metadata: { name: "a", labels } }, "shop")).toEqual([]);
});
