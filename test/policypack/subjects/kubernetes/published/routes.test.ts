import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import type { StackResource } from "../../../../../policypack/lib/subject";
import { Cursor } from "../../../../../policypack/parse/cursor";
import { everyRoute } from "../../../../../policypack/subjects/kubernetes/published/routes";
import { inStack } from "../../../../../policypack/subjects/kubernetes/published/services-in-stack";

const metadata = { name: "shop", namespace: "shop" };
const reference = { name: "etcd", port: 2379 };
const backend = { service: { name: "etcd", port: { number: 2379 } } };
const oldBackend = { serviceName: "etcd", servicePort: 2379 };

/** An object of each kind with one backend, and where that stands. */
const OBJECTS: Readonly<Record<string, readonly [object, string]>> = {
    "networking.k8s.io/v1:Ingress": [
        { metadata, spec: { rules: [{ http: { paths: [{ backend }] } }] } },
        "spec.rules[0].http.paths[0].backend",
    ],
    "networking.k8s.io/v1beta1:Ingress": [
        { metadata, spec: { rules: [{ http: { paths: [{ backend: oldBackend }] } }] } },
        "spec.rules[0].http.paths[0].backend",
    ],
    "extensions/v1beta1:Ingress": [{ metadata, spec: { backend: oldBackend } }, "spec.backend"],
    "core/v1:ConfigMap": [
        { metadata: { name: "tcp-services", namespace: "ingress-nginx" }, data: { a: "shop/etcd:2379:PROXY" } },
        "data.a",
    ],
    "projectcontour.io/v1:HTTPProxy": [{ metadata, spec: { routes: [{ services: [reference] }] } }, "spec.routes[0].services[0]"],
    "elbv2.k8s.aws/v1beta1:TargetGroupBinding": [{ metadata, spec: { serviceRef: reference } }, "spec.serviceRef"],
    istio: [
        {
            metadata,
            spec: {
                gateways: ["public"],
                tcp: [{ route: [{ destination: { host: "etcd.shop.svc", port: { number: 2379 } } }] }],
            },
        },
        "spec.tcp[0].route[0].destination",
    ],
    gateway: [{ metadata, spec: { rules: [{ backendRefs: [reference] }] } }, "spec.rules[0].backendRefs[0]"],
    traefik: [{ metadata, spec: { routes: [{ services: [reference] }] } }, "spec.routes[0].services[0]"],
};

/** Objects among a chart's values have tests of their own. */
const tokens = [...new Set(everyRoute.flatMap(({ tokens }) => tokens))].filter(
    (token) => !token.startsWith("kubernetes:helm.sh/"),
);
const kindOf = (token: string) => token.replace(/^kubernetes:/, "").replace(/(Patch|List)$/, "");
const objectOf = (token: string) => {
    const project = ["gateway", "traefik", "istio"].find((name) => token.includes(`${name}.`));
    return (OBJECTS[kindOf(token)] ?? OBJECTS[project ?? ""])!;
};

const resource = (type: string, props: object): StackResource => ({
    type,
    name: "it",
    urn: "urn:it",
    props: Cursor.of(props),
    parent: undefined,
    dependencies: [],
    propertyDependencies: {},
});

test.each(tokens.filter((token) => /^kubernetes:(?!helm\.sh)/.test(token)))("the backend in %s", (token) => {
    const [object, at] = objectOf(token);
    const isList = token.endsWith("List");
    const { all, faults } = inStack([resource(token, isList ? { items: [object] } : object)], everyRoute);
    expect(faults).toEqual([]);
    expect(all.map(({ value }) => [value.at, value.namespace(), value.name(), value.port()])).toEqual([
        [isList ? `items[0].${at}` : at, "shop", "etcd", 2379],
    ]);
});

test.each(tokens.filter((token) => /Ingress(Patch|List)?$/.test(token)))("%s is the token of its class", (token) => {
    const [, group = "", kind = ""] = token.split(":");
    const folder = group.replace(/^([^./]+)\.[^/]*\//, "$1/");
    const root = dirname(require.resolve("@pulumi/kubernetes/package.json"));
    const module = join(root, folder, `${kind.charAt(0).toLowerCase()}${kind.slice(1)}.js`);
    expect(existsSync(module)).toBe(true);
    expect(require(module)[kind].__pulumiType).toBe(token);
});

test("a reference may name another namespace", () => {
    const route = { metadata, spec: { rules: [{ backendRefs: [{ ...reference, namespace: "kube-system" }] }] } };
    const { all } = inStack([resource("kubernetes:gateway.networking.k8s.io/v1:HTTPRoute", route)], everyRoute);
    expect(all.map(({ value }) => value.namespace())).toEqual(["kube-system"]);
});

test.each([
    ["of a gateway", { gateways: ["public"] }, ["shop/etcd"]],
    ["of a gateway and the mesh", { gateways: ["mesh", "public"] }, ["shop/etcd"]],
    ["of the mesh alone", { gateways: ["mesh"] }, []],
    ["of no gateway", {}, []],
])("a VirtualService %s", (_, more, found) => {
    const spec = { ...more, tls: [{ route: [{ destination: { host: "etcd" } }] }] };
    const { all } = inStack([resource("kubernetes:networking.istio.io/v1:VirtualService", { metadata, spec })], everyRoute);
    expect(all.map(({ value }) => `${value.namespace()}/${value.name()}`)).toEqual(found);
    expect(all.map(({ value }) => value.port())).toEqual(found.map(() => undefined));
});

test("a ConfigMap of another name is not ingress-nginx's", () => {
    const object = { metadata: { name: "settings" }, data: { a: "shop/etcd:2379" } };
    expect(inStack([resource("kubernetes:core/v1:ConfigMap", object)], everyRoute).all).toEqual([]);
});

test("of a list that is no list nothing is read but the fault", () => {
    const object = { metadata, spec: { defaultBackend: backend, rules: "all" } };
    const { all, faults } = inStack([resource("kubernetes:networking.k8s.io/v1:Ingress", object)], everyRoute);
    expect(all.map(({ value }) => value.at)).toEqual(["spec.defaultBackend"]);
    expect(faults).toHaveLength(1);
});

const routes = (type: string, props: object) =>
    inStack([resource(`kubernetes:${type}`, props)], everyRoute).all.map(({ value }) => value);

test.each([
    ["of ingress-nginx' manifests", "tcp-services", 1],
    ["of a controller with a name of its own", "public-tcp-services", 1],
    ["of its chart", "public-ingress-nginx-tcp", 1],
    ["that only begins so", "tcp-services-old", 0],
    ["that only begins as the chart's", "ingress-nginx-tcp-old", 0],
])("a ConfigMap %s", (_, name, count) => {
    expect(routes("core/v1:ConfigMap", { metadata: { name }, data: { a: "shop/etcd:2379" } })).toHaveLength(count);
});

test.each([
    ["a port by name", "shop/etcd:client", ["shop", "etcd", "client"]],
    ["a port with a proxy protocol", "shop/etcd:2379:PROXY:PROXY", ["shop", "etcd", 2379]],
    ["a name with dots", "shop/etcd.v3:2379", ["shop", "etcd.v3", 2379]],
    ["no port", "shop/etcd", undefined],
    ["no namespace", "etcd:2379", undefined],
    ["something before it", "to shop/etcd:2379", undefined],
    ["nothing", "", undefined],
])("a value of ingress-nginx' ConfigMap with %s", (_, a, expected) => {
    const found = routes("core/v1:ConfigMap", { metadata: { name: "tcp-services" }, data: { a } });
    expect(found.map((one) => [one.namespace(), one.name(), one.port()])).toEqual(expected === undefined ? [] : [expected]);
    expect(found.map(({ property }) => property)).toEqual(found.map(() => "data"));
});

test.each([
    [2379, 2379],
    ["2379", 2379],
    ["client", "client"],
    ["2379-tcp", "2379-tcp"],
    ["tcp-2379", "tcp-2379"],
    [undefined, undefined],
])("the port %j of an old Ingress", (servicePort, expected) => {
    const spec = { backend: { serviceName: "etcd", servicePort } };
    expect(routes("networking.k8s.io/v1beta1:Ingress", { metadata, spec }).map((one) => one.port())).toEqual([expected]);
});

test("a port of an Ingress has a number, or a name", () => {
    const spec = { defaultBackend: { service: { name: "etcd", port: { name: "client" } } } };
    expect(routes("networking.k8s.io/v1:Ingress", { metadata, spec }).map((one) => one.port())).toEqual(["client"]);
});

test("an Ingress without a name and a namespace is one in default", () => {
    const [one] = routes("networking.k8s.io/v1:Ingress", { metadata: {}, spec: { defaultBackend: backend } });
    expect([one!.words, one!.namespace()]).toEqual(["Ingress", "default"]);
});

describe("whom the AWS Load Balancer Controller lets in", () => {
    const alb = (annotations: object) => {
        const own = Object.fromEntries(
            Object.entries(annotations).map(([key, value]) => [`alb.ingress.kubernetes.io/${key}`, value]),
        );
        const object = { metadata: { ...metadata, annotations: own }, spec: { defaultBackend: backend } };
        const audience = routes("networking.k8s.io/v1:Ingress", object)[0]!.audience();
        return audience.kind === "addresses" ? audience.ranges.map(({ written }) => written) : audience.kind;
    };
    test.each([
        ["the network, by default", {}, "network"],
        ["the network, whatever the ranges", { scheme: "internal", "inbound-cidrs": "0.0.0.0/0" }, "network"],
        ["everybody", { scheme: "internet-facing" }, "everybody"],
        ["everybody, by ranges that are none", { scheme: "internet-facing", "inbound-cidrs": " , " }, "everybody"],
        [
            "some addresses",
            { scheme: "internet-facing", "inbound-cidrs": " 203.0.113.0/24 , 10.0.0.0/8, " },
            ["203.0.113.0/24", "10.0.0.0/8"],
        ],
    ])("%s", (_, annotations, expected) => expect(alb(annotations)).toEqual(expected));
});

test("a whole name of a VirtualService's destination has the namespace, a short one has the object's", () => {
    const found = (host: string | undefined) => {
        const spec = { gateways: ["public"], http: [{ route: [{ destination: { host } }] }] };
        return routes("networking.istio.io/v1beta1:VirtualService", { metadata, spec }).map(
            (one) => `${one.words}: ${one.namespace()}/${one.name()}`,
        );
    };
    expect(found("etcd.kube-system.svc.cluster.local")).toEqual(['VirtualService "shop": kube-system/etcd']);
    expect(found("etcd")).toEqual(['VirtualService "shop": shop/etcd']);
    expect(found(undefined)).toEqual(['VirtualService "shop": shop/']);
});

test("a reference of the Gateway API to something else than a Service leads to none", () => {
    const spec = {
        rules: [
            {
                backendRefs: [
                    { kind: "Bucket", ...reference },
                    { kind: "Service", ...reference },
                ],
            },
        ],
    };
    const found = routes("gateway.networking.k8s.io/v1:GRPCRoute", { metadata, spec });
    expect(found.map(({ at, kind, words }) => [at, kind, words])).toEqual([
        ["spec.rules[0].backendRefs[1]", "GRPCRoute", 'GRPCRoute "shop"'],
    ]);
});

test.each([
    "gateway.networking.k8s.io/v1:TLSRoute",
    "gateway.networking.k8s.io/v1:TCPRoute",
    "gateway.networking.k8s.io/v1beta1:HTTPRoute",
    "gateway.networking.k8s.io/v1alpha2:GRPCRoute",
    "gateway.networking.k8s.io/v1alpha2:TLSRoute",
    "gateway.networking.k8s.io/v1alpha3:TLSRoute",
])("%s, which was served once or is of late, is read as well", (kind) => {
    expect(routes(kind, { metadata, spec: { rules: [{ backendRefs: [reference] }] } }).map((one) => one.name())).toEqual([
        "etcd",
    ]);
});

test("a VirtualService of Istio's first version is read as well", () => {
    const spec = { gateways: ["public"], tls: [{ route: [{ destination: { host: "etcd" } }] }] };
    expect(routes("networking.istio.io/v1alpha3:VirtualService", { metadata, spec }).map((one) => one.name())).toEqual(["etcd"]);
});
